"""The lines that docutils 0.21 notes for its nodes, which are not always those where the nodes stand.

doc8 asks docutils in which node a line lies.  A node takes the lines that were noted for it and for all
that is in it.  docutils notes the first line of most nodes.  For some it notes nothing: these take the
line of what holds them, or, at the top of the text, the line that the parser has read last; where
parsing goes on inside (a table's cells, a directive's options) that is forgotten too, and the line is
that of the section's title.  A literal block is taken to be as long as it is from whatever line was noted.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.cells import cells
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.nested import NESTED_RECOGNISERS, Part, dedented, opened
from spec_ls.rst.scan import pieces_at
from spec_ls.rst.source import Lines, as_docutils_reads

LISTS = frozenset([Kind.BULLET_ITEM, Kind.DEFINITION_ITEM, Kind.FIELD, Kind.OPTION_ITEM])
"""Kinds of items that docutils gathers in a list."""

TABLES = frozenset([Kind.GRID_TABLE, Kind.SIMPLE_TABLE])

_CODE = frozenset(["code", "code-block", "sourcecode"])
_CODE_OPTIONS = frozenset(["class", "name", "number-lines"])
_ADMONITIONS = frozenset(
    ["admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"]
)
_HOLDERS = frozenset(["container", "compound", "class", "list-table", "table"])
_WANTED: dict[str, str | tuple[str, ...]] = {"list-table": tuple("*-+"), "table": ("+", "=")}
_OTHER_DIRECTIVES = frozenset(
    ["contents", "csv-table", "default-role", "epigraph", "footer", "header", "highlights", "math", "meta",
     "pull-quote", "raw", "role", "rubric", "sectnum", "sidebar", "target-notes", "title", "topic"]
)  # fmt: skip
_OPTION = re.compile(r":((?![: ])[^:]*):(?: +|$)")
_LITERAL = re.compile("``.+?``", re.DOTALL)
_TARGET = re.compile(r"`[^`]*?(?:\s|(?<=`))<[^<>]+(?<!\s)>`_(?![_\w])|(?<!\w)_`[^`\s][^`]*`")
_DEEPEST = 40


class Span(NamedTuple):
    """The lines ``[first, last]`` of one node, counted from a block's first, or from a section's title.

    ``verbatim`` is true of literal blocks and targets.
    """

    first: int
    last: int
    verbatim: bool


class Noted(NamedTuple):
    """The nodes of a block; ``in_section`` are those whose lines are counted from their section's title.

    ``last`` is the last line noted in the block, -1 if there is none; messages, which are no nodes to doc8,
    count.  ``starts_at_title`` tells that the block is one node which docutils takes to start there.
    """

    spans: tuple[Span, ...]
    in_section: tuple[Span, ...]
    last: int
    starts_at_title: bool = False


def noted(block: Block) -> Noted:
    """What docutils notes for the nodes of a block that stands at the top of a text or section."""
    known: Noted | None = block.memo.get("noted")
    if known is None:
        known = block.memo["noted"] = _noted(block)
    return known


class _Found(NamedTuple):
    """Spans as they are found: those counted from the block's first line, those from the section's title.

    ``shift`` is how far docutils is off where it counts lines inside a table: one for each.
    """

    spans: list[Span]
    in_section: list[Span]
    shift: int = 0


_Bounds = tuple[int, int]
_NOTHING: _Bounds = (1 << 30, -1)


def _noted(block: Block) -> Noted:
    content = block.content
    if block.heading is not None:
        line = block.heading.line
        return Noted((Span(line, line + 1, False),), (), line + 1)
    if block.oversized or not content or block.kind is Kind.BAD_TITLE:
        return Noted((), (), -1)
    part = Part([as_docutils_reads(line) for line in content], list(range(len(content))))
    found = _Found([], [])
    here = _read_last(block, part)
    _, last = _node(block.kind, part, here, found, 0)
    return Noted(tuple(found.spans), tuple(found.in_section), last, here is None)


def _read_last(block: Block, part: Part) -> int | None:
    """The line that a node at the top of a text gets if no line is noted for it; ``None``: its section's."""
    if block.kind in TABLES:
        return None
    if block.kind is Kind.DIRECTIVE:
        directive = _directive(part)
        if directive is None or directive.name in _HOLDERS or directive.options:
            return None
        return len(block.lines) - 1
    if block.kind is Kind.COMMENT and part.lines[0].strip() != "..":
        return len(block.lines) - 1  # the parser has read the blank lines behind it, too
    return part.numbers[-1] if block.kind is Kind.DOCTEST_BLOCK else part.numbers[0]


