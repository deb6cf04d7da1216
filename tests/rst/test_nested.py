"""What stands inside blocks: which lines are verbatim, and where the paragraphs are."""

from __future__ import annotations

from collections import Counter

import judge
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rst.texts import PLAIN, TABLES, example_count, texts
from spec_ls.rst.nested import (
    PROSE_DIRECTIVES,
    Paragraph,
    directive_texts_above_literals,
    is_in_table,
    literal_lines,
    paragraphs,
)
from spec_ls.rst.scan import scan
from spec_ls.rst.source import as_docutils_reads
from spec_ls.text import Text

# To the left of the bar: L for a verbatim line, P where a paragraph starts and p where it goes on.  A blank
# line is neither.
TEXTS = {
    "a paragraph": """
        P |Text
        p |goes on.
          |
    """,
    "a literal block": """
        P |Text::
          |
        L |  verbatim
          |
        L |    verbatim
          |
        P |Text.
    """,
    "a quoted literal block": """
        P |Text::
          |
        L |> verbatim
        L |> verbatim
    """,
    "a doctest block": """
        L |>>> 1
        L |1
          |
        P |Text.
    """,
    "a literal block in a list": """
        P |* Text::
          |
        L |    verbatim
          |
        P |  Text.
          |
        P |  - nested::
          |
        L |      verbatim
    """,
    "a literal block in a block quote": """
        P |  Text
        p |  ends::
          |
        L |    verbatim
          |
        P |  Text.
    """,
    "an item's text sets its indent": """
        P |*  Text.
          |
        P |   More.
          |
        P |1. Text
        p |   goes on.
        P |2. Text.
    """,
    "a definition": """
          |term
        P |  Text::
          |
        L |    verbatim
    """,
    "a field": """
        P |:field: Text
        p |  goes on.
          |
        P |  More::
          |
        L |    verbatim
    """,
    "an option": """
        P |-a, --all  Text
        p |           goes on.
          |
        L |           >>> 1
    """,
    "footnotes and citations": """
        P |.. [1] Text
        p |   goes on.
          |
        P |   More::
          |
        L |     verbatim
        P |.. [CIT] Text.
    """,
    "line blocks, tables, comments and targets hold neither": """
          || line
          |
          |+------+
          || cell |
          |+------+
          |
          |=====  =====
          |cell   cell
          |=====  =====
          |
          |.. comment
          |
          |   more
          |
          |.. _target:
          |
          |.. |sub| replace:: text
    """,
    "a directive that holds prose": """
        P |.. note:: Text
        p |   goes on.
          |
        P |   More::
          |
        L |     verbatim
          |
        P |   * item
    """,
    "any other directive's content is verbatim": """
          |.. code-block:: python
          |   :linenos:
          |
        L |   verbatim
          |
        L |   * verbatim
          |
        P |Text.
    """,
    "a directive in a list": """
        P |* Text.
          |
          |  .. code::
          |
        L |     verbatim
          |
        P |  .. note:: Text.
    """,
    "titles and transitions": """
          |=====
          |Title
          |=====
          |
          |-----
          |
        P |Text.
    """,
    "what only looks like a title in a block quote": """
          |  Title
          |  =====
          |
        P |  Text.
    """,
    "tabs and odd line ends": """
        P |*\tText::
          |
        L |\t  verbatim
    """,
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_verbatim_lines_and_paragraphs(name: str) -> None:
    """Verbatim lines and paragraphs are found in blocks and in what is nested in them."""
    marks, text = _annotated(TEXTS[name])
    assert _marks(text) == marks


@pytest.mark.parametrize("name", sorted(PROSE_DIRECTIVES))
def test_prose_directives(name: str) -> None:
    """The content of a directive that holds RST is read as RST."""
    text = f".. {name}:: argument\n\n   Text::\n\n     verbatim\n\n   Text.\n"
    assert _marks(text)[1:] == ["", "P", "", "L", "", "P"]


def test_an_attribution_over_two_lines_is_a_paragraph() -> None:
    """A quote's attribution is running text, not a term with its definition; behind a blank line it ends."""
    assert _marks("  Quote.\n\n  -- Author\n     of it\n") == ["P", "", "P", "p"]
    assert _marks("  Quote.\n\n  -- Author\n     of it\n\n     More.\n") == ["P", "", "", "P", "", "P"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (".. note:: Text\n   goes on.\n\n   ::\n\n     code\n", {0, 1}),
        (".. note:: Text\n   ::\n\n     code\n", {0, 1}),
        (".. note:: Text::\n\n     code\n", {0}),
        ("* .. note:: Text\n\n     >>> 1\n", {0}),
        (".. note:: Text\n\n   More.\n", set()),
        (".. note::\n\n   Text\n\n   ::\n\n     code\n", set()),
    ],
)
def test_directive_texts_above_literals(text: str, lines: set[int]) -> None:
    """They begin on a directive's first line, and verbatim text or its colons follow in the same directive."""
    (block,) = scan(Text.of(text))
    assert directive_texts_above_literals(block) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("===  ===\na    b\n===  ===\n", {0, 1, 2}),
        ("* +---+\n  | a |\n  +---+\n\n  text\n", {0, 1, 2}),
        (".. csv-table:: Title\n\n   a, b\n", {0, 1, 2}),
        (".. list-table:: Title\n\n   * - a\n", set()),
    ],
)
def test_is_in_table(text: str, lines: set[int]) -> None:
    """Lines of grid, simple and CSV tables, nested ones too; a list table's text can be wrapped."""
    (block,) = scan(Text.of(text))
    assert {line for line in range(len(block.content)) if is_in_table(block, line)} == lines


