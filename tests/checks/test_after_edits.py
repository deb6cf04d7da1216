"""Findings after edits, of which most are kept, are those of the text as it is then."""

from __future__ import annotations

from edited import edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.templates import FLAT, named
from spec_ls.checks.run import Checked, check
from spec_ls.config import Config, LineRule, SectionRules, WhiteSpace
from spec_ls.model.document import parse
from spec_ls.model.gate_rules import with_gate_rules
from spec_ls.model.template import Template
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Position, Range, Text

IN_LINES = frozenset(
    ["line-too-long", "trailing-whitespace", "carriage-return", "tab-indentation", "missing-final-newline"]
)
AT_TITLES = frozenset({"empty-section", "unknown-section"})
LINE_CONFIGS = (
    Config(select=IN_LINES, line_rule=LineRule.DOC8, max_line_length=20, gate=IN_LINES),
    Config(select=IN_LINES, line_rule=LineRule.CODE, max_line_length=20, white_space=WhiteSpace.SPACES),
    Config(select=IN_LINES, line_rule=LineRule.LENGTH, max_line_length=20, max_indented_line_length=25),
    Config(select=IN_LINES, max_line_length=20),
)
TITLE_CONFIG = Config(select=AT_TITLES, gate=AT_TITLES)
TITLE_TEMPLATES = tuple(
    with_gate_rules(named(FLAT), SectionRules(extra=frozenset(), count=count)) for count in (None, 1, 3)
)
LONG = "a line that is too long"
LINE_PIECES = (
    LONG, f"* {LONG}\n  {LONG}", f"  {LONG}", "Title\n=====", "Title\n-----", "a::", "..", "a", "", " ", "\t", "\x85", "\u2028",
    f".. code::\n\n   {LONG}\n   {LONG}\n\n   b\n   c\n   d", f".. code::\n   :name: x\n\n   {LONG}\n   {LONG}\n   b", f"a::\n\n  {LONG}\n  {LONG}",
    f"a b::\n\n> {LONG}\n> {LONG}", f"`a <b>`_ {LONG}\n{LONG}", f".. _a: {LONG}", f"Term {LONG}\n  {LONG}",
    f"+----------------------------+\n| .. code::                  |\n|                            |\n|    {LONG} |\n|    a                       |\n+----------------------------+",
)  # fmt: skip
TITLE_PIECES = (
    "One\n---", "Two\n---\n\n.. comment", "Problems\n--------\n\ntext", "Change\n------", "Sub\n~~~", "Deep\n^^^\n\ntext",
    "Double\n~~~~~~\n\nSub\n~~~", "text", "text\n\ntext", ".. comment", "..", "", "* item", "a\u2028One\n---", "===\n One\n===",
)  # fmt: skip
BREAKS = ("\n\n", "\n\n", "\n\n", "\n", "\n", "\r\n", "\r\n\r\n", "\r", "\u2028\n", "\u2028")
TYPED = (*BREAKS, "x", " ", "-", "\n\ntext\n\n", "\n\nNew\n---\n\n")
unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))


def texts(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(st.sampled_from(pieces), st.sampled_from(BREAKS)), max_size=12).map(
        lambda drawn: "".join(part for piece in drawn for part in piece)
    )


@st.composite
def edits(draw: st.DrawFn, spec: Spec, pieces: tuple[str, ...]) -> list[Edit]:
    """One or two edits anywhere in a text."""
    made = []
    for _ in range(draw(st.integers(1, 2))):
        start = Position(draw(st.integers(0, len(spec.text.lines))), draw(st.integers(0, 6)))
        end = Position(start.line + draw(st.sampled_from([0, 0, 0, 1, 4])), draw(st.integers(0, 9)))
        new = draw(st.one_of(st.just(""), st.sampled_from(pieces + TYPED), texts(pieces)))
        made.append(Edit(Range(start, end), new))
    return made


