"""``jsonl``: the objects of ``json``, one a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from spec_ls.report.findings_json import finding_objects
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import SpecResult


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """A line for each finding, in ASCII: some readers end lines at more than line feeds."""
    found = (found for result in results for found in finding_objects(result, around.folder))
    return "".join(json.dumps(finding) + "\n" for finding in found)
