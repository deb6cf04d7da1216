"""``json``: one array of all findings."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.report.findings_json import finding_objects, json_text
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import SpecResult


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """The array."""
    return json_text([found for result in results for found in finding_objects(result, around.folder)])
