"""Whether the server has the text that the editor has, and its blocks, after very many edits.

    python tests/corpus/in_step.py [FOLDER] [--files N] [--edits N] [--stdio N] [--seed N]

opens real specs of FOLDER (../shared/corpus, if none is given), makes --edits random edits in sessions of this
process, shared among the files and the three encodings of positions, then --stdio more over the standard input of
servers.  The text is compared with that of ``buffer.Buffer``, which has none of our code, the blocks and the
section tree with those of a fresh scan.  Exit 1: a difference, which is printed; 2: no specs.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from buffer import ENCODINGS, Buffer
from compare import asked_for
from edits import Editor
from lsprotocol import types

from spec_ls.lsp import uris
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.protocol import converter
from spec_ls.model.document import Document, parse
from spec_ls.rst.scan import scan
from spec_ls.text import Text
from spec_ls.workspace import read

PARSED, COMPARED, OPENED = 7, 150, 1_500
"""After this many edits, on average, a request parses the text; it is compared; it is opened anew."""

MOST = 8_000
"""Characters of a spec that are taken: a fresh scan of longer ones would take all the time."""


def out_of_step(count: int, seed: int, task: tuple[Path, str]) -> str | None:
    """The first difference after edits in a session of this process, in words; None if there is none."""
    return asyncio.run(_out_of_step(count, Random(f"{seed} {task}"), *task))


async def _out_of_step(count: int, random: Random, path: Path, encoding: str) -> str | None:
    read_json, original = converter(), _beginning(path)
    identifier = {"textDocument": {"uri": "", "version": 0}}
    for begun in range(0, count, OPENED):
        buffer = Buffer(original, encoding)
        editor = Editor(path, Text.of(original), Encoding(encoding))
        for number in range(1, min(OPENED, count - begun) + 1):
            params = {**identifier, "contentChanges": [buffer.random_change(random)]}
            editor.send(*read_json.structure(params, types.DidChangeTextDocumentParams).content_changes)
            if random.random() < 1 / PARSED:
                editor.parsed()
            is_compared = number % COMPARED == 0 or number == count - begun
            if is_compared and (wrong := difference(editor.parsed(), buffer.text)):
                return f"{path}, {encoding}, after {begun + number} edits: {wrong}"
        await editor.close()
    return None


def difference(document: Document, text: str) -> str | None:
    """The difference between a document after edits and a text, in words; None if there is none."""
    if str(document.text) != text:
        at = next((i for i, (a, b) in enumerate(zip(str(document.text), text, strict=False)) if a != b), -1)
        return f"the texts differ at {at}: {str(document.text)[at : at + 30]!r}, not {text[at : at + 30]!r}"
    now, fresh = document.blocks, scan(Text.of(text))
    if (now.items, now.starts, now.headings) != (fresh.items, fresh.starts, fresh.headings):
        return f"the blocks differ of\n{text!r}"
    if document.sections != parse(Text.of(text)).sections:
        return f"the sections differ of\n{text!r}"
    return None


def out_of_step_over_stdio(count: int, seed: int, task: tuple[Path, str]) -> str | None:
    """The same of the text over the standard input of a server."""
    from lsp.driver import TEXT_SERVER  # they need pytest-lsp, which the rest does not
    from lsp.pipe import Pipe

    random, (path, encoding) = Random(f"{seed} {task}"), task
    pipe = Pipe(command=TEXT_SERVER)
    pipe.initialize(capabilities={"general": {"positionEncodings": [encoding]}})
    buffer, uri = Buffer(_beginning(path), encoding), uris.from_path(path)
    item = {"uri": uri, "languageId": "restructuredtext", "version": 0, "text": buffer.text}
    pipe.notify("textDocument/didOpen", {"textDocument": item})
    sent, version = 0, 0
    while sent < count:
        for _ in range(10):
            version, changes = (
                version + 1,
                [buffer.random_change(random) for _ in range(random.randint(1, 3))],
            )
            sent += len(changes)
            params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}
            pipe.notify("textDocument/didChange", params)
        text = pipe.request("workspace/executeCommand", {"command": "text", "arguments": [uri]})["result"]
        if text != buffer.text:
            return f"{path}, {encoding}, over stdio, after {sent} edits: the texts differ"
    pipe.request("shutdown")
    pipe.notify("exit")
    status, errors = pipe.wait()
    return f"{path}: status {status}\n{errors}" if status or errors else None


def _beginning(path: Path) -> str:
    return str(read(path))[:MOST]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("in_step", description="Compare the server's text with the editor's.")
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--stdio", type=int, default=1_000)
    options, paths = asked_for(parser, arguments, 30)
    if not paths:
        return 2
    begun = monotonic()
    tasks = [(path, encoding) for path in paths for encoding in ENCODINGS]
    few = tasks[:6]
    work = [
        (out_of_step, -(-options.edits // len(tasks)), tasks),
        (out_of_step_over_stdio, -(-options.stdio // len(few)), few),
    ]
    found, made = [], []
    with ProcessPoolExecutor() as pool:
        for function, count, its_tasks in work:
            found += [one for one in pool.map(partial(function, count, options.seed), its_tasks) if one]
            made.append(count * len(its_tasks))
    print("\n\n".join(found))
    edits = f"{made[0]:,} edits of {len(paths)} files in 3 encodings, {made[1]:,} over standard input"
    print(f"{edits}: {len(found)} differences in {monotonic() - begun:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
