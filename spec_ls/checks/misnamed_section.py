"""misnamed-section: a title that is nearly the template's."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.headings import rename
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Match, Outline


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for one in outline.misnamed:
        message = f'section "{one.section.title}" is called "{one.slot.title}" in the template'
        yield CHECK.warn(message, analysis, outline, one)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    one = finding.subject
    if isinstance(one, Match):
        title = f'Rename "{one.section.title}" to "{one.slot.title}"'
        yield Fix(title, (rename(analysis, one.section, one.slot.title),))


CHECK = Check(
    "misnamed-section",
    "a title differs from a missing section's by case, number or a typo",
    "Gates compare titles letter by letter: to them a section under nearly the right name is missing.",
    "Work items\n----------\n\n* Write it.\n",
    "Work Items\n----------\n\n* Write it.\n",
    find=_find,
    fix=_fix,
)