def stays_right(spec: Spec, pieces: tuple[str, ...], data: st.DataObject) -> None:
    """Assert that findings after random edits are those of a spec that is parsed anew."""
    check(spec)
    for _ in range(data.draw(st.integers(1, 5))):
        spec = edited(spec, data.draw(edits(spec, pieces)))
        assert check(spec).findings == check(anew(spec)).findings


def anew(spec: Spec) -> Spec:
    return compare(parse(Text.of(str(spec.text))), spec.template, spec.config, spec.path)


@given(texts(LINE_PIECES), st.sampled_from(LINE_CONFIGS), st.data())
@unhurried
def test_findings_in_lines(text: str, config: Config, data: st.DataObject) -> None:
    """Whatever is written, before or behind a line too, its findings are those of the text as it is then."""
    stays_right(compare(parse(Text.of(text)), named(FLAT), config), LINE_PIECES, data)


@given(texts(LINE_PIECES), st.data())
@unhurried
def test_findings_in_lines_of_a_long_text(text: str, data: st.DataObject) -> None:
    """The same holds in a text of several chunks."""
    long = f"{text}\n\n{LONG}\n\n" * 40
    stays_right(compare(parse(Text.of(long)), named(FLAT), LINE_CONFIGS[1]), LINE_PIECES, data)


@given(texts(TITLE_PIECES), st.sampled_from(TITLE_TEMPLATES), st.data())
@unhurried
def test_findings_at_titles(text: str, template: Template, data: st.DataObject) -> None:
    """Whatever is written above a title, in it or below, findings are those of the text as it is then."""
    spec = compare(parse(Text.of(f"Title\n=====\n\n{text}")), template, TITLE_CONFIG)
    stays_right(spec, TITLE_PIECES, data)


def test_a_title_behind_another_block_in_one_line_moves_with_it():
    """docutils ends lines where the buffer does not: text typed before a title there shifts its column."""
    text = "Title\n=====\n\n.. a\u2028\u2028One\n---\n\ntext\n\nTwo\n---\n"
    spec = compare(parse(Text.of(text)), TITLE_TEMPLATES[0], TITLE_CONFIG)
    for column in (4, 4, 0):
        line = next(n for n, line in enumerate(spec.text.lines) if line.startswith(".."))
        edit = Edit(Range.of(line, column, line, column), "b\n\n.. " if column == 0 else "b")
        spec = edited(spec, [edit])
        assert check(spec).findings == check(anew(spec)).findings
    assert max(finding.range.start.column for finding in check(spec).findings) > 0


def lines(checked: Checked) -> list[int]:
    return [finding.range.start.line for finding in checked.findings]


def test_a_region_far_above_decides():
    """Two colons at the top let all indented lines below be longer, and text in between ends that."""
    config = Config(select=frozenset({"line-too-long"}), line_rule=LineRule.CODE, max_line_length=20)
    text = "a\n\n" + f"  {LONG}\n\n..\n\n" * 3 + f"   {LONG}\n"
    spec = compare(parse(Text.of(text.replace("..\n", "  b\n"))), named(FLAT), config)
    assert lines(check(spec)) == [2, 6, 10, 14]
    spec = edited(spec, [Edit(Range.of(0, 1, 0, 1), "::")])
    assert lines(check(spec)) == []
    spec = edited(spec, [Edit(Range.of(7, 0, 7, 0), "b\n\n")])
    assert lines(check(spec)) == [12, 16]


def test_a_keystroke_looks_at_the_lines_around_it():
    """The checks that look at each line alone are asked again about one or two chunks only."""
    asked = []

    class Watched(Config):
        def is_enabled(self, code):
            asked.append(code)
            return super().is_enabled(code)

    spec = compare(parse(Text.of(f"{LONG}\n\n" * 2_000)), named(FLAT), Watched(line_rule=LineRule.CODE))
    check(spec)
    asked.clear()
    check(edited(spec, [Edit(Range.of(2_000, 1, 2_000, 1), "x")]))
    assert asked.count("trailing-whitespace") <= 3  # one is the runner's own question
