"""The numbers of the items of a list, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.features.formatting.list_markers import following_marker, marker_at


def renumbered(
    lines: Sequence[str], starts: Sequence[int], first: str, before: str | None
) -> Iterator[tuple[int, str]]:
    """The lines, by index, that have to change so that the items that start at ``starts`` are numbered.

    Their list begins with the marker ``first``; ``before`` is the one before theirs, None if there is none.
    The spaces behind a marker make up for its width, as far as they can, so that the text stays where it is.
    """
    marker = before
    for start in starts:
        found = marker_at(lines[start])
        marker = first if marker is None else following_marker(first, marker)
        if found is None or marker is None:
            return
        indent, old, width = found
        text = lines[start][indent + width :]
        if old != marker:
            yield start, " " * indent + with_text(marker, text, width)


def with_text(marker: str, text: str, width: int) -> str:
    """A marker and its text, where a marker with its spaces was ``width`` wide; wider only if it must be."""
    return marker + " " * max(1, width - len(marker)) + text if text else marker
