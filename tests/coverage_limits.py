"""Prints the branch coverage of each part of the package, and fails where one is below its limit.

``python tests/coverage_limits.py`` behind ``coverage combine``, in the folder of its data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import Coverage

LIMITS = {
    "text.py": 98.0,
    "rst/": 98.0,
    "model/": 98.0,
    "edits/": 98.0,
    "lsp/session.py": 98.0,
    "": 95.0,
}
"""Percents of lines and branches, by the start of a path in the package; an empty start is all of it."""


def main() -> int:
    """Print a line for each part; the exit status is 1 if one is below its limit."""
    measured = Coverage()
    measured.load()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(file))
        files = json.loads(file.read_text())["files"]
    measured.report()
    failed = False
    for start, limit in LIMITS.items():
        covered, total = _sums(files, start)
        percent = 100 * covered / total
        failed |= percent < limit
        print(f"{percent:5.1f} % of {start or 'all'} (at least {limit:.0f} %)")
    return failed


def _sums(files: dict[str, dict[str, dict[str, int]]], start: str) -> tuple[int, int]:
    """The covered lines and branches, and all of them, of the files whose path in the package starts so."""
    summaries = [
        file["summary"] for path, file in files.items() if path.rpartition("spec_ls/")[2].startswith(start)
    ]
    covered = sum(found["covered_lines"] + found["covered_branches"] for found in summaries)
    return covered, sum(found["num_statements"] + found["num_branches"] for found in summaries)


if __name__ == "__main__":
    sys.exit(main())
