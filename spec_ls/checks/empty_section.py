"""empty-section: a heading with neither text nor subsections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.analysis import Analysis, Change, Check
from spec_ls.edits.insert import STUB
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.document import Document, Section
from spec_ls.model.outline import Outline
from spec_ls.text import Edit, Position, Range


class _Kept(NamedTuple):
    """The empty ones among an outline's sections, in order."""

    outline: Outline
    empty: list[Section]


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    document = analysis.document
    for section in _empty(analysis, outline):
        slot = outline.slot_of(section)
        yield Finding(
            CHECK.code,
            Severity.WARNING,
            f'section "{section.title}" has neither text nor subsections',
            document.title_range(section),
            outline.path_of(section),
            outline.template.place(slot) if slot else None,
            section,
        )


def _empty(analysis: Analysis, outline: Outline) -> list[Section]:
    """The empty sections; after a change that left the outline alone only those around it are looked at."""
    change = analysis.change
    before: _Kept | None = change.since.memo.get("empty") if change else None
    if change is None or before is None or before.outline is not outline:
        empty = _empty_among(analysis.document, outline.leaves)
    else:
        empty = _empty_again(analysis.document, outline.leaves, before.empty, change)
    analysis.blocks.memo["empty"] = _Kept(outline, empty)
    return empty


def _empty_again(
    document: Document, leaves: tuple[Section, ...], before: list[Section], change: Change
) -> list[Section]:
    """The empty ones of ``leaves`` after a change; ``before`` are those that were empty until then."""

    def heading(section: Section) -> int:
        return document.blocks.headings[section.number]

    first = max(bisect_left(leaves, change.start, key=heading) - 1, 0)  # the change may be in its body
    behind = max(bisect_left(leaves, change.new_end, key=heading), first + 1)
    again = leaves[first:behind]
    if not again:
        return []
    above = [section for section in before if section.number < again[0].number]
    below = [section for section in before if section.number > again[-1].number]
    return above + _empty_among(document, again) + below


def _empty_among(document: Document, sections: tuple[Section, ...]) -> list[Section]:
    return [section for section in sections if document.is_empty(section)]


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if isinstance(finding.subject, Section):
        yield Fix(f'Write "{STUB}"', (stub_edit(analysis, finding.subject),))


def stub_edit(analysis: Analysis, section: Section) -> Edit:
    """The edit that writes the stub under a heading, one blank line below it."""
    text = analysis.text
    newline = text.newline
    _, line = analysis.document.heading_lines(section)
    if line >= len(text.lines):
        return Edit(Range.at(text.end), newline * 2 + STUB + newline)
    behind = newline if text.lines[line].strip() else ""
    return Edit(Range.at(Position(line, 0)), newline + STUB + newline + behind)


CHECK = Check(
    "empty-section",
    "a heading has neither text nor subsections",
    "An empty section leaves its reader to guess: forgotten, or nothing to say? None says the latter.",
    "Dependencies\n============\n\nTesting\n=======\n\nUnit tests.\n",
    "Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
