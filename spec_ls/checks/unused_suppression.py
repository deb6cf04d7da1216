"""unused-suppression: a comment that switches off a finding that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spec_ls.check import Check
from spec_ls.config import did_you_mean
from spec_ls.edits.suppress import without
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.spec import Spec
from spec_ls.suppressions import UNUSED, Suppression

_MOST_GUESSES = 20
"""Unknown codes for which the nearest known one is looked up, which takes a while."""

_MOST_OF_A_COMMENT = 50
"""Findings about one comment: a line has room for thousands of codes, and fewer checks exist."""

_nearest = lru_cache(_MOST_GUESSES * 4)(did_you_mean)


def find_unused(
    spec: Spec, unused: Iterable[Suppression], codes: frozenset[str]
) -> Iterator[Finding[Suppression]]:
    """A finding for each suppression that covers none, if its check was run or does not exist.

    ``codes`` are those of all checks.  Of the suppressions of one comment only some are told at a time.
    """
    guesses, told = 0, Counter[int]()
    for suppression in unused:
        code = suppression.code
        if told[suppression.block] == _MOST_OF_A_COMMENT:
            continue
        if code not in codes:
            guesses += 1
            guess = _nearest(code, codes) if guesses <= _MOST_GUESSES else ""
            message = f'unknown code "{code}"{guess}' if code else "no code is named"
        elif spec.config.is_enabled(code):
            message = f'"{code}" is suppressed where it is not found'
        else:
            continue
        told[suppression.block] += 1
        yield Finding(UNUSED, Severity.INFORMATION, message, suppression.range, subject=suppression)


def _fix(spec: Spec, finding: Finding[Suppression]) -> Iterator[Fix]:
    if fix := without(spec, finding.subject):
        yield fix


CHECK = Check(
    code=UNUSED,
    summary="a comment suppresses nothing, or names no code",
    severity="information",
    remedy="delete it",
    why=(
        "A comment that hides nothing makes readers look for what it hides, and will hide the next mistake"
        " that has the same code. A code with a typo hides nothing, either."
    ),
    wrong=".. spec-ls: disable=line-too-long\n\nA short line.\n",
    right="A short line.\n",
    fix=_fix,
)
