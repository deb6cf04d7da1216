"""Finds the header of a document, of whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.model.headers.bullets import read_bullets
from spec_ls.model.headers.directives import read_directives
from spec_ls.model.headers.field_list import read_fields
from spec_ls.model.headers.labelled_lines import read_lines
from spec_ls.model.headers.preamble import looks_like_preamble, read_preamble
from spec_ls.model.headers.status_section import read_status_section
from spec_ls.model.headers.table import read_table


def find_header(document: Document) -> Header | None:
    """The header of a document about which nothing is known: of the first kind that fits."""
    return next(filter(None, (reader(document) for reader in _FINDERS.values())), None)


def header_of_kind(document: Document, kind: HeaderKind) -> Header | None:
    """The header of a document whose template has one of this kind."""
    if kind is HeaderKind.PREAMBLE:
        return read_preamble(document.text)  # whatever stands there: its process takes it for that
    return _FINDERS[kind](document)


def _preamble(document: Document) -> Header | None:
    return read_preamble(document.text) if looks_like_preamble(document.text) else None


_FINDERS: Mapping[HeaderKind, Callable[[Document], Header | None]] = {
    HeaderKind.PREAMBLE: _preamble,
    HeaderKind.FIELDS: read_fields,
    HeaderKind.DIRECTIVES: read_directives,
    HeaderKind.BULLETS: read_bullets,
    HeaderKind.LINES: read_lines,
    HeaderKind.TABLE: read_table,
    HeaderKind.STATUS_SECTION: read_status_section,
}
