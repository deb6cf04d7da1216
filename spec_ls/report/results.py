"""The result of checking one spec, as plain values: all that reports need, without the spec itself.

Results can be kept on disk and sent from one process to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.findings import Cause, Fixable, Severity, TemplatePlace
from spec_ls.text import Edit, Range


@dataclass(frozen=True, slots=True)
class FindingFix:
    """A fix that a batch applies; ``edits`` are those of its finding's file."""

    title: str
    is_safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class FindingResult:
    """A finding as reports write it; its range is 0-based, in code points.

    ``cause`` is the reported finding that this one follows from.  ``words`` are those of the line on which it
    begins, by which it is known again when lines move.  ``template_line`` is the text of the line that
    ``template`` names, where a report wants source text.
    """

    code: str
    severity: Severity
    message: str
    range: Range
    section: tuple[str, ...] | None = None
    template: TemplatePlace | None = None
    cause: Cause | None = None
    fix: FindingFix | None = None
    words: str = ""
    template_line: str | None = None


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding as people are shown it: one of the findings, or several together with their joint fix.

    ``members`` are the positions of these in ``SpecResult.findings``.
    """

    finding: FindingResult
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpecResult:
    """The findings of one spec.

    ``path`` is the file's as the user wrote it, or ``-``.  ``findings`` are all, as JSON has them; ``shown``
    are those for people.  ``fixable`` counts the findings that a batch can fix.  ``is_complete`` is false if
    the spec could not be checked to its end.  ``lines`` are lines of the text with their ends, by their
    0-based number: the first one, those that findings touch and fixes span, and those beside them; none
    where no report wants source text.  The last line of a text alone has no end, and may be empty.
    ``known`` is the number of other findings, which a baseline has.
    """

    path: str
    findings: tuple[FindingResult, ...]
    shown: tuple[ShownFinding, ...]
    fixable: Fixable
    is_complete: bool = True
    lines: tuple[tuple[int, str], ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class FixesWanted:
    """Which fixes a report needs: none but their number, the safe ones, or unsafe ones, too.

    ``source`` is true for a report that needs lines of the text, too.
    """

    each: bool = False
    unsafe: bool = False
    count: bool = True
    source: bool = False
