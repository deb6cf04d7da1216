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

from spec_ls.doc8.directives import (
    ADMONITIONS,
    CODE,
    CONTAINERS,
    WITHOUT_SPANS,
    Directive,
    directive_content,
    split_directive,
)
from spec_ls.doc8.spans import NOTHING, Bounds, LineSpans, Span, SpanCollector, union
from spec_ls.doc8.table_cells import cells, list_table_cells
from spec_ls.rst.blocks import LIST_ITEM_KINDS, LITERAL_KINDS, TABLE_KINDS, Block, Kind
from spec_ls.rst.kept import kept
from spec_ls.rst.meaning import has_inline_messages
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.source import NumberedLines

_LITERAL = re.compile("``.+?``", re.DOTALL)
_TARGET = re.compile(r"`[^`]*?(?:\s|(?<=`))<[^<>]+(?<!\s)>`_(?![_\w])|(?<!\w)_`[^`\s][^`]*`")
_DEEPEST = 40


@kept
def line_spans(block: Block) -> LineSpans:
    """The nodes that docutils makes of a block at the top of a text or section."""
    content = block.content
    if block.heading is not None:
        line = block.heading.line
        return LineSpans((Span(line, line + 1, False),), (), Bounds(line, line + 1))
    if block.oversized or not content or block.kind is Kind.BAD_TITLE:
        return LineSpans((), (), NOTHING)
    text = NumberedLines.of(content)
    blank = len(block.lines) - len(content)
    collector = SpanCollector([], [], [], blank if block.kind is Kind.DIRECTIVE else 0)
    bounds = _block_bounds(block.kind, text, _default_line(block, text), collector, 0)
    if block.kind is Kind.PARAGRAPH:
        bounds = union([bounds, _inline_messages(text, blank)])
    return LineSpans(
        tuple(collector.spans), tuple(collector.from_title), bounds, tuple(collector.title_nodes)
    )


def _inline_messages(text: NumberedLines, blank: int) -> Bounds:
    """Messages about inline markup stand behind a paragraph, on the line that the parser has read last.

    That is the paragraph's last, or the blank one behind its only line.
    """
    last = text.end - 1 if len(text.lines) > 1 else min(blank, 1)
    return Bounds(last, last) if last and has_inline_messages("\n".join(text.lines)) else NOTHING


def _default_line(block: Block, text: NumberedLines) -> int | None:
    """The line that a node at the top of a text gets if no line is noted for it; ``None``: its section's."""
    if block.kind in TABLE_KINDS:
        return None
    if block.kind is Kind.DIRECTIVE:
        directive = split_directive(text)
        return None if directive is None or directive.forgets_line else len(block.lines) - 1
    if block.kind is Kind.COMMENT and text.lines[0].strip() != "..":
        return len(block.lines) - 1  # the parser has read the blank lines behind it, too
    return text.end - 1 if block.kind is Kind.DOCTEST_BLOCK else text.start


def _block_bounds(
    kind: Kind, text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int
) -> Bounds:
    """The bounds of the lines of one piece; its nodes are added to ``collector``.

    ``default_line`` is the line of a node for which docutils notes none, ``None`` where that is the title's.
    """
    text = text.without_blank_ends()
    first, last = text.start, text.end - 1
    if kind in LITERAL_KINDS:
        return _literal(first, last, collector)
    if kind is Kind.PARAGRAPH:
        return NOTHING if text.lines == ["::"] else collector.add(Bounds(first, first), _holds_target(text))
    if kind in (Kind.TARGET, Kind.ANONYMOUS_TARGET):
        return collector.add(Bounds(first + collector.shift, first + collector.shift), True)
    if kind in (Kind.COMMENT, Kind.DOCTEST_BLOCK):
        return NOTHING if default_line is None else collector.add(Bounds(default_line, default_line))
    if kind is Kind.DIRECTIVE:
        return _directive(text, default_line, collector, depth)
    if kind in TABLE_KINDS:
        shifted = collector._replace(shift=collector.shift + 1)
        return collector.add_table(
            default_line, [_nested_bounds(cell, default_line, shifted, depth) for cell in cells(kind, text)]
        )
    if kind is Kind.LINE_BLOCK:
        return _line_block(text, default_line, collector, depth)
    return _container(kind, text, default_line, collector, depth)


def _line_block(
    text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int
) -> Bounds:
    """The lines of a line block; each stands where its text ends, in other blocks at ``default_line``."""
    starts = [index for index, line in enumerate(text.lines) if line.startswith("|")]
    lines = []
    for start, end in zip(starts, [*starts[1:], len(text.lines)], strict=True):
        last = default_line if depth else text.start + end - 1
        if last is not None:
            lines.append(collector.add(Bounds(last, last), _holds_target(text.slice(start, end))))
    return collector.add_at(default_line, union(lines))


def _literal(first: int, last: int, collector: SpanCollector) -> Bounds:
    collector.spans.append(Span(first, last, True))
    if last > first:
        collector.spans.append(Span(first, first))  # its text, to docutils on the first line alone
    return Bounds(first, last)


