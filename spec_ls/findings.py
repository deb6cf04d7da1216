"""Findings of checks, and the fixes that put them right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from pathlib import Path, PurePosixPath
from typing import Generic, NamedTuple, TypeVar

from spec_ls.text import Edit, Position, Range


class Severity(IntEnum):
    """The weight of a finding; the numbers are LSP's ``DiagnosticSeverity``."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """The place in a template that asks for the thing that a finding is about.

    ``origin`` is the template's file, or ``builtin:NAME``; ``line`` is 0-based.
    """

    origin: Path | str
    line: int


@dataclass(frozen=True, slots=True)
class Cause:
    """The finding that another one follows from: its code and its 0-based line.

    ``reported`` is false where that finding is itself not reported, because somebody does not want to see it.
    """

    code: str
    line: int
    reported: bool = True


Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Finding(Generic[Subject]):
    """One thing that is wrong in a document.

    ``section`` holds titles from the first slot level down and ends with the section meant, a missing
    one included.  ``subject`` is the thing that the finding is about, for the fix of the check that made it;
    it is None where the range says enough.  ``severity_of_check`` is that of the check, where settings give
    another one.  A finding with a ``cause`` follows from another one: it is gone
    when that is put right, so it has no fix of its own, and people are not shown it.
    """

    code: str
    severity: Severity
    message: str
    range: Range
    section: tuple[str, ...] | None = None
    template: TemplatePlace | None = None
    cause: Cause | None = None
    severity_of_check: Severity | None = None
    subject: Subject = field(kw_only=True, compare=False, repr=False)

    @property
    def is_advice(self) -> bool:
        """True if the check takes it for no more than information, whatever settings make of it."""
        return (self.severity_of_check or self.severity) is Severity.INFORMATION

    @property
    def is_shown(self) -> bool:
        """True if people are shown the finding: it follows from no other that they are shown."""
        return self.cause is None or not self.cause.reported

    def moved(self, lines: int) -> Finding[Subject]:
        """The same finding, which has no cause, a number of lines further down."""
        (line, column), (end_line, end_column) = self.range
        start, end = _new(Position, (line + lines, column)), _new(Position, (end_line + lines, end_column))
        return Finding(
            self.code,
            self.severity,
            self.message,
            _new(Range, (start, end)),
            self.section,
            self.template,
            subject=self.subject,
        )


_new = tuple.__new__
"""Makes named tuples faster than their constructors: all findings below a new line move at each keystroke."""


class Safety(Enum):
    """How far a fix can be trusted.

    SAFE fixes cannot change what the author says.  UNSAFE ones may: somebody should look at what they did.
    BY_HAND are guesses, which an author chooses in an editor and no batch applies.
    """

    SAFE = auto()
    UNSAFE = auto()
    BY_HAND = auto()


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one document that put a finding right; they do not overlap.

    ``title`` describes the change and starts with a verb.  ``move_to`` is the file's new path, relative to
    its folder; only editors apply such a fix, and no file is ever written over.
    """

    title: str
    edits: tuple[Edit, ...]
    move_to: PurePosixPath | None = None
    safety: Safety = field(kw_only=True)


class Fixable(NamedTuple):
    """The number of findings that safe fixes put right, and of those that unsafe ones do."""

    safe: int
    unsafe: int
