"""The section tree of a document beside its template's, as nested rows for the outline reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spec_ls.analysis import Analysis
from spec_ls.model.document import Section
from spec_ls.model.template import Slot

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """A section, or one that is missing: then ``line`` is None and ``status`` is ``missing``.

    ``level`` is 1 for a top section; ``line`` is the title's, 0-based.  ``rows`` are the sections below,
    the missing ones among them where the template has them.  ``known`` is whether the template asks for it.
    """

    title: str
    level: int
    line: int | None
    status: str
    known: bool
    rows: tuple[Row, ...]

    @property
    def is_missing(self) -> bool:
        """Whether the document lacks this section."""
        return self.line is None


def rows(analysis: Analysis) -> tuple[Row, ...]:
    """The top sections of a document, with those that it lacks."""
    document, outline = analysis.document, analysis.outline
    missing = [lack for lack in outline.missing if lack.parent is None] if outline else []
    frame = _frame(analysis)
    if frame is not None:
        return (_row(frame, 1, analysis, [lack.slot for lack in missing], known=True),)
    return _merged(document.sections, [lack.slot for lack in missing], 1, analysis)


def _frame(analysis: Analysis) -> Section | None:
    """The lone outermost section that is the title without being promoted, as its template has it."""
    outline = analysis.outline
    return outline.title if outline and analysis.document.title is None else None


def _row(
    section: Section, level: int, analysis: Analysis, more: Iterable[Slot] = (), known: bool = False
) -> Row:
    document, outline = analysis.document, analysis.outline
    missing = [
        lack.slot
        for lack in (outline.missing if outline else ())
        if lack.parent is not None and lack.parent.number == section.number
    ]
    known = known or (outline is not None and outline.slot_of(section) is not None)
    return Row(
        section.title,
        level,
        document.title_range(section).start.line,
        document.status(section, analysis.config.stubs).value,
        known,
        _merged(section.children, [*more, *missing], level + 1, analysis),
    )


def _merged(
    sections: tuple[Section, ...], missing: list[Slot], level: int, analysis: Analysis
) -> tuple[Row, ...]:
    """The sections in their order; a missing one follows the nearest slot before it that is there."""
    result = [_row(section, level, analysis) for section in sections]
    for slot in missing:
        before = {sibling.title for sibling in _siblings_before(slot, analysis)}
        places = [n for n, row in enumerate(result) if row.title in before]
        result.insert(places[-1] + 1 if places else 0, _missing_row(slot, level))
    return tuple(result)


def _siblings_before(slot: Slot, analysis: Analysis) -> Iterator[Slot]:
    if analysis.template is None:
        return
    for sibling in _siblings(slot, analysis.template.slots):
        if sibling is slot or sibling.path == slot.path:
            return
        yield sibling


def _siblings(slot: Slot, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    for title in slot.path[:-1]:
        slots = next((other.children for other in slots if other.title == title), ())
    return slots


def _missing_row(slot: Slot, level: int) -> Row:
    below = tuple(_missing_row(child, level + 1) for child in slot.children)
    return Row(slot.title, level, None, MISSING, True, below)
