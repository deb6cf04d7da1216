"""A template's text that is still in a spec, and the placeholders that are still to be replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spec_ls.model.feedback_stop import is_feedback_stop
from spec_ls.model.joined_guidance import has_joined_guidance
from spec_ls.model.outline import Outline
from spec_ls.model.placeholders import TextSpan
from spec_ls.model.template_text import TemplateText, folded
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks

_BY_CHANCE = 4
"""Texts of fewer words may be the same by chance, and such a label names the text below it."""

_LABEL = 10
"""A text before a colon of at most this many words is a label of the text below; a longer one is advice."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Blocks ``[start, end)`` that are the template's text to its authors.

    ``section`` is the path of the section that holds them, empty above the first one, ``line`` that of the
    template's slot.  ``may_stay`` is true if it may be there on purpose: the label or the question for the
    author's own text below it.
    """

    start: int
    end: int
    section: tuple[str, ...]
    line: int | None
    may_stay: bool


@dataclass(frozen=True, slots=True)
class Unreplaced:
    """A part of the block at ``index`` that is to be replaced; ``section`` is as in ``Leftover``."""

    index: int
    span: TextSpan
    section: tuple[str, ...]


def of_template(blocks: Blocks, template: TemplateText) -> list[int]:
    """The indices of the blocks that have something of the template's in them."""
    return blocks.where(_is_of_template, template)


def _is_of_template(block: Block, template: TemplateText) -> bool:
    return (
        template.is_advice(block) or bool(template.to_replace(block)) or has_joined_guidance(block, template)
    )


def leftovers(blocks: Blocks, outline: Outline, indices: Sequence[int] | None = None) -> list[Leftover]:
    """The template's text to its authors, in order; the items of a list are one.

    A sentence by which an author stops for feedback is none: the template offers it.  ``indices`` are those
    of ``of_template``, where these are known.
    """
    template = outline.template.own_text
    found: list[Leftover] = []
    for index in reversed(of_template(blocks, template) if indices is None else indices):
        block = blocks.items[index]
        if template.is_advice(block) and not is_feedback_stop(block):
            leftover = _leftover(blocks, outline, template, index, found[-1] if found else None)
            if leftover is not None:
                found.append(leftover)
    return list(_joined(blocks, reversed(found)))


def unreplaced(blocks: Blocks, outline: Outline) -> Iterator[Unreplaced]:
    """The parts that are to be replaced, in order, but for those in the template's text to its authors."""
    template = outline.template.own_text
    indices = [index for index in of_template(blocks, template) if template.to_replace(blocks.items[index])]
    if not indices:
        return
    taken = {index for found in leftovers(blocks, outline) for index in range(found.start, found.end)}
    for index in indices:
        if index not in taken:
            for span in template.to_replace(blocks.items[index]):
                yield Unreplaced(index, span, section_around(blocks, outline, index))


def _leftover(
    blocks: Blocks, outline: Outline, template: TemplateText, index: int, below: Leftover | None
) -> Leftover | None:
    """The leftover that begins with the block at ``index``, with the example that it announces; if it is one.

    ``below`` is the next leftover.
    """
    text = folded(blocks.items[index])
    slots, section = template.advice[text], section_around(blocks, outline, index)
    words = len(text.split())
    if words < _BY_CHANCE and section not in slots:
        return None
    line = slots[section] if section in slots else next(iter(slots.values()))
    leftover = Leftover(index, index + 1, section, line, may_stay=False)
    following = blocks.items[leftover.end] if leftover.end < len(blocks) else None
    if following is None or following.kind is Kind.TITLE:
        return leftover
    if text.endswith(":") and template.is_example(following) and not template.to_replace(following):
        return replace(leftover, end=leftover.end + 1)
    if below is not None and below.start == leftover.end:
        return replace(leftover, may_stay=text.endswith(":") and below.may_stay)
    if text.endswith("::") or (text.endswith(":") and words < _BY_CHANCE):
        return None
    answered = "?" in text and blocks.items[index].kind is Kind.BULLET_ITEM
    return replace(leftover, may_stay=answered or (text.endswith(":") and words <= _LABEL))


def _joined(blocks: Blocks, found: Iterable[Leftover]) -> Iterator[Leftover]:
    """The leftovers, with items of one list together."""
    last: Leftover | None = None
    for leftover in found:
        if last is not None and last.end == leftover.start and _are_items(blocks, last, leftover):
            last = replace(last, end=leftover.end, may_stay=last.may_stay and leftover.may_stay)
            continue
        if last is not None:
            yield last
        last = leftover
    if last is not None:
        yield last


def _are_items(blocks: Blocks, leftover: Leftover, following: Leftover) -> bool:
    last, first = blocks.items[leftover.end - 1], blocks.items[following.start]
    return last.kind is Kind.BULLET_ITEM is first.kind


def section_around(blocks: Blocks, outline: Outline, index: int) -> tuple[str, ...]:
    """The path of the section that holds a block; a title that opens no section is skipped."""
    number = bisect_right(blocks.headings, index) - 1
    while number >= 0 and number not in outline.paths:
        number -= 1
    return outline.paths.get(number, ())
