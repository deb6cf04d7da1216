"""Makes a table of selected text, and another form of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import (
    MOST_LINES,
    Conversion,
    Lines,
    Request,
    content_of,
    lines_of,
    rewritten,
    texts_around,
)
from spec_ls.features.conversions.table import Table, read_table, written_table
from spec_ls.features.conversions.table_forms import grid, list_table, simple
from spec_ls.model.document import Document
from spec_ls.rst.blocks import TABLE_KINDS, Kind
from spec_ls.rst.meaning import TableTree, meaning_of, tables_of
from spec_ls.rst.source import as_docutils_reads
from spec_ls.text import Edit

_TEXT = frozenset({Kind.PARAGRAPH, Kind.LINE_BLOCK, Kind.DEFINITION_ITEM})
_PLACEHOLDER = ["==  ==", "a   b", "==  =="]
_Form = Callable[[Table], "list[str] | None"]
_FORMS: tuple[tuple[str, Kind | None, _Form], ...] = (
    ("a simple table", Kind.SIMPLE_TABLE, simple),
    ("a grid table", Kind.GRID_TABLE, grid),
    ("a list-table", None, list_table),
)


def selected_table(document: Document, request: Request) -> Iterator[Conversion]:
    """Selected lines of CSV, or a Markdown table, as a simple and as a grid table.

    The text of each cell is RST before and after.  The selection must be whole paragraphs.
    """
    selection = request.lines
    selection = Lines(selection.start, min(selection.end, len(document.text.lines)))
    while selection.end > selection.start and not document.text.lines[selection.end - 1].strip():
        selection = Lines(selection.start, selection.end - 1)
    if not request.is_selection or not 1 < selection.end - selection.start <= MOST_LINES:
        return
    if not _are_paragraphs(document, selection):
        return
    table = written_table(content_of(document, selection))
    expected = table and _expected(table)
    if table is None or expected is None:
        return
    for name, _, form in _FORMS[:2]:
        new = form(table)
        edit = new and rewritten(document, selection, new)
        if edit and _has_cells(document, edit, rewritten(document, selection, _PLACEHOLDER), expected):
            yield Conversion(ActionKind.TABLE, f"Convert to {name}", (edit,))


def other_table(document: Document, request: Request) -> Iterator[Conversion]:
    """The table at the cursor in the other forms; a selection must lie within the table."""
    selection = request.lines
    index = document.blocks.at(selection.start)
    block = document.blocks.items[index] if index >= 0 else None
    if block is None or block.kind not in TABLE_KINDS:
        return
    where = lines_of(document, index)
    if where is None or selection.start >= where.end or selection.end > where.end:
        return
    if where.end - where.start > MOST_LINES:
        return
    if request.unasked and not request.is_selection and selection.start != where.start:
        return
    table = read_table(block.kind, [as_docutils_reads(line) for line in block.content])
    if table is None:
        return
    for name, kind, form in _FORMS:
        new = None if kind is block.kind else form(table)
        edit = new and rewritten(document, where, new)
        if edit and _has_same_cells(document, edit):
            yield Conversion(ActionKind.TABLE, f"Convert to {name}", (edit,))


def _are_paragraphs(document: Document, selection: Lines) -> bool:
    """True if a selection is running text, in whole blocks, with blank lines around."""
    blocks, lines = document.blocks, document.text.lines
    first, last = blocks.at(selection.start), blocks.at(selection.end - 1)
    if first < 0 or blocks.start(first) != (selection.start, 0):
        return False
    if selection.end < len(lines) and lines[selection.end].strip():
        return False
    if selection.start and lines[selection.start - 1].strip():
        return False
    return all(block.kind in _TEXT for block in blocks.items[first : last + 1])


def _expected(table: Table) -> TableTree | None:
    """The table that docutils is to read: each cell is one paragraph, or empty, and without a problem."""
    rows = []
    for row in table.rows:
        cells = [_cell_meaning(cell) for cell in row]
        if None in cells:
            return None
        rows.append(tuple(cell for cell in cells if cell is not None))
    return TableTree(table.head, tuple(rows))


def _cell_meaning(lines: Sequence[str]) -> tuple[str, ...] | None:
    if not lines:
        return ("[]",)
    meaning = meaning_of("\n".join(lines))
    if meaning is None or len(meaning) < 3 or sum(part.startswith("paragraph ") for part in meaning) != 1:
        return None
    return ("[]", *meaning[1:]) if meaning[1].startswith("paragraph ") else None


def _has_cells(document: Document, edit: Edit, placeholder: Edit, expected: TableTree) -> bool:
    """True if docutils reads a table with some cells, and all around it as around any other table."""
    texts, others = texts_around(document, (edit,)), texts_around(document, (placeholder,))
    if texts is None or others is None:
        return False
    now, other = tables_of(texts[1]), tables_of(others[1])
    if now is None or other is None or now[0] != other[0] or len(now[1]) != len(other[1]):
        return False
    differing = [table for table, before in zip(now[1], other[1], strict=True) if table != before]
    return differing in ([expected], []) and expected in now[1]


def _has_same_cells(document: Document, edit: Edit) -> bool:
    """True if docutils reads the same tables, and the same around them."""
    texts = texts_around(document, (edit,))
    if texts is None:
        return False
    before = tables_of(texts[0])
    return before is not None and before == tables_of(texts[1])
