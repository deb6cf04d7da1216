"""Enter: sizes the adornment of a title, and continues a list, a line block or a comment."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.features.formatting.adornment import completed
from spec_ls.features.formatting.habits import habits_of
from spec_ls.features.formatting.list_markers import ListItem, following_marker, items_around, marker_at
from spec_ls.features.formatting.minimal import line_edits
from spec_ls.features.formatting.renumber import renumbered
from spec_ls.features.formatting.titles import sized_title
from spec_ls.model.document import Document
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.nested import blocks_around
from spec_ls.rst.scan import scan
from spec_ls.text import Edit, Position, Range, Text, line_content

_COMMENT_INDENT = 3


def after_enter(document: Document, line: int, adornment: frozenset[str] = frozenset()) -> tuple[Edit, ...]:
    """The edits after a line end was typed, so that a buffer line is new: the cursor stands in it.

    ``adornment`` are the characters that adorn the template's titles.
    """
    text = document.text
    if not 0 < line < len(text.lines):
        return ()
    if edits := tuple(_adornment_edits(document, line, adornment)):
        return edits
    index = document.blocks.at(line - 1)
    if index < 0 or document.blocks.start(index).column:
        return ()
    block, start = document.blocks.items[index], document.blocks.starts[index]
    if block.oversized or block.kind is Kind.REST or line - 1 - start >= len(block.content):
        return ()
    return tuple(_continued(document, block, start, line))


def _adornment_edits(document: Document, line: int, adornment: frozenset[str]) -> Iterator[Edit]:
    """The edits after Enter at the end of an underline, or of the title above it."""
    if document.text.lines[line].strip():
        return
    sized = completed(document, line - 1, adornment)
    yield from sized or _underline_moved_up(document, line)


def _underline_moved_up(document: Document, line: int) -> Iterator[Edit]:
    """The edits after Enter at the end of a title above its underline: the new line goes below that."""
    text = document.text
    if line + 1 >= len(text.lines):
        return
    above = 2 if line > 1 and text.lines[line - 2] == text.lines[line + 1] else 1
    kept = [*text.lines[line - above : line], text.lines[line + 1]]
    blank_before = line - above == 0 or not text.lines[line - above - 1].strip()
    items = scan(Text.of("".join(map(_with_line_feed, kept)))).items
    if not blank_before or len(items) != 1 or items[0].kind is not Kind.TITLE:
        return
    lines = sized_title(items[0], habits_of(document.blocks))
    if above == 2:
        yield from line_edits(text, line - 2, line - 1, lines[:1])
    now = line_content(text.lines[line])
    yield Edit(Range(Position(line, 0), Position(line, len(now))), lines[-1] + text.newline)
    yield Edit(Range(Position(line + 1, 0), text.clamp(Position(line + 2, 0))), "")


def _with_line_feed(line: str) -> str:
    """A line of a buffer, with a line feed for its end."""
    return line_content(line) + "\n"


def _continued(document: Document, block: Block, start: int, line: int) -> Iterator[Edit]:
    """The edits that give a new line the beginning that the line above it asks for."""
    text = document.text
    above, now = line_content(text.lines[line - 1]), line_content(text.lines[line])
    around = blocks_around(block, line - 1 - start)
    innermost = around[-1][0] if around else block.kind
    if innermost is Kind.PARAGRAPH and not now.strip() and _is_empty_enumerator(block, line - 1 - start):
        yield Edit(
            Range(Position(line - 1, len(above) - len(above.lstrip())), Position(line - 1, len(above))), ""
        )
        return
    items = items_around(block, line - 1 - start)
    if innermost is Kind.LINE_BLOCK:
        yield from _line_block(line, above, now)
    elif innermost is Kind.COMMENT:
        begins = around[-1][1].start + start == line - 1
        indent = len(above) - len(above.lstrip())
        if above.strip() != "..":
            yield from _beginning(line, now, " " * (indent + _COMMENT_INDENT * begins))
    elif items and innermost in (Kind.PARAGRAPH, Kind.BULLET_ITEM, Kind.ENUMERATED_LIST):
        yield from _list_item(document, block, start, line, items[-1])


def _is_empty_enumerator(block: Block, line: int) -> bool:
    """True for an enumerator alone behind the item before it, which docutils takes for a paragraph."""
    found = marker_at(line_content(block.lines[line]))
    if found is None or block.lines[line].strip() != found[1]:
        return False
    for raw in reversed(block.lines[:line]):
        before = marker_at(line_content(raw))
        if before is not None and before[0] == found[0]:
            return len(found[1]) > 1 and following_marker(before[1], before[1]) == found[1]
    return False


def _line_block(line: int, above: str, now: str) -> Iterator[Edit]:
    indent = len(above) - len(above.lstrip())
    if above.strip() == "|":
        yield from _ended(line, above, now, indent)
    elif above[indent : indent + 1] == "|":
        yield from _beginning(line, now, above[:indent] + "| ")


def _list_item(document: Document, block: Block, start: int, line: int, item: ListItem) -> Iterator[Edit]:
    """The edits that begin the next item, end the list behind an empty one, or go on with a divided item."""
    text = document.text
    above, now = line_content(text.lines[line - 1]), line_content(text.lines[line])
    first = text.lines[start + item.start]
    if item.start + start == line - 1 and not above[item.indent + len(item.marker) :].strip():
        if not now.strip():
            yield from _ended(line, above, now, item.indent)
        return
    if any(not text.lines[number].strip() for number in range(start + item.start, line)):
        return  # behind the item's first paragraph
    if now.strip():
        yield from _beginning(line, now, " " * item.column)
        return
    list_start = marker_at(line_content(text.lines[start + item.siblings[0]])[item.indent :])
    following = following_marker(list_start[1] if list_start else item.marker, item.marker)
    if following is None or marker_at(line_content(first)[item.indent :]) is None:
        return
    space = " " * (item.column - item.indent - len(item.marker))
    yield from _beginning(line, now, " " * item.indent + following + space)
    if item.is_enumerated:
        lines = [line_content(raw) for raw in block.lines]
        later = [sibling for sibling in item.siblings if sibling > item.start]
        for number, changed in renumbered(
            lines, later, list_start[1] if list_start else item.marker, following
        ):
            yield from line_edits(text, start + number, start + number + 1, [changed])


def _ended(line: int, above: str, now: str, indent: int) -> Iterator[Edit]:
    """The edits that empty the line above, with its lone marker, and dedent the new one to its column."""
    yield Edit(Range(Position(line - 1, 0), Position(line - 1, len(above))), "")
    if len(now) > indent:
        yield Edit(Range(Position(line, indent), Position(line, len(now))), "")


def _beginning(line: int, now: str, text: str) -> Iterator[Edit]:
    """The edit that puts a text in the place of the white space at a line's start."""
    indent = len(now) - len(now.lstrip())
    if now[:indent] != text:
        yield Edit(Range(Position(line, 0), Position(line, indent)), text)
