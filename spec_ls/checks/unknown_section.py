"""unknown-section: a section that the gate does not know."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from spec_ls.analysis import Analysis, Change, Check
from spec_ls.config import Config
from spec_ls.edits.headings import rename
from spec_ls.findings import Finding, Fix
from spec_ls.model.document import Document, Section
from spec_ls.model.outline import Outline


class _Kept(NamedTuple):
    """What was found in an outline, in order, and the settings that it depends on besides."""

    outline: Outline
    config: Config
    findings: list[Finding]


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    config, count = analysis.config, outline.template.rules.count
    if not config.is_gated(CHECK.code):
        return
    findings = _unknown(analysis, outline)
    yield from findings
    if count is None or any(len(one.section or ()) == 1 for one in findings):
        return
    tops = _tops(outline)
    if tops > count:
        message = f"there are {tops} sections, the gate wants {count}"
        place = analysis.document.title_range(outline.title) if outline.title else analysis.first_line
        yield Finding(CHECK.code, config.severity(CHECK.code), message, place)


def _unknown(analysis: Analysis, outline: Outline) -> list[Finding]:
    """A finding for each section; after a change that left the outline alone only their places are new."""
    config, change = analysis.config, analysis.change
    before: _Kept | None = change.since.memo.get("unknown") if change else None
    if change is None or before is None or before.outline is not outline or before.config is not config:
        findings = _found(analysis, outline)
    else:
        findings = _placed_again(analysis, before.findings, change)
    analysis.blocks.memo["unknown"] = _Kept(outline, config, findings)
    return findings


def _found(analysis: Analysis, outline: Outline) -> list[Finding]:
    count, severity = outline.template.rules.count, analysis.config.severity(CHECK.code)
    are_too_many = count is None or _tops(outline) > count
    meant = {one.section.number: one.slot.title for one in outline.misnamed}
    return [
        Finding(
            CHECK.code,
            severity,
            _message(section, outline, meant.get(section.number)),
            analysis.document.title_range(section),
            outline.path_of(section),
            None,
            section,
        )
        for section in outline.unknown
        if are_too_many or len(outline.path_of(section)) > 1
    ]


def _placed_again(analysis: Analysis, findings: list[Finding], change: Change) -> list[Finding]:
    """The same findings at their titles' new places."""
    since, document = change.since, analysis.document
    if change.start == len(since):
        return findings
    first, behind = bisect_left(findings, since.starts[change.start], key=_line), len(findings)
    below: list[Finding] = []
    if change.old_end < len(since):
        line = since.starts[change.old_end]
        behind, lines = bisect_right(findings, line, key=_line), analysis.blocks.starts[change.new_end] - line
        below = [one.moved(lines) for one in findings[behind:]] if lines else findings[behind:]
    near = [_at_title(one, document) for one in findings[first:behind]]
    return findings[:first] + near + below


def _at_title(finding: Finding, document: Document) -> Finding:
    section = finding.subject
    assert isinstance(section, Section)
    range_ = document.title_range(section)
    return finding if range_ == finding.range else replace(finding, range=range_)


def _line(finding: Finding) -> int:
    return finding.range.start.line


def _tops(outline: Outline) -> int:
    return len({section.title for section in outline.sections})


def _message(section: Section, outline: Outline, meant: str | None) -> str:
    """What is wrong; ``meant`` is the title that the section should have, if that is near enough to tell."""
    above = outline.path_of(section)[:-1]
    where = f' in "{above[-1]}"' if above else ""
    instead = f', "{meant}" is missing' if meant else ""
    return f'the gate knows no section "{section.title}"{where}{instead}'


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    section, outline = finding.subject, analysis.outline
    if isinstance(section, Section) and outline is not None:
        for title in (one.slot.title for one in outline.misnamed if one.section is section):
            yield Fix(f'Rename "{section.title}" to "{title}"', (rename(analysis, section, title),))


CHECK = Check(
    "unknown-section",
    "a section that the project's gate does not know",
    "Some gates reject a top section that is not in the template, so that all of a project's specs have one"
    " shape. What does not fit the template goes into a subsection of what does.",
    "Testing\n=======\n\nUnit tests.\n\nOpen questions\n==============\n\nWho reviews it?\n",
    "Testing\n=======\n\nUnit tests.\n\nOpen questions\n--------------\n\nWho reviews it?\n",
    find=_find,
    fix=_fix,
)
