"""Completion of adornment below a title that was typed."""

import pytest
from hypothesis import given, settings

from spec_ls.features.adornment_completion import complete_adornment
from spec_ls.model.document import parse
from spec_ls.text import Position, Text, apply_edits

from .specs import TEXTS, compared

LEVELS = "Top\n===\n\nPart\n----\n\nInner\n~~~~~\n\n"


def completed(marked, template=False):
    """The texts after each candidate is taken at ``$0``."""
    before, _, after = marked.partition("$0")
    text = Text.of(before + after)
    document = parse(text)
    position = Position(before.count("\n"), len(before.rpartition("\n")[2]))
    found = complete_adornment(document, position, compared(before + after) if template else None)
    return [str(apply_edits(text, [candidate.edit, *candidate.also])) for candidate in found]


@pytest.mark.parametrize(
    ("before", "title", "adornments"),
    [
        (LEVELS, "New 漢字", ["~~~~~~~~", "^^^^^^^^", "--------", "========"]),
        ("Top\n===\n\nPart\n----\n\nText.\n\n", "New", ["---", "~~~", "==="]),
        ("Top\n===\n\n", "New", ["---", "==="]),
        ("", "𝄞 New", ["====="]),
    ],
)
@pytest.mark.parametrize("behind", ["$0", "$0\n\nText.\n"])
def test_each_level_that_a_title_may_have_is_offered(before, title, adornments, behind):
    """That of the section which ends here first, then one below, then those above; last the title's own."""
    after = behind.replace("$0", "")
    found = completed(f"{before}{title}\n{behind}")
    assert found == [f"{before}{title}\n{adornment}{after}" for adornment in adornments]


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        (LEVELS + "New\n-$0\n", LEVELS + "New\n---\n"),
        ("=====\n Top\n=====\n\nNew\n$0", "=====\n Top\n=====\n\nNew\n==="),
        ("==\nTo\n==\n\n==\nBo\n==\n\nNew\n$0\n", "==\nTo\n==\n\n==\nBo\n==\n\n===\nNew\n===\n"),
        ("New\r\n$0\r\n", "New\r\n===\r\n"),
    ],
)
def test_what_is_typed_chooses_and_overlines_come_too(marked, after):
    """Line ends are the document's own."""
    assert completed(marked)[0] == after


@pytest.mark.parametrize(
    "marked",
    [
        "Two\nlines\n$0",
        "* New\n$0\n",
        "::\n\n  New\n$0",
        "New::\n$0",
        ".. x\n$0\n",
        "New.\n$0",
        "New\nab$0",
        "$0",
    ],
)
def test_what_is_no_title_is_left_alone(marked):
    """Text of several lines, of lists and of comments, and sentences."""
    assert completed(marked) == []


def test_a_missing_section_gets_the_level_of_the_template():
    """Where the title that was typed is that of a slot."""
    text = "=====\nTitle\n=====\n\nProblem\n=======\n\nText.\n\nMore\n----\n\nText.\n\n"
    assert completed(f"{text}Change\n$0", template=True)[0] == f"{text}Change\n======"
    assert completed(f"{text}Other\n$0", template=True)[0] == f"{text}Other\n-----"


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_candidate_makes_a_title(text):
    """At any line of any text, docutils' sections are more by one, or one of them has another level."""
    document, spec = parse(Text.of(text)), compared(text)
    for line in range(len(document.text.lines)):
        for candidate in complete_adornment(document, Position(line, 0), spec):
            new = parse(Text.of(str(apply_edits(document.text, [candidate.edit, *candidate.also]))))
            added = line + bool(candidate.also)
            index = new.blocks.at(added)
            assert new.blocks.items[index].heading is not None
