"""A template's text that stands in one block with a spec's own text, for want of a blank line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spec_ls.model.template_text import TemplateText, folded
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.kept import kept

_FEWEST_WORDS = 8
"""Fewer words may be the author's own."""

_MOST_LINES = 40
"""Guidance has no longer paragraphs."""

_KINDS = frozenset({Kind.PARAGRAPH, Kind.BLOCK_QUOTE, Kind.DEFINITION_ITEM})


@dataclass(frozen=True, slots=True)
class JoinedGuidance:
    """The content lines ``[first, end)`` of the block at ``index``, which are the template's text, whole."""

    index: int
    first: int
    end: int


def joined_guidance(
    blocks: Blocks, template: TemplateText, indices: Iterable[int]
) -> Iterator[JoinedGuidance]:
    """The template's text to its authors that is only a part of one of these blocks, in order."""
    for index in indices:
        lines = _joined_lines(blocks.items[index], template)
        if lines is not None:
            yield JoinedGuidance(index, *lines)


def has_joined_guidance(block: Block, template: TemplateText) -> bool:
    """True if a part of the block, whole lines, is the template's text to its authors."""
    return _joined_lines(block, template) is not None


def _joined_lines(block: Block, template: TemplateText) -> tuple[int, int] | None:
    return _search(block, template) if block.kind in _KINDS and len(block.content) > 1 else None


@kept
def _search(block: Block, template: TemplateText) -> tuple[int, int] | None:
    if folded(block) in template.advice:
        return None
    lines = block.content
    for first, line in enumerate(lines):
        if template.may_begin_advice(line):
            text = ""
            for end, more in enumerate(lines[first : first + _MOST_LINES], first + 1):
                text = f"{text} {' '.join(more.split())}".lstrip()
                if text in template.advice and len(text.split()) >= _FEWEST_WORDS:
                    return first, end
    return None
