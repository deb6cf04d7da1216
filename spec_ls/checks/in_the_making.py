"""Findings as an editor shows them: while a spec is written from its top, its end is not judged too early.

The document itself says that its author is on the way: sections that the template demands are missing behind
the last one that is there.  They and whatever else the end of the text still lacks are one finding, "still to
write", at that end.  Findings that follow only from the document's being unfinished wait until it goes on, or
until no section is missing there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from spec_ls.checks import (
    broken_heading,
    empty_section,
    filename_mismatch,
    image_not_ascii,
    leftover_guidance,
    line_too_long,
    lost_markup,
    malformed_title,
    misordered_field,
    misordered_section,
    misplaced_section,
    missing_blueprint_url,
    missing_field,
    missing_license,
    missing_title,
    one_sided_reference,
    rst_syntax,
)
from spec_ls.checks.grouped import grouped, is_just_missing, listed, quoted_title
from spec_ls.checks.run import Checked, check
from spec_ls.checks.severity import MISSING, UNKNOWN
from spec_ls.checks.unfinished_end import UnfinishedEnd, is_definition
from spec_ls.findings import Finding
from spec_ls.model.outline import Missing
from spec_ls.spec import Spec
from spec_ls.suppressions import UNUSED, apply, suppressions
from spec_ls.text import Range

_FRONT_MATTER = {
    missing_license.CHECK.code,
    missing_blueprint_url.CHECK.code,
    missing_title.CHECK.code,
    filename_mismatch.CHECK.code,
}
_HEADER = {
    missing_field.CHECK.code,
    misordered_field.CHECK.code,
    one_sided_reference.CHECK.code,
    malformed_title.CHECK.code,
}
"""Codes of findings that are about a header as a whole, or about the title."""
_OF_LAST_BLOCK = {
    rst_syntax.CHECK.code,
    broken_heading.CHECK.code,
    lost_markup.CHECK.code,
    leftover_guidance.CHECK.code,
}
_COUNTING = {misordered_section.CHECK.code, image_not_ascii.CHECK.code, UNUSED}
"""Codes of findings that are about all that is written, and have to wait for the rest of it."""
_TABLE = ("+", "|", "=")
"""The first characters of a table's lines: it is none before its last line is there."""


@dataclass(frozen=True, slots=True)
class StillToWrite:
    """Findings about what the end of a text lacks: sections above all."""

    findings: tuple[Finding[Any], ...]


def as_an_editor_shows(checked: Checked) -> Checked:
    """The findings of a spec that an editor shows, sorted by their starts; the spec stays the same."""
    if checked.spec.blocks.rest is not None:  # nobody looks at its end
        return replace(checked, findings=tuple(finding for finding in checked.findings if finding.is_shown))
    meant = checked.spec.without_subtitle
    shown = None if meant is checked.spec else _in_the_making(_Progress.of(check(meant)))
    if shown is None:
        progress = _Progress.of(checked)
        shown = _in_the_making(progress)
    if shown is None:
        shown = _at_the_end(progress)
    if not checked.spec.outline.sections:  # the header, too, may go on
        shown = [finding for finding in shown if finding.code not in _HEADER]
    return replace(checked, findings=tuple(grouped(shown)))


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far a spec has come, with the findings that people are shown of it.

    ``order`` holds the place of each slot in the template, by its path; ``last`` is that of the last section
    in its turn.  ``ahead`` are the findings about missing sections behind that.
    """

    spec: Spec
    shown: list[Finding[Any]]
    order: dict[tuple[str, ...], int]
    last: int
    ahead: list[Finding[Any]]

    @classmethod
    def of(cls, checked: Checked) -> _Progress:
        spec = checked.spec
        shown = [finding for finding in checked.findings if finding.is_shown]
        order = {slot.path: number for number, slot in enumerate(spec.template.walk())}
        last = _last_in_turn(spec, order)
        return cls(spec, shown, order, last, _missing_ahead(spec, shown, order, last))


def _in_the_making(progress: _Progress) -> list[Finding[Any]] | None:
    """The findings about a spec whose author is on the way; None if it is not in the making."""
    spec, shown, ahead = progress.spec, progress.shown, progress.ahead
    header = _fields_ahead(progress)
    if spec.document.headings and not header and not any(map(_is_demanded, ahead)):
        return None
    end = UnfinishedEnd.of(spec)
    empty = [finding for finding in shown if end.is_its_heading(finding)]
    rest = _without(shown, [*empty, *header, *ahead, *_before_their_turn(progress)])
    found = [finding for finding in rest if not _waits(finding, spec, end)]
    lacking = [*header, *empty, *ahead]
    return _in_order([*found, _still_to_write(spec, end, lacking)] if lacking else found)


def _at_the_end(progress: _Progress) -> list[Finding[Any]]:
    """The findings about a spec that has its last section: that one may be unfinished."""
    spec, shown = progress.spec, progress.shown
    end = UnfinishedEnd.of(spec)
    names = {finding.message for finding in shown if end.is_about_names(finding)}
    definitions, headings = spec.blocks.where(is_definition), spec.blocks.headings
    at_end = bool(definitions and headings and definitions[-1] > headings[-1])
    if at_end or len(names) > len(definitions):
        end = replace(end, lists_definitions=True)  # the list is not at its end, or still to come
    ahead = [*(finding for finding in shown if end.lacks(finding)), *progress.ahead]
    said = (
        apply(suppressions(spec), [_still_to_write(spec, end, ahead)])[0]
        if ahead and spec.config.is_enabled(MISSING)
        else []
    )
    if not said:
        return shown
    return _in_order([*_without(shown, ahead), *said])


def _in_order(findings: list[Finding[Any]]) -> list[Finding[Any]]:
    return sorted(findings, key=attrgetter("range.start"))


def _without(findings: Iterable[Finding[Any]], others: Iterable[Finding[Any]]) -> list[Finding[Any]]:
    left_out = set(map(id, others))
    return [finding for finding in findings if id(finding) not in left_out]


def _missing_ahead(
    spec: Spec, findings: list[Finding[Any]], order: dict[tuple[str, ...], int], last: int
) -> list[Finding[Any]]:
    """The findings about missing sections behind the last one that is there, in the template's order.

    Where there are any, so are those that their authors have passed by, as long as the section that they
    belong into goes on, or lacks one behind the last, too.
    """
    missing = [finding for finding in findings if is_just_missing(finding)]
    missing.sort(key=lambda finding: order[finding.subject.slot.path])
    unfinished = {_path_above(finding) for finding in missing if order[finding.subject.slot.path] > last}
    if not unfinished:
        return []
    end = len(spec.document.headings)
    return [
        finding
        for finding in missing
        if _path_above(finding) in unfinished
        or finding.subject.parent is None
        or finding.subject.parent.end == end
    ]


def _before_their_turn(progress: _Progress) -> list[Finding[Any]]:
    """The findings about titles of slots to come that stand elsewhere.

    They may be the author's own sections, until one behind those slots is in its place.
    """
    early = {
        match.section.number
        for match in progress.spec.outline.misplaced
        if progress.order[match.slot.path] > progress.last
    }
    return [finding for finding in progress.shown if _stands_elsewhere(finding) in early]


def _last_in_turn(spec: Spec, order: dict[tuple[str, ...], int]) -> int:
    """The last section's place in the template; those that stand elsewhere count only if all sections do."""
    outline = spec.outline
    there = (*outline.found, *outline.misnamed)
    return max((order[match.slot.path] for match in there or outline.misplaced), default=-1)


