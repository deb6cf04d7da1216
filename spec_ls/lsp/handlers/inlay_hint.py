"""``textDocument/inlayHint``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def inlay_hint(snapshot: DocumentSnapshot, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """``required`` or ``optional`` behind each heading of the template."""
    from spec_ls.features.heading_hints import heading_hints

    if snapshot.spec is None:
        return None
    converter = snapshot.converter
    return [
        types.InlayHint(
            converter.to_position(hint.position), hint.label, tooltip=hint.tooltip, padding_left=True
        )
        for hint in heading_hints(snapshot.spec, converter.from_range(params.range))
    ]


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_INLAY_HINT,
    inlay_hint,
    types.ServerCapabilities(inlay_hint_provider=True),
    feature="inlay-hints",
)
