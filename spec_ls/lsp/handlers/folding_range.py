"""``textDocument/foldingRange``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def folding_range(snapshot: DocumentSnapshot, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """The folds of a document as lines: LSP lets a range without characters go from line end to line end.

    A client that folds whole lines alone gets one fold for each line that one starts on.
    """
    from spec_ls.features.folding import MOST_FOLDS, folds

    client, spec = snapshot.client, snapshot.spec
    header = spec.fields.header if spec is not None and spec.fields is not None else None
    most = MOST_FOLDS if client.folding_limit is None else client.folding_limit
    return [
        types.FoldingRange(fold.start, fold.end, kind=fold.kind and fold.kind.value)
        for fold in folds(snapshot.document, header, client.folds_lines, most)
    ]


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_FOLDING_RANGE,
    folding_range,
    types.ServerCapabilities(folding_range_provider=True),
    feature="folding",
)
