"""Finds the header of a document, of whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

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

_LEAST_OF_OTHER_KIND = 2


def find_header(document: Document) -> Header | None:
    """The header of a document about which nothing is known: of the first kind that fits."""
    return next(filter(None, (reader(document) for reader in _FINDERS.values())), None)


def header_of_kind(document: Document, kind: HeaderKind) -> Header | None:
    """The header of a document whose template has one of this kind."""
    if kind is HeaderKind.PREAMBLE:
        return read_preamble(document.text)  # whatever stands there: its process takes it for that
    return _FINDERS[kind](document)


def header_of_other_kind(document: Document, kind: HeaderKind, names: Collection[str]) -> Header | None:
    """The header of a document whose author has written it in another markup than the template's.

    It has two at least of the fields of some names.  None where the template has a preamble, which is read
    before all markup, or a section in place of a header.
    """
    if kind in (HeaderKind.PREAMBLE, HeaderKind.STATUS_SECTION):
        return None
    header = find_header(document)
    if header is None or header.kind is kind or len(list(header.named(*names))) < _LEAST_OF_OTHER_KIND:
        return None
    return header


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
