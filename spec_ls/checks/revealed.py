"""How safe a fix of a header is by the errors that it brings to light.

The rename of a field may reveal a date in the future: no batch makes one error of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.spec import Spec

_MOST_FIXES = 3
"""Fixes behind each other, each of an error that the one before revealed."""

_FIRST_LINES = 100
"""Lines in which a header may come to stand where there is none."""

_RANK = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.BY_HAND: 2}

FixesOf = Callable[[Spec, Finding[Any]], Iterator[Fix]]
"""The proven fixes of a finding."""


def with_safety_of_revealed(
    spec: Spec, fix: Fix, checks: Iterable[Check[Any]], fixes_of: FixesOf, depth: int = 0
) -> Fix:
    """The fix, as safe as those of the errors that it reveals; by hand if a batch has none for one of them.

    ``checks`` are those of headers that are asked for.
    """
    if fix.safety is Safety.BY_HAND or not _touches_header(spec, fix):
        return fix
    checks, now = tuple(checks), spec.after(fix.edits)
    safety: Safety = fix.safety
    before = Counter(map(_key, _errors(spec, checks)))
    for finding in _errors(now, checks):
        key = _key(finding)
        if before[key]:
            before[key] -= 1
            continue
        own = _first_of_batch(now, finding, checks, fixes_of, depth)
        safety = max((safety, own), key=_RANK.__getitem__)
        if own is Safety.BY_HAND:
            break
    return replace(fix, safety=safety)


def _first_of_batch(
    spec: Spec, finding: Finding[Any], checks: tuple[Check[Any], ...], fixes_of: FixesOf, depth: int
) -> Safety:
    """The safety of the first fix of an error that a batch applies; by hand if there is none."""
    if depth >= _MOST_FIXES:
        return Safety.BY_HAND
    for fix in fixes_of(spec, finding):
        safety = with_safety_of_revealed(spec, fix, checks, fixes_of, depth + 1).safety
        if safety is not Safety.BY_HAND and fix.move_to is None:
            return safety
    return Safety.BY_HAND


def _touches_header(spec: Spec, fix: Fix) -> bool:
    fields = spec.fields
    if fields is None:
        return False
    header = fields.header
    end = header.end if header is not None and header.fields else _FIRST_LINES
    return any(edit.range.start.line <= max(end, fields.rest.stop) for edit in fix.edits)


def _errors(spec: Spec, checks: tuple[Check[Any], ...]) -> Iterator[Finding[Any]]:
    for check in checks:
        yield from (found for found in check.find(spec) if found.severity is Severity.ERROR)


def _key(finding: Finding[Any]) -> tuple[str, str]:
    """An error, wherever it stands."""
    return finding.code, finding.message
