"""The outline of a document as symbols: its title, and in it the sections."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.analysis import Analysis
from spec_ls.model.document import Section, Status
from spec_ls.text import Position, Range


@dataclass(frozen=True, slots=True)
class Symbol:
    """A heading and what belongs to it.

    ``range`` is the whole section with its subsections, ``selection`` the title's text inside it;
    ``detail`` is a document's subtitle, or what a section's body lacks: ``stub``, ``empty`` or nothing.
    """

    name: str
    detail: str
    range: Range
    selection: Range
    children: tuple[Symbol, ...] = ()


def symbols(analysis: Analysis) -> tuple[Symbol, ...]:
    """The symbols of a document, outermost first; any RST text has them, spec or not."""
    document = analysis.document
    sections = tuple(_symbol(analysis, section) for section in document.sections)
    if document.title is None:
        return sections
    subtitle = document.subtitle.title if document.subtitle else ""
    whole = Range(Position(document.heading_lines(document.title)[0], 0), analysis.text.end)
    return (Symbol(document.title.title, subtitle, whole, document.title_range(document.title), sections),)


def _symbol(analysis: Analysis, section: Section) -> Symbol:
    document = analysis.document
    first, end = document.lines(section)
    status = document.status(section, analysis.config.stubs)
    return Symbol(
        name=section.title,
        detail="" if status is Status.WRITTEN else status.value,
        range=Range(Position(first, 0), analysis.text.clamp(Position(end, 0))),
        selection=document.title_range(section),
        children=tuple(_symbol(analysis, child) for child in section.children),
    )
