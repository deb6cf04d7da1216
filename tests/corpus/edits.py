"""Whether what an author sees after many edits is what a fresh look at the text shows.

    python tests/corpus/edits.py [FOLDER] [--files N] [--edits N] [--seed N]

opens real specs of FOLDER (../shared/corpus, if none is given) in a session each, as their own projects'
settings and templates have it, makes random edits, and compares the diagnostics that were published last with
those of a session that opens the text anew.  Exit 1: a difference, which is printed with its text; 2: no specs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from compare import CORPUS, files
from lsprotocol import types

from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding
from spec_ls.lsp.session import Link, Session
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import Unreadable, Workspace, read

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
"""After so many edits the diagnostics are compared."""


class Editor:
    """One open document; what the server puts off until no message waits is done now and then."""

    def __init__(self, path: Path, text: Text) -> None:
        self.uri, self.text, self._version = uris.from_path(path), text, 1
        self._later: list[Callable[[], None]] = []
        self._published: dict[str, object] = {}
        link = Link(
            lambda method, params: None,
            lambda method, params: self._published.update(json.loads(params)),
            lambda method, params, then: None,
            self._later.append,
            lambda work, then: then(work()),
        )
        self._session = Session(link)
        self._session.start(Client(Encoding.UTF_32), path.parent, None)
        self._session.open(self.uri, 1, str(text))

    def type(self, edit: Edit) -> None:
        """Send one edit."""
        (line, column), (end_line, end_column) = map(self.text.clamp, edit.range)
        start, end = types.Position(line, column), types.Position(end_line, end_column)
        self.text, _ = self.text.replace(edit)
        self._version += 1
        change = types.TextDocumentContentChangePartial(types.Range(start, end), edit.text)
        self._session.change(self.uri, self._version, [change])

    def rest(self, moments: int = 1_000_000) -> None:
        """Let the server have idle moments."""
        while self._later and moments:
            self._later.pop(0)()
            moments -= 1

    @property
    def diagnostics(self) -> list[str]:
        """What was published last, for the newest version."""
        self.rest()
        assert self._published["version"] == self._version
        return sorted(json.dumps(one, sort_keys=True) for one in self._published["diagnostics"])


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
    random = Random(f"{seed} {path.name}")
    editor = Editor(path, Text.of(read(path)))
    for number in range(1, count + 1):
        editor.type(edits(random, editor.text))
        editor.rest(random.choice([0, 1, 2, 5, 1_000_000]))
        if number % _EVERY == 0 or number == count:
            ours, fresh = editor.diagnostics, Editor(path, editor.text).diagnostics
            if ours != fresh:
                told = [f"  only after the edits: {one}" for one in ours if one not in fresh]
                told += [f"  only in a fresh look: {one}" for one in fresh if one not in ours]
                return "\n".join([f"{path}, after {number} edits of\n{editor.text}", *told])
    return None


def chosen(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """So many specs, each of which some template serves, taken at random."""
    workspace, paths = Workspace(folder), sorted(files(folder))
    Random(seed).shuffle(paths)
    for path in paths:
        if not count:
            return
        try:
            if workspace.resolve(path).template is not None and read(path):
                yield path
                count -= 1
        except Unreadable:
            continue


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare what is shown after edits with a fresh look.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    paths = list(chosen(options.folder.resolve(), options.files, options.seed))
    if not paths:
        print(f"edits: no specs below {options.folder}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor() as pool:
        found = [one for one in pool.map(partial(differences, options.edits, options.seed), paths) if one]
    print("\n\n".join(found))
    print(f"{len(paths)} files, {options.edits} edits each: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
