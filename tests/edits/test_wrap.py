"""Wrapping: what becomes of text of all kinds, with docutils as the judge."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from checks import marked, meaning
from checks.templates import FLAT, named
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.config import Config, LineRule
from spec_ls.findings import Safety

SPEC = "Spec\n====\n\nProblem\n-------\n\nText.\n\n{}\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
LONG = "The quick brown fox jumps over the lazy dog and runs on through the wide green fields."
"""86 characters."""
ONLY_WRAPS = frozenset({"line-too-long"})


def wrapped(text: str, limit: int = 79) -> str:
    """A text with the first safe fix of each overlong line applied, until there is none."""
    config = Config(max_line_length=limit, line_rule=LineRule.LENGTH, select=ONLY_WRAPS)
    while True:
        case = marked.look(text, named(FLAT), config=config)
        offered = (fix for finding in case.findings for fix in marked.fixes(case.spec, finding))
        fix = next((fix for fix in offered if fix.safety is Safety.SAFE), None)
        if fix is None:
            return text
        text = case.applied(fix)


@pytest.mark.parametrize(
    ("before", "indent"),
    [
        ("", ""),
        ("* ", "  "),
        ("12. ", "    "),
        (":field: ", "        "),
        ("Term\n    ", "    "),
        ("    ", "    "),
        (".. [1] ", "       "),
        (".. [CIT] ", "         "),
        ("--two  ", "       "),
        ("--three=X\n    ", "    "),
        (".. note:: ", "          "),
        (".. note::\n\n   ", "   "),
        (".. list-table::\n\n   * - ", "       "),
        (".. figure:: a.png\n\n   ", "   "),
        ("  Quote.\n\n  -- ", "  "),
        ("* a\n\n  1. b\n\n     c\n       ", "       "),
    ],
)
def test_text_of_each_kind_is_wrapped(before, indent):
    """Later lines start where docutils reads them as the same text."""
    text = SPEC.format(before + LONG)
    fixed = wrapped(text)
    assert max(map(len, fixed.split("\n"))) <= 79
    assert meaning.shape(fixed) == meaning.shape(text)
    block = fixed.split("Text.\n\n")[1].split("\n\nChange")[0]
    assert block.split("\n")[-1].startswith(indent + block.split("\n")[-1].lstrip())


def test_later_lines_lose_their_indent_alone():
    """Of a line that is joined to the one above nothing goes but white space."""
    text = SPEC.format(f"{LONG}\nXen and X")
    fixed = wrapped(text)
    assert fixed.split() == text.split()
    assert "fields. Xen and X\n" in fixed


@pytest.mark.parametrize(
    ("body", "indent"),
    [("  A paragraph.", 2), ("   * a\n   * b", 3), ("    A paragraph.\n\n    Another.", 4), ("   :a: b", 3)],
)
def test_the_first_line_of_a_note_with_a_body(body, indent):
    """The text on a directive's first line goes on at the column of its body, which stays what it is."""
    text = SPEC.format(f".. note:: {LONG}\n\n{body}")
    fixed = wrapped(text)
    assert f".. note:: {LONG.replace(' wide', chr(10) + ' ' * indent + 'wide')}\n\n{body}" in fixed
    assert meaning.shape(fixed) == meaning.shape(text)


def test_an_attribution_of_two_lines():
    """An attribution's later lines keep their column."""
    fixed = wrapped(SPEC.format(f"  Quote.\n\n  -- {LONG}\n     Someone."))
    assert f"  -- {LONG.replace(' green', chr(10) + '     green')} Someone." in fixed


def test_a_tab_elsewhere():
    """A tab in another line of the same block is expanded as docutils does."""
    text = SPEC.format(f"*\ta\n\n        - b\n\n          {LONG}")
    fixed = wrapped(text)
    assert fixed != text
    assert meaning.shape(fixed) == meaning.shape(text)


