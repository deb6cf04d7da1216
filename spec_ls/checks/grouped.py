"""Several missing subsections of one section as one finding: so people see them; JSON has one each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from spec_ls.checks.severity import MISSING
from spec_ls.findings import Finding
from spec_ls.model.outline import Missing


def grouped(findings: Iterable[Finding[Any]]) -> list[Finding[Any]]:
    """The findings, with the missing subsections of each section together at the first one's place.

    Their severity is the gravest, and the subject a tuple of ``Missing``.  Sections that stand elsewhere or
    under another name stay findings of their own, and so do those that follow from another finding.
    """
    found: list[Finding[Any]] = []
    by_parent: dict[tuple[str, ...], int] = {}
    for finding in findings:
        path = finding.section or ()
        if len(path) < 2 or not is_just_missing(finding):
            found.append(finding)
        elif path[:-1] in by_parent:
            index = by_parent[path[:-1]]
            found[index] = _together(found[index], finding)
        else:
            by_parent[path[:-1]] = len(found)
            found.append(finding)
    return found


def is_just_missing(finding: Finding[Any]) -> bool:
    """True if a section is missing, stands nowhere else, and that follows from no other finding."""
    missing = finding.subject
    return (
        finding.code == MISSING
        and isinstance(missing, Missing)
        and finding.cause is None
        and missing.stand_in is None
        and not missing.children
    )


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def quoted_title(missing: Missing) -> str:
    """The title of a missing section in quotes, and whether it is optional."""
    return f'"{missing.slot.title}"' + ("" if missing.slot.required else " (optional)")


def _together(first: Finding[Any], second: Finding[Any]) -> Finding[Any]:
    lacking: tuple[Missing, ...] = first.subject if isinstance(first.subject, tuple) else (first.subject,)
    lacking = (*lacking, second.subject)
    titles = listed([quoted_title(missing) for missing in lacking])
    above = lacking[0].slot.path[-2]
    return replace(
        first,
        severity=min(first.severity, second.severity),
        message=f'sections {titles} are missing in "{above}"',
        subject=lacking,
    )
