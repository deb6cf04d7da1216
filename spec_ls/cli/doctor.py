"""``spec-ls doctor``."""

from __future__ import annotations

from pathlib import Path

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import FAILURE, Console
from spec_ls.doctor import report_json, report_text
from spec_ls.doctor.report import examine


def doctor(options: Options, console: Console) -> int:
    """Print the report and return the exit status.

    2 for broken settings or a path that could not be read; else 1 if the program does not work; else 0.
    """
    report = examine(Path(options.path))
    console.out(report_json.text(report) if options.json else "".join(report_text.lines(report)))
    if report.setup_problems:
        console.found_error()
    if report.path_problems:
        console.status = FAILURE
    return console.status
