"""The entries of a value in which a separator may stand between several."""

from __future__ import annotations


def entry_at(separator: str | None, text: str, column: int) -> tuple[int, int]:
    """The start and the end, in a line of a value, of the entry at a column, without white space around it.

    Without a separator the whole line is one entry.  White space before the column stays in it.
    """
    start, end, mark = 0, len(text), (separator or "").strip()
    if mark:
        above, below = text.rfind(mark, 0, max(column, 0)), text.find(mark, max(column, 0))
        start = above + len(mark) if above >= 0 else 0
        end = below if below >= 0 else len(text)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, max(start, start + len(text[start:end].rstrip()), min(column, end))


def entries(separator: str, value: str) -> list[str]:
    """All entries of a value in one line or several."""
    mark = separator.strip() or separator
    return [entry for line in value.split("\n") for part in line.split(mark) if (entry := part.strip())]
