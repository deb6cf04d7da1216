"""``text``: a line for each finding that people are shown."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.report.findings_text import finding_lines
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import SpecResult


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """``path:line:column: severity code message``, 1-based, in code points."""
    return "".join(line for result in results for line in finding_lines(result, around.is_coloured))
