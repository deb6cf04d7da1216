"""Whether the server's text and blocks stay those of the editor, over very many edits in each encoding.

    python tests/corpus/in_step.py [FOLDER] [--edits N] [--files N] [--seed N]
    python tests/corpus/in_step.py [FOLDER] --stdio [--edits N] [--files N] [--seed N]

The first opens parts and wholes of real specs of FOLDER (../shared/corpus, if none is given) in sessions of this
one process, in the three encodings in turn, and makes random edits in them.  The text is compared with a
reference, a plain string that knows nothing of lines, after each edit.  The blocks are those after each edit or
after up to five of them, and are compared with a fresh scan after every 20 edits of a part (30 lines, as it begins), and
after every 250 of a whole spec.  The second sends the edits to real servers, and compares the symbols and diagnostics
after every 50 with those of the same text opened anew.  Exit 1: a difference; 2: no specs.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic

sys.path[1:1] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from compare import asked_for  # noqa: E402  (it lies in a folder added above)
from edits import ODD, Editor, edits  # noqa: E402
from lsprotocol import types  # noqa: E402

from spec_ls.lsp.encoding import Encoding  # noqa: E402
from spec_ls.rst.scan import scan  # noqa: E402
from spec_ls.text import Edit, Position, Text  # noqa: E402
from spec_ls.workspace import read  # noqa: E402

PART = 30
"""Lines of a part of a spec."""

_EDITS = {PART: 1_000, 0: 500}
"""Edits of a part and of a whole spec."""

_CHECKED = {PART: 20, 0: 250}
"""The blocks of each are compared after this many edits."""

_LONGEST = 60_000
"""Characters from which on a text is not edited further."""

_LINE_END = re.compile("\r\n|\r|\n")
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Reference:
    """A text as a plain string, and places in it as an editor counts them: it shares no code with spec-ls."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._codec, self._width = _CODECS[encoding]

    def replace(self, start: int, end: int, new: str) -> types.TextDocumentContentChangePartial:
        """Replace what lies between two offsets; returns the change that an editor sends."""
        range_ = types.Range(self._place(start), self._place(end))
        self.text = self.text[:start] + new + self.text[end:]
        return types.TextDocumentContentChangePartial(range_, new)

    def _place(self, offset: int) -> types.Position:
        line, begin = 0, 0
        for match in _LINE_END.finditer(self.text, 0, offset):
            line, begin = line + 1, match.end()
        units = self.text[begin:offset].encode(self._codec, "surrogatepass")
        return types.Position(line, len(units) // self._width)


def offsets(text: Text, edit: Edit) -> tuple[int, int]:
    """The offsets of an edit's range in the text as a string."""
    return _offset(text, edit.range.start), _offset(text, edit.range.end)


def _offset(text: Text, position: Position) -> int:
    return sum(map(len, text.lines[: position.line])) + position.column


def texts(paths: list[Path], random: Random) -> Iterator[tuple[Path, str, int]]:
    """Parts of specs, and now and then a whole one, without end; the number is that of lines, 0 for a whole one."""
    while True:
        for path in paths:
            whole = Text.of(read(path))
            for _ in range(4):
                first = random.randrange(max(1, len(whole.lines) - PART // 2))
                yield path, "".join(whole.lines[first : first + PART]), PART
            yield path, str(whole), 0


async def stay(path: Path, text: str, size: int, encoding: str, random: Random) -> tuple[int, str]:
    """Edit one text; returns the number of edits, and the first difference in words."""
    editor, reference = Editor(path, Text.of(text), Encoding(encoding)), Reference(text, encoding)
    await editor.rest(2)
    for number in range(1, _EDITS[size] + 1):
        edit = edits(random, editor.text, ODD)
        editor.send(edit, reference.replace(*offsets(editor.text, edit), edit.text))
        is_due = number % _CHECKED[size] == 0
        if random.random() < 0.5 or is_due:
            found = editor.document.parsed_version().document
            if difference := _difference(found.text, reference.text, found.blocks if is_due else None):
                return number, f"{path}, {encoding}, after {number} edits, {edit!r}:\n{difference}"
        if len(reference.text) > _LONGEST:
            break
    await editor.close()
    return number, ""


def _difference(text: Text, reference: str, blocks: object) -> str:
    if str(text) != reference:
        return f"the text is not the editor's:\n{str(text)!r}\n{reference!r}"
    if blocks is None:
        return ""
    fresh = scan(Text.of(reference))
    for name in ("items", "starts", "headings", "first_oversized"):
        if getattr(blocks, name) != getattr(fresh, name):
            return f"{name} differ from those of a fresh scan:\n{reference!r}"
    return ""


async def in_process(paths: list[Path], count: int, seed: int) -> str:
    """Make at least ``count`` edits; returns the first difference in words."""
    random, done, begun, encodings = Random(seed), 0, monotonic(), [one.value for one in Encoding]
    opened = 0
    for path, text, size in texts(paths, random):
        made, wrong = await stay(path, text, size, encodings[opened % 3], random)
        done, opened = done + made, opened + 1
        if wrong:
            return wrong
        if done >= count:
            break
        print(f"{done:,} edits", end="\r", file=sys.stderr, flush=True)
    print(f"{done:,} edits of {opened:,} texts, {monotonic() - begun:.0f} s: no difference")
    return ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "in_step", description="Make many edits and compare the text and the blocks."
    )
    parser.add_argument("--edits", type=int, default=1_000_000)
    parser.add_argument("--stdio", action="store_true")
    options, paths = asked_for(parser, arguments, 300)
    if not paths:
        return 2
    if options.stdio:
        from over_stdio import over_stdio

        wrong = asyncio.run(over_stdio(paths, options.edits, options.seed))
    else:
        wrong = asyncio.run(in_process(paths, options.edits, options.seed))
    if wrong:
        print(wrong.encode("utf-8", "backslashreplace").decode())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
