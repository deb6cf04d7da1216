"""What editors are answered about real documents, and about the same documents broken.

    python tests/corpus/features.py [FOLDER] [--files N] [--seed N] [--broken N] [--places N]

looks at documents of FOLDER (../shared/corpus, if none is given), as their own projects' templates have it, and at
N broken copies of each (2): symbols, folds and selections are nested and inside the file; semantic tokens are in
order, apart, each in its line, and the same after an edit as those of a fresh look, whose difference from the
numbers sent before makes them, too; and no request about a document raises, at N places (4) in it and outside.
Exit 1: one of these is not so, which is printed; 2: no documents.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

import document_requests
from compare import asked_for
from edits import Editor, edits
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from spec_ls.checks.run import Checked
from spec_ls.features.folding import folds
from spec_ls.features.selection import selection_ranges
from spec_ls.features.symbols import Symbol, symbols
from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.handlers import HANDLERS, DocumentRequest
from spec_ls.lsp.messages import message_type
from spec_ls.lsp.protocol import converter
from spec_ls.lsp.slices import Waiting
from spec_ls.lsp.token_data import Data, difference, token_data
from spec_ls.model.document import Document, parse
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Position, Range, Text
from spec_ls.workspace import read

_STRUCTURE = converter().structure
_EXPENSIVE = {types.TEXT_DOCUMENT_CODE_ACTION: 1, types.TEXT_DOCUMENT_DIAGNOSTIC: 1}
"""How often a request that reads the text with docutils is made of a document."""

_CLIENT = Client(Encoding.UTF_16, **{field.name: True for field in fields(Client) if field.type == "bool"})
"""An editor that can do everything."""

_PIECES = (
    "`",
    "``",
    "*",
    "|",
    "_",
    "::",
    ".. ",
    ".. note::\n",
    "   ",
    "\t",
    "====\n",
    "- ",
    "+---+\n",
    "\u2028",
    "[1]_",
)


def broken(text: str, random: Random) -> str:
    """A text with lines missing, doubled, indented, cut off, and with pieces of markup in odd places."""
    lines = text.splitlines(keepends=True)
    for _ in range(random.randint(1, 12)):
        index = random.randrange(len(lines) + 1)
        line = lines[index] if index < len(lines) else ""
        cut = random.randrange(len(line) + 1)
        piece = random.choice(_PIECES)
        new = random.choice(
            [[], [line, line], ["  " + line], [line[:cut]], [line[:cut] + piece + line[cut:]]]
        )
        lines[index : index + 1] = new
    return "".join(lines)


def places(document: Document, random: Random, count: int) -> Iterator[Position]:
    """Places in a document, then some that are outside."""
    lines = document.text.lines
    for _ in range(count):
        line = random.randrange(len(lines))
        yield Position(line, random.randrange(len(lines[line]) + 2))
    yield Position(len(lines) + 7, 3)
    yield Position(0, 100_000)


def faults(document: Document, checked: Checked | None, positions: Iterable[Position]) -> Iterator[str]:
    """What is wrong with the answers about a document, in words."""
    whole = Range(Position(0, 0), document.text.end)
    if document.headings:
        shown = {"symbol": symbols(document), "fold": folds(document), "token": tokens(document, checked)}
        yield from (f"headings, and no {name}" for name, some in shown.items() if not some)
    yield from faults_of_symbols(symbols(document), whole)
    around: list[tuple[int, int]] = []
    for start, end, _ in folds(document):
        while around and around[-1][1] < start:
            around.pop()
        if not 0 <= start < end < len(document.text.lines) or (around and end > around[-1][1]):
            yield f"fold {start}-{end} within {around[-1:]}"
        around.append((start, end))
    asked = list(positions)
    for position, ranges in zip(asked, selection_ranges(document, asked), strict=True):
        if ranges[-1] != whole or not ranges[0].start <= document.text.clamp(position) <= ranges[0].end:
            yield f"selection at {position}: {ranges}"
        for inner, outer in pairwise(ranges):
            if not outer.start <= inner.start <= inner.end <= outer.end or inner == outer:
                yield f"selection at {position}: {inner} in {outer}"
    yield from faults_of_tokens(document, tokens(document, checked))


def faults_of_symbols(found: tuple[Symbol, ...], outer: Range) -> Iterator[str]:
    """What is wrong with symbols that stand in a range."""
    last = outer.start
    for symbol in found:
        inside = last <= symbol.range.start <= symbol.range.end <= outer.end
        if (
            not inside
            or not symbol.range.start <= symbol.selection.start <= symbol.selection.end <= symbol.range.end
        ):
            yield f"symbol {symbol.name}: {symbol.range} in {outer}"
        last = symbol.range.end
        yield from faults_of_symbols(symbol.children, symbol.range)


def tokens(document: Document, checked: Checked | None) -> Data:
    """The numbers of the semantic tokens, in code points."""
    return run_to_end(token_data(document, checked, Encoding.UTF_32))


def faults_of_tokens(document: Document, data: Data) -> Iterator[str]:
    """What is wrong with tokens, by their numbers."""
    line = start = end = 0
    for lines, columns, length, *_ in zip(*[iter(data)] * 5, strict=True):
        line, start, before = line + lines, columns if lines else start + columns, 0 if lines else end
        end = start + length
        text = document.text.lines[line] if line < len(document.text.lines) else ""
        if start < before or not length or end > len(text.rstrip("\r\n")):
            yield f"token in line {line}: {start}-{end} behind {before}"


def faults_after_an_edit(document: Document, random: Random) -> Iterator[str]:
    """Whether the tokens after an edit are those of a fresh look, and their difference makes them."""
    before = tokens(document, None)
    edited = document.after([edits(random, document.text)])
    after = tokens(edited, None)
    if after != tokens(parse(edited.text), None):
        yield "tokens after an edit differ from a fresh look"
    numbers = before[:]
    for edit in reversed(difference(before, after)):
        numbers[edit.start : edit.start + edit.deleted] = edit.data
    if numbers != after:
        yield "the difference of tokens does not make the new ones"


async def failures(editor: Editor, positions: list[Position]) -> list[str]:
    """The requests that raise, with where they were asked."""
    found, document = [], editor.open_document()
    for handler in HANDLERS:
        if not isinstance(handler, DocumentRequest):
            continue
        for position in positions[: _EXPENSIVE.get(handler.method)]:
            place, start = ({"line": at[0], "character": at[1]} for at in (position, positions[0]))
            asked = document_requests.params(handler.method, editor.uri, place, start)
            request = {"jsonrpc": "2.0", "id": 1, "method": handler.method, "params": asked}
            params = _STRUCTURE(request, message_type(handler.method)).params
            snapshot = document.snapshot(document.parsed_version())
            assert snapshot is not None
            try:
                await _finished(handler.handle(snapshot, params))
            except JsonRpcException:  # an error that says why, such as of a name that is none
                continue
            except Exception as error:
                found.append(f"{handler.method} at {position}: {type(error).__name__}: {error}")
    return found


async def _finished(answer: Any) -> Any:
    """An answer, or the result of the work that gives it."""
    if not inspect.isgenerator(answer):
        return answer
    try:
        while True:
            pause = next(answer)
            if isinstance(pause, Waiting):
                await pause.until()
    except StopIteration as done:
        return done.value


async def _looked_at(path: Path, text: Text, random: Random, count: int) -> list[str]:
    editor = Editor(path, text, client=_CLIENT)
    await editor.rest()
    document = editor.parsed()
    positions = list(places(document, random, count))
    snapshot = editor.open_document().snapshot(editor.open_document().parsed_version())
    found = list(faults(document, snapshot and snapshot.checked, positions))
    found += faults_after_an_edit(document, random)
    found += await failures(editor, positions)
    await editor.close()
    return found


def look(options: argparse.Namespace, path: Path) -> list[str]:
    """The faults of a document and its broken copies, each with the text where that is broken."""
    random, text = Random(f"{options.seed} {path.name}"), read(path)
    found = [
        f"{path}: {fault}" for fault in asyncio.run(_looked_at(path, Text.of(text), random, options.places))
    ]
    for _ in range(options.broken):
        copy = broken(text, random)
        told = asyncio.run(_looked_at(path, Text.of(copy), random, options.places))
        found += [f"{path}, broken: {fault}" for fault in told]
        if told:
            found.append(copy)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the faults, and how many documents were looked at."""
    parser = argparse.ArgumentParser("features", description="Look at what editors are answered.")
    parser.add_argument("--broken", type=int, default=2)
    parser.add_argument("--places", type=int, default=4)
    options, paths = asked_for(parser, arguments, 400)
    if not paths:
        return 2
    with ProcessPoolExecutor() as pool:
        found = [fault for told in pool.map(partial(look, options), paths) for fault in told]
    print("\n".join(found))
    print(f"{len(paths)} files, {options.broken} broken copies of each: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
