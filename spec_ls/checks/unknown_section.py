"""unknown-section: a section that the gate does not know."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.headings import rename
from spec_ls.findings import Finding, Fix
from spec_ls.model.document import Section
from spec_ls.model.outline import Outline


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    config, count = analysis.config, outline.template.rules.count
    if not config.minds(CHECK.code):
        return
    tops = len({section.title for section in outline.sections})
    severity = config.severity(CHECK.code)
    unknown = [one for one in outline.unknown if count is None or tops > count or not _is_top(one, outline)]
    for section in unknown:
        yield Finding(
            CHECK.code,
            severity,
            _message(section, outline),
            analysis.document.title_range(section),
            outline.path_of(section),
            None,
            section,
        )
    if count is not None and tops > count and not any(_is_top(one, outline) for one in unknown):
        message = f"there are {tops} sections, the gate wants {count}"
        place = analysis.document.title_range(outline.title) if outline.title else analysis.first_line
        yield Finding(CHECK.code, severity, message, place)


def _is_top(section: Section, outline: Outline) -> bool:
    return len(outline.path_of(section)) == 1


def _message(section: Section, outline: Outline) -> str:
    above = outline.path_of(section)[:-1]
    where = f' in "{above[-1]}"' if above else ""
    meant = _meant(section, outline)
    instead = f', "{meant}" is missing' if meant else ""
    return f'the gate knows no section "{section.title}"{where}{instead}'


def _meant(section: Section, outline: Outline) -> str | None:
    """The title that a section should have, where that is near enough to tell."""
    return next((one.slot.title for one in outline.misnamed if one.section is section), None)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    section, outline = finding.subject, analysis.outline
    if isinstance(section, Section) and outline is not None and (title := _meant(section, outline)):
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
