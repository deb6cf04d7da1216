"""The fingerprints of the findings that people are shown."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.report.finding_keys import finding_keys, fingerprint
from spec_ls.report.results import FindingResult, SpecResult


def shown_with_fingerprints(result: SpecResult, path: str) -> Iterator[tuple[FindingResult, str]]:
    """Each finding that people are shown, and its fingerprint; several together have that of the first.

    No two fingerprints of a file are equal.
    """
    keys = list(finding_keys(result.findings))
    for shown in result.shown:
        yield shown.finding, fingerprint(path, keys[shown.members[0]])
