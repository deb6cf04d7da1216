"""Makes the result of a check, which no longer needs the spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spec_ls.checks.fix_all import ProvenFixes, batch_fix, count_fixable
from spec_ls.checks.grouped import grouped
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
    shown = tuple(_shown(checked, findings))
    fixable = count_fixable(checked, deadline, proven) if wanted.count else Fixable(0, 0)
    is_complete = all(finding.code != INCOMPLETE for finding in findings)
    lines = _touched_lines(checked.spec.text, findings) if wanted.source else ()
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
    finding: Finding[Any], checked: Checked, unsafe: bool, deadline: Deadline, proven: ProvenFixes
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


def _touched_lines(text: Text, findings: tuple[FindingResult, ...]) -> tuple[tuple[int, str], ...]:
    """The lines that findings begin on, those that their fixes change, and those beside them."""
    touched = set[int]()
    for finding in findings:
        first, last = finding.range.start.line, finding.range.end.line
        touched.update(range(first - 1, min(first + _MOST_LINES, last) + 2), (last,))
        for edit in finding.fix.edits if finding.fix else ():
            touched.update(range(edit.range.start.line - 1, edit.range.end.line + 2))
    inside = sorted(touched & set(range(len(text.lines))))
    return tuple((number, line_content(text.lines[number])) for number in inside)


def _shown(checked: Checked, results: tuple[FindingResult, ...]) -> Iterator[ShownFinding]:
    """Those that follow from no other finding, missing subsections of a section together."""
    by_finding = {id(finding): number for number, finding in enumerate(checked.findings)}
    by_subject = {id(finding.subject): number for number, finding in enumerate(checked.findings)}
    for finding in grouped(finding for finding in checked.findings if finding.is_shown):
        if id(finding) in by_finding:
            number = by_finding[id(finding)]
            yield ShownFinding(results[number], (number,))
            continue
        members = tuple(by_subject[id(subject)] for subject in finding.subject)
        together = replace(results[members[0]], severity=finding.severity, message=finding.message, fix=None)
        yield ShownFinding(together, members)
