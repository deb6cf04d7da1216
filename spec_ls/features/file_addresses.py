"""Addresses of hyperlinks that are paths of files: relative to the document, as in ``<../other.rst>`_``.

Pages that Sphinx makes end with ``.html``: where the document that such a page is made of is known, that is
meant.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import Entry, EntryKind, first_title
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.inline import InlineKind, inline_markup
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Position, Range, is_covered, line_content

_TARGET = re.compile(
    r"\s*(?:\.\. +_(?:_|`[^`]+`|(?![ _`])(?:[^:\\]|\\.)+):|__) +(?P<address>[^\s<>`]*[^\s<>`_])\s*$"
)
_EMBEDDED = re.compile(r"<(?P<address>[^<>`\s]*[^<>`\s_])>`_")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]*:|//")
_SUFFIXES = frozenset(
    {".gif", ".htm", ".html", ".jpeg", ".jpg", ".json", ".md", ".pdf", ".png", ".py", ".rst", ".svg", ".txt"}
    | {".yaml", ".yml"}
)
_PAGES = frozenset({".html", ".htm"})
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


class FileAddress(NamedTuple):
    """An address, where it stands, its absolute path, and what stands behind its ``#``."""

    range: Range
    path: Path
    fragment: str


def file_addresses(document: Document, path: Path, pages: LinkedPages) -> Iterator[FileAddress]:
    """The addresses that are paths of files, in the order of the text; ``path`` is the document's."""
    blocks = document.blocks
    for index in blocks.where(_has_addresses):
        start = blocks.position(index, 0)
        for place, address in _addresses(blocks.items[index]):
            yield _resolved(place.behind(start), address, path, pages)


def file_address_at(
    document: Document, position: Position, path: Path, known: Callable[[], LinkedPages]
) -> FileAddress | None:
    """The address of a file at a position; None where there is none.  ``known`` is called only if need be."""
    index = document.blocks.at(position.line)
    if index < 0 or not _has_addresses(document.blocks.items[index]):
        return None
    found = file_addresses(document, path, known())
    return next((one for one in found if one.range.start <= position <= one.range.end), None)


def heading_of(address: FileAddress, pages: LinkedPages) -> Entry | None:
    """The title in a known document that an address leads to, the first one without a fragment."""
    entries = pages.summaries.get(address.path, ())
    titles = (entry for entry in entries if entry.kind is EntryKind.TITLE)
    named = (title for title in titles if address.fragment and _id(title.name) == address.fragment)
    return next(named, None) or first_title(entries)


def _resolved(place: Range, address: str, path: Path, pages: LinkedPages) -> FileAddress:
    name, _, fragment = address.partition("#")
    target = Path(os.path.normpath(path.parent / PurePosixPath(name)))
    source = target.with_suffix(".rst")
    if target.suffix in _PAGES and source in pages.summaries:
        target = source
    return FileAddress(place, target, fragment)


def _has_addresses(block: Block) -> bool:
    return bool(_addresses(block))


@kept
def _addresses(block: Block) -> tuple[tuple[Range, str], ...]:
    """The addresses in a block that look like paths of files, each with its place in it."""
    if block.kind in LITERAL_KINDS or block.kind is Kind.COMMENT or "_" not in block.text:
        return ()
    verbatim, found = literal_lines(block), list[tuple[Range, str]]()
    for number, line in enumerate(block.content):
        if number in verbatim or "_" not in line:
            continue
        row, column = block.offset(number)
        target = _TARGET.match(line_content(line))
        for match in (*([target] if target else ()), *_EMBEDDED.finditer(line)):
            if _is_file(match["address"]):
                start, end = match.span("address")
                found.append((Range.of(row, column + start, row, column + end), match["address"]))
    if not found:
        return ()
    literals = [each.range for each in inline_markup(block) if each.kind is InlineKind.LITERAL]
    return tuple(one for one in found if not is_covered(one[0], literals))


def _is_file(address: str) -> bool:
    name = address.partition("#")[0]
    if not name or _SCHEME.match(name) or "\0" in name or name.startswith("/"):
        return False
    suffix = PurePosixPath(name).suffix.lower()
    return bool(suffix) and (name.startswith(("./", "../")) or suffix in _SUFFIXES)


def _id(title: str) -> str:
    """A title as Sphinx and docutils make an anchor of it, for plain ASCII."""
    return _NOT_IN_ID.sub("-", title.lower()).strip("-")
