"""The formats in which ``spec-ls check`` writes its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from spec_ls.report.findings_json import finding_objects, json_text
from spec_ls.report.findings_text import finding_lines
from spec_ls.report.results import SpecResult


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a format may need to know besides the results; ``folder`` is the current one."""

    folder: Path
    is_coloured: bool = False


class Format(Protocol):
    """Writes results."""

    def __call__(self, results: Sequence[SpecResult], around: Surroundings) -> str:
        """The whole output."""


def _text(results: Sequence[SpecResult], around: Surroundings) -> str:
    return "".join(line for result in results for line in finding_lines(result, around.is_coloured))


def _json(results: Sequence[SpecResult], around: Surroundings) -> str:
    return json_text([thing for result in results for thing in finding_objects(result, around.folder)])


FORMATS: dict[str, Format] = {"text": _text, "json": _json}

WITH_FIXES = frozenset({"json"})
"""The formats that write the fix of each finding."""
