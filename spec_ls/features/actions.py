"""What can be put right at a place: the fixes of its findings, and fixes of the whole document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from spec_ls.analysis import Analysis, after
from spec_ls.checks.run import Checked, check, fixes
from spec_ls.edits.insert import insert_all
from spec_ls.edits.move import put_in_order
from spec_ls.edits.suppress import suppress
from spec_ls.features.kinds import Kind
from spec_ls.findings import Finding, Fix
from spec_ls.suppressions import UNUSED
from spec_ls.text import Edit, Range


@dataclass(frozen=True, slots=True)
class Action:
    """A fix to offer, and the findings that it puts right.

    ``preferred`` marks the one fix that an editor may apply unasked.
    """

    kind: Kind
    fix: Fix
    findings: tuple[Finding, ...]
    preferred: bool = False


_MOST_FINDINGS = 50
"""Of so many findings in one range the fixes are computed: more is no menu, and takes time."""

_MOST_SUPPRESSED = 8
"""So many findings are offered to be suppressed; to suppress more is done on top of the file."""

_WHOLE: tuple[tuple[Kind, str, Callable[[Analysis], Fix | None]], ...] = (
    (Kind.INSERT_MISSING, "missing-section", insert_all),
    (Kind.ORDER, "misordered-section", put_in_order),
)


def actions(checked: Checked, range_: Range, only: tuple[str, ...] | None = None) -> list[Action]:
    """The actions for a range: those of findings, of the whole document, and last those that suppress.

    A finding counts if it shares a line with the range: a cursor anywhere on the line is enough.
    ``only`` holds the kinds that are asked for, each with those below it; None asks for one action
    of every sort: a fix of the whole document is a quick fix where its findings are, else a source action.
    """
    analysis = checked.analysis
    near = [finding for finding in checked.findings if _shares_line(finding.range, range_)]
    found = list(_of_findings(analysis, near)) if _wanted(Kind.FIX, only) else []
    for kind, code, make in _WHOLE:
        about = tuple(finding for finding in near if finding.code == code)
        quick = bool(about) and _wanted(Kind.FIX, only)
        source = _wanted(kind, only) and not (quick and only is None)
        fix = make(analysis) if quick or source else None
        if fix is None:
            continue
        if quick and fix.edits not in [action.fix.edits for action in found]:
            found.append(Action(Kind.FIX, fix, about))
        if source:
            found.append(Action(kind, fix, about))
    return found + list(_suppressing(checked, near)) if _wanted(Kind.FIX, only) else found


def _of_findings(analysis: Analysis, findings: list[Finding]) -> Iterator[Action]:
    for finding in islice(findings, _MOST_FINDINGS):
        for index, fix in enumerate(fixes(analysis, finding)):
            yield Action(Kind.FIX, fix, (finding,), preferred=index == 0 and fix.move_to is None)


def _suppressing(checked: Checked, findings: list[Finding]) -> Iterator[Action]:
    """The comments that switch findings off, each for all findings of its code that it would cover."""
    together: dict[tuple[str, tuple[Edit, ...]], list[tuple[Fix, Finding]]] = {}
    for finding in findings[:_MOST_SUPPRESSED]:
        fix = suppress(checked.analysis, finding)
        if fix and _hides(checked, fix):
            together.setdefault((finding.code, fix.edits), []).append((fix, finding))
    titles = Counter(pairs[0][0].title for pairs in together.values())
    for pairs in together.values():
        fix, finding = pairs[0]
        if titles[fix.title] > 1:
            fix = replace(fix, title=f"{fix.title} (line {finding.range.start.line + 1})")
        yield Action(Kind.FIX, fix, tuple(finding for _, finding in pairs))


def _hides(checked: Checked, fix: Fix) -> bool:
    """Whether a comment hides something: the blank lines around it may put that right instead."""
    now = check(after(checked.analysis, fix.edits), checked)
    idle = sum(one.code == UNUSED for one in now.findings) - sum(
        one.code == UNUSED for one in checked.findings
    )
    return idle <= 0 and len(now.findings) < len(checked.findings)


def _shares_line(one: Range, other: Range) -> bool:
    return one.start.line <= other.end.line and other.start.line <= one.end.line


def _wanted(kind: Kind, only: tuple[str, ...] | None) -> bool:
    """Whether a kind is among those asked for; ``source`` asks for ``source.x`` too, and "" for all."""
    return only is None or any(want in ("", kind) or kind.startswith(f"{want}.") for want in only)
