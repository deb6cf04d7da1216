"""``gitlab``: a Code Quality report, which GitLab shows in merge requests.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format: one array, whose objects
have ``description``, ``check_name``, ``fingerprint``, ``severity`` and ``location``; paths count from the top
of the repository.  Of two objects with the same fingerprint GitLab keeps one (``codequality_reports.rb``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spec_ls.findings import Severity
from spec_ls.report.findings_json import json_text
from spec_ls.report.formats.fingerprints import shown_with_fingerprints
from spec_ls.report.formats.source_lines import last_line
from spec_ls.report.formats.surroundings import Surroundings, printable
from spec_ls.report.results import SpecResult

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """The report."""
    return json_text([issue for result in results for issue in _issues(result, around)])


def _issues(result: SpecResult, around: Surroundings) -> Iterator[dict[str, Any]]:
    path = around.path(result.path)
    for finding, fingerprint in shown_with_fingerprints(result, path):
        lines = {"begin": finding.range.start.line + 1, "end": last_line(finding.range) + 1}
        yield {
            "description": f"{finding.code}: {finding.message}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES.get(finding.severity, "info"),
            "location": {"path": printable(path), "lines": lines},
        }