def _node(kind: Kind, part: Part, here: int | None, found: _Found, depth: int) -> _Bounds:
    """The bounds of the lines of one piece; its nodes are added to ``found``.

    ``here`` is the line of what notes none itself, ``None`` where that is the section's.
    """
    part = _without_blank(part)
    first, last = part.numbers[0], part.numbers[-1]
    if kind in LITERAL_KINDS:
        return _literal(first, last, found)
    if kind is Kind.PARAGRAPH:
        return _NOTHING if part.lines == ["::"] else _add(found, (first, first), _holds_target(part))
    if kind in (Kind.TARGET, Kind.ANONYMOUS_TARGET):
        return _add(found, (first + found.shift, first + found.shift), True)
    if kind in (Kind.COMMENT, Kind.DOCTEST_BLOCK):
        return _NOTHING if here is None else _add(found, (here, here), False)
    if kind is Kind.DIRECTIVE:
        return _of_directive(part, here, found, depth)
    if kind in TABLES:
        shifted = found._replace(shift=found.shift + 1)
        return _joined([_inside(cell, here, shifted, depth) for cell in cells(kind, part)])
    if kind is Kind.LINE_BLOCK:
        return _joined([_add(found, (line, line), False) for line in part.numbers])
    return _holder(kind, part, found, depth)


def _literal(first: int, last: int, found: _Found) -> _Bounds:
    found.spans.append(Span(first, last, True))
    if last > first:
        found.spans.append(Span(first, first, False))  # its text, to docutils on the first line alone
    return first, last


def _holder(kind: Kind, part: Part, found: _Found, depth: int) -> _Bounds:
    """A piece that holds others, which take its first line if none is noted for them."""
    first = part.numbers[0]
    if kind is Kind.DEFINITION_ITEM:
        _add(found, (first, first), _holds_target(part.slice(0, 1)))
        body = _joined([(first + 1, first + 1), *_opened(kind, part, first + 1, found, depth)])
        _add(found, body, False)
        return _add(found, (first, body[1]), False)
    if kind is Kind.ENUMERATED_LIST:
        bounds = [_item(item, found, depth) for item in opened(kind, part, set())]
    else:
        bounds = _opened(kind, part, first, found, depth)
    return _add(found, _joined([(first, first), *bounds]), False)


def _item(part: Part, found: _Found, depth: int) -> _Bounds:
    first = part.numbers[0]
    return _add(found, _joined([(first, first), _inside(part, first, found, depth)]), False)


def _opened(kind: Kind, part: Part, here: int, found: _Found, depth: int) -> list[_Bounds]:
    return [_inside(inner, here, found, depth) for inner in opened(kind, part, set())]


def _inside(part: Part, here: int | None, found: _Found, depth: int) -> _Bounds:
    """The bounds of all that stands in a part, items of one list gathered."""
    if depth > _DEEPEST:
        return _NOTHING
    pieces: list[tuple[Kind, Part]] = []
    lines, index = Lines(part.lines), 0
    while index < len(part.lines):
        if not part.lines[index]:
            index += 1
            continue
        for piece in pieces_at(lines, index, NESTED_RECOGNISERS):
            pieces.append((piece.kind, part.slice(index, piece.end)))
            index = piece.end
    bounds = []
    for kind, group in groupby(pieces, key=lambda piece: piece[0]):
        one = [_node(kind, piece, here, found, depth + 1) for _, piece in group]
        bounds.append(_add(found, _joined(one), False) if kind in LISTS else _joined(one))
    return _joined(bounds)


