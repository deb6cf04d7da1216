"""Makes a URL in running text a reference to a named target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import (
    Conversion,
    Request,
    content_lines,
    has_plain_lines,
)
from spec_ls.model.document import Document
from spec_ls.model.names import named, occurrences, sharing
from spec_ls.model.occurrence import NameKind, normalised
from spec_ls.rst.blocks import EXPLICIT_KINDS, LIST_ITEM_KINDS, LITERAL_KINDS, Block, Kind
from spec_ls.rst.inline import InlineKind, inline_markup
from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.nested import is_in_table
from spec_ls.text import Edit, Position, Range, Text, apply_edits, line_content

_URL = re.compile(r"(?P<scheme>[a-zA-Z][\w+.-]*)://(?P<host>[^/?#]*)(?P<path>[^?#]*)")
_WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_SUFFIX = re.compile(r"\.(?:html?|rst|md|txt|php|pdf)$")
_LONGEST_NAME = 60
_MOST_NAMES = 100
_FIXED = frozenset(
    {
        Kind.TITLE,
        Kind.BAD_TITLE,
        Kind.FIELD,
        *(EXPLICIT_KINDS - {Kind.DIRECTIVE, Kind.FOOTNOTE, Kind.CITATION}),
    }
)
"""Blocks whose text is a name, or is read by more than people."""


def named_target(document: Document, request: Request) -> Iterator[Conversion]:
    """The URL at the cursor as a reference; its target stands with the targets below, else below the block.

    A target with this URL that is there already serves.
    """
    range_ = request.range
    index = document.blocks.at(range_.start.line)
    if index < 0 or document.blocks.start(index).column:
        return
    block, start = document.blocks.items[index], document.blocks.starts[index]
    here = range_.start.line - start
    if block.kind in _FIXED or not has_plain_lines(block) or not _may_hold_url(block, here):
        return
    place = _url_at(block, start, range_)
    if place is None or is_in_table(block, here):
        return
    url = document.text.slice(place)
    known = _known_name(document, url)
    name = known or _free_name(document, url)
    if not name:
        return
    edits = [Edit(place, f"`{name}`_")]
    if not known:
        edits.append(_target(document, index, f".. _{name}: {url}"))
    if _leads_to_url(document, index, tuple(edits), name):
        yield Conversion(ActionKind.TARGET, f'Convert the URL to the target "{name}"', tuple(edits))


def _may_hold_url(block: Block, line: int) -> bool:
    return 0 <= line < len(block.lines) and "://" in block.lines[line]


def _url_at(block: Block, start: int, range_: Range) -> Range | None:
    """The whole range of a URL that holds the range."""
    for markup in inline_markup(block):
        (line, column), (end_line, end_column) = markup.range
        place = Range.of(line + start, column, end_line + start, end_column)
        if markup.kind is InlineKind.URL and place.start <= range_.start and range_.end <= place.end:
            return place if line == end_line and _URL.match(markup.text) else None
    return None


def _known_name(document: Document, url: str) -> str:
    for place in occurrences(document):
        if place.kind is NameKind.TARGET and place.leads_to == url and named(document, place.name) == place:
            return document.text.slice(place.range)
    return ""


def _free_name(document: Document, url: str) -> str:
    """A name made of the URL's last words that nothing in the document has or refers to."""
    match = _URL.match(url)
    if match is None:
        return ""
    segments = [_SUFFIX.sub("", part) for part in match["path"].split("/") if "%" not in part]
    named_parts = [number for number, part in enumerate(segments) if _LETTER.search(part)]
    last = " ".join(segments[named_parts[-1] :]) if named_parts else match["host"]
    words = " ".join(_WORDS.findall(last))[:_LONGEST_NAME].strip(" .")
    if not _LETTER.search(words):
        return ""
    names = (words if number == 1 else f"{words} {number}" for number in count(1))
    tried = (name for name, _ in zip(names, range(_MOST_NAMES), strict=False))
    return next((name for name in tried if not sharing(document, normalised(name))), "")


def _target(document: Document, index: int, line: str) -> Edit:
    """The edit that writes a target behind the targets that follow a block, or else behind the block."""
    items, newline = document.blocks.items, document.text.newline
    external = [other for other in range(index + 1, len(items)) if _is_external(items[other])]
    if external:
        last = external[0]
        while last + 1 < len(items) and _is_external(items[last + 1]):
            last += 1
        return Edit(_end_of(document, last), newline + line)
    last = index
    while last + 1 < len(items) and _goes_on(items[last], items[last + 1]):
        last += 1
    return Edit(_end_of(document, last), newline * 2 + line)


def _is_external(block: Block) -> bool:
    return block.kind is Kind.TARGET and not block.is_internal_target


def _goes_on(block: Block, following: Block) -> bool:
    """True if nothing may stand between two blocks."""
    together = block.kind is following.kind and block.kind in LIST_ITEM_KINDS
    return together or following.kind in LITERAL_KINDS or not block.ends_blank


def _end_of(document: Document, index: int) -> Range:
    """The end of a block's last line with text."""
    content = document.blocks.items[index].content
    line, column = document.blocks.position(index, len(content) - 1)
    return Range.at(Position(line, column + len(line_content(content[-1]))))


def _leads_to_url(document: Document, index: int, edits: tuple[Edit, ...], name: str) -> bool:
    """True if docutils reads the URL as a reference to a target with that URL, and all else as before."""
    after, block = document.after(edits), document.blocks.items[index]
    changed = _replaced(document, index, edits[0])
    before, now = meaning_of(block.text), meaning_of(changed)
    if before is None or now is None or len(before) != len(now):
        return False
    pairs = [pair for pair in zip(before, now, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 2 or pairs[1][1] != name or not pairs[0][1].startswith("reference "):
        return False
    definition = named(after, normalised(name))
    if definition is None or definition.kind is not NameKind.TARGET:
        return False
    written = after.blocks.items[after.blocks.at(definition.range.start.line)]
    target = meaning_of(written.text) or []
    leads = pairs[0][0].removeprefix("reference ")
    return target[1:] == [f"target {leads}"] and _is_all_else_same(document, after, index, written)


def _replaced(document: Document, index: int, edit: Edit) -> str:
    """The text of a block after an edit in it."""
    start, block = document.blocks.starts[index], document.blocks.items[index]
    (line, column), (end_line, end_column) = edit.range
    moved = Edit(Range.of(line - start, column, end_line - start, end_column), edit.text)
    return str(apply_edits(Text.of(block.text), [moved]))


def _is_all_else_same(document: Document, after: Document, index: int, target: Block) -> bool:
    """True if the blocks are what they were, but for the one with the URL, and perhaps a new target."""
    before, now = list(document.blocks), list(after.blocks)
    if len(now) == len(before) + 1:
        place = next(number for number, block in enumerate(now) if block is target)
        behind = now[place + 1 : place + 2]
        if not target.ends_blank and any(block.kind not in EXPLICIT_KINDS for block in behind):
            return False
        del now[place]
    if len(now) != len(before) or before[index].kind is not now[index].kind:
        return False
    del before[index], now[index]
    return all(map(_is_same, before, now)) and after.headings == document.headings


def _is_same(block: Block, other: Block) -> bool:
    return block is other or (block.kind is other.kind and content_lines(block) == content_lines(other))
