"""The line spans of docutils' nodes, and those of the nodes around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """The lines ``[first, last]`` of a node, counted from a line that the holder of the span names.

    ``verbatim`` is true of literal blocks and targets.
    """

    first: int
    last: int
    verbatim: bool = False

    @property
    def size(self) -> int:
        """The distance of the last line from the first; doc8 calls the node with the least the smallest."""
        return self.last - self.first

    def holds(self, line: int) -> bool:
        """True if the line, counted as the span is, lies in it."""
        return self.first <= line <= self.last

    def moved(self, lines: int) -> Span:
        """The span counted from a line that stands ``lines`` lines higher."""
        return Span(self.first + lines, self.last + lines, self.verbatim)


class Bounds(NamedTuple):
    """The first and the last line that docutils noted for a part of a block.

    ``first`` and ``last`` are lines counted from the block's first; if there are none, ``last`` is -1 and
    ``first`` beyond all lines.  ``last_from_title`` is the last of the lines that count from the title of the
    block's section, -1 if there is none.
    """

    first: int
    last: int
    last_from_title: int = -1

    @classmethod
    def of_height(cls, first: int | None, height: int) -> Bounds:
        """The bounds of ``height`` lines from ``first`` on; ``None``: from the section's title on."""
        return cls(NOTHING.first, -1, height - 1) if first is None else cls(first, first + height - 1)


NOTHING = Bounds(1 << 30, -1)
"""The bounds of a part for which docutils noted no line."""


class LineSpans(NamedTuple):
    """The nodes of a block.

    ``spans`` count from the block's first line, ``from_title`` from the title of its section (from the last
    line of that).  ``bounds`` are those of the whole block; messages, which are no nodes to doc8, count.
    ``title_nodes`` are the bounds of the nodes that docutils takes to start at the section's title, and
    which end in the block.
    """

    spans: tuple[Span, ...]
    from_title: tuple[Span, ...]
    bounds: Bounds
    title_nodes: tuple[Bounds, ...] = ()


class SpanCollector(NamedTuple):
    """Collects the fields of ``LineSpans``.

    ``blank`` is the number of blank lines behind the block.  ``shift`` is how far docutils is off where it
    counts lines inside a table: one for each.
    """

    spans: list[Span]
    from_title: list[Span]
    title_nodes: list[Bounds]
    blank: int = 0
    shift: int = 0

    def add(self, bounds: Bounds, verbatim: bool = False) -> Bounds:
        """Add a node with these bounds, and return them."""
        if bounds.first <= bounds.last:
            self.spans.append(Span(bounds.first, bounds.last, verbatim))
        return bounds

    def add_at(self, default_line: int | None, inside: Bounds) -> Bounds:
        """Add a node that starts at the line of the node around it; ``None``: at the section's title."""
        if default_line is not None:
            return self.add(union([Bounds(default_line, default_line), inside]))
        if inside.last >= 0 or inside.last_from_title >= 0:
            self.title_nodes.append(inside)
        return inside

    def add_table(self, default_line: int | None, cells: list[Bounds], title: Bounds = NOTHING) -> Bounds:
        """Add a table, whose parts have no lines of their own: each starts where ``add_at`` lets it start.

        Rows, head and body end where one of their cells does, so cells and the empty columns are enough.
        """
        for part in (NOTHING, *cells):
            self.add_at(default_line, part)
        return self.add_at(default_line, union([*cells, title]))


def union(bounds: Iterable[Bounds]) -> Bounds:
    """The bounds that hold all of these."""
    first, last, last_from_title = zip(NOTHING, *bounds, strict=True)
    return Bounds(min(first), max(last), max(last_from_title))