# A line of two dashes in a quote is its attribution to docutils, and there it makes no paragraph.
# And docutils trips over its own mark of an inclusion's end where there is none to end.
NESTED = [
    fragment
    for fragment in PLAIN
    if fragment not in TABLES and not fragment.startswith("--") and "inclusion" not in fragment
]


@st.composite
def indented(draw: st.DrawFn) -> str:
    """Lines of any indent, so that what is nested is nested further."""
    indents = st.sampled_from(["", "", "  ", "   ", "    ", "      "])
    ends = st.sampled_from(["\n", "\n", "\n", "\n\n"])
    line = st.tuples(indents, st.sampled_from(NESTED), ends).map("".join)
    return "".join(draw(st.lists(line, max_size=16)))


@example_count(4)
@given(st.one_of(indented(), texts(NESTED)))
def test_random_prose_and_verbatim_text_is_that_of_docutils(text: str) -> None:
    """Paragraphs and verbatim lines are those that docutils finds at any depth."""
    want_prose, want_verbatim = judge.prose_and_verbatim(text)
    prose, verbatim = _prose_and_verbatim(text)
    assert prose == want_prose, judge.shown(text)
    assert verbatim == want_verbatim, judge.shown(text)


def _annotated(table: str) -> tuple[list[str], str]:
    """The marks to the left of the bars, and the text to their right."""
    rows = [row.partition("|") for row in table.strip("\n").split("\n") if "|" in row]
    return [mark.strip() for mark, _, _ in rows], "".join(f"{line}\n" for _, _, line in rows)


def _marks(text: str) -> list[str]:
    marks = []
    for block in scan(Text.of(text)):
        verbatim = literal_lines(block)
        found = ["L" if n in verbatim and line.strip() else "" for n, line in enumerate(block.lines)]
        for paragraph in paragraphs(block):
            assert not any(found[paragraph.start : paragraph.end])
            found[paragraph.start : paragraph.end] = ["P", *"p" * (paragraph.end - paragraph.start - 1)]
        marks += found
    return marks


def _prose_and_verbatim(text: str) -> tuple[Counter[str], Counter[str]]:
    prose: Counter[str] = Counter()
    verbatim: Counter[str] = Counter()
    for block in scan(Text.of(text)):
        lines = [as_docutils_reads(line) for line in block.lines]
        found = (_text_of(one, lines) for one in paragraphs(block))
        prose.update(judge.folded(text) for text in found if text != "::")  # of which docutils makes nothing
        verbatim.update(judge.folded(lines[number]) for number in literal_lines(block) if lines[number])
    return prose, verbatim


def _text_of(paragraph: Paragraph, lines: list[str]) -> str:
    """A paragraph's text, without what stands before it in its first line."""
    return "\n".join(
        [lines[paragraph.start][paragraph.column :], *lines[paragraph.start + 1 : paragraph.end]]
    )
