"""``textDocument/completion``."""

import re

import pytest
from lsprotocol import types

from .samples import EMPTY_TESTING, LACKS_USE_CASES, SPEC, UNTIDY

pytestmark = pytest.mark.asyncio(loop_scope="session")

NO_BODY = "𝄞 Replicas go out of tune. 😀\n\n"


async def ask(client, uri, marked):
    """The text without its ``$0``, and what can be completed there, best first."""
    text = marked.replace("$0", "")
    await client.open(uri, text)
    position = client.position(text, marked.index("$0"))
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    found = await client.text_document_completion_async(params)
    assert found.is_incomplete is False
    assert len({item.sort_text for item in found.items}) == len(found.items)
    return text, sorted(found.items, key=lambda item: item.sort_text)


def accept(client, text, item):
    """The text after an editor took the item: ``[...]`` is selected and ``|`` the end of a snippet."""
    edits = [item.text_edit, *(item.additional_text_edits or ())]
    assert item.text_edit.range.start.line == item.text_edit.range.end.line
    new = client.apply(text, edits)
    return re.sub(r"\$\{1:([^}]*)\}", r"[\1]", new).replace("$0", "|")


async def test_the_next_missing_section_is_first(client, spec):
    """Headings that can stand here come first, in the template's order, those of other sections last."""
    marked = UNTIDY.replace(NO_BODY, NO_BODY + "$0\n\n")
    _, items = await ask(client, spec(client), marked)
    assert [item.label for item in items] == ["Use Cases", "Testing", "Alternatives"]


async def test_sections_before_the_place_come_last(client, spec):
    """Behind References no heading can follow, so those that stand before it in the template are offered."""
    _, items = await ask(client, spec(client), SPEC.replace("Testing\n=======\n\nNone\n\n", "") + "\n$0")
    assert [item.label for item in items] == ["Testing"]


async def test_a_heading_is_complete_with_underline_and_body(client, spec):
    """Accepted on an empty line, a heading has its underline, blank line and a body to write over."""
    text, items = await ask(client, spec(client), LACKS_USE_CASES.replace(NO_BODY, NO_BODY + "$0\n\n"))
    assert accept(client, text, items[0]) == LACKS_USE_CASES.replace(
        NO_BODY, NO_BODY + "Use Cases\n---------\n\n[Who does what, and what do they get?]|\n\n"
    )


@pytest.mark.parametrize("typed", ["U$0", "use$0", "us$0e", "Use Cases$0", "use ca$0", "$0Cas"])
async def test_what_is_typed_filters_and_is_replaced(client, spec, typed):
    """A heading whose words begin as typed replaces the typed words, whatever their case."""
    marked = LACKS_USE_CASES.replace(NO_BODY, f"{NO_BODY}{typed}\n\n")
    text, items = await ask(client, spec(client), marked)
    assert [item.label for item in items] == ["Use Cases"]
    assert items[0].filter_text == "Use Cases"
    assert accept(client, text, items[0]) == LACKS_USE_CASES.replace(
        NO_BODY, NO_BODY + "Use Cases\n---------\n\n[Who does what, and what do they get?]|\n\n"
    )


@pytest.mark.parametrize("typed", ["Xyz$0", "Cases use$0", "𝄞 Use$0", "U$0 𝄞", "-$0", "  U$0", " $0"])
async def test_nothing_is_offered_for_other_words(client, spec, typed):
    """Words that begin no missing title, or do not start their line, have no candidate."""
    _, items = await ask(client, spec(client), LACKS_USE_CASES.replace(NO_BODY, f"{NO_BODY}{typed}\n\n"))
    assert items == []


