"""Functions to fuzz: each takes any bytes, and raises ``AssertionError`` where a promise is broken."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

sys.path[1:1] = [str(Path(__file__).resolve().parents[1])]

from checks import meaning  # noqa: E402  (it lies in the folder added above)
from rst import texts  # noqa: E402

from spec_ls.config import Config, LineRule  # noqa: E402
from spec_ls.edits.wrap import rewrap  # noqa: E402
from spec_ls.lsp.frames import MAX_LENGTH, BadHeader, first_name, read_frame  # noqa: E402
from spec_ls.model.document import parse  # noqa: E402
from spec_ls.model.template import read_template  # noqa: E402
from spec_ls.rst.chunks import is_chunk_boundary  # noqa: E402
from spec_ls.rst.reparse import reparse  # noqa: E402
from spec_ls.rst.scan import scan  # noqa: E402
from spec_ls.spec import compare  # noqa: E402
from spec_ls.text import Edit, Position, Range, Text  # noqa: E402
from spec_ls.workspace.settings_files import OWN_FILE, SHARED_FILE, load  # noqa: E402

_LINES = [*texts.PROSE, *texts.MARKERS, *texts.TABLES, *texts.EXPLICIT, *texts.DIRECTIVES, *texts.ADORNMENT]
_ENDS = ("\n", "\n\n", "\n   ", "\r\n", " and more words to wrap\n", "\r", "\u2028", "")
_EDIT_BYTES = 6
_MOST_TEXT = 4_000
"""Longer inputs show nothing that shorter ones do not."""
_LIMIT = 30
_TEMPLATE = read_template("T\n=\n\nA\n-\n", "")
_FOLDER = tempfile.TemporaryDirectory(prefix="spec-ls-fuzz-")


def scanner(data: bytes) -> None:
    """After edits the blocks are those of a fresh scan, in chunks that docutils can read alone."""
    edits, data = data[: 3 * _EDIT_BYTES], data[3 * _EDIT_BYTES :]
    text = Text.of(_text(data))
    blocks = scan(text)
    assert "".join(line for block in blocks for line in block.lines) == str(text)
    for at in range(0, len(edits) - _EDIT_BYTES + 1, _EDIT_BYTES):
        text, splice = text.replace(_edit(text, edits[at : at + _EDIT_BYTES]))
        blocks = reparse(blocks, text, splice)
        fresh = scan(text)
        assert blocks.items == fresh.items
        assert (blocks.starts, blocks.headings) == (fresh.starts, fresh.headings)
        for chunk, following in pairwise(blocks.chunks):
            assert is_chunk_boundary(chunk.blocks[-1], following.blocks[0])


def wrapping(data: bytes) -> None:
    """A wrapped paragraph has its words, and docutils' tree of the whole text stays as it was."""
    text = Text.of("T\n=\n\nA\n-\n\n" + _text(data))
    config = Config(max_line_length=_LIMIT, line_rule=LineRule.LENGTH)
    spec, shape = compare(parse(text), _TEMPLATE, config), None
    for line, content in enumerate(text.lines):
        if len(content) <= _LIMIT:
            continue
        edit = rewrap(spec, line)
        if edit is not None:
            shape = _shape(str(text)) if shape is None else shape
            if shape is None:
                return  # docutils itself raises, so there is nothing to keep
            after, _ = text.replace(edit)
            assert str(after).split() == str(text).split()
            assert _shape(str(after)) == shape


def _shape(text: str) -> object:
    """docutils' tree, to compare; None if docutils raises."""
    try:
        return meaning.shape(text)
    except Exception:
        return None


def settings(data: bytes) -> None:
    """A settings file of any bytes is read without an exception, and its problems are at lines that it has."""
    name = SHARED_FILE if data[:1] == b"[" else OWN_FILE
    path = Path(_FOLDER.name) / name
    path.write_bytes(data)
    file = load(path)
    for problem in file.problems:
        assert 0 <= problem.line <= data.count(b"\n") + data.count(b"\r")
        assert str(problem)


def headers(data: bytes) -> None:
    """Messages are cut as their headers say, and what is no header is refused; nothing else is raised."""
    asyncio.run(_read_all(data))


async def _read_all(data: bytes) -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    with suppress(BadHeader, EOFError):
        begun = await first_name(reader) if data[-1:] == b"\x00" else b""
        while (body := await read_frame(reader, begun)) is not None:
            begun = b""
            assert len(body) <= min(MAX_LENGTH, len(data))
            assert body in data


def _text(data: bytes) -> str:
    """Any text, or lines that begin, continue or spoil blocks of all kinds."""
    if not data or data[0] % 4 == 0:
        return data[1:].decode(errors="replace")[:_MOST_TEXT]
    return "".join(_fragments(data[1:]))[:_MOST_TEXT]


def _fragments(data: bytes) -> Iterator[str]:
    for first, second in zip(data[::2], data[1::2], strict=False):
        yield _LINES[(first + 256 * (second >> 6)) % len(_LINES)] + _ENDS[second % len(_ENDS)]


def _edit(text: Text, data: bytes) -> Edit:
    lines = len(text.lines)
    start, end = sorted((data[0] % lines, min(data[0] % lines + data[1] % 4, lines - 1)))
    first, last = (Position(line, byte % (len(text.lines[line]) + 1)) for line, byte in
                   ((start, data[2]), (end, data[3])))  # fmt: skip
    return Edit(Range(min(first, last), max(first, last)), "".join(_fragments(data[4:])))


TARGETS: dict[str, Callable[[bytes], None]] = {
    function.__name__: function for function in (scanner, wrapping, settings, headers)
}

SEEDS: dict[str, tuple[bytes, ...]] = {
    "scanner": (b"\x00" * 18 + b"\x00Title\n=====\n\n* item\n\n  text::\n\n    x\n", bytes(range(200))),
    "wrapping": (b"\x00Words of *some* length that ``are to be`` wrapped by a limit, see `this one`_.\n",
                 b"\x01" + bytes(range(0, 250, 3)) * 2),
    "settings": (b'max-line-length = 79\nstubs = ["None"]\n[[paths]]\npath = "specs/**"\ntemplate = "a.rst"\n',
                 b'[tool.spec-ls]\nselect = ["line-too-long"]\nexempt-lines = ["^http"]\n'),
    "headers": (b"Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: x\r\n\r\nabc",),
}  # fmt: skip
"""Inputs to begin with, by target; one at which a target failed is added here."""
