"""The formats in which ``spec-ls check`` writes its findings, one module each, loaded when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import SpecResult

FORMATS = (
    "text", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle",
)  # fmt: skip
"""The names of the formats.  Each is a module here whose function ``write`` makes the whole output."""

WITH_FIXES = frozenset({"full", "json", "jsonl", "sarif", "rdjson"})
"""The formats that write the fix of each finding."""

WITH_SOURCE = frozenset({"full", "sarif", "rdjson"})
"""The formats that need lines of the text."""

FOR_PEOPLE = frozenset({"text", "full"})
"""The formats that are no program's: ``--statistics`` takes their place."""


def write(name: str, results: Sequence[SpecResult], around: Surroundings) -> str:
    """All results in the format of this name."""
    output: str = import_module(f"{__name__}.{name}").write(results, around)
    return output
