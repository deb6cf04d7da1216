"""The options of ``spec-ls check`` that say how findings are reported."""

from __future__ import annotations

import argparse

FORMATS = (
    "text", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle",
)  # fmt: skip
"""The names of ``report/formats``, which is not loaded for arguments alone."""

SEVERITIES = ("error", "warning", "information", "hint")

_FORMAT = f"text (default), {', '.join(FORMATS[1:-1])} or {FORMATS[-1]}"
_OUTPUT = "write the findings to a file, in one step, instead of standard output"
_BASELINE = "do not report the findings that this file has"
_WRITE = "write all findings into the file of --baseline, and report none"
_STATISTICS = "count the findings by code, and how many are fixable, instead of showing each"
_FAIL_ON = "exit with 1 at findings of this severity or a graver one (default: error)"


def add_report_options(check: argparse.ArgumentParser) -> None:
    """Add the options of ``check`` on its report."""
    check.add_argument("--format", choices=FORMATS, default="text", metavar="FORMAT", help=_FORMAT)
    check.add_argument("--output-file", metavar="FILE", help=_OUTPUT)
    check.add_argument("--baseline", metavar="FILE", help=_BASELINE)
    check.add_argument("--write-baseline", action="store_true", help=_WRITE)
    check.add_argument("--statistics", action="store_true", help=_STATISTICS)
    check.add_argument("--fail-on", choices=SEVERITIES, default="error", metavar="SEVERITY", help=_FAIL_ON)
    check.add_argument(
        "--exit-zero", action="store_true", help="exit with 0 also where findings would make it 1"
    )
