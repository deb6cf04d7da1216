"""The blocks that count as a section's text, and those of them that only say "nothing" (stubs)."""

from __future__ import annotations

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.kept import kept

STUBS = frozenset({"none", "n/a", "na", "tbd", "tba", "todo", "nothing", "not applicable", "no impact"})
"""Texts of sections that have nothing to say, in lower case and without a full stop."""

_SILENT = frozenset(
    {Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.SUBSTITUTION_DEFINITION}
)


def says_something(block: Block) -> bool:
    """True if the block is a section's text: comments, targets and substitution definitions are not."""
    return block.kind not in _SILENT


def is_stub(block: Block, more: frozenset[str] = frozenset()) -> bool:
    """True if the block says that there is nothing to say, in the usual words or in one of ``more``."""
    words = _only_words(block)
    return words in STUBS or words in more


@kept
def _only_words(block: Block) -> str:
    """The text of a paragraph or list item of one line, as in ``STUBS``; empty for any other block."""
    if block.kind not in (Kind.PARAGRAPH, Kind.BULLET_ITEM) or len(block.content) > 1:
        return ""
    text = block.text.strip()
    if block.kind is Kind.BULLET_ITEM:
        text = text[1:].strip()
    return " ".join(text.strip("*`").split()).rstrip(".!").casefold()
