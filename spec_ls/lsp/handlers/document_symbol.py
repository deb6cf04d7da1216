"""``textDocument/documentSymbol``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.features.symbols import Symbol
    from spec_ls.lsp.convert import Converter
    from spec_ls.lsp.snapshot import DocumentSnapshot


def document_symbol(
    snapshot: DocumentSnapshot, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The headings of a document: as a tree, or as a list for a client that knows no trees."""
    from spec_ls.features.symbols import symbols

    spec, converter = snapshot.spec, snapshot.converter
    if spec is None:
        found = symbols(snapshot.document)
    else:
        found = symbols(spec.document, spec.config.stubs, spec.fields.header if spec.fields else None)
    if snapshot.client.symbol_trees:
        return [_tree(symbol, converter) for symbol in found]
    return [info for symbol in found for info in _flat(symbol, converter, snapshot.uri, None)]


def _tree(symbol: Symbol, converter: Converter) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        kind=_kind(symbol),
        range=converter.to_range(symbol.range),
        selection_range=converter.to_range(symbol.selection),
        detail=symbol.detail or None,
        children=[_tree(child, converter) for child in symbol.children],
    )


def _kind(symbol: Symbol) -> types.SymbolKind:
    return types.SymbolKind.Field if symbol.is_field else types.SymbolKind.String


def _flat(
    symbol: Symbol, converter: Converter, uri: str, container: str | None
) -> Iterator[types.SymbolInformation]:
    location = types.Location(uri, converter.to_range(symbol.range))
    yield types.SymbolInformation(location, symbol.name, _kind(symbol), container_name=container)
    for child in symbol.children:
        yield from _flat(child, converter, uri, symbol.name)


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
    document_symbol,
    types.ServerCapabilities(document_symbol_provider=True),
    feature="symbols",
)
