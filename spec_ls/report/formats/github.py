"""``github``: workflow commands, which GitHub Actions shows as annotations beside the lines.

Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.  What is escaped
is in https://github.com/actions/toolkit (``core/src/command.ts``); how it is read, and that columns count
only within a line, in https://github.com/actions/runner (``ActionCommandManager.cs``).  A relative path
counts from the top of the repository.  GitHub shows ten errors, warnings and notices each of a step at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec_ls.findings import Severity
from spec_ls.report.formats.source_lines import last_line
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import FindingResult, SpecResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """A command for each finding that people are shown, and for each failure."""
    commands = [
        _finding(around.path(result.path), each.finding) for result in results for each in result.shown
    ]
    commands += [_command("error", {"title": "spec-ls"}, message) for message in around.failures]
    return "".join(commands)


def _finding(path: str, finding: FindingResult) -> str:
    (line, column), (end_line, end_column) = finding.range
    last = last_line(finding.range)
    properties: dict[str, str | int] = {
        "title": f"spec-ls {finding.code}",
        "file": path,
        "line": line + 1,
        "endLine": last + 1,
    }
    if line == end_line:
        properties |= {"col": column + 1, "endColumn": end_column + 1}
    return _command(_COMMANDS.get(finding.severity, "notice"), properties, finding.message)


def _command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{name} {written}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