def _container(
    kind: Kind, text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int
) -> Bounds:
    """A piece that holds others, which take its first line if none is noted for them."""
    first = text.start
    if kind is Kind.DEFINITION_ITEM:
        collector.add(Bounds(first, first), _holds_target(text.slice(0, 1)))
        body = union([Bounds(first + 1, first + 1), *_bodies(kind, text, first + 1, collector, depth)])
        collector.add(body)
        return collector.add(Bounds(first, body.last))
    if kind is Kind.ENUMERATED_LIST:
        return collector.add_at(
            default_line, union(_item(item, collector, depth) for item in bodies(kind, text))
        )
    if kind in (Kind.FIELD, Kind.FOOTNOTE, Kind.CITATION):
        collector.add(Bounds(first, first))  # a field's name, a label
    bounds = _bodies(kind, text, first, collector, depth)
    return collector.add(union([Bounds(first, first), *bounds]))


def _item(text: NumberedLines, collector: SpanCollector, depth: int) -> Bounds:
    first = text.start
    return collector.add(union([Bounds(first, first), _nested_bounds(text, first, collector, depth)]))


def _bodies(
    kind: Kind, text: NumberedLines, default_line: int, collector: SpanCollector, depth: int
) -> list[Bounds]:
    return [_nested_bounds(inner, default_line, collector, depth) for inner in bodies(kind, text)]


def _nested_bounds(
    text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int
) -> Bounds:
    """The bounds of all that stands in a text, items of one list gathered."""
    if depth > _DEEPEST:
        return NOTHING
    bounds = []
    for kind, group in groupby(nested_blocks(text), key=lambda piece: piece[0]):
        together = union(
            [_block_bounds(kind, piece, default_line, collector, depth + 1) for _, piece in group]
        )
        if kind is Kind.FIELD:
            collector.add_at(
                default_line, together
            )  # the list's own line, unlike that of other lists, is not noted
        elif kind in LIST_ITEM_KINDS:
            collector.add(together)
        bounds.append(together)
    return union(bounds)


def _holds_target(text: NumberedLines) -> bool:
    """Whether running text holds a target: a reference with its address inside, or an inline target."""
    running = "\n".join(text.lines)
    return "`" in running and _TARGET.search(_LITERAL.sub("", running)) is not None


def _directive(text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int) -> Bounds:
    directive = split_directive(text)
    if directive is None:
        return NOTHING
    first, height = text.start, directive.height
    if directive.name in CODE:
        return (
            _code(height, default_line, collector)
            if directive.is_accepted
            else _message(text, default_line, collector)
        )
    if directive.name == "parsed-literal" and height:
        return _literal(text.end - 1 - height + 1, text.end - 1, collector)
    if directive.name in ADMONITIONS or directive.name == "figure":
        title = _title(directive, first, collector) if directive.name == "admonition" else NOTHING
        bounds = [
            _nested_bounds(inner, first, collector, depth) for inner in directive_content(directive, text)
        ]
        if directive.name == "figure":
            collector.add(Bounds(first, first))  # its image
        return collector.add(union([Bounds(first, first), title, *bounds]))
    if directive.name in CONTAINERS:
        return _container_directive(directive, text, default_line, collector, depth)
    if directive.name == "image":
        return collector.add(Bounds(first, first))
    return NOTHING if directive.name in WITHOUT_SPANS else _message(text, default_line, collector)


def _container_directive(
    directive: Directive, text: NumberedLines, default_line: int | None, collector: SpanCollector, depth: int
) -> Bounds:
    """A directive without a line of its own, whose content takes the line of what holds it, too."""
    if not directive.is_accepted:
        return _message(text, default_line, collector)
    if directive.name == "list-table":
        (content,) = directive_content(directive, text)
        bounds = [_nested_bounds(cell, default_line, collector, depth) for cell in list_table_cells(content)]
        return collector.add_table(default_line, bounds, _title(directive, text.start, collector))
    bounds = [
        _nested_bounds(inner, default_line, collector, depth) for inner in directive_content(directive, text)
    ]
    if directive.name == "class":  # which makes no node itself
        return union(bounds)
    if directive.name == "table":
        bounds.append(_title(directive, text.start, collector))
    return collector.add_at(default_line, union(bounds))


def _title(directive: Directive, first: int, collector: SpanCollector) -> Bounds:
    """The title of a directive, which doc8 takes to start as many lines above as it has."""
    if not directive.title_lines:
        return NOTHING
    return collector.add(Bounds(first - directive.title_lines, first))


def _code(height: int, default_line: int | None, collector: SpanCollector) -> Bounds:
    """A literal block whose line is that of what holds it; docutils takes its height from there."""
    spans, start = (collector.from_title, 0) if default_line is None else (collector.spans, default_line)
    spans.append(Span(start, start + height - 1, True))
    if height > 1:
        spans.append(Span(start, start))
    return Bounds.of_height(default_line, height)


def _message(text: NumberedLines, default_line: int | None, collector: SpanCollector) -> Bounds:
    """A message quotes the directive that docutils does not know, or does not take.

    At the top it does so with the blank lines behind it, but for the last.
    """
    blank = collector.blank - 1 if text.start == 0 else 0
    return Bounds.of_height(default_line, len(text.lines) + max(0, blank))
