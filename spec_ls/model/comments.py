"""Comments in a spec that spec-ls obeys."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.kept import kept

_DISABLE = re.compile(r"\.\.[ \t]+spec-ls:[ \t]*disable[ \t]*=")
_TEMPLATE = re.compile(r"\.\.[ \t]+spec-ls:[ \t]*template[ \t]*=[ \t]*(.*)")
_WORD = re.compile(r"[^,\s](?:[^,\r\n]*[^,\s])?")


class DisabledCode(NamedTuple):
    """A code that a comment switches off, and its columns ``[start, end)`` in the comment's first line."""

    code: str
    start: int
    end: int


def disables_codes(block: Block) -> bool:
    """True for a comment that switches findings off."""
    return disabled_codes(block) is not None


@kept
def disabled_codes(block: Block) -> tuple[DisabledCode, ...] | None:
    """The codes that a comment switches off: ``.. spec-ls: disable=CODE[,CODE]``; None for any other block.

    The lines below the first are for people.
    """
    if block.kind is not Kind.COMMENT:
        return None
    line = block.lines[0].rstrip()
    found = _DISABLE.match(line)
    if found is None:
        return None
    return tuple(DisabledCode(word[0], *word.span()) for word in _WORD.finditer(line, found.end()))


def chooses_template(block: Block) -> bool:
    """True for a comment that chooses a template."""
    return chosen_template(block) is not None


def chosen_template(block: Block) -> str | None:
    """The template that a comment chooses: ``.. spec-ls: template=NAME``; None for any other block."""
    if block.kind is not Kind.COMMENT:
        return None
    found = _TEMPLATE.match(block.lines[0].rstrip())
    return found[1] or None if found else None
