"""What can be typed at a place: the headings that are still missing, and ``None``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spec_ls.analysis import Analysis, unpromoted
from spec_ls.edits.headings import heading, style_of
from spec_ls.edits.insert import STUB
from spec_ls.features.hover import summary
from spec_ls.features.spot import Spot, find, follows, sections_around
from spec_ls.model.body import says_something
from spec_ls.model.document import Document, Section
from spec_ls.model.outline import Outline
from spec_ls.model.template import Slot, Template
from spec_ls.text import Edit, Position, Range, line_content


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text to complete, best first in a list of them.

    ``edit`` replaces the cursor's whole line and is followed by ``also``, which touches other lines.
    ``body`` is where in the edit's text, in code points, the part stands that the author writes over.
    ``slot`` is the heading's, None for a text; ``summary`` is one line of plain text.
    """

    label: str
    edit: Edit
    summary: str
    slot: Slot | None = None
    body: tuple[int, int] | None = None
    also: tuple[Edit, ...] = ()


def complete(analysis: Analysis, position: Position) -> tuple[Candidate, ...]:
    """The candidates at a position: headings, the next missing one first, then ``None``."""
    analysis = unpromoted(analysis)
    template, outline = analysis.template, analysis.outline
    spot = find(analysis, position.line)
    if template is None or outline is None or spot is None:
        return ()
    around = sections_around(analysis, spot)
    slots = [slot for slot in _open_slots(template.slots, outline) if matches(slot.title, spot.typed)]
    slots = [slot for slot in slots if not _stands_elsewhere(analysis, outline, slot, spot)]
    headings = (_heading(analysis, template, slot, spot) for slot in _ranked(slots, analysis, around))
    return (*headings, *_none(analysis, outline, spot, around))


def matches(title: str, typed: str) -> bool:
    """Whether every typed word begins a word of the title, in the title's order; case does not count."""
    words = iter(title.casefold().split())
    return all(any(word.startswith(part) for word in words) for part in typed.casefold().split())


def _open_slots(slots: tuple[Slot, ...], outline: Outline) -> Iterator[Slot]:
    """The slots without a section; those below one have to wait for it."""
    for slot in slots:
        if outline.section_of(slot) is None:
            yield slot
        else:
            yield from _open_slots(slot.children, outline)


def _stands_elsewhere(analysis: Analysis, outline: Outline, slot: Slot, spot: Spot) -> bool:
    """Whether another heading than the one at the spot is to be renamed or moved into the slot."""
    for missing in outline.missing:
        if missing.slot.path == slot.path and missing.stand_in is not None:
            return analysis.document.title_range(missing.stand_in).start.line != spot.line
    return False


def _ranked(slots: list[Slot], analysis: Analysis, around: tuple[Section, ...]) -> list[Slot]:
    """The slots that come next in the template first; last those whose parent is not around the spot."""
    template, outline = analysis.template, analysis.outline
    if template is None or outline is None:
        return slots
    order = {slot.path: index for index, slot in enumerate(template.walk())}
    parents = {(): True} | {s.path: True for section in around if (s := outline.slot_of(section))}
    here = _last_slot(analysis, outline, around)
    current = -1 if here is None else order[here.path]

    def rank(slot: Slot) -> tuple[bool, bool, int]:
        index = order[slot.path]
        return slot.path[:-1] not in parents, index < current, index

    return sorted(slots, key=rank)


def _last_slot(analysis: Analysis, outline: Outline, around: tuple[Section, ...]) -> Slot | None:
    """The slot of the innermost section around a spot that has one."""
    slots = (outline.slot_of(section) for section in reversed(around))
    return next((slot for slot in slots if slot is not None), None)


def _heading(analysis: Analysis, template: Template, slot: Slot, spot: Spot) -> Candidate:
    """The heading of a slot in the document's own adornment, with a body if nothing else would be one."""
    made = Candidate(slot.title, _line_edit(spot, slot.title), summary(slot, template), slot)
    made = replace(made, also=tuple(_readorned(analysis, slot.title, spot)))
    if spot.underline is not None:
        return made
    newline, above = analysis.text.newline, _gap_above(analysis, spot)
    style = style_of(analysis, slot) if spot.overline is None else analysis.text.lines[spot.overline][0]
    text = above + newline.join(heading(slot.title, style))
    blank, ends = follows(analysis, spot)
    if not ends:
        return replace(made, edit=_line_edit(spot, text + newline * (not blank)))
    text += newline * 2
    body = (len(text), len(text) + len(STUB))
    last = spot.line == len(analysis.text.lines) - 1
    return replace(made, edit=_line_edit(spot, text + STUB + newline * (last or blank == 0)), body=body)


def _gap_above(analysis: Analysis, spot: Spot) -> str:
    """What keeps a text apart from the heading directly above its line, if there is one."""
    apart = spot.line == 0 or spot.overline is not None or not analysis.text.lines[spot.line - 1].strip()
    return "" if apart else analysis.text.newline


def _readorned(analysis: Analysis, title: str, spot: Spot) -> Iterator[Edit]:
    """Edits that make the adornment that is there as long as a title needs it."""
    for line in (spot.overline, spot.underline):
        if line is not None:
            old = line_content(analysis.text.lines[line])
            new = heading(title, old[0])[1]
            if old != new:
                yield Edit(Range.of(line, 0, line, len(old)), new)


def _line_edit(spot: Spot, text: str) -> Edit:
    return Edit(Range(Position(spot.line, 0), Position(spot.line, len(spot.typed))), text)


def _none(
    analysis: Analysis, outline: Outline, spot: Spot, around: tuple[Section, ...]
) -> Iterator[Candidate]:
    """``None``, in a section that says nothing besides what is typed at the spot."""
    document = analysis.document
    if not around or around[-1] in (document.title, document.subtitle, outline.title):
        return
    if STUB.casefold().startswith(spot.typed.casefold()) and _is_silent(document, around[-1], spot):
        below = analysis.text.newline * (follows(analysis, spot)[0] == 0)
        edit = _line_edit(spot, _gap_above(analysis, spot) + STUB + below)
        yield Candidate(STUB, edit, f'"{around[-1].title}" has nothing to say')


def _is_silent(document: Document, section: Section, spot: Spot) -> bool:
    """Whether a section has neither text nor subsections, but for a text that is typed at the spot."""
    if section.children or spot.overline is not None or spot.underline is not None:
        return False
    start, end = document.body(section)
    others = [index for index in range(start, end) if not spot.typed or index != spot.block]
    return not any(says_something(document.blocks.items[index]) for index in others)
