"""``textDocument/selectionRange``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def selection_range(
    snapshot: DocumentSnapshot, params: types.SelectionRangeParams
) -> list[types.SelectionRange]:
    """For each position the smallest range, with the larger ones around it as its parents."""
    from spec_ls.features.selection import selection_ranges

    converter, answer = snapshot.converter, list[types.SelectionRange]()
    positions = [converter.from_position(position) for position in params.positions]
    for ranges in selection_ranges(snapshot.document, positions):
        selection = types.SelectionRange(converter.to_range(ranges[-1]))
        for range_ in ranges[-2::-1]:
            selection = types.SelectionRange(converter.to_range(range_), selection)
        answer.append(selection)
    return answer


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_SELECTION_RANGE,
    selection_range,
    types.ServerCapabilities(selection_range_provider=True),
    feature="selection",
)
