"""docutils' own reading of tables and of options, whose work is counted.

This module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from docutils.parsers.rst import states, tableparser

from spec_ls.rst.syntax.work import CHARACTERS, FOR_LINE, FOR_MARKUP, FROM_A_LINE, LINES, Work


class _GridTableParser(tableparser.GridTableParser):
    """docutils' parser of grid tables, whose looks along the edges of cells are counted."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def scan_cell(self, top: int, left: int) -> Any:
        found: object = super().scan_cell(top, left)
        bottom = found[0] if isinstance(found, tuple) else top
        # Each line of a cell is taken out of the table's whole line.
        self._work.spend((bottom - top) * len(self.block[top]) // FROM_A_LINE)
        return found

    def scan_down(self, top: int, left: int, right: int) -> Any:
        found: object = super().scan_down(top, left, right)
        bottom = found[0] if isinstance(found, tuple) else self.bottom
        self._work.spend(1 + (bottom - top) // LINES)
        return found

    def scan_left(self, top: int, left: int, bottom: int, right: int) -> Any:
        self._work.spend(1 + (right - left + bottom - top) // LINES)
        return super().scan_left(top, left, bottom, right)


class CountedBody(states.Body):
    """Counts the work of tables and of options."""

    def parse_option_marker(self, match: Any) -> Any:
        """docutils' own reading of the options before a description; behind each it looks for a ``>``."""
        document: Any = self.document
        text = match.group()
        document.work.spend(text.count(", ") * (FOR_MARKUP + len(text) // CHARACTERS))
        return super().parse_option_marker(match)  # type: ignore[no-untyped-call]

    def table(self, isolate_function: Any, parser_class: Any) -> Any:
        """docutils' own reading of a table."""
        document: Any = self.document
        work: Work = document.work
        is_grid = parser_class is tableparser.GridTableParser

        def isolate() -> Any:
            block, messages, blank_finish = isolate_function()
            characters = sum(map(len, block))
            work.spend(characters // LINES + FOR_LINE * len(block))
            if block and not is_grid:  # each of its columns looks at whole lines
                work.spend(len(block[0].split()) * characters // FROM_A_LINE)
            return block, messages, blank_finish

        parser = partial(_GridTableParser, work) if is_grid else parser_class
        return super().table(isolate, parser)  # type: ignore[no-untyped-call]
