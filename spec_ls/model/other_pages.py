"""Texts that stand among specs and are none: pages that only list others, or lead to another one."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import UNSEEN_KINDS, Block, Kind
from spec_ls.rst.chunks import Blocks

_TOCTREE = re.compile(r"\.\.[ \t]+toctree::")
_CONTENTS = re.compile(r"\.\.[ \t]+contents::")
_REFERENCE = re.compile(r":(?:doc|ref):`")
_MOVED = re.compile(r"\b(?:moved|renamed|superseded by)\b.*?(?:https?://|`[^`]+`_)", re.DOTALL)
_MAX_INDEX_BLOCKS = 200
_MAX_REDIRECT_LINES = 40
_MAX_REDIRECT_WORDS = 40


def may_be_other_page(lines: tuple[str, ...] | list[str]) -> bool:
    """False if the lines of a text rule out that ``is_other_page``, so that nobody needs to scan it."""
    if len(lines) <= _MAX_REDIRECT_LINES and any(map(_may_lead_on, lines)):
        return True
    return any(_TOCTREE.match(line) for line in lines if line.startswith(".."))


def is_other_page(blocks: Blocks) -> bool:
    """True for a text that only lists other documents, or only leads to another one."""
    return _only_lists(blocks) or _only_redirects(blocks)


def _is_toctree(block: Block) -> bool:
    return block.kind is Kind.DIRECTIVE and bool(_TOCTREE.match(block.lines[0]))


def _only_lists(blocks: Blocks) -> bool:
    """True if there are toctrees, and nothing else but headings and a paragraph for each of both at most."""
    toctrees = len(blocks.where(_is_toctree))
    if not toctrees or len(blocks) > _MAX_INDEX_BLOCKS:
        return False
    paragraphs = 0
    for block in blocks:
        paragraphs += block.kind is Kind.PARAGRAPH
        listed = block.kind in UNSEEN_KINDS or block.kind in (Kind.TITLE, Kind.PARAGRAPH)
        if not (listed or _is_toctree(block) or _CONTENTS.match(block.lines[0])):
            return False
    return paragraphs <= toctrees + len(blocks.headings)


def _only_redirects(blocks: Blocks) -> bool:
    """True if a title at most stands above a few words that refer to another document."""
    if len(blocks.headings) > 1 or blocks.height > _MAX_REDIRECT_LINES:
        return False
    seen = [block for block in blocks if block.kind not in UNSEEN_KINDS and block.kind is not Kind.TITLE]
    if any(block.kind is not Kind.PARAGRAPH for block in seen):
        return False
    text = "".join(block.text for block in seen)
    leads_on = _REFERENCE.search(text) or (not blocks.headings and len(seen) == 1 and _MOVED.search(text))
    return bool(leads_on) and len(text.split()) <= _MAX_REDIRECT_WORDS


def _may_lead_on(line: str) -> bool:
    return bool(_REFERENCE.search(line)) or "://" in line or "`_" in line
