"""Applying fixes, and showing what they change."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from spec_ls.analysis import analyse
from spec_ls.checks.run import Checked, check, fixes
from spec_ls.findings import Finding, Fix
from spec_ls.text import Edit, apply_edits

_MOST_ROUNDS = 200


def fixed(checked: Checked) -> tuple[Checked, int]:
    """What is left after the first fix of each finding, of each finding left, and so on; and how many.

    The fixes of one round do not touch each other.  Ends where nothing is left to fix or a text comes back.
    """
    count, seen = 0, {hash(checked.analysis.text)}
    for _ in range(_MOST_ROUNDS):
        applied, analysis = list(_round(checked)), checked.analysis
        if not applied:
            break
        text = apply_edits(analysis.text, [edit for fix in applied for edit in fix.edits])
        if hash(text) in seen:
            break
        seen.add(hash(text))
        count += len(applied)
        checked = check(analyse(text, analysis.template, analysis.config, analysis.path))
    return checked, count


def fixable(checked: Checked) -> int:
    """How many findings have a fix.  One that lies in an edit of the same check's last fix goes with it."""
    count, last = 0, dict[str, tuple[Edit, ...]]()
    for finding in checked.findings:
        if not _is_within(finding, last.get(finding.code, ())):
            fix = _first(checked, finding)
            last[finding.code] = fix.edits if fix else ()
        count += bool(last[finding.code])
    return count


def diff(path: str, before: str, after: str) -> str:
    """A unified diff of a file, as ``patch -p0`` takes it; empty if nothing changed."""
    lines = difflib.unified_diff(_lines(before), _lines(after), path, path, lineterm="\n")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _round(checked: Checked) -> Iterator[Fix]:
    taken: list[Edit] = []
    for finding in checked.findings:
        if _is_within(finding, taken):
            continue
        fix = _first(checked, finding)
        if fix is None or any(one.range.touches(other.range) for one in fix.edits for other in taken):
            continue
        taken += fix.edits
        yield fix


def _first(checked: Checked, finding: Finding) -> Fix | None:
    """The first fix of a finding, if all that it changes is the text."""
    fix = next(iter(fixes(checked.analysis, finding)), None)
    return fix if fix is not None and fix.move_to is None else None


def _is_within(finding: Finding, edits: Iterable[Edit]) -> bool:
    start, end = finding.range
    return any(edit.range.start <= start and end <= edit.range.end for edit in edits)


def _lines(text: str) -> list[str]:
    """The lines of a text as ``patch`` sees them: only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