def _add(found: _Found, bounds: _Bounds, verbatim: bool) -> _Bounds:
    if bounds[0] <= bounds[1]:
        found.spans.append(Span(*bounds, verbatim))
    return bounds


def _joined(bounds: list[_Bounds]) -> _Bounds:
    return min((one[0] for one in bounds), default=_NOTHING[0]), max((one[1] for one in bounds), default=-1)


def _without_blank(part: Part) -> Part:
    start, end = 0, len(part.lines)
    while start < end - 1 and not part.lines[start]:
        start += 1
    while end > start + 1 and not part.lines[end - 1]:
        end -= 1
    return part.slice(start, end)


def _holds_target(part: Part) -> bool:
    """Whether running text holds a target: a reference with its address inside, or an inline target."""
    text = "\n".join(part.lines)
    return "`" in text and _TARGET.search(_LITERAL.sub("", text)) is not None


class _Directive(NamedTuple):
    """A directive as docutils divides it."""

    name: str
    arguments: list[str]
    options: list[str]
    content: str

    @property
    def height(self) -> int:
        """How many lines the content has."""
        return len(self.content.split("\n")) if self.content else 0


def _directive(part: Part) -> _Directive | None:
    match = DIRECTIVE.match(part.lines[0])
    if match is None:
        return None
    lines = [part.lines[0][match.end() :], *dedented(part.slice(1, len(part.lines))).lines]
    if not lines[0]:
        del lines[0]
    top = lines.index("") if "" in lines else len(lines)
    start = next((i for i, line in enumerate(lines[:top]) if _OPTION.match(line)), top)
    arguments = " ".join(lines[:start]).split()
    names = [found[1].lower() for found in map(_OPTION.match, lines[start:top]) if found]
    content = "\n".join(lines[top:]).strip("\n")
    return _Directive(match["name"].lower(), arguments, names, content)


def _of_directive(part: Part, here: int | None, found: _Found, depth: int) -> _Bounds:
    directive = _directive(part)
    if directive is None:
        return _NOTHING
    first, height = part.numbers[0], directive.height
    if directive.name in _CODE:
        fits = len(directive.arguments) < 2 and height and _CODE_OPTIONS.issuperset(directive.options)
        return _code(height, here, found) if fits else _message(part, here)
    if directive.name == "parsed-literal" and height:
        return _literal(part.numbers[-1] - height + 1, part.numbers[-1], found)
    if directive.name in _ADMONITIONS:
        bounds = _opened(Kind.DIRECTIVE, part, first, found, depth)
        return _add(found, _joined([(first, first), *bounds]), False)
    if directive.name in _HOLDERS:
        if not directive.content.startswith(_WANTED.get(directive.name, "")):
            return _message(part, here)
        bounds = [_inside(inner, here, found, depth) for inner in opened(Kind.DIRECTIVE, part, set())]
        if here is None or directive.name == "class":  # which makes no node itself
            return _joined(bounds)
        return _add(found, _joined([(here, here), *bounds]), False)
    if directive.name in ("figure", "image"):
        return _add(found, (first, first), False)
    return _NOTHING if directive.name in _OTHER_DIRECTIVES else _message(part, here)


def _code(height: int, here: int | None, found: _Found) -> _Bounds:
    """A literal block whose line is that of what holds it; docutils takes its height from there."""
    spans, start = (found.in_section, 0) if here is None else (found.spans, here)
    spans.append(Span(start, start + height - 1, True))
    if height > 1:
        spans.append(Span(start, start, False))
    return _NOTHING if here is None else (start, start + height - 1)


def _message(part: Part, here: int | None) -> _Bounds:
    """A message quotes the directive that docutils does not know, or does not take."""
    return _NOTHING if here is None else (here, here + len(part.lines) - 1)
