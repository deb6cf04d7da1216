"""Where sections start, end and belong in a document, in buffer lines, and the blank lines around them."""

from __future__ import annotations

from collections import Counter

from spec_ls.model.body import says_something
from spec_ls.model.link_sections import is_reference
from spec_ls.model.slot import Slot
from spec_ls.rst.blocks import Kind
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range


def start_line(spec: Spec, section: Section) -> int:
    """The line at which a section starts, with the targets right before its heading."""
    return spec.blocks.starts[start_block(spec, spec.blocks.headings[section.number])]


def start_block(spec: Spec, heading: int) -> int:
    """The index of the first of the targets right before a heading's block, or of that itself."""
    blocks = spec.blocks.items
    while heading and blocks[heading - 1].is_internal_target:
        heading -= 1
    return heading


def end_line(spec: Spec, section: Section) -> int:
    """The line behind a section; targets right before the next heading belong to that."""
    sections = spec.document.walk(spec.document.outermost)
    following = next((other for other in sections if other.number == section.end), None)
    return start_line(spec, following) if following else spec.blocks.height


def line_for(spec: Spec, slot: Slot, parent: Section | None, without: frozenset[int] = frozenset()) -> int:
    """The line before which a slot's section belongs: behind the nearest slot before it that is filled.

    The author's own sections behind that stay with it, where a slot that comes later stands behind them.
    ``parent`` is the section that it goes into, None the document.  Sections whose numbers are in
    ``without`` do not count.
    """
    outline = spec.outline
    siblings = outline.template.siblings(slot)
    position = next(index for index, sibling in enumerate(siblings) if sibling.path == slot.path)
    filled = [section if section and section.number not in without else None
              for section in map(outline.section_of, siblings)]  # fmt: skip
    for section in reversed(filled[:position]):
        if section:
            end = end_line(spec, section)
            behind = (start_line(spec, other) for other in filled[position + 1 :] if other)
            return next((start for start in behind if start >= end), end)
    for section in filled[position + 1 :]:
        if section:
            return start_line(spec, section)
    holder = parent or outline.title
    return end_line(spec, holder) if holder else spec.blocks.height


def references_above(spec: Spec, line: int) -> int:
    """The line at which link targets and footnotes begin that end a section's text before a line.

    The line itself if there are none, or no other text in that section.
    """
    blocks, index = spec.blocks, spec.blocks.at(line - 1) if line else -1
    start = line
    while index >= 0 and is_reference(blocks.items[index]):
        start, index = blocks.starts[index], index - 1
    above = blocks.items[index] if index >= 0 else None
    return start if above and above.kind is not Kind.TITLE and says_something(above) else line


def gap_before(spec: Spec, level: int) -> int:
    """The most frequent number of blank lines before the document's headings of a level; 1 if there are none.

    The level is that before promotion.
    """
    document, blocks = spec.document, spec.blocks
    counts: Counter[int] = Counter()
    for section in document.walk(document.outermost):
        index = blocks.headings[section.number]
        if section.level == level and index and blocks.items[index - 1].kind is not Kind.TITLE:
            counts[spec.blocks.items[index - 1].blank_lines_behind] += 1
    del counts[0]
    return counts.most_common(1)[0][0] if counts else 1


def insertion(spec: Spec, line: int, content: str, gap: int) -> Edit:
    """The edit that puts ``content``, whole lines, before a line, ``gap`` blank lines below the rest.

    It takes the place of a text that is blank: an editor's empty buffer may be an empty line.
    """
    text, blocks = spec.text, spec.blocks
    if not any(line.strip(" \r\n") for line in text.lines):
        return Edit(Range(Position(0, 0), text.end), content)
    newline = text.newline
    above = blocks.at(line - 1) if line else -1
    head = newline * max(0, gap - spec.blocks.items[above].blank_lines_behind) if above >= 0 else ""
    if line < blocks.height:
        below = spec.document.section_at(line)
        tail = newline * (gap_before(spec, below.level) if below else gap)
        return Edit(Range.at(Position(line, 0)), head + content + tail)
    if text.lines[-1]:
        head = newline + head
    return Edit(Range.at(text.end), head + content)


def removal(spec: Spec, start: int, end: int) -> Edit:
    """The edit that takes lines ``[start, end)`` out; at the end of the text with the blank lines above."""
    text = spec.text
    if end < spec.blocks.height:
        return Edit(Range(Position(start, 0), Position(end, 0)), "")
    while start and not text.lines[start - 1].strip():
        start -= 1
    return Edit(Range(Position(start, 0), text.end), "")
