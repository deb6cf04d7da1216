"""unused-suppression: a comment that switches off what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spec_ls.analysis import Analysis, Check
from spec_ls.config import did_you_mean
from spec_ls.edits.suppress import without
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.suppressions import UNUSED, Suppression

_MOST_GUESSES = 20
"""To so many unknown codes the nearest known one is looked for, which takes a while."""

_nearest = lru_cache(_MOST_GUESSES * 4)(did_you_mean)


def unused(analysis: Analysis, left: Iterable[Suppression], codes: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with the suppressions that are ``left`` without a finding.

    ``codes`` are those that exist; of one that is not looked for nothing is known.
    """
    guesses = 0
    for one in left:
        if one.code not in codes:
            guesses += 1
            guess = _nearest(one.code, codes) if guesses <= _MOST_GUESSES else ""
            message = f'unknown code "{one.code}"{guess}' if one.code else "no code is named"
        elif analysis.config.is_enabled(one.code):
            message = f'"{one.code}" is suppressed where it is not found'
        else:
            continue
        yield Finding(UNUSED, Severity.INFORMATION, message, one.range, subject=one)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if isinstance(finding.subject, Suppression) and (fix := without(analysis, finding.subject)):
        yield fix


CHECK = Check(
    UNUSED,
    "a comment suppresses findings that are not there, or of no known code",
    "A comment that hides nothing makes readers look for what it hides, and will hide the next mistake that"
    " has the same code. A code with a typo hides nothing, either.",
    ".. spec-ls: disable=line-too-long\n\nA short line.\n",
    "A short line.\n",
    fix=_fix,
)
