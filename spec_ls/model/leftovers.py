"""What a spec still says in its template's words, and what it still leaves to be replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spec_ls.model.outline import Outline
from spec_ls.model.placeholders import Span
from spec_ls.model.wording import Wording, folded
from spec_ls.rst.blocks import Blocks, Kind

_BY_CHANCE = 4
"""Texts of fewer words may say the same by chance, and such a label names what stands below it."""

_LABEL = 10
"""So many words before a colon are a label for what follows; more are a sentence to the author."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Blocks ``[start, end)`` that are the template's text to its authors.

    ``section`` is the path of the section that holds them, empty above the first one, ``line`` that of the
    template's slot.  ``kept`` tells that it may be there on purpose: the label or the question for what the
    author has written below it.
    """

    start: int
    end: int
    section: tuple[str, ...]
    line: int | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Open:
    """Part of the block at ``index`` that is meant to be replaced."""

    index: int
    span: Span
    section: tuple[str, ...]


def leftovers(blocks: Blocks, outline: Outline, echoes: list[int], posts: list[int]) -> list[Leftover]:
    """The template's text to its authors, in order; the items of a list are one.

    ``echoes`` are the indices of blocks that ``Wording.echoes`` names, ``posts`` those of blocks in
    which the author stops for feedback, in words that the template offers.
    """
    wording = outline.template.wording
    found: list[Leftover] = []
    for index in reversed(echoes):
        if wording.is_advice(blocks.items[index]) and index not in posts:
            one = _leftover(blocks, outline, wording, index, found[-1] if found else None)
            if one is not None:
                found.append(one)
    return list(_joined(blocks, reversed(found)))


def open_places(blocks: Blocks, outline: Outline, echoes: list[int], posts: list[int]) -> Iterator[Open]:
    """What is meant to be replaced, in order, but for what is part of the template's text to its authors."""
    wording = outline.template.wording
    unfilled = [index for index in echoes if wording.spans(blocks.items[index])]
    if not unfilled:
        return
    found = leftovers(blocks, outline, echoes, posts)
    taken = {index for one in found for index in range(one.start, one.end)}
    for index in unfilled:
        if index not in taken:
            for span in wording.spans(blocks.items[index]):
                yield Open(index, span, section_around(blocks, outline, index))


def _leftover(
    blocks: Blocks, outline: Outline, wording: Wording, index: int, below: Leftover | None
) -> Leftover | None:
    """What the block at ``index`` leaves of the template, with the example that it announces; if anything.

    ``below`` is the next leftover.
    """
    text = folded(blocks.items[index])
    slots, section = wording.advice[text], section_around(blocks, outline, index)
    words = len(text.split())
    if words < _BY_CHANCE and section not in slots:
        return None
    line = slots[section] if section in slots else next(iter(slots.values()))
    one = Leftover(index, index + 1, section, line, kept=False)
    following = blocks.items[one.end] if one.end < len(blocks) else None
    if following is None or following.kind is Kind.TITLE:
        return one
    if text.endswith(":") and wording.is_example(following) and not wording.spans(following):
        return replace(one, end=one.end + 1)
    if below is not None and below.start == one.end:
        return replace(one, kept=text.endswith(":") and below.kept)
    if text.endswith("::") or (text.endswith(":") and words < _BY_CHANCE):
        return None
    answered = "?" in text and blocks.items[index].kind is Kind.BULLET_ITEM
    return replace(one, kept=answered or (text.endswith(":") and words <= _LABEL))


def _joined(blocks: Blocks, found: Iterable[Leftover]) -> Iterator[Leftover]:
    """The leftovers, with items of one list together."""
    last: Leftover | None = None
    for one in found:
        if last is not None and last.end == one.start and _are_items(blocks, last.end - 1, one.start):
            last = replace(last, end=one.end, kept=last.kept and one.kept)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _are_items(blocks: Blocks, one: int, other: int) -> bool:
    return blocks.items[one].kind is Kind.BULLET_ITEM is blocks.items[other].kind


def section_around(blocks: Blocks, outline: Outline, index: int) -> tuple[str, ...]:
    """The path of the section that holds a block; a title that opens no section is none."""
    number = bisect_right(blocks.headings, index) - 1
    while number >= 0 and number not in outline.paths:
        number -= 1
    return outline.paths.get(number, ())
