"""Findings at sections' titles: kept while the sections are the same, wherever these come to stand."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.templates import FLAT, named
from spec_ls.analysis import Analysis, analyse, edited
from spec_ls.checks.run import check
from spec_ls.config import Config, SectionRules
from spec_ls.model.demands import demanded
from spec_ls.text import Edit, Position, Range, Text

CODES = frozenset({"empty-section", "unknown-section"})
CONFIG = Config(select=CODES, gate=CODES)
TEMPLATES = tuple(
    demanded(named(FLAT), SectionRules(extra=frozenset(), count=count)) for count in (None, 1, 3)
)
PIECES = (
    "One\n---", "Two\n---\n\n.. comment", "Problems\n--------\n\ntext", "Change\n------", "Sub\n~~~", "Deep\n^^^\n\ntext",
    "Double\n~~~~~~\n\nSub\n~~~", "text", "text\n\ntext", ".. comment", "..", "", "* item", "a\u2028One\n---", "===\n One\n===",
)  # fmt: skip
BREAKS = ("\n\n", "\n\n", "\n\n", "\n", "\r\n", "\r", "\u2028\n", "\u2028")
TYPED = (*PIECES, *BREAKS, "x", " ", "-", "\n\ntext\n\n", "\n\nNew\n---\n\n")

texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BREAKS)), max_size=10).map(
    lambda pieces: "Title\n=====\n\n" + "".join(part for piece in pieces for part in piece)
)


@st.composite
def edits(draw: st.DrawFn, analysis: Analysis) -> tuple[Edit, ...]:
    """One or two small edits anywhere in a text."""
    lines, made = analysis.text.lines, []
    for _ in range(draw(st.integers(1, 2))):
        line = draw(st.integers(0, len(lines)))
        end = Position(line + draw(st.sampled_from([0, 0, 0, 1, 3])), draw(st.integers(0, 6)))
        made.append(Edit(Range(Position(line, draw(st.integers(0, 6))), end), draw(st.sampled_from(TYPED))))
    return tuple(made)


@given(texts, st.sampled_from(TEMPLATES), st.data())
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_findings_after_edits_are_those_of_a_fresh_look(text, template, data):
    """Whatever is written above a title, in it or below, findings are those of the text as it is then."""
    checked = check(analyse(Text.of(text), template, CONFIG))
    for _ in range(data.draw(st.integers(1, 6))):
        checked = check(edited(checked.analysis, data.draw(edits(checked.analysis))), checked)
        fresh = check(analyse(Text.of(str(checked.analysis.text)), template, CONFIG))
        assert checked.findings == fresh.findings


def test_what_an_edit_does_not_move_stays():
    """Findings above an edit, and below one that leaves the number of lines as it was, are the same objects."""
    text = "Title\n=====\n\n" + "".join(f"Part {number}\n------\n\ntext\n\n" for number in range(20))
    before = check(analyse(Text.of(text), TEMPLATES[0], CONFIG))
    assert len(before.findings) == 20
    after = check(edited(before.analysis, [Edit(Range.of(51, 0, 51, 0), "x")]), before)
    assert list(map(id, after.findings)) == list(map(id, before.findings))
    longer = check(edited(after.analysis, [Edit(Range.of(51, 0, 51, 0), "x\n")]), after)
    assert list(map(id, longer.findings[:10])) == list(map(id, before.findings[:10]))
    assert [one.range.start.line for one in longer.findings[10:]] == [54 + 5 * number for number in range(10)]


def test_a_title_behind_another_block_in_one_line_moves_with_it():
    """docutils ends lines where the buffer does not: what is typed before a title there shifts its column."""
    checked = check(
        analyse(
            Text.of("Title\n=====\n\n.. a\u2028\u2028One\n---\n\ntext\n\nTwo\n---\n"), TEMPLATES[0], CONFIG
        )
    )
    for column in (4, 4, 0):
        line = next(n for n, line in enumerate(checked.analysis.text.lines) if line.startswith(".."))
        edit = Edit(Range.of(line, column, line, column), "b\n\n.. " if column == 0 else "b")
        checked = check(edited(checked.analysis, [edit]), checked)
        fresh = check(analyse(Text.of(str(checked.analysis.text)), TEMPLATES[0], CONFIG))
        assert checked.findings == fresh.findings
    assert max(one.range.start.column for one in checked.findings) > 0
