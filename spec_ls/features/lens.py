"""The line above a spec's title that says how far it is written."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.features.progress import Progress, progress
from spec_ls.model.document import Document
from spec_ls.model.outline import Missing
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Position, Range, line_content


@dataclass(frozen=True, slots=True)
class Lens:
    """A summary above the title.

    ``range`` is the title's text or the overline above it, the text's start without a title; ``title`` is
    the summary; ``can_insert`` is true if sections are missing that can be inserted; ``is_empty`` if nothing
    is written.
    """

    range: Range
    title: str
    can_insert: bool
    is_empty: bool = False


def lens(spec: Spec) -> Lens | None:
    """The lens of a spec; None if its template demands no section."""
    state = progress(spec)
    if not state.required:
        return None
    unpromoted = spec.unpromoted
    title = unpromoted.document.title or unpromoted.outline.title
    range_ = Range.at(Position(0, 0)) if title is None else _first_line(unpromoted.document, title)
    can_insert = spec.blocks.rest is None and any(map(_is_absent, unpromoted.outline.missing))
    is_empty = can_insert and spec.text.is_blank
    return Lens(range_, "Fill in the template" if is_empty else summary(state), can_insert, is_empty)


def _first_line(document: Document, title: Section) -> Range:
    """Editors show a lens above its line: not between an overline and its title."""
    range_, (first, _) = document.title_range(title), document.heading_lines(title)
    if first == range_.start.line:
        return range_
    return Range(Position(first, 0), Position(first, len(line_content(document.text.lines[first]))))


def _is_absent(missing: Missing) -> bool:
    """True if a section is demanded that is neither to be renamed nor to be moved."""
    return missing.slot.required and missing.stand_in is None and not missing.children


def summary(state: Progress) -> str:
    """The states of the demanded sections with their numbers, whose sum is that of all."""
    parts = [f"{state.written - state.stubs - state.guidance} of {state.required} written"]
    numbers = (
        (state.stubs, "None"),
        (state.guidance, "only guidance"),
        (state.empty, "empty"),
        (len(state.missing), "missing"),
    )
    parts += [f"{number} {name}" for number, name in numbers if number]
    return ", ".join(parts)
