"""The values of ``spec_ls.api``: the fields of JSON, by the same names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "information", "hint"]
"""The weight of a finding: an error is what the project's own gate rejects."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information", "hint")
"""All severities, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked for; every field has the same meaning as the command's option of its name.

    ``template`` is the name of a built-in template, or a file; None is the template that serves the path.
    ``select`` takes the place of the settings' codes, ``ignore`` adds to those that they leave out.  With
    ``unsafe_fixes`` fixes that may change what the author says are given and applied, too.  ``folder`` is the
    one to which paths and templates are relative, and in which the user works; None is the current one.
    """

    template: str | None = None
    select: Collection[str] = ()
    ignore: Collection[str] = ()
    unsafe_fixes: bool = False
    folder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The text that takes the place of a range of the file ``path``.

    Lines and columns are 1-based, columns count code points, and the end is exclusive: ``(end_line,
    end_column)`` is the first place behind the range.  A line ends at ``\\n``, ``\\r\\n`` or ``\\r``.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What ``spec-ls check --fix`` would do about one finding.

    All ``edits`` refer to the text as it was checked and do not overlap.  ``safe`` is true if they cannot
    change what the author says.
    """

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The finding from which another one follows: its code and its 1-based line."""

    code: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePlace:
    """The 1-based line of a template that asks for the thing that a finding is about.

    ``path`` is a file, or ``builtin:NAME``.
    """

    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong in a spec.

    ``path`` is the file's as the caller wrote it, with forward slashes; ``-`` for a text without one.
    Positions are those of ``Edit``: 1-based, in code points, the end exclusive.
    ``section`` holds titles from the first level below the document's title down, and ends with the section
    meant, a missing one included.  A finding with a ``cause`` follows from that other one: it has no fix, and
    the command shows it to programs alone.
    """

    path: str
    code: str
    severity: Severity
    message: str
    section: tuple[str, ...] | None
    line: int
    column: int
    end_line: int
    end_column: int
    fix: Fix | None
    cause: Cause | None
    template: TemplatePlace | None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found in one text or file.

    ``template`` is the one that serves it: a file, ``builtin:NAME``, or ``settings:sections`` where settings
    list the sections themselves; None if it is no spec, which has no findings.  ``findings`` are sorted by
    their starts.  ``is_complete`` is false if there may be more of them: the text is too costly to be read to
    its end, or a check failed, which is logged.
    """

    path: str
    template: str | None
    findings: tuple[Finding, ...]
    is_complete: bool

    @property
    def is_spec(self) -> bool:
        """True if a template serves the text."""
        return self.template is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedText:
    """A text after its fixes, ``count`` of them.

    ``is_complete`` is false if not all were tried, because that would have taken too long.
    """

    text: str
    count: int
    is_complete: bool
