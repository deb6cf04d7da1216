"""``textDocument/semanticTokens/full``, ``full/delta`` and ``range``."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from spec_ls.features.token_types import MODIFIERS, TYPES
from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot

_Steps = Generator[Any, None, Any]


def full(snapshot: DocumentSnapshot, params: types.SemanticTokensParams) -> _Steps:
    """All tokens, none of which overlaps another or has a second line: not every client can show these."""
    from spec_ls.lsp.token_data import token_data

    data = yield from token_data(snapshot.document, snapshot.checked, snapshot.client.encoding)
    return {"resultId": snapshot.token_results.add(data), "data": data.tolist()}


def delta(snapshot: DocumentSnapshot, params: types.SemanticTokensDeltaParams) -> _Steps:
    """What has changed since an earlier result; all tokens if that is not known any more."""
    from spec_ls.lsp.token_data import difference, token_data

    before = snapshot.token_results.get(params.previous_result_id)
    data = yield from token_data(snapshot.document, snapshot.checked, snapshot.client.encoding)
    id_ = snapshot.token_results.add(data)
    if before is None:
        return {"resultId": id_, "data": data.tolist()}
    edits = [
        {"start": edit.start, "deleteCount": edit.deleted, "data": edit.data.tolist()}
        for edit in difference(before, data)
    ]
    return {"resultId": id_, "edits": edits}


def in_range(snapshot: DocumentSnapshot, params: types.SemanticTokensRangeParams) -> _Steps:
    """The tokens of the lines of a range."""
    from spec_ls.lsp.token_data import token_data

    start, end = snapshot.converter.from_range(params.range)
    encoding = snapshot.client.encoding
    data = yield from token_data(snapshot.document, snapshot.checked, encoding, start.line, end.line)
    return {"data": data.tolist()}


_CAPABILITIES = types.ServerCapabilities(
    semantic_tokens_provider=types.SemanticTokensOptions(
        types.SemanticTokensLegend(list(TYPES), list(MODIFIERS)),
        range=True,
        full=types.SemanticTokensFullDelta(delta=True),
    )
)

_FEATURE = "semantic-tokens"

HANDLERS = (
    DocumentRequest(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, full, _CAPABILITIES, feature=_FEATURE, only_newest=True
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, delta, feature=_FEATURE, only_newest=True
    ),
    DocumentRequest(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, in_range, feature=_FEATURE, only_newest=True),
)
