"""Makes the result of a check, which no longer needs the spec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from spec_ls.checks.fix_all import ProvenFixes, batch_fix, count_fixable
from spec_ls.checks.grouped import grouped, listed, quoted_title
from spec_ls.checks.run import Checked
from spec_ls.deadline import NO_DEADLINE, Deadline
from spec_ls.findings import Finding, Fixable, Safety
from spec_ls.report.results import FindingFix, FindingResult, FixesWanted, ShownFinding, SpecResult
from spec_ls.suppressions import INCOMPLETE
from spec_ls.text import Text, line_content

_MOST_LINES = 8
"""Lines of a long finding that a report may show."""


def result_of(
    path: str, checked: Checked, wanted: FixesWanted, deadline: Deadline = NO_DEADLINE
) -> SpecResult:
    """The result of a check.  A fix that is not proven in time is left out."""
    proven: ProvenFixes = {}
    findings = tuple(_result(finding, checked, wanted, deadline, proven) for finding in checked.findings)
    shown = tuple(_shown(checked, findings, wanted, deadline))
    fixable = count_fixable(checked, deadline, proven) if wanted.count else Fixable(0, 0)
    is_complete = all(finding.code != INCOMPLETE for finding in findings)
    lines = _touched_lines(checked.spec.text, findings, shown) if wanted.source else ()
    return SpecResult(path, findings, shown, fixable, is_complete, lines)


def _result(
    finding: Finding[Any],
    checked: Checked,
    wanted: FixesWanted,
    deadline: Deadline,
    proven: ProvenFixes,
) -> FindingResult:
    return FindingResult(
        finding.code,
        finding.severity,
        finding.message,
        finding.range,
        finding.section,
        finding.template,
        finding.cause if finding.cause is not None and finding.cause.reported else None,
        _fix(finding, checked, wanted.unsafe, deadline, proven) if wanted.each else None,
        words_of(finding, checked.spec.text),
        _template_line(finding, checked) if wanted.source else None,
    )


def _fix(
    finding: Finding[Any],
    checked: Checked,
    unsafe: bool,
    deadline: Deadline,
    proven: ProvenFixes | None = None,
) -> FindingFix | None:
    fix = batch_fix(checked, finding, unsafe, deadline, proven)
    return None if fix is None else FindingFix(fix.title, fix.safety is Safety.SAFE, fix.edits)


def words_of(finding: Finding[Any], text: Text) -> str:
    """The words of the line on which a finding begins."""
    return " ".join(text.lines[finding.range.start.line].split())


def _template_line(finding: Finding[Any], checked: Checked) -> str | None:
    template, place = checked.spec.template, finding.template
    if place is None or place.origin != template.origin:
        return None
    lines = template.text.lines
    return line_content(lines[place.line]) if place.line < len(lines) else None


def _touched_lines(
    text: Text, findings: Sequence[FindingResult], shown: Sequence[ShownFinding]
) -> tuple[tuple[int, str], ...]:
    """The first line, those that findings begin or end on and fixes span, and those beside."""
    touched = {0}
    for finding in findings:
        first, last = finding.range.start.line, finding.range.end.line
        touched.update(range(first - 1, min(first + _MOST_LINES, last) + 2), (last - 1, last))
    for fix in {finding.fix for finding in (*findings, *(together.finding for together in shown))}:
        if fix is not None and fix.edits:
            start = min(edit.range.start.line for edit in fix.edits)
            end = max(edit.range.end.line for edit in fix.edits)
            touched.update(range(start - 1, end + 2))
    inside = sorted(touched & set(range(len(text.lines))))
    return tuple((number, text.lines[number]) for number in inside)


def _shown(
    checked: Checked, results: Sequence[FindingResult], wanted: FixesWanted, deadline: Deadline
) -> Iterator[ShownFinding]:
    """Those that follow from no other finding, missing subsections of a section together."""
    by_finding = {id(finding): number for number, finding in enumerate(checked.findings)}
    by_subject = {id(finding.subject): number for number, finding in enumerate(checked.findings)}
    for finding in grouped(finding for finding in checked.findings if finding.is_shown):
        if id(finding) in by_finding:
            number = by_finding[id(finding)]
            yield ShownFinding(results[number], (number,))
            continue
        members = tuple(by_subject[id(subject)] for subject in finding.subject)
        fix = _joint_fix(members, checked, results, wanted.unsafe, deadline)
        first = results[members[0]]
        together = replace(first, severity=finding.severity, message=finding.message, fix=fix)
        yield ShownFinding(together, members)


def _joint_fix(
    members: Sequence[int],
    checked: Checked,
    results: Sequence[FindingResult],
    unsafe: bool,
    deadline: Deadline,
) -> FindingFix | None:
    """What a batch does about several findings that are shown as one: it mends those that have a fix."""
    fixable = [number for number in members if results[number].fix is not None]
    if len(fixable) < 2:
        return results[fixable[0]].fix if fixable else None
    (together,) = grouped(checked.findings[number] for number in fixable)
    fix = _fix(together, checked, unsafe, deadline)
    if fix is None or len(fixable) == len(members):
        return fix
    return replace(fix, title=f"Insert {listed([quoted_title(missing) for missing in together.subject])}")
