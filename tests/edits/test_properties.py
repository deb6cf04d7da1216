"""What holds for every fix on every spec, as docutils and the checks themselves judge it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checks import authors, meaning
from checks.templates import DEEP, FLAT, FRAMED, NESTED, named
from edited import edited
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from judge import Section, by_docutils

from spec_ls.checks.run import Checked, check, fixes
from spec_ls.edits.insert import insert_all
from spec_ls.edits.move import put_in_order
from spec_ls.findings import Finding, Severity
from spec_ls.model.document import parse
from spec_ls.model.feedback_stop import SENTENCE
from spec_ls.model.outline import Missing
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Range, Text, apply_edits

TEMPLATES = {"nested": named(NESTED), "flat": named(FLAT), "deep": named(DEEP), "framed": named(FRAMED)}
WITHOUT_FIX = frozenset(
    {
        *("duplicate-section", "line-too-long", "rst-syntax"),
        *(
            "leftover-guidance",
            "leftover-placeholder",
            "placeholder-title",
            "missing-title",
            "missing-license",
        ),
    }
)
"""What only the author can put right, always or at times."""

unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Draft:
    """A random spec, and the name of the template that it was made from."""

    template: str
    text: str

    @property
    def spec(self) -> Spec:
        return compare(parse(Text.of(self.text)), TEMPLATES[self.template])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    name = draw(st.sampled_from(sorted(TEMPLATES)))
    return Draft(name, draw(authors.specs(TEMPLATES[name].slots)))


def told(findings: tuple[Finding, ...]) -> Counter[tuple[str, object]]:
    """Findings without their place in the text."""
    return Counter((finding.code, finding.section) for finding in findings)


def errors(findings: tuple[Finding, ...]) -> Counter[tuple[str, object]]:
    return told(tuple(finding for finding in findings if finding.severity is Severity.ERROR))


def wanted(spec: Spec) -> list[Missing]:
    """What is missing and has no stand-in."""
    return [
        missing
        for missing in spec.outline.missing
        if missing.slot.required and missing.stand_in is None and not missing.children
    ]


def titles(spec: Spec) -> Counter[str]:
    """The titles of all sections."""
    document = spec.document
    return Counter(section.title for section in document.walk(document.outermost))


def lines(text: Text) -> Counter[str]:
    return Counter(filter(None, map(str.strip, text.lines)))


def paths(sections: tuple[Section, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of each section."""
    for section in sections:
        path = (*above, section.title)
        yield path
        yield from paths(section.children, path)


@given(drafts())
@unhurried
def test_a_fix_removes_its_finding_and_adds_no_error(draft):
    """Each fix of each finding puts that finding right, and makes no new error."""
    spec = draft.spec
    assume(SENTENCE not in draft.text)  # where the author stops depends on which slots are filled
    findings = check(spec).findings
    missing = {missing.slot.path for missing in spec.outline.missing}  # what is below them comes to light
    complaints = meaning.complaints(draft.text)
    for finding in findings:
        for fix in fixes(spec, finding):
            then = spec.after(fix.edits)
            now = check(then).findings
            assert meaning.complaints(str(then.text)) <= complaints, (finding, fix)
            key = (finding.code, finding.section)
            assert told(now)[key] < told(findings)[key], (finding, fix)
            new = errors(now) - errors(findings)
            assert {path[:-1] for _, path in new} <= missing, (finding, fix)


@given(drafts())
@unhurried
def test_insert_all_leaves_nothing_required_missing(draft):
    """After insert all only sections with a stand-in are missing, and insert all has nothing more to do."""
    spec = draft.spec
    fix = insert_all(spec)
    required = wanted(spec)
    if fix is None:
        assert not required or authors.OPEN_END in draft.text
        return
    now = spec.after(fix.edits)
    assert not wanted(now)
    assert insert_all(now) is None
    assert not lines(spec.text) - lines(now.text)


@given(drafts())
@unhurried
def test_docutils_sees_what_insert_all_inserted(draft):
    """docutils' section tree holds all sections that it held, and the new ones at the template's place."""
    spec = draft.spec
    fix = insert_all(spec)
    assume(fix)
    now = spec.after(fix.edits)
    assert meaning.complaints(str(now.text)) <= meaning.complaints(str(spec.text))
    astray = {missing.slot.path for missing in now.outline.missing}
    inserted = {
        slot.path for missing in wanted(spec) for slot in missing.slot.walk() if slot.required
    } - astray
    framed = now.outline.title is not None and now.document.title is None
    found = paths(by_docutils(str(now.text)).sections)
    assert inserted <= {path[framed:] for path in found}


@given(drafts())
@unhurried
def test_put_in_order_restores_the_order_and_keeps_every_line(draft):
    """No section is out of order any more, no line is lost, and there is nothing more to do."""
    spec = draft.spec
    fix = put_in_order(spec)
    may_refuse = bool(spec.outline.doubles) or authors.OPEN_END in draft.text
    if fix is None:
        assert not spec.outline.misordered or may_refuse
        return
    now = spec.after(fix.edits)
    assert not now.outline.misordered or may_refuse
    assert lines(now.text) == lines(spec.text)
    assert put_in_order(now) is None