def test_text_above_a_heading():
    """A long line directly above a heading is wrapped, and the heading stays."""
    fixed = wrapped(SPEC.format(f"{LONG}\nMore\n----\n\nText."))
    assert f"{LONG[:79].rsplit(' ', 1)[0]}\n" in fixed
    assert "\nMore\n----\n" in fixed


@pytest.mark.parametrize(
    "body",
    [
        f"| {LONG}\n| {LONG}",
        f"..\n  {LONG}",
        f".. {LONG}",
        f"<<<<<<< HEAD\n{LONG}\n=======\n{LONG} too\n>>>>>>> topic",
        f"Items:\n- {LONG}\n- two",
        f"Items:\n:a: {LONG}\n:b: two",
        f".. note:: {LONG}\n\n   ::\n\n     a\n     b",
        f".. note:: {LONG}\n   ::\n\n     a\n     b",
        f".. note:: {LONG}::\n\n     a\n     b",
        f"* .. note:: {LONG}\n\n     ::\n\n       a\n       b",
        f"text\n{LONG}\n----------",
        f"Some title\n{'= ' * 50}=",
        "  " + "a ------> b ------> " * 5 + "c\n  ^",
        "+--------+  " * 8 + "\n" + "| part   |->" * 8 + "\n" + "+--------+  " * 8,
        "$ openstack server create --flavor m1.small --image cirros --network private --wait vm1\n$ ls",
        f"name   value   {LONG}\nfoo    bar     baz",
        f"``{LONG}``",
        f"* GET /servers/{'x' * 60}?limit=10 and more",
        f"* a\tb\n\n  {LONG}\twith a tab",
        f".. |name| replace:: {LONG}",
        f"+--------+\n| {LONG} |\n+--------+",
        f"====  ====\na     {LONG}\n====  ====",
    ],
)
def test_what_stays_as_it_is(body):
    """No line is broken or joined that is not running text, or whose directive would be read otherwise."""
    text = SPEC.format(body)
    assert wrapped(text) == text


@pytest.mark.parametrize(
    ("line", "is_wrapped"), [("* a", True), ("  * a", True), ("1. a", True), ("  a\n", False)]
)
def test_what_takes_long_to_read(line, is_wrapped):
    """Items of long lists are proven one by one; a wrap that cannot be proven in time is not offered."""
    block = "\n".join(line.replace("1", str(number)) for number in range(1, 310))
    last = line.replace("1", "310").replace("a", LONG).rstrip()
    text = SPEC.format(f"{block}\n{last}" if line[0] != " " else f"Term\n\n{block}\n{last}")
    fixed = wrapped(text)
    assert (fixed != text) is is_wrapped
    assert meaning.shape(fixed) == meaning.shape(text)


def test_an_item_behind_another_marker_is_read_with_it():
    """A list that starts on a directive's first line depends on the indentation of the directive's body."""
    for body in ("", "\n\n   More.", "\n   More."):
        text = SPEC.format(f".. note:: - {LONG}{body}")
        assert meaning.shape(wrapped(text)) == meaning.shape(text)


def _real_paragraphs() -> list[str]:
    """The paragraphs, lists and other blocks of the built-in templates, without headings and long indents."""
    texts = [path.read_text() for path in files("spec_ls.profiles").iterdir() if path.name.endswith(".rst")]
    blocks = [block for text in texts for block in re.split(r"\n\s*\n", text)]
    return sorted(
        {block for block in blocks if len(block) > 60 and not re.search(r"^(\W)\1{2,}$", block, re.M)}
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_real_paragraphs()), min_size=1, max_size=4), st.integers(20, 70))
def test_real_text_keeps_its_doctree(blocks, limit):
    """Wrapped at any column, random real paragraphs have the doctree that they had."""
    text = SPEC.format("\n\n".join(blocks))
    assert meaning.shape(wrapped(text, limit)) == meaning.shape(text)
