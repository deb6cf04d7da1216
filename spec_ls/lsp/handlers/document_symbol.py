"""``textDocument/documentSymbol``."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from spec_ls.features.symbols import Symbol, symbols
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.document import View

_KIND = types.SymbolKind.String


def handle(
    view: View, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """The headings of a document: as a tree, or as a list for a client that knows no trees."""
    converter, found = view.converter, symbols(view.analysis)
    if view.client.symbol_trees:
        return [_tree(symbol, converter) for symbol in found]
    return [info for symbol in found for info in _flat(symbol, converter, view.uri, None)]


def _tree(symbol: Symbol, converter: Converter) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name,
        kind=_KIND,
        range=converter.to_range(symbol.range),
        selection_range=converter.to_range(symbol.selection),
        detail=symbol.detail or None,
        children=[_tree(child, converter) for child in symbol.children],
    )


def _flat(
    symbol: Symbol, converter: Converter, uri: str, container: str | None
) -> Iterator[types.SymbolInformation]:
    location = types.Location(uri, converter.to_range(symbol.range))
    yield types.SymbolInformation(location, symbol.name, _KIND, container_name=container)
    for child in symbol.children:
        yield from _flat(child, converter, uri, symbol.name)
