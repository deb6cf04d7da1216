"""Writes findings as lines of text, for people and for programs that read ``path:line:column:``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from spec_ls.findings import Severity
from spec_ls.quoting import inert
from spec_ls.report.results import FindingResult, SpecResult

_COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFORMATION: 36, Severity.HINT: 36}


def finding_lines(result: SpecResult, coloured: bool = False) -> list[str]:
    """``path:line:column: severity code message`` for each finding that people see; 1-based."""
    return [_line(result.path, shown.finding, coloured) for shown in result.shown]


def summary(results: Sequence[SpecResult]) -> str:
    """Count the findings that people see by severity, and the specs that have any."""
    counts = Counter(shown.finding.severity for result in results for shown in result.shown)
    if not results:
        return "no specs found"
    if not counts:
        return f"no findings in {counted(len(results), 'spec')}"
    files = sum(bool(result.findings) for result in results)
    found = ", ".join(counted(count, str(severity)) for severity, count in sorted(counts.items()))
    return f"{found} in {files} of {counted(len(results), 'spec')}"


def counted(count: int, noun: str) -> str:
    """``1 spec``, ``2 specs``, ``2 fixes``; information has no plural."""
    if count == 1 or noun == str(Severity.INFORMATION):
        return f"{count} {noun}"
    return f"{count} {noun}{'es' if noun.endswith('x') else 's'}"


def _line(path: str, finding: FindingResult, coloured: bool) -> str:
    line, column = finding.range.start
    severity, code = str(finding.severity), finding.code
    if coloured:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
        code = f"\x1b[1m{code}\x1b[0m"
    return f"{inert(path)}:{line + 1}:{column + 1}: {severity} {code} {inert(finding.message)}\n"
