"""What checks say: findings, and the edits that put them right."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path, PurePosixPath

from spec_ls.text import Edit, Position, Range


class Severity(IntEnum):
    """How much a finding matters; the numbers are LSP's ``DiagnosticSeverity``."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """Where a template says what a finding is about.

    ``origin`` is the template's file, or ``builtin:NAME``; ``line`` is 0-based.
    """

    origin: Path | str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a document.

    ``section`` holds titles from the first slot level down and ends with the section meant, a missing
    one included.  ``subject`` belongs to the check that made the finding and tells its fix what to do.
    """

    code: str
    severity: Severity
    message: str
    range: Range
    section: tuple[str, ...] | None = None
    template: TemplatePlace | None = None
    subject: object = field(default=None, compare=False, repr=False)

    def moved(self, lines: int) -> Finding:
        """The same finding so many lines further down."""
        (line, column), (end_line, end_column) = self.range
        start, end = _new(Position, (line + lines, column)), _new(Position, (end_line + lines, end_column))
        return Finding(
            self.code,
            self.severity,
            self.message,
            _new(Range, (start, end)),
            self.section,
            self.template,
            self.subject,
        )


_new = tuple.__new__
"""What the constructors of named tuples call; all findings below a new line move at each keystroke."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one document that put a finding right; they do not overlap.

    ``title`` says what will happen and starts with a verb.  ``move_to`` is where the file goes, seen from
    its own folder; such a fix is for an editor alone, and no file is ever written over.
    """

    title: str
    edits: tuple[Edit, ...]
    move_to: PurePosixPath | None = None
