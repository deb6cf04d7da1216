"""Comments in a spec that are meant for spec-ls."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind

_DISABLE = re.compile(r"\.\.[ \t]+spec-ls:[ \t]*disable[ \t]*=")
_TEMPLATE = re.compile(r"\.\.[ \t]+spec-ls:[ \t]*template[ \t]*=[ \t]*(.*)")
_WORD = re.compile(r"[^,\s](?:[^,\r\n]*[^,\s])?")


class Code(NamedTuple):
    """A word in a comment, and its columns ``[start, end)`` in the comment's first line."""

    word: str
    start: int
    end: int


def disabled(block: Block) -> tuple[Code, ...] | None:
    """The codes that a comment switches off: ``.. spec-ls: disable=CODE[,CODE]``; ``None`` for another block.

    What stands on the lines below is for people.
    """
    if block.kind is not Kind.COMMENT:
        return None
    line = block.lines[0].rstrip()
    found = _DISABLE.match(line)
    if found is None:
        return None
    return tuple(Code(word[0], *word.span()) for word in _WORD.finditer(line, found.end()))


def template_of(block: Block) -> str | None:
    """The template that a comment chooses: ``.. spec-ls: template=NAME``; ``None`` for another block."""
    if block.kind is not Kind.COMMENT:
        return None
    found = _TEMPLATE.match(block.lines[0].rstrip())
    return found[1] or None if found else None
