"""Writes findings as lines of text, for people and for programs that read ``path:line:column:``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from spec_ls.checks.grouped import grouped
from spec_ls.checks.run import Checked
from spec_ls.findings import Finding, Severity

_COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.INFORMATION: 36, Severity.HINT: 36}


def finding_lines(path: str, checked: Checked, coloured: bool = False) -> list[str]:
    """``path:line:column: severity code message`` for each finding that people see; 1-based."""
    return [_line(path, finding, coloured) for finding in shown_findings(checked)]


def shown_findings(checked: Checked) -> list[Finding[Any]]:
    """The findings that people see: those that follow from no other, missing subsections together."""
    return grouped(finding for finding in checked.findings if finding.is_shown)


def summary(severities: Iterable[Severity], files: int, specs: int) -> str:
    """Count the findings by severity; ``files`` of the ``specs`` that were checked have findings."""
    counts = sorted(Counter(severities).items())
    if not specs:
        return "no specs found"
    if not counts:
        return f"no findings in {counted(specs, 'spec')}"
    found = ", ".join(counted(count, str(severity)) for severity, count in counts)
    return f"{found} in {files} of {counted(specs, 'spec')}"


def counted(count: int, noun: str) -> str:
    """``1 spec``, ``2 specs``, ``2 fixes``; information has no plural."""
    if count == 1 or noun == str(Severity.INFORMATION):
        return f"{count} {noun}"
    return f"{count} {noun}{'es' if noun.endswith('x') else 's'}"


def _line(path: str, finding: Finding[Any], coloured: bool) -> str:
    line, column = finding.range.start
    severity, code = str(finding.severity), finding.code
    if coloured:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
        code = f"\x1b[1m{code}\x1b[0m"
    return f"{path}:{line + 1}:{column + 1}: {severity} {code} {finding.message}\n"
