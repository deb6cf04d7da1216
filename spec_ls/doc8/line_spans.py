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
    Directive,
    directive_content,
    split_directive,
)
from spec_ls.doc8.spans import NOTHING, Bounds, LineSpans, NodeSpans, Span, union
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
    if block.heading is not None:
        line = block.heading.line
        return LineSpans((Span(line, line + 1),), (), Bounds(line, line + 1))
    if block.oversized or not block.content or block.kind is Kind.BAD_TITLE:
        return LineSpans((), (), NOTHING)
    text = NumberedLines.of(block.content)
    nodes = NodeSpans([], [], [], _default_line(block, text))
    bounds = _add_block(block.kind, text, nodes)
    if block.kind is Kind.PARAGRAPH:
        bounds = union([bounds, _inline_messages(text, block.ends_blank)])
    return LineSpans(tuple(nodes.spans), tuple(nodes.from_title), bounds, tuple(nodes.title_nodes))


def _inline_messages(text: NumberedLines, ends_blank: bool) -> Bounds:
    """The bounds of messages about inline markup: docutils puts them on the line that it has read last.

    That is the paragraph's last line, or the blank line behind its only line.
    """
    last = len(text.lines) - 1 or int(ends_blank)
    return Bounds(last, last) if last and has_inline_messages("\n".join(text.lines)) else NOTHING


def _default_line(block: Block, text: NumberedLines) -> int | None:
    """The line that a node at the top of a text gets if no line is noted for it; ``None``: its section's."""
    if block.kind in TABLE_KINDS:
        return None
    if block.kind is Kind.DIRECTIVE:
        directive = split_directive(text)
        return None if directive is None or directive.forgets_line else len(block.lines) - 1
    return text.start


def _add_block(kind: Kind, text: NumberedLines, nodes: NodeSpans) -> Bounds:
    """Add the nodes that docutils makes of a block, and return the bounds of them all."""
    text = text.without_blank_ends()
    if kind in LITERAL_KINDS:
        return _add_literal(text, nodes)
    if kind is Kind.PARAGRAPH:
        return NOTHING if text.lines == ["::"] else nodes.add_line(text.start, _holds_target(text))
    if kind in (Kind.TARGET, Kind.ANONYMOUS_TARGET):
        return nodes.add_line(text.start + nodes.shift, verbatim=True)
    if kind in (Kind.COMMENT, Kind.DOCTEST_BLOCK):
        return NOTHING if nodes.default_line is None else nodes.add_line(nodes.default_line)
    if kind is Kind.DIRECTIVE:
        return _add_directive(text, nodes)
    if kind in TABLE_KINDS:
        in_cells = nodes.inside(nodes.default_line, in_table=True)
        return nodes.add_table([_add_blocks(cell, in_cells) for cell in cells(kind, text)])
    if kind is Kind.LINE_BLOCK:
        return _add_line_block(text, nodes)
    return _add_container(kind, text, nodes)


def _add_literal(text: NumberedLines, nodes: NodeSpans) -> Bounds:
    bounds = nodes.add(Bounds(text.start, text.end - 1), verbatim=True)
    if len(text.lines) > 1:
        nodes.add_line(text.start)  # its text, to docutils on the first line alone
    return bounds


def _add_line_block(text: NumberedLines, nodes: NodeSpans) -> Bounds:
    """Add a line block and its lines; each stands where its text ends, in other blocks at the default one."""
    starts = [index for index, line in enumerate(text.lines) if line.startswith("|")]
    lines = []
    for start, end in zip(starts, [*starts[1:], len(text.lines)], strict=True):
        last = nodes.default_line if nodes.depth else text.start + end - 1
        if last is not None:
            lines.append(nodes.add_line(last, _holds_target(text.slice(start, end))))
    return nodes.add_at_default_line(union(lines))


def _add_container(kind: Kind, text: NumberedLines, nodes: NodeSpans) -> Bounds:
    """Add a block that holds others, which take its first line if none is noted for them."""
    first = text.start
    inner = nodes.inside(first)
    if kind is Kind.DEFINITION_ITEM:
        nodes.add_line(first, _holds_target(text.slice(0, 1)))
        inner = nodes.inside(first + 1)
        definition = union([Bounds(first + 1, first + 1), *_add_bodies(kind, text, inner)])
        return nodes.add(Bounds(first, nodes.add(definition).last))
    if kind is Kind.ENUMERATED_LIST:
        return nodes.add_at_default_line(union(_add_item(item, nodes) for item in bodies(kind, text)))
    return nodes.add(union([Bounds(first, first), *_add_bodies(kind, text, inner)]))


def _add_item(text: NumberedLines, nodes: NodeSpans) -> Bounds:
    first = text.start
    return nodes.add(union([Bounds(first, first), _add_blocks(text, nodes.inside(first))]))


def _add_bodies(kind: Kind, text: NumberedLines, nodes: NodeSpans) -> list[Bounds]:
    return [_add_blocks(body, nodes) for body in bodies(kind, text)]


def _add_blocks(text: NumberedLines, nodes: NodeSpans) -> Bounds:
    """Add the nodes of all blocks that stand side by side in a text, and those of their lists."""
    if nodes.depth > _DEEPEST:
        return NOTHING
    bounds = []
    for kind, group in groupby(nested_blocks(text), key=lambda block: block[0]):
        together = union([_add_block(kind, block, nodes) for _, block in group])
        if kind in LIST_ITEM_KINDS:
            nodes.add(together)
        bounds.append(together)
    return union(bounds)


def _holds_target(text: NumberedLines) -> bool:
    """True if inline text holds a target: a reference with its address inside, or an inline target."""
    written = "\n".join(text.lines)
    return "`" in written and _TARGET.search(_LITERAL.sub("", written)) is not None


def _add_directive(text: NumberedLines, nodes: NodeSpans) -> Bounds:
    directive = split_directive(text)
    if directive is None:
        return NOTHING
    first, inner = text.start, nodes.inside(text.start)
    if directive.name in CODE:
        return _add_code(directive.height, nodes) if directive.is_accepted else NOTHING
    if directive.name in CONTAINERS:
        return _add_container_directive(directive, text, nodes)
    if directive.name in ADMONITIONS or directive.name == "figure":
        bounds = [_add_blocks(body, inner) for body in directive_content(directive, text)]
        return nodes.add(union([Bounds(first, first), *bounds]))
    return NOTHING


def _add_container_directive(directive: Directive, text: NumberedLines, nodes: NodeSpans) -> Bounds:
    """Add a directive for which no line is noted; its content takes the line of the node around it, too."""
    inner = nodes.inside(nodes.default_line)
    contents = directive_content(directive, text)
    if directive.name == "list-table":
        return nodes.add_table([_add_blocks(cell, inner) for cell in list_table_cells(contents[0])])
    bounds = union(_add_blocks(content, inner) for content in contents)
    return nodes.add_at_default_line(bounds)


def _add_code(height: int, nodes: NodeSpans) -> Bounds:
    """Add a literal block at the line of the node around it; docutils takes its height from there."""
    spans, start = (nodes.from_title, 0) if nodes.default_line is None else (nodes.spans, nodes.default_line)
    spans.append(Span(start, start + height - 1, True))
    if height > 1:
        spans.append(Span(start, start))
    return Bounds.of_height(nodes.default_line, height)