@given(drafts())
@unhurried
def test_put_in_order_keeps_the_doctree(draft):
    """docutils makes the same nodes of a spec that was put in order."""
    spec = draft.spec
    fix = put_in_order(spec)
    assume(fix)
    before, now = str(spec.text), str(spec.after(fix.edits).text)
    assert meaning.parts(now) == meaning.parts(before)


@given(drafts())
@unhurried
def test_a_wrapped_paragraph_keeps_the_doctree(draft):
    """docutils makes the same nodes, in the same order, of a spec with a paragraph wrapped anew."""
    spec = draft.spec
    before = meaning.shape(str(spec.text))
    for finding in check(spec).findings:
        if finding.code == "line-too-long":
            for fix in fixes(spec, finding):
                assert meaning.shape(str(spec.after(fix.edits).text)) == before


@given(drafts(), st.data())
@unhurried
def test_findings_after_edits_are_those_of_a_fresh_look(draft, data):
    """Findings that are kept up to date edit by edit are the findings of the text as it is then."""
    spec = draft.spec
    checked = check(spec)
    for _ in range(data.draw(st.integers(1, 5))):
        checked = check(edited(checked.spec, data.draw(changes(checked))))
        now = checked.spec
        fresh = check(compare(parse(now.text), now.template))
        assert checked.findings == fresh.findings
        assert now.outline == fresh.spec.outline


@st.composite
def changes(draw: st.DrawFn, checked: Checked) -> tuple[Edit, ...]:
    """What an author does next: takes a fix, or writes something."""
    spec = checked.spec
    offered = [fix for finding in checked.findings for fix in fixes(spec, finding)]
    if offered and draw(st.booleans()):
        edits = draw(st.sampled_from(offered)).edits
        return tuple(sorted(edits, key=lambda edit: edit.range, reverse=True))
    line, end = sorted(draw(st.integers(0, len(spec.text.lines) - 1)) for _ in range(2))
    if draw(st.booleans()):
        end = line
    column, behind = draw(st.integers(0, 12)), draw(st.integers(0, 12))
    written = draw(
        st.sampled_from(["", "x", "\n", "=====\n", "  ", "\n\n", "::", "Testing\n=======\n", *authors.BODIES])
    )
    return (Edit(Range.of(line, column, end, behind), written),)


@given(drafts())
@unhurried
def test_taking_fix_after_fix_comes_to_an_end(draft):
    """Taking the first fix that is offered, again and again, leaves nothing that could be put right."""
    assume(authors.OPEN_END not in draft.text)
    now, seen = draft.spec, set()
    while offered := next((fix for finding in check(now).findings for fix in fixes(now, finding)), None):
        seen.add(str(now.text))
        now = now.after(offered.edits)
        assert str(now.text) not in seen
        assert len(seen) < 100
    left = {finding.code for finding in check(now).findings} - WITHOUT_FIX
    assert left <= ({"misordered-section", "missing-section"} if now.outline.doubles else set())


FRAGMENTS = (
    *authors.BODIES,
    *(heading.format(line * 8) for line in "=-~" for heading in ("Testing\n{0}", "{0}\nChange  \n{0}", "{0}", "Problem\n\n{0}\n")),
    "  indented", "\ttab", "x" * 90, "word " * 30, "Testing", "===", "\x0c", "\u2028", "\x85Testing\n=======", "\r", "\0", "::", "..", "*",
)  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["\n\n", "\n", "\r\n", "\n\n\n"])), max_size=14
    ),
    st.sampled_from(sorted(TEMPLATES)),
)
@unhurried
def test_any_text_can_be_looked_at_and_put_right(pieces, template):
    """Whatever stands in a text, nothing is raised, ranges lie in it, and fixes do what they say."""
    text = "".join(part for piece in pieces for part in piece)
    spec = compare(parse(Text.of(text)), TEMPLATES[template])
    in_range(spec)
    fix = insert_all(spec)
    if fix is not None:
        now = spec.after(fix.edits)
        assert not wanted(now)
        assert set(spec.unpromoted.outline.paths.values()) <= set(now.outline.paths.values())
    fix = put_in_order(spec)
    if fix is not None:
        now = spec.after(fix.edits)
        assert lines(now.text) == lines(spec.text)
        assert len(now.outline.misordered) < len(spec.outline.misordered)


@given(drafts())
@unhurried
def test_ranges_lie_in_the_text_and_edits_do_not_overlap(draft):
    """No finding or edit points outside the text, and a fix's edits may be applied in any order."""
    in_range(draft.spec)


def in_range(spec: Spec) -> None:
    text = spec.text
    found = check(spec).findings
    every = [fix for finding in found for fix in fixes(spec, finding)]
    every += filter(None, [insert_all(spec), put_in_order(spec)])
    ranges = [finding.range for finding in found] + [edit.range for fix in every for edit in fix.edits]
    for range_ in ranges:
        assert range_.start <= range_.end
        assert (text.clamp(range_.start), text.clamp(range_.end)) == (range_.start, range_.end)
    for fix in every:
        ordered = sorted(edit.range for edit in fix.edits)
        assert all(range_.end <= other.start for range_, other in pairwise(ordered))
        assert apply_edits(text, fix.edits) == spec.after(fix.edits).text
