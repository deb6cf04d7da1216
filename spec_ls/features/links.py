"""What a document leads to: addresses, other documents and files.  Nothing is fetched, or looked for on disk.

Addresses that stand in the text as they are are left to editors, which find them in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from spec_ls.features.file_addresses import file_addresses, heading_of
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import first_title, named_documents
from spec_ls.profiles.conventions import ROLE_ADDRESSES, WORD_ADDRESSES
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.inline import InlineKind, InlineMarkup, inline_markup
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Range, is_covered, line_content

_FILE = re.compile(
    r"\s*\.\. +(?:\|[^|]+\| +)?(?:include|literalinclude|image|figure|thumbnail) ?:: +(?P<path>\S.*?)\s*$"
)
_NUMBER = re.compile(r"(?:.*<)?\s*(?P<number>\d[\d-]*)(?:#[^>]*)?>?\Z", re.DOTALL)
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]+:")
_WORDS = [(re.compile(pattern, re.IGNORECASE), address, host) for pattern, address, host in WORD_ADDRESSES]
_MAY_BE_WORD = re.compile(r"\d{2}|\d\b")
_NO_WORDS = frozenset({InlineKind.LITERAL, InlineKind.URL, InlineKind.INTERPRETED, InlineKind.REFERENCE})
"""Markup in which a word with a number is left alone: it leads somewhere itself, or is code."""


class Link(NamedTuple):
    """A link: an address, or the absolute path of a file; ``about`` says in words what it leads to."""

    range: Range
    target: str | Path
    about: str


class _Word(NamedTuple):
    """A word that may lead to an address, counted from its block's start; ``host`` must be mentioned."""

    range: Range
    address: str
    host: str


def links(document: Document, path: Path | None, pages: LinkedPages, other_text: str = "") -> list[Link]:
    """The links of a document, in the order of the text; ``path`` is its file, None if it is none.

    ``other_text`` is its template's: a host that this mentions counts as mentioned.
    """
    found = [] if path is None else [*_documents(document, path, pages), *_addressed(document, path, pages)]
    mentioned: dict[str, bool] = {"": True}
    for index in document.blocks.where(_may_lead_somewhere):
        block, start = document.blocks.items[index], document.blocks.position(index, 0)
        for word in _words(block):
            if word.host not in mentioned:
                mentioned[word.host] = word.host in other_text or _mentions(document, word.host)
            if mentioned[word.host]:
                found.append(Link(word.range.behind(start), word.address, word.address))
        for place, name in _files(block) if path is not None else ():
            target = path.parent / PurePosixPath(name.lstrip("/")) if path else Path()
            found.append(Link(place.behind(start), _normal(target), name))
    return sorted(found, key=lambda link: link.range)


def _documents(document: Document, path: Path, pages: LinkedPages) -> Iterator[Link]:
    for entry in named_documents(document):
        if (target := pages.document(entry.name, path)) is not None:
            title = first_title(pages.summaries[target])
            yield Link(entry.range, target, target.name if title is None else title.name)


def _addressed(document: Document, path: Path, pages: LinkedPages) -> Iterator[Link]:
    for address in file_addresses(document, path, pages):
        title = heading_of(address, pages)
        yield Link(address.range, address.path, address.path.name if title is None else title.name)


def _may_lead_somewhere(block: Block) -> bool:
    return bool(_words(block) or _files(block))


@kept
def _words(block: Block) -> tuple[_Word, ...]:
    """Roles with a number, and words with a number in prose."""
    if block.kind in LITERAL_KINDS or block.kind is Kind.COMMENT or not _MAY_BE_WORD.search(block.text):
        return ()
    markup = inline_markup(block)
    found = [word for each in markup if (word := _of_role(each)) is not None]
    taken = [each.range for each in markup if each.kind in _NO_WORDS]
    verbatim = literal_lines(block)
    for number, line in enumerate(block.content):
        if number in verbatim or not _MAY_BE_WORD.search(line):
            continue
        row, column = block.offset(number)
        for pattern, address, host in _WORDS:
            for match in pattern.finditer(line):
                place = Range.of(row, column + match.start(), row, column + match.end())
                if not is_covered(place, taken):
                    found.append(_Word(place, address.format(match[1]), host))
    return tuple(found)


def _of_role(markup: InlineMarkup) -> _Word | None:
    addresses: Mapping[str, str] = ROLE_ADDRESSES
    address = addresses.get((markup.role or "").lower())
    if address is None:
        return None
    number = _NUMBER.match(markup.text)
    return _Word(markup.content, address.format(number["number"]), "") if number else None


@kept
def _files(block: Block) -> tuple[tuple[Range, str], ...]:
    """The files that directives in a block name, each with its place."""
    if "::" not in block.text or block.kind in LITERAL_KINDS or block.kind is Kind.COMMENT:
        return ()
    verbatim, found = literal_lines(block), []
    for number, line in enumerate(block.content):
        match = _FILE.match(line_content(line)) if number not in verbatim or not number else None
        if match and not _ADDRESS.match(match["path"]):
            row, column = block.offset(number)
            place = Range.of(row, column + match.start("path"), row, column + match.end("path"))
            found.append((place, match["path"]))
    return tuple(found)


def _mentions(document: Document, host: str) -> bool:
    return any(host in line for line in document.text.lines)


def _normal(path: Path) -> Path:
    """A path without ``..`` in it, whatever links there are: nobody looks at the disk here."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and len(parts) > 1:
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)
