"""The text of an editor, with none of our code: what a server must have, whatever edits it was sent."""

from __future__ import annotations

import re
from random import Random
from typing import Any

ENCODINGS = ("utf-8", "utf-16", "utf-32")
PIECES = [
    "𝄞",
    "é",
    "e\u0301",
    "😀",
    "a",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0c",
    "\x0b",
    "\x85",
    "\u2028",
    "\x1c",
]
PIECES += [
    "\ufeff",
    "\t",
    "\n\nAe\u0301 𝄞\n-----\n\n",
    "\n\n😀 B\n====\n\n",
    "===\n",
    "~~~~~~\n",
    "::\n\n",
    "  ",
]
PIECES += ["- ", ".. ", "+---+\n", "=== ===\n", "| ", "`", "*", "_", "[1]_ ", ".. note:: ", "word word word"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Buffer:
    """A text, and how an editor that counts in an encoding of LSP speaks of its edits."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._codec, self._width = _CODECS[encoding]

    def position(self, offset: int) -> dict[str, int]:
        """The ``Position`` of an offset in code points; none is inside a line end (LSP 3.17, "Position")."""
        line = start = 0
        for end in _LINE_END.finditer(self.text, 0, offset):
            if end.end() == offset and self.text[offset - 1 : offset + 1] == "\r\n":
                break
            line, start = line + 1, end.end()
        head = self.text[start:offset]
        return {"line": line, "character": len(head.encode(self._codec, "surrogatepass")) // self._width}

    def replace(self, start: int, end: int, new: str) -> dict[str, Any]:
        """Replace offsets; returns the content change of ``textDocument/didChange``."""
        range_ = {"start": self.position(start), "end": self.position(end)}
        self.text = self.text[:start] + new + self.text[end:]
        return {"range": range_, "text": new}

    def random_change(self, random: Random) -> dict[str, Any]:
        """Replace something, anywhere, or now and then all; returns the content change."""
        if random.random() < 0.001:
            self.text = self.text[: random.randrange(len(self.text) + 1)]
            return {"text": self.text}
        start = self.allowed(random.randrange(len(self.text) + 1))
        length = random.choice([0, 0, 0, 0, 1, 1, 5, 40])
        end = self.allowed(min(len(self.text), start + length))
        return self.replace(min(start, end), end, "".join(random.choices(PIECES, k=random.randint(0, 2))))

    def allowed(self, offset: int) -> int:
        """An offset that a client can write: none is inside a line end of two characters."""
        return offset - 1 if self.text[max(0, offset - 1) : offset + 1] == "\r\n" else offset