@pytest.mark.parametrize(
    "place",
    [
        "Text that\ngoes on\n$0\n\n",
        "Text that goes on\nU$0\n\n",
        "::\n\n  literal\n\n$0\n  literal\n\n",
        "Example::\n\n$0\n\n",
        ".. note:: 𝄞\n\n  text\n$0\n  text\n\n",
        ".. a comment 𝄞\n\n  text\n\n$0\n  text\n\n",
        "- item 𝄞\n\n  text\n\n$0\n  text\n\n",
        "- item\n\n$0\n- item\n\n",
        "- item\n$0\n- item\n\n",
        "=====  =====\n𝄞      b\n=====  =====\n1      2\n\n$0\n3      4\n=====  =====\n\n",
        "U$0\n  definition\n\n",
        "U$0\nand more text\n\n",
    ],
)
async def test_no_heading_inside_another_construct(client, spec, place):
    """Text, literal blocks, directives, comments, lists and tables are left alone."""
    _, items = await ask(client, spec(client), LACKS_USE_CASES.replace(NO_BODY, NO_BODY + place))
    assert items == []


@pytest.mark.parametrize(
    "place",
    [
        "::\n\n  literal\n\n$0\n\n",
        ".. note:: 𝄞\n\n  text\n\n$0\n\n",
        "- item 𝄞\n\n$0\n\n",
        "+---+\n| 𝄞 |\n+---+\n\n$0\n\n",
    ],
)
async def test_a_heading_can_follow_any_construct(client, spec, place):
    """Behind the last line of a construct, and a blank one, a heading is offered."""
    _, items = await ask(client, spec(client), LACKS_USE_CASES.replace(NO_BODY, NO_BODY + place))
    assert items[0].label == "Use Cases"


@pytest.mark.parametrize("underline", ["-----", "--", "-----------------"])
async def test_an_underline_is_not_doubled(client, spec, underline):
    """Where an underline stands already it gets the title's length, and no second one or body is added."""
    marked = LACKS_USE_CASES.replace(NO_BODY, f"{NO_BODY}Us$0\n{underline}\n\n")
    text, items = await ask(client, spec(client), marked)
    assert accept(client, text, items[0]) == LACKS_USE_CASES.replace(
        NO_BODY, NO_BODY + "Use Cases|\n---------\n\n"
    )
    assert items[0].insert_text_format is types.InsertTextFormat.Snippet  # some take plain text's first word


async def test_an_overline_is_kept(client, spec):
    """Below an overline the heading gets an underline of the same kind, and both the title's length."""
    marked = LACKS_USE_CASES.replace(NO_BODY, f"{NO_BODY}~~~~\nUs$0\n\n")
    text, items = await ask(client, spec(client), marked)
    assert accept(client, text, items[0]).startswith(
        LACKS_USE_CASES.partition(NO_BODY)[0]
        + NO_BODY
        + "~~~~~~~~~\nUse Cases\n~~~~~~~~~\n\n[Who does what, and what do they get?]|\n\n"
    )


async def test_text_that_follows_becomes_the_body(client, spec):
    """Above a text that the new section would hold, no body is written."""
    marked = LACKS_USE_CASES.replace("𝄞 Replicas", "$0\n\n𝄞 Replicas")
    text, items = await ask(client, spec(client), marked)
    assert accept(client, text, items[0]) == LACKS_USE_CASES.replace(
        "𝄞 Replicas", "Use Cases\n---------|\n\n𝄞 Replicas"
    )


