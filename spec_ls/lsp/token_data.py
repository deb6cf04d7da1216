"""Semantic tokens as LSP's numbers: encoded for each chunk, kept with it, compared with those sent before.

LSP 3.17, "Semantic Tokens": five numbers a token, its line and start relative to the token before.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from spec_ls.checks.run import Checked
from spec_ls.features.block_tokens import Mark, block_marks
from spec_ls.features.semantic_tokens import Token, chunk_tokens, marked_chunks
from spec_ls.features.token_types import INDEX
from spec_ls.lsp.encoding import Encoding, to_units
from spec_ls.model.document import Document
from spec_ls.rst.chunks import Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.rst.syntax.reading import Stepwise

Data: TypeAlias = "array[int]"

_WIDTH = 5
"""Numbers of a token."""

_MOST_KEPT = 2
"""Results of a document that a client may ask the difference to: two windows may show it."""

_BLOCK = 4_096


class TokenEdit(NamedTuple):
    """The numbers from ``start`` on, ``deleted`` of them, are replaced by ``data``."""

    start: int
    deleted: int
    data: Data


class TokenResults:
    """The last results that a client got of one document, by id."""

    def __init__(self) -> None:
        self._numbers, self._data = count(1), dict[str, Data]()

    def add(self, data: Data) -> str:
        """Keep a result; returns its id."""
        id_ = str(next(self._numbers))
        self._data[id_] = data
        while len(self._data) > _MOST_KEPT:
            del self._data[next(iter(self._data))]
        return id_

    def get(self, id_: str) -> Data | None:
        """The result with an id; None if it is not kept any more."""
        return self._data.get(id_)


def token_data(
    document: Document, checked: Checked | None, encoding: Encoding, first: int = 0, last: int | None = None
) -> Stepwise[Data]:
    """The numbers of all tokens in the lines from ``first`` to ``last``, chunk by chunk."""
    data, line = array("I"), 0
    for chunk, start, marks, from_line in marked_chunks(document, checked):
        end = start + chunk.height
        if end < first or (last is not None and start > last):
            continue
        if _of_chunk.known(chunk, marks, from_line, encoding) is None:
            for block in chunk.blocks:  # a chunk may have thousands
                block_marks(block)
                yield None
        if first <= start and (last is None or end <= last):
            encoded = _of_chunk(chunk, marks, from_line, encoding)
        else:
            tokens = chunk_tokens(chunk, marks, from_line)
            lines = range(first - start, chunk.height if last is None else last - start + 1)
            encoded = _encoded([token for token in tokens if token.line in lines], chunk, encoding)
        if encoded.data:
            place = len(data)
            data.extend(encoded.data)
            data[place] = start + encoded.first - line
            line = start + encoded.last
        yield None
    return data


def difference(old: Data, new: Data) -> list[TokenEdit]:
    """The edits that make new numbers of old ones: none, or one of whole tokens."""
    before, after = old.tobytes(), new.tobytes()
    token = _WIDTH * old.itemsize
    head = _common_start(before, after) // token * token
    tail = _common_start(before[head:][::-1], after[head:][::-1]) // token * token
    if head == len(before) == len(after):
        return []
    start, deleted = head // old.itemsize, (len(before) - tail - head) // old.itemsize
    return [TokenEdit(start, deleted, new[start : (len(after) - tail) // old.itemsize])]


class _Encoded(NamedTuple):
    """The numbers of some tokens, and the lines of the first and the last, counted from the chunk's first."""

    data: Data
    first: int
    last: int


@kept
def _of_chunk(chunk: Chunk, marks: tuple[Mark, ...], from_line: int, encoding: Encoding) -> _Encoded:
    return _encoded(chunk_tokens(chunk, marks, from_line), chunk, encoding)


def _encoded(tokens: Sequence[Token], chunk: Chunk, encoding: Encoding) -> _Encoded:
    lines, data = chunk_lines(chunk), array("I")
    line = column = start = 0  # where the token before starts, in code points and in units
    for token in tokens:
        if token.line != line:
            column = start = 0
        text, end = lines[token.line], token.column + token.length
        begin = start + _units(text[column : token.column], encoding)
        length = _units(text[token.column : end], encoding)
        type_ = INDEX[token.type]
        data.extend((token.line - line, begin - start, length, type_, token.modifiers))
        line, column, start = token.line, token.column, begin
    return _Encoded(data, tokens[0].line if tokens else 0, line)


def _units(text: str, encoding: Encoding) -> int:
    return to_units(text, len(text), encoding)


def _common_start(one: bytes, other: bytes) -> int:
    """The number of bytes that are the same at the start of both."""
    length, place = min(len(one), len(other)), 0
    while place < length and one[place : place + _BLOCK] == other[place : place + _BLOCK]:
        place += _BLOCK
    while place < length and one[place] == other[place]:
        place += 1
    return min(place, length)
