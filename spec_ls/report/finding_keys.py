"""A key for each finding that stays the same while lines move: baselines and fingerprints are made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from spec_ls.report.results import FindingResult


class FindingKey(NamedTuple):
    """A finding of a file by its code, its section, and the words of the line on which it begins.

    ``number`` counts those of the file that are the same in all of this, from 0.
    """

    code: str
    section: tuple[str, ...]
    words: str
    number: int


def finding_keys(findings: Iterable[FindingResult]) -> Iterator[FindingKey]:
    """The key of each finding of one file, in their order."""
    seen = Counter[tuple[str, tuple[str, ...], str]]()
    for finding in findings:
        same = (finding.code, finding.section or (), finding.words)
        yield FindingKey(*same, seen[same])
        seen[same] += 1


def fingerprint(path: str, key: FindingKey) -> str:
    """The key of a finding in a file as 32 hexadecimal digits; ``path`` is relative, with forward slashes."""
    parts = (path, key.code, *key.section, key.words, str(key.number))
    text = "\0".join(parts).encode("utf-8", "surrogateescape")
    return blake2b(text, digest_size=16).hexdigest()
