"""Completion of headings that are still missing, and of ``None``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spec_ls.edits.document_start import title_form, title_of_file
from spec_ls.edits.headings import heading, style_of, title_style
from spec_ls.edits.section_bodies import STUB, body_of
from spec_ls.features.candidates import Candidate, matches
from spec_ls.features.field_completion import complete_field
from spec_ls.features.heading_position import (
    HeadingPosition,
    heading_position,
    lines_below,
    sections_around,
)
from spec_ls.features.hover import summary
from spec_ls.features.labelled_lines import complete_label_names, complete_label_values
from spec_ls.model.body import says_something
from spec_ls.model.core_sections import is_core
from spec_ls.model.document import Document
from spec_ls.model.outline import Outline
from spec_ls.model.slot import Slot
from spec_ls.rst.sections import Section, is_visible
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def complete(
    spec: Spec, position: Position, people: Callable[[], Sequence[str]] = tuple
) -> tuple[Candidate, ...]:
    """The candidates at a position: a title, headings, the next missing one first, then ``None``; or fields.

    Labelled lines of the section come behind the headings, and before them where it has no text yet.
    ``people`` gives those whom other documents name, and is asked only where they matter.
    """
    in_header = complete_field(spec, position, people)
    if in_header is not None:
        return in_header
    spec = spec.unpromoted
    values = complete_label_values(spec, position, people)
    if values:
        return values
    here = heading_position(spec.document, position.line)
    if here is None:
        return tuple(complete_label_names(spec, position, None, spec.document.section_at(position.line)))
    around = sections_around(spec.document, here)
    labels = tuple(complete_label_names(spec, position, here, around[-1] if around else None))
    slots = [
        slot
        for slot in _unfilled(spec.template.slots, spec.outline)
        if matches(slot.title, here.typed) and not _stands_elsewhere(spec, slot, here)
    ]
    headings = (_heading(spec, slot, here) for slot in _ranked(spec, slots, around))
    title = tuple(_title(spec, here))
    if labels and _is_empty_but_for(spec.document, around[-1], here):
        return (*labels, *headings, *_none(spec, here, around))
    return (*title, *headings, *labels, *_none(spec, here, around))


def _title(spec: Spec, here: HeadingPosition) -> Iterator[Candidate]:
    """The document's title where there is none yet, if the process has a form for it."""
    document, title = spec.document, title_of_file(spec)
    if document.outermost or title_form(spec) is None or here.underline is not None:
        return
    above = document.blocks.items[: max(here.block, 0)]
    if matches(title, here.typed) and not any(map(is_visible, above)):
        text = spec.text.newline.join(heading(title, title_style(spec)))
        below = spec.text.newline * (lines_below(document, here)[0] == 0)
        yield Candidate(title, _line_edit(here, text + below), "the title of this document")


def _unfilled(slots: tuple[Slot, ...], outline: Outline) -> Iterator[Slot]:
    """The slots without a section, but for those below another one without."""
    for slot in slots:
        if outline.section_of(slot) is None:
            yield slot
        else:
            yield from _unfilled(slot.children, outline)


def _stands_elsewhere(spec: Spec, slot: Slot, here: HeadingPosition) -> bool:
    """True if another heading than the one on the line is to be renamed or moved into the slot."""
    for missing in spec.outline.missing:
        if missing.slot.path == slot.path and missing.stand_in is not None:
            return spec.document.title_range(missing.stand_in).start.line != here.line
    return False


def _ranked(spec: Spec, slots: list[Slot], around: tuple[Section, ...]) -> list[Slot]:
    """The slots that come next in the template first; last those whose parent is not among ``around``."""
    order = {slot.path: index for index, slot in enumerate(spec.template.walk())}
    slots_around = [slot for section in around if (slot := spec.outline.slot_of(section))]
    parents = {(), *(slot.path for slot in slots_around)}
    current = order[slots_around[-1].path] if slots_around else -1

    def rank(slot: Slot) -> tuple[bool, bool, int]:
        index = order[slot.path]
        return slot.path[:-1] not in parents, index < current, index

    return sorted(slots, key=rank)


def _heading(spec: Spec, slot: Slot, here: HeadingPosition) -> Candidate:
    """The heading of a slot in the document's own adornment, with its first text below it if none follows."""
    candidate = Candidate(
        slot.title,
        _line_edit(here, slot.title),
        summary(slot, spec.template),
        slot,
        guidance=slot.guidance,
    )
    candidate = replace(candidate, also=tuple(_readorned(spec, slot.title, here)))
    if here.underline is not None:
        return candidate
    newline, above = spec.text.newline, _gap_above(spec, here)
    style = style_of(spec, slot) if here.overline is None else spec.text.lines[here.overline][0]
    text = above + newline.join(heading(slot.title, style))
    blank, ends = lines_below(spec.document, here)
    if not ends:
        return replace(candidate, edit=_line_edit(here, text + newline * (not blank)))
    end = newline * (here.line == len(spec.text.lines) - 1 or blank == 0)
    body = newline.join(body_of(spec, slot))
    if not body:
        return replace(candidate, edit=_line_edit(here, text + end))
    text += newline * 2
    written = (len(text), len(text) + len(body))
    return replace(candidate, edit=_line_edit(here, text + body + end), body=written)


def _gap_above(spec: Spec, here: HeadingPosition) -> str:
    """A blank line if the line above the position has text; that is a heading's."""
    apart = here.line == 0 or here.overline is not None or not spec.text.lines[here.line - 1].strip()
    return "" if apart else spec.text.newline


def _readorned(spec: Spec, title: str, here: HeadingPosition) -> Iterator[Edit]:
    """Edits that make the adornment that is there as long as a title needs it."""
    for line in (here.overline, here.underline):
        if line is not None:
            old = line_content(spec.text.lines[line])
            new = heading(title, old[0])[1]
            if old != new:
                yield Edit(Range.of(line, 0, line, len(old)), new)


def _line_edit(here: HeadingPosition, text: str) -> Edit:
    return Edit(Range(Position(here.line, 0), Position(here.line, len(here.typed))), text)


def _none(spec: Spec, here: HeadingPosition, around: tuple[Section, ...]) -> Iterator[Candidate]:
    """``None``, in a section that is empty but for the text typed on the line."""
    document = spec.document
    if not around or around[-1] in (document.title, document.subtitle, spec.outline.title):
        return
    slot = spec.outline.slot_of(around[-1])
    if slot is not None and is_core(slot, spec.template, spec.config.core):
        return
    if STUB.casefold().startswith(here.typed.casefold()) and _is_empty_but_for(document, around[-1], here):
        below = spec.text.newline * (lines_below(document, here)[0] == 0)
        edit = _line_edit(here, _gap_above(spec, here) + STUB + below)
        yield Candidate(STUB, edit, f'"{around[-1].title}" has nothing to say')


def _is_empty_but_for(document: Document, section: Section, here: HeadingPosition) -> bool:
    """True if a section has neither text nor subsections besides the text typed on the line."""
    if section.children or here.overline is not None or here.underline is not None:
        return False
    start, end = document.body(section)
    others = [index for index in range(start, end) if not here.typed or index != here.block]
    return not any(says_something(document.blocks.items[index]) for index in others)
