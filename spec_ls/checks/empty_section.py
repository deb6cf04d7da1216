"""empty-section: a heading with neither text nor subsections."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.insert import STUB
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.document import Section
from spec_ls.model.outline import Outline
from spec_ls.text import Edit, Position, Range


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    document = analysis.document
    for section in outline.leaves:
        if not document.is_empty(section):
            continue
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
