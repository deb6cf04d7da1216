"""The sections of a document as nested symbols."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document, Status
from spec_ls.model.header import Header, HeaderField
from spec_ls.rst.sections import Section
from spec_ls.text import Position, Range


@dataclass(frozen=True, slots=True)
class Symbol:
    """A heading with its section, or a field of the header with its value as ``detail``.

    ``range`` is the whole section with its subsections, ``selection`` the title's text inside it;
    ``detail`` is a document's subtitle, or ``stub`` or ``empty`` for a section that is so, else nothing.
    """

    name: str
    detail: str
    range: Range
    selection: Range
    children: tuple[Symbol, ...] = ()
    is_field: bool = False


def symbols(
    document: Document, stubs: frozenset[str] = frozenset(), header: Header | None = None
) -> tuple[Symbol, ...]:
    """The symbols of a document, outermost first; any RST text has them, spec or not.

    ``stubs`` are bodies that count as saying nothing, besides the usual ones.  The fields of a header come
    before the sections.
    """
    sections = tuple(_symbol(document, section, stubs) for section in document.sections)
    if header is not None and header.kind is not HeaderKind.STATUS_SECTION:
        sections = (*(_field(document, field) for field in header.fields), *sections)
    if document.title is None:
        return sections
    subtitle = document.subtitle.title if document.subtitle else ""
    whole = Range(Position(document.heading_lines(document.title)[0], 0), document.text.end)
    title = Symbol(document.title.title, subtitle, whole, document.title_range(document.title), sections)
    beside = (
        _symbol(document, section, stubs) for section in document.outermost if section is not document.title
    )
    return tuple(sorted((title, *beside), key=lambda symbol: symbol.range))


def _field(document: Document, field: HeaderField) -> Symbol:
    lines = Range(Position(field.start, 0), document.text.clamp(Position(field.end, 0)))
    return Symbol(field.name, field.folded_value, lines, field.name_range, is_field=True)


def _symbol(document: Document, section: Section, stubs: frozenset[str]) -> Symbol:
    first, end = document.lines(section)
    status = document.status(section, stubs)
    return Symbol(
        name=section.title,
        detail="" if status is Status.WRITTEN else status.value,
        range=Range(Position(first, 0), document.text.clamp(Position(end, 0))),
        selection=document.title_range(section),
        children=tuple(_symbol(document, child, stubs) for child in section.children),
    )
