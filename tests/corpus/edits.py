"""Whether what an author sees after many edits is what a fresh look at the text shows.

    python tests/corpus/edits.py [FOLDER] [--files N] [--edits N] [--seed N]

opens real specs of FOLDER (../shared/corpus, if none is given) in a session each, as their own projects'
settings and templates have it, makes random edits, and compares the diagnostics that were published last with
those of a session that opens the text anew.  Exit 1: a difference, which is printed with its text; 2: no specs.
``in_step.py`` compares the text itself, and its blocks, after far more edits.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from compare import asked_for
from lsprotocol import types

from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.document import OpenDocument
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.protocol import Protocol, converter
from spec_ls.lsp.session import Session
from spec_ls.model.document import Document
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import read

_TYPED = ["x", " ", "\n", "\n\n", "`", "*", "::", ".. ", "====\n", "----\n", "| ", "_", "  ", "- ", "+---+\n"]
_PASTED = [
    "[1]_ ",
    ".. _a: b\n",
    "http://x ",
    "word " * 20,
    "\t",
    "\r\n",
    "\u200b",
    "None\n",
    "Use Cases\n----\n",
]
_COMMENTS = [".. spec-ls: disable=line-too-long\n\n", ".. spec-ls: template=rally\n\n"]
_EVERY = 20
"""The diagnostics are compared after this many edits."""

_ALL_TURNS = 1_000
"""Turns of the event loop in which the server does all its work, some 2 ms of it in each."""


class Disk:
    """Answers the server's lookups at once."""

    def run(self, work: Callable[[], object]) -> asyncio.Future[object]:
        """The result of a function, as that of a thread."""
        future = asyncio.get_running_loop().create_future()
        future.set_result(work())
        return future


class Editor:
    """One open document; the server does what may wait for messages now and then."""

    def __init__(
        self, path: Path, text: Text, encoding: Encoding = Encoding.UTF_32, client: Client | None = None
    ) -> None:
        self.uri, self.text, self._version = uris.from_path(path), text, 1
        self._published: dict[str, object] = {}
        protocol = Protocol(None, converter())
        protocol.set_writer(self, include_headers=False)
        self._session = Session(protocol, Disk(), client or Client(encoding), path.parent)
        self._session.open(types.TextDocumentItem(self.uri, "restructuredtext", 1, str(text)))

    def write(self, data: bytes) -> None:
        """Take a message of the server."""
        message = json.loads(data)
        if message["method"] == types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS:
            self._published.update(message["params"])

    def type(self, edit: Edit) -> None:
        """Send one edit."""
        (line, column), (end_line, end_column) = map(self.text.clamp, edit.range)
        start, end = types.Position(line, column), types.Position(end_line, end_column)
        self.text, _ = self.text.replace(edit)
        self.send(types.TextDocumentContentChangePartial(types.Range(start, end), edit.text))

    def send(self, *changes: types.TextDocumentContentChangeEvent) -> None:
        """Send changes as they are."""
        self._version += 1
        self._session.document(self.uri).edit(self.uri, self._version, changes)

    def open_document(self) -> OpenDocument:
        """The document as the server keeps it."""
        return self._session.document(self.uri)

    def parsed(self) -> Document:
        """The document that the server has."""
        return self.open_document().parsed_version().document

    async def rest(self, turns: int = _ALL_TURNS) -> None:
        """Let the server have turns of the event loop."""
        for _ in range(turns):
            await asyncio.sleep(0)

    async def diagnostics(self) -> list[str]:
        """What was published last, for the newest version."""
        await self.rest()
        assert self._published["version"] == self._version
        return sorted(json.dumps(one, sort_keys=True) for one in self._published["diagnostics"])

    async def close(self) -> None:
        """End the session."""
        self._session.end()
        await self.rest(2)


def edits(random: Random, text: Text) -> Edit:
    """Something typed, pasted or taken away, anywhere."""
    line = random.randrange(len(text.lines))
    start = Position(line, random.randrange(len(text.lines[line]) + 1))
    end = start
    if random.random() < 0.4:
        end = Position(line + random.choice([0, 0, 0, 1, 3]), random.randrange(60))
    start, end = sorted(map(text.clamp, (start, end)))
    kind = random.choices([_TYPED, _PASTED, _COMMENTS, [""]], [60, 25, 1, 14])[0]
    return Edit(Range(start, end), random.choice(kind))


def differences(count: int, seed: int, path: Path) -> str | None:
    """The first difference in one spec, in words; None if there is none."""
    return asyncio.run(_differences(count, seed, path))


async def _differences(count: int, seed: int, path: Path) -> str | None:
    random = Random(f"{seed} {path.name}")
    editor = Editor(path, Text.of(read(path)))
    await editor.rest()
    for number in range(1, count + 1):
        editor.type(edits(random, editor.text))
        await editor.rest(random.choice([0, 1, 2, 5, _ALL_TURNS]))
        if number % _EVERY == 0 or number == count:
            other = Editor(path, editor.text)
            ours, fresh = await editor.diagnostics(), await other.diagnostics()
            await other.close()
            if ours != fresh:
                told = [f"  only after the edits: {one}" for one in ours if one not in fresh]
                told += [f"  only in a fresh look: {one}" for one in fresh if one not in ours]
                return "\n".join([f"{path}, after {number} edits of\n{editor.text}", *told])
    await editor.close()
    return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "edits", description="Compare what is shown after edits with a fresh look."
    )
    parser.add_argument("--edits", type=int, default=200)
    options, paths = asked_for(parser, arguments, 100)
    if not paths:
        return 2
    with ProcessPoolExecutor() as pool:
        found = [one for one in pool.map(partial(differences, options.edits, options.seed), paths) if one]
    print("\n\n".join(found))
    print(f"{len(paths)} files, {options.edits} edits each: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