async def test_a_heading_directly_below_gets_a_blank_line(client, spec):
    """With a heading in the next line, the body is kept apart from it."""
    marked = LACKS_USE_CASES.replace("Proposed change\n=", "U$0\n\nProposed change\n=").replace(
        "U$0\n\n", "$0\n"
    )
    text, items = await ask(client, spec(client), marked)
    assert (
        "\n\nUse Cases\n---------\n\n[Who does what, and what do they get?]|\n\nProposed change\n===="
        in accept(client, text, items[0])
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
async def test_the_last_section_ends_its_line(client, spec, end):
    """At the end of the text the body's line is a whole one."""
    marked = SPEC.replace("\nReferences\n==========\n\nNone\n", "\n$0") + end
    text, items = await ask(client, spec(client), marked)
    new = accept(client, text, next(item for item in items if item.label == "References"))
    assert new.endswith("None\n\nReferences\n==========\n\n[None]|\n" + end[1:])


async def test_the_documents_own_adornment_is_used(client, spec):
    """A subsection gets the adornment that the document's other subsections have, on both sides if so."""
    marked = UNTIDY.replace(NO_BODY, NO_BODY + "~~~~~~~~~\nUse Cases\n~~~~~~~~~\n\n😀\n\n").replace(
        "😀 Tune them.\n", "😀 Tune them.\n\n$0\n"
    )
    text, items = await ask(client, spec(client), marked)
    alternatives = next(item for item in items if item.label == "Alternatives")
    assert "~~~~~~~~~~~~\nAlternatives\n~~~~~~~~~~~~\n\n[None]|\n" in accept(client, text, alternatives)


async def test_line_ends_are_the_documents(client, spec):
    """An inserted heading has carriage returns if the document has them."""
    marked = LACKS_USE_CASES.replace(NO_BODY, NO_BODY + "$0\n\n").replace("\n", "\r\n")
    text, items = await ask(client, spec(client), marked)
    assert "Use Cases\r\n---------\r\n\r\n[Who does what, and what do they get?]|\r\n\r\n" in accept(
        client, text, items[0]
    )


async def test_guidance_is_the_documentation(client, spec):
    """A heading's documentation is the guidance of the template, its detail whether it is required."""
    _, items = await ask(client, spec(client), LACKS_USE_CASES.replace(NO_BODY, NO_BODY + "$0\n\n"))
    assert items[0].documentation.kind is types.MarkupKind.Markdown
    assert "Who does what, and what do they get?" in items[0].documentation.value
    assert items[0].detail.startswith("required, level 2")
    assert items[0].label_details.description == "required"


@pytest.mark.parametrize("typed", ["$0", "N$0", "no$0", "None$0"])
async def test_none_completes_an_empty_section(client, spec, typed):
    """In a section without a body, ``None`` is offered behind the headings."""
    marked = EMPTY_TESTING.replace("Testing\n=======\n", f"Testing\n=======\n\n{typed}\n")
    text, items = await ask(client, spec(client), marked)
    assert items[-1].label == "None"
    assert accept(client, text, items[-1]).count("Testing\n=======\n\nNone\n\n") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NO_BODY, NO_BODY + "N$0\n\n"),
        ("\n\n𝄞 A spec about 😀 replicas.", "\n\nN$0"),
        ("𝄞 A spec", "N$0\n\n𝄞 A spec"),
    ],
)
async def test_none_is_for_empty_sections(client, spec, old, new):
    """A section with text, and the document's own introduction, are not offered ``None``."""
    _, items = await ask(client, spec(client), SPEC.replace(old, new, 1))
    assert "None" not in [item.label for item in items]


async def test_a_client_without_snippets_gets_plain_text(plain, spec):
    """A client that knows no snippets gets text that is ready to stay."""
    marked = LACKS_USE_CASES.replace(NO_BODY, NO_BODY + "$0\n\n")
    text, items = await ask(plain, spec(plain), marked)
    assert items[0].insert_text_format is not types.InsertTextFormat.Snippet
    assert items[0].documentation.kind is types.MarkupKind.PlainText
    assert items[0].label_details is None
    assert accept(plain, text, items[0]) == LACKS_USE_CASES.replace(
        NO_BODY, NO_BODY + "Use Cases\n---------\n\nWho does what, and what do they get?\n\n"
    )


async def test_what_is_no_spec_gets_nothing(client):
    """A file that no template serves is not completed."""
    _, items = await ask(client, (client.folder / "notes.rst").as_uri(), LACKS_USE_CASES + "\n$0")
    assert items == []
