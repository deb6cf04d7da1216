"""Draws a table: as a grid, as a simple table, as a list-table."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.features.conversions.table import Table
from spec_ls.rst.cells import padded

_WIDEST = 1_000


def grid(table: Table) -> list[str] | None:
    """The lines of a grid table; None if it would be wider than anybody reads."""
    widths = [max(3, width + 2) for width in _widths(table)]
    if sum(widths) > _WIDEST:
        return None
    lines = ["+" + "+".join("-" * width for width in widths) + "+"]
    for number, row in enumerate(table.rows, 1):
        for height in range(max(1, *map(len, row))):
            cells = (cell[height] if height < len(cell) else "" for cell in row)
            lines.append("|" + "|".join(map(_filled, cells, widths)) + "|")
        rule = "=" if number == table.head else "-"
        lines.append("+" + "+".join(rule * width for width in widths) + "+")
    return lines


def simple(table: Table) -> list[str] | None:
    """The lines of a simple table; None where a row needs more than a line, or starts with nothing."""
    widths = [max(2, width) for width in _widths(table)]
    if sum(widths) > _WIDEST or len(widths) < 2:
        return None
    if any(len(cell) > 1 for row in table.rows for cell in row) or not all(row[0] for row in table.rows):
        return None
    border = "  ".join("=" * width for width in widths)
    rows = [
        "  ".join(map(_padded_to, ("".join(cell) for cell in row), widths)).rstrip() for row in table.rows
    ]
    head = [*rows[: table.head], border] if table.head else []
    return [border, *head, *rows[table.head :], border]


def list_table(table: Table) -> list[str]:
    """The lines of a ``list-table`` directive."""
    lines = [".. list-table::", *([f"   :header-rows: {table.head}"] if table.head else []), ""]
    for row in table.rows:
        for number, cell in enumerate(row):
            marker = "   * -" if not number else "     -"
            lines.append(f"{marker} {cell[0]}" if cell else marker)
            lines += (f"       {line}".rstrip() for line in cell[1:])
    return lines


def _widths(table: Table) -> list[int]:
    columns: Sequence[Sequence[tuple[str, ...]]] = list(zip(*table.rows, strict=True))
    return [max((_width(line) for cell in column for line in cell), default=0) for column in columns]


def _width(text: str) -> int:
    """The columns that docutils takes a text to have in a table."""
    return len(padded(text))


def _filled(text: str, width: int) -> str:
    return " " + _padded_to(text, width - 1)


def _padded_to(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
