"""Placeholders: text in angle brackets that a template wants replaced, such as ``<launchpad-id or None>``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.nested import literal_lines

_PLACEHOLDER = re.compile(r"<[^\W\d][^<>@]*>")
_CODE_OR_LINK = re.compile(r"``.*?``|`[^`]*`_{0,2}", re.DOTALL)
_SILENT = LITERAL_KINDS | {Kind.COMMENT, Kind.TARGET}


def placeholders(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The placeholders in blocks, with their brackets, each once, in order.

    What is marked up as code or as a link, and what is verbatim, is no placeholder; nor is an address.
    """
    found: dict[str, None] = {}
    for block in blocks:
        if block.kind in _SILENT or "<" not in block.text:
            continue
        verbatim = literal_lines(block)
        prose = "".join(line for number, line in enumerate(block.lines) if number not in verbatim)
        for match in _PLACEHOLDER.finditer(_CODE_OR_LINK.sub("", prose)):
            if "://" not in match[0]:
                found[" ".join(match[0].split())] = None
    return tuple(found)