def _stands_elsewhere(finding: Finding[Any]) -> int | None:
    """The number of the section that a finding says stands in a wrong place."""
    if finding.code == misplaced_section.CHECK.code:
        number: int = finding.subject[0].section.number
        return number
    if isinstance(finding.subject, Missing) and finding.subject.stand_in is not None:
        return finding.subject.stand_in.number
    return None


def _path_above(finding: Finding[Any]) -> tuple[str, ...]:
    path: tuple[str, ...] = finding.subject.slot.path
    return path[:-1]


def _is_demanded(finding: Finding[Any]) -> bool:
    """True if a finding is about a section that has to be written before the spec is finished."""
    return finding.subject.slot.required and not finding.subject.behind_stop


def _waits(finding: Finding[Any], spec: Spec, end: UnfinishedEnd) -> bool:
    """True if a finding may be gone when the text goes on behind its end."""
    code, line = finding.code, finding.range.start.line
    if code in _FRONT_MATTER:
        return not spec.outline.sections
    if code in (MISSING, UNKNOWN):
        return finding.subject is None  # the number of sections is wrong until all are there
    if code in _COUNTING or end.is_about_names(finding):
        return True
    if code == misplaced_section.CHECK.code:  # its message counts those that follow it
        return bool(finding.subject[-1].section.end > end.last_heading)
    if code == empty_section.CHECK.code:  # so does that of this one, and the last section may stay empty
        return bool(finding.subject[-1].end >= end.last_heading)
    if code == line_too_long.CHECK.code:  # what helps, and whether that is needed, depends on the lines below
        is_table = spec.text.lines[line].lstrip().startswith(_TABLE)
        return line >= end.first_line and (end.is_open or is_table)
    return line >= end.first_line and code in _OF_LAST_BLOCK


def _fields_ahead(progress: _Progress) -> list[Finding[Any]]:
    """The findings about fields that are missing before the first section."""
    if progress.spec.outline.sections or not progress.spec.config.is_enabled(MISSING):
        return []
    return [finding for finding in progress.shown if finding.code == missing_field.CHECK.code]


def _still_to_write(spec: Spec, end: UnfinishedEnd, ahead: list[Finding[Any]]) -> Finding[StillToWrite]:
    """One finding for all that the text lacks; it starts with the first thing that is cut off."""
    starts = [finding.range.start for finding in ahead if end.is_cut_off(finding)]
    return Finding(
        MISSING,
        spec.config.severities.of(MISSING) or min(finding.severity for finding in ahead),
        f"still to write: {listed(list(dict.fromkeys(_lacking(end, finding) for finding in ahead)))}",
        Range(min(end.range.start, *starts), end.range.end) if starts else end.range,
        ahead[0].section,
        ahead[0].template,
        subject=StillToWrite(tuple(ahead)),
    )


def _lacking(end: UnfinishedEnd, finding: Finding[Any]) -> str:
    """The words for what a text lacks by a finding."""
    if finding.code == MISSING:
        return quoted_title(finding.subject)
    if finding.code == missing_field.CHECK.code:
        return "the header" if finding.subject is None else f'field "{finding.subject.name}"'
    return end.lacking(finding)
