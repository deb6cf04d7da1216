"""Which findings follow from which: those are consequences that are gone when the cause is mended.

A root (``Check.is_root``) is mended by its first fix, and the checks look at the spec anew.  Nothing is
guessed: a finding that stays is no consequence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from spec_ls.check import Check
from spec_ls.findings import Cause, Finding, Fix, Severity
from spec_ls.spec import Spec
from spec_ls.text import Edit

_MOST_ROOTS = 8
"""Roots that are looked at: each costs a look at the whole spec."""

_BY_DOCUTILS = "rst-syntax"
_VARYING = re.compile(r'\d+|".*" should come .*')
"""What a message says of lines and of neighbours, which may be others once something else is mended."""

Findings = list[Finding[Any]]
_Key = tuple[str, tuple[str, ...] | None, str]


def with_causes(
    spec: Spec,
    findings: Findings,
    checks: dict[str, Check[Any]],
    find: Callable[[Spec], Findings],
    partly_known: frozenset[str] = frozenset(),
) -> Findings:
    """The findings, of which those that follow from another one have it as their cause.

    ``find`` gives the findings of a spec without causes, but for those of checks that look at lines alone.
    Findings of ``partly_known`` codes, of which ``find`` may lack some, follow from none.  Roots that others
    would have to prove are left out if nothing follows from them.
    """
    roots = _roots(findings, checks)
    if not roots:
        return findings
    linked, proven = list(findings), set[int]()
    now = _counted(
        finding
        for finding in findings
        if checks[finding.code].find_in_lines is None and finding.code not in partly_known
    )
    for index, gone in _gone_with_roots(spec, linked, roots, checks, find, now):
        if _link(linked, index, gone, checks):
            proven.add(index)
    unproven = {index for index in roots if checks[findings[index].code].only_as_root} - proven
    return [finding for index, finding in enumerate(linked) if index not in unproven]


def known_causes(findings: Sequence[Finding[Any]]) -> Findings:
    """The findings, of which those whose cause is not among them say so."""
    there = {(finding.code, finding.range.start.line) for finding in findings}
    return [
        replace(finding, cause=replace(finding.cause, reported=False))
        if finding.cause is not None and (finding.cause.code, finding.cause.line) not in there
        else finding
        for finding in findings
    ]


def _gone_with_roots(
    spec: Spec,
    linked: Findings,
    roots: Sequence[int],
    checks: dict[str, Check[Any]],
    find: Callable[[Spec], Findings],
    now: Counter[_Key],
) -> Iterator[tuple[int, Counter[_Key]]]:
    """The index of each root that can be mended besides those before it, and what is gone with it.

    A root that has become a consequence in ``linked`` meanwhile is passed over.
    """
    taken: tuple[Edit, ...] = ()
    for index in roots[:_MOST_ROOTS]:
        root = linked[index]
        fix = _first_fix(spec, root, checks) if root.cause is None else None
        if fix is None or _touch(fix.edits, taken):
            continue
        found = _counted(find(spec.after((*taken, *fix.edits))))
        gone = now - found
        if checks[root.code].find_in_lines is not None or gone[_key(root)]:
            taken, now = (*taken, *fix.edits), now & found
            yield index, gone


def _roots(findings: Findings, checks: dict[str, Check[Any]]) -> list[int]:
    """The indices of the roots; what follows from a flaw of a single line stands on that line."""
    counts = Counter(finding.range.start.line for finding in findings)
    return [
        index
        for index, finding in enumerate(findings)
        if checks[finding.code].is_root(finding)
        and (checks[finding.code].find_in_lines is None or counts[finding.range.start.line] > 1)
    ]


def _first_fix(spec: Spec, root: Finding[Any], checks: dict[str, Check[Any]]) -> Fix | None:
    return next(iter(checks[root.code].fix(spec, root)), None)


def _touch(edits: Iterable[Edit], taken: tuple[Edit, ...]) -> bool:
    return any(edit.range.touches(other.range) for edit in edits for other in taken)


def _link(linked: Findings, index: int, gone: Counter[_Key], checks: dict[str, Check[Any]]) -> bool:
    """Make a root the cause of the findings that are gone; true if there are any but itself."""
    root = linked[index]
    gone[_key(root)] -= 1
    cause, severity, any_linked = Cause(root.code, root.range.start.line), root.severity, False
    for other, finding in sorted(enumerate(linked), key=lambda pair: pair[1].code == _BY_DOCUTILS):
        key = _key(finding)
        if other == index or gone[key] <= 0 or finding.cause is not None or checks[finding.code].always:
            continue
        if checks[finding.code].in_header and not checks[root.code].in_header:
            continue
        if finding.code == _BY_DOCUTILS and finding.severity is Severity.ERROR is not severity:
            continue  # the gate of the sections does not reject the file for it, the other gate's error stays
        gone[key] -= 1
        linked[other] = replace(finding, cause=cause)
        severity, any_linked = min(severity, finding.severity), True
    linked[index] = replace(root, severity=severity)
    return any_linked


def _counted(findings: Iterable[Finding[Any]]) -> Counter[_Key]:
    return Counter(map(_key, findings))


def _key(finding: Finding[Any]) -> _Key:
    """A finding, whatever lines and neighbours it names."""
    return finding.code, finding.section, _VARYING.sub("", finding.message)
