"""The reports for upstream still say what is so, and name the place of each work-around."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PAGE = Path(__file__).with_name("README.md").read_text("utf-8")
REPOSITORY = Path(__file__).parents[2]


class Report(NamedTuple):
    """A section of the page."""

    title: str
    work_around: str
    snippet: str


def _reports() -> list[Report]:
    found = []
    for section in PAGE.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        work_around = re.search(r"^Work-around: (.*?)\n\n", text, re.MULTILINE | re.DOTALL)
        snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        assert work_around, f"no work-around: {title}"
        assert len(snippets) == 1, title
        found.append(Report(title, work_around[1], snippets[0]))
    return found


REPORTS = _reports()
each_report = pytest.mark.parametrize("report", REPORTS, ids=[report.title for report in REPORTS])


@each_report
def test_the_snippet_still_shows_it(report: Report) -> None:
    """A snippet runs by itself; where its library has been mended, that is said with the work-around's place."""
    command = [sys.executable, "-P", "-c", report.snippet]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in ("still so", "mended")
    if done.stdout.strip() == "mended":
        pytest.xfail(f"mended: {report.title}; see {report.work_around}")


@each_report
def test_the_work_around_is_there(report: Report) -> None:
    """A report names a file of spec-ls, and what it names in brackets is in that file."""
    names = re.findall(r"`(spec_ls/[\w/]+\.py)`(?: \(((?:`[\w.]+`(?:, )?)+)\))?", report.work_around)
    assert names
    for file, listed in names:
        source = (REPOSITORY / file).read_text("utf-8")
        for name in re.findall(r"`([\w.]+)`", listed):
            assert re.search(rf"\b{name.rpartition('.')[2]}\b", source), f"{name} is not in {file}"
