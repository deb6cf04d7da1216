"""Findings of single blocks: kept while what they depend on is the same, wherever that stands."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.templates import FLAT, named
from spec_ls.analysis import Analysis, analyse, edited
from spec_ls.checks.run import Checked, check
from spec_ls.config import Config, LineRule, WhiteSpace
from spec_ls.text import Edit, Range, Text

CODES = frozenset(
    ["line-too-long", "trailing-whitespace", "carriage-return", "tab-indentation", "missing-final-newline"]
)
CONFIGS = (
    Config(select=CODES, line_rule=LineRule.DOC8, max_line_length=20, gate=CODES),
    Config(select=CODES, line_rule=LineRule.CODE, max_line_length=20, white_space=WhiteSpace.SPACES),
    Config(select=CODES, line_rule=LineRule.LENGTH, max_line_length=20, max_indented_line_length=25),
    Config(select=CODES, max_line_length=20),
)
LONG = "a line that is too long"
FRAGMENTS = (
    LONG, f"* {LONG}\n  {LONG}", f"  {LONG}", "Title\n=====", "Title\n-----", "a::", "..", "a", "", " ", "\t", "\x85", "\u2028",
    f".. code::\n\n   {LONG}\n   {LONG}\n\n   b\n   c\n   d", f".. code::\n   :name: x\n\n   {LONG}\n   {LONG}\n   b", f"a::\n\n  {LONG}\n  {LONG}",
    f"a b::\n\n> {LONG}\n> {LONG}", f"`a <b>`_ {LONG}\n{LONG}", f".. _a: {LONG}", f"Term {LONG}\n  {LONG}",
    f"+----------------------------+\n| .. code::                  |\n|                            |\n|    {LONG} |\n|    a                       |\n+----------------------------+",
)  # fmt: skip
BREAKS = ("\n\n", "\n\n", "\n\n", "\n", "\n", "\r\n", "\r\n\r\n", "\r")

texts = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(BREAKS)), max_size=12).map(
    lambda pieces: "".join(part for piece in pieces for part in piece)
)


@st.composite
def edits(draw: st.DrawFn, analysis: Analysis) -> tuple[Edit, ...]:
    line, end = sorted(draw(st.integers(0, len(analysis.text.lines))) for _ in range(2))
    end = min(end, line + draw(st.integers(0, 4)))
    range_ = Range.of(line, draw(st.integers(0, 3)), end, draw(st.integers(0, 9)))
    return (Edit(range_, draw(st.one_of(st.just(""), st.sampled_from(FRAGMENTS + BREAKS), texts))),)


@given(texts, st.sampled_from(CONFIGS), st.data())
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_findings_after_edits_are_those_of_a_fresh_look(text, config, data):
    """Whatever is written, before or behind a block too, findings are those of the text as it is then."""
    template = named(FLAT)
    checked = check(analyse(Text.of(text), template, config))
    for _ in range(data.draw(st.integers(1, 5))):
        checked = check(edited(checked.analysis, data.draw(edits(checked.analysis))), checked)
        fresh = check(analyse(Text.of(str(checked.analysis.text)), template, config))
        assert checked.findings == fresh.findings
        assert checked.noted.before == fresh.noted.before
        assert checked.noted.anchored == fresh.noted.anchored


def lines(checked: Checked) -> list[int]:
    return [one.range.start.line for one in checked.findings]


def test_a_region_far_above_decides():
    """Two colons at the top let all indented lines below be longer, and text in between ends that."""
    config = Config(select=frozenset({"line-too-long"}), line_rule=LineRule.CODE, max_line_length=20)
    text = "a\n\n" + f"  {LONG}\n\n..\n\n" * 3 + f"   {LONG}\n"
    checked = check(analyse(Text.of(text.replace("..\n", "  b\n")), named(FLAT), config))
    assert lines(checked) == [2, 6, 10, 14]
    checked = check(edited(checked.analysis, [Edit(Range.of(0, 1, 0, 1), "::")]), checked)
    assert lines(checked) == []
    checked = check(edited(checked.analysis, [Edit(Range.of(7, 0, 7, 0), "b\n\n")]), checked)
    assert lines(checked) == [12, 16]


def test_what_is_not_touched_is_not_looked_at():
    """A keystroke looks at the blocks around it, however long the text is."""
    looked = []

    class Watched(Config):
        def is_enabled(self, code):
            looked.append(code)
            return super().is_enabled(code)

    config = Watched(line_rule=LineRule.CODE)
    analysis = analyse(Text.of(f"{LONG}\n\n" * 2_000), named(FLAT), config)
    checked = check(analysis)
    looked.clear()
    check(edited(analysis, [Edit(Range.of(2_000, 1, 2_000, 1), "x")]), checked)
    assert len(looked) < 300
