"""The severities that settings give to codes; no check needs to know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spec_ls.config import SeverityTable
from spec_ls.findings import Finding, Severity

Findings = list[Finding[Any]]


def with_given(severities: SeverityTable, findings: Iterable[Finding[Any]]) -> Findings:
    """The findings, of which those of a code with a severity of its own have that one."""
    given = dict(severities.entries)
    if not given:
        return list(findings)
    return [_with(given[finding.code], finding) if finding.code in given else finding for finding in findings]


def beside_milder_causes(severities: SeverityTable, findings: Findings) -> Findings:
    """The findings; those with a cause that settings make milder than themselves are shown beside it.

    What people are shown then has each error that decides the exit status.
    """
    if not severities.entries:
        return findings
    causes = {(finding.code, finding.range.start.line): finding.severity for finding in findings}
    return [
        replace(finding, cause=replace(finding.cause, reported=False))
        if finding.cause is not None
        and causes.get((finding.cause.code, finding.cause.line), finding.severity) > finding.severity
        else finding
        for finding in findings
    ]


def _with(severity: Severity, finding: Finding[Any]) -> Finding[Any]:
    of_check = finding.severity_of_check or finding.severity
    return replace(finding, severity=severity, severity_of_check=of_check)
