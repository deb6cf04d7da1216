"""``github``: workflow commands, which GitHub Actions shows as annotations beside the lines.

Source: "Workflow commands for GitHub Actions", and ``command.ts`` of actions/toolkit for what is escaped.
GitHub shows ten errors and ten warnings of a step at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.findings import Severity
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import FindingResult, SpecResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """A command for each finding that people are shown."""
    return "".join(
        _command(around.path(result.path), shown.finding) for result in results for shown in result.shown
    )


def _command(path: str, finding: FindingResult) -> str:
    (line, column), (end_line, end_column) = finding.range
    properties = {"title": f"spec-ls {finding.code}", "file": path, "line": line + 1, "endLine": end_line + 1}
    if line == end_line:  # columns count only within a line
        properties |= {"col": column + 1, "endColumn": end_column + 1}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS.get(finding.severity, 'notice')} {written}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
