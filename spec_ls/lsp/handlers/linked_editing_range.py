"""``textDocument/linkedEditingRange``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def linked_editing_range(
    snapshot: DocumentSnapshot, params: types.LinkedEditingRangeParams
) -> types.LinkedEditingRanges | None:
    """The places of the name under the cursor that are written alike."""
    from spec_ls.features.linked_names import linked_names

    converter = snapshot.converter
    found = linked_names(snapshot.document, converter.from_position(params.position))
    if found is None:
        return None
    return types.LinkedEditingRanges([*map(converter.to_range, found.ranges)], found.pattern)


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_LINKED_EDITING_RANGE,
    linked_editing_range,
    types.ServerCapabilities(linked_editing_range_provider=True),
    feature="linked-editing",
)
