"""The section tree of a document beside its template's, as indented text or as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec_ls.findings import TemplatePlace
from spec_ls.model.document import Document
from spec_ls.model.outline import Outline
from spec_ls.model.slot import Slot
from spec_ls.quoting import inert
from spec_ls.report.findings_json import portable, template_object
from spec_ls.rst.sections import Section

_MISSING = "missing"
_MARKS = {"written": "[x]", "stub": "[-]", "empty": "[ ]", _MISSING: "[!]"}
LEGEND = "  ".join(f"{mark} {status}" for status, mark in _MARKS.items()) + "\n"


@dataclass(frozen=True, slots=True)
class _Row:
    """A section, or a missing one: then ``line`` is None and ``status`` is ``missing``.

    ``level`` is 1 for a top section; ``line`` is the title's, 0-based.  ``rows`` are the sections below; the
    missing ones are where the template has them.  ``in_template`` is true if the template asks for the
    section.
    """

    title: str
    level: int
    line: int | None
    status: str
    in_template: bool
    rows: tuple[_Row, ...]


def tree_lines(
    path: str, document: Document, outline: Outline | None, stubs: frozenset[str], folder: Path
) -> list[str]:
    """The tree of a document, one section a line: its mark, its title and its 1-based line.

    ``outline`` is None where no template serves the document.  ``stubs`` are bodies that count as saying
    nothing, besides the usual ones.
    """
    head = [f"{path} ({_template_name(outline, folder)})"]
    head += [section.title for section in (document.title, document.subtitle) if section]
    rows = _row_lines(_Rows(document, outline, stubs).top(), outline is not None)
    return [f"{inert(line)}\n" for line in (*head, *rows)]


def tree_object(
    path: str, document: Document, outline: Outline | None, stubs: frozenset[str], folder: Path
) -> dict[str, Any]:
    """The tree of a document; ``outline`` and ``stubs`` as for ``tree_lines``.

    ``path`` is the file's as the user wrote it, ``folder`` the current one.
    """
    place = TemplatePlace(outline.template.origin, 0) if outline else None
    return {
        "path": portable(path),
        "title": document.title and document.title.title,
        "subtitle": document.subtitle and document.subtitle.title,
        "template": template_object(place, folder),
        **_row_objects(_Rows(document, outline, stubs).top()),
    }


def _row_lines(rows: tuple[_Row, ...], has_template: bool) -> Iterator[str]:
    for row in rows:
        indent = "  " * row.level
        line = "" if row.line is None else f"  {row.line + 1}"
        unknown = "  not in the template" if has_template and not row.in_template else ""
        yield f"{indent}{_MARKS[row.status]} {row.title}{line}{unknown}"
        yield from _row_lines(row.rows, has_template)


def _template_name(outline: Outline | None, folder: Path) -> str:
    if outline is None:
        return "no template"
    origin = outline.template.origin
    if isinstance(origin, Path) and origin.is_relative_to(folder):
        origin = origin.relative_to(folder)
    return f"template {origin}"


def _row_objects(rows: tuple[_Row, ...]) -> dict[str, Any]:
    return {
        "sections": [_row_object(row) for row in rows if row.line is not None],
        "missing": [_row_object(row) for row in rows if row.line is None],
    }


def _row_object(row: _Row) -> dict[str, Any]:
    line = None if row.line is None else row.line + 1
    return {
        "title": row.title,
        "level": row.level,
        "line": line,
        "status": row.status,
        **_row_objects(row.rows),
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of a document's sections; ``outline`` and ``stubs`` as for ``tree_lines``."""

    document: Document
    outline: Outline | None
    stubs: frozenset[str]

    def top(self) -> tuple[_Row, ...]:
        """The top sections of the document, those that it lacks included."""
        missing = self._missing_below(None)
        title = self.outline.title if self.outline and self.document.title is None else None
        if title is not None:  # a framed template: the title is not promoted, and all sections are below it
            return (self._row(title, 1, missing, in_template=True),)
        return self._merged(self.document.sections, missing, 1)

    def _row(
        self, section: Section, level: int, more_missing: Sequence[Slot] = (), in_template: bool = False
    ) -> _Row:
        slot = self.outline.slot_of(section) if self.outline else None
        return _Row(
            section.title,
            level,
            self.document.title_range(section).start.line,
            self.document.status(section, self.stubs).value,
            in_template or slot is not None,
            self._merged(section.children, [*more_missing, *self._missing_below(section)], level + 1),
        )

    def _missing_below(self, parent: Section | None) -> list[Slot]:
        missing = self.outline.missing if self.outline else ()
        return [lack.slot for lack in missing if lack.parent == parent]

    def _merged(self, sections: tuple[Section, ...], missing: list[Slot], level: int) -> tuple[_Row, ...]:
        """The sections in their order; a missing one follows the nearest slot before it that is there."""
        rows = [self._row(section, level) for section in sections]
        for slot in missing:
            siblings = self.outline.template.siblings(slot) if self.outline else ()
            position = [sibling.path for sibling in siblings].index(slot.path)
            before = {sibling.title for sibling in siblings[:position]}
            rows_before = [index for index, row in enumerate(rows) if row.title in before]
            rows.insert(rows_before[-1] + 1 if rows_before else 0, _missing_row(slot, level))
        return tuple(rows)


def _missing_row(slot: Slot, level: int) -> _Row:
    below = tuple(_missing_row(child, level + 1) for child in slot.children)
    return _Row(slot.title, level, None, _MISSING, True, below)
