"""What a block means for the section that it stands in: whether it is seen, and whether it says anything."""

from __future__ import annotations

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.meaning import leaves_visible_nodes

STUBS = frozenset({"none", "n/a", "na", "tbd", "tba", "todo", "nothing", "not applicable", "no impact"})
"""What a section says that has nothing to say, in lower case and without a full stop."""

_INVISIBLE = frozenset(
    {Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.BAD_TITLE, Kind.TITLE}
)
_UNSURE = frozenset({Kind.DIRECTIVE, Kind.SUBSTITUTION_DEFINITION, Kind.GRID_TABLE, Kind.SIMPLE_TABLE})
_SILENT = frozenset(
    {Kind.BLANK, Kind.COMMENT, Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.SUBSTITUTION_DEFINITION}
)


def is_visible(block: Block) -> bool:
    """Whether docutils sees content here: it keeps a title that follows from being promoted.

    A title that reaches this question opens no section (docutils drops it for its level).
    """
    if block.kind in _INVISIBLE:
        return False
    if block.kind in _UNSURE:
        return leaves_visible_nodes(block)
    return block.kind is not Kind.PARAGRAPH or block.text.rstrip() != "::"


def says_something(block: Block) -> bool:
    """Whether the block is a section's text: comments, targets and substitution definitions are not."""
    return block.kind not in _SILENT


def is_stub(block: Block, more: frozenset[str] = frozenset()) -> bool:
    """Whether the block says that there is nothing to say, in the usual words or in one of ``more``."""
    words = block.memo.get("stub")
    if words is None:
        words = block.memo["stub"] = _only_words(block)
    return words in STUBS or words in more


def _only_words(block: Block) -> str:
    """What a paragraph or list item of one line says, as in ``STUBS``; empty for all else."""
    if block.kind not in (Kind.PARAGRAPH, Kind.BULLET_ITEM) or len(block.content) > 1:
        return ""
    text = block.text.strip()
    if block.kind is Kind.BULLET_ITEM:
        text = text[1:].strip()
    return " ".join(text.strip("*`").split()).rstrip(".!").casefold()
