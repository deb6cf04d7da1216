"""unknown-section: a section that the gate does not know."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.severity import (
    MISSING,
    has_too_many,
    is_reported_as_missing,
    message_of_count,
    unknown_sections,
)
from spec_ls.edits.rename import rename_to_slot
from spec_ls.findings import Cause, Finding, Fix
from spec_ls.model.outline import Outline
from spec_ls.model.slot import Slot
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[Section | None]]:
    """The subject is None where the gate counts the sections and knows all of them."""
    document, outline, config = spec.document, spec.outline, spec.config
    if not config.is_gated(CHECK.code):
        return
    severity, top_unknown = config.severity(CHECK.code), False
    for section in unknown_sections(spec):
        path = outline.path_of(section)
        top_unknown = top_unknown or len(path) == 1
        range_ = document.title_range(section)
        yield Finding(
            CHECK.code,
            severity,
            _message(section, spec),
            range_,
            path,
            cause=Cause(MISSING, range_.start.line) if _is_missing_one(section, spec) else None,
            subject=section,
        )
    if has_too_many(outline) and not top_unknown:
        message = message_of_count(spec)
        range_ = document.title_range(outline.title) if outline.title else document.first_line
        yield Finding(CHECK.code, severity, message, range_, subject=None)


def _message(section: Section, spec: Spec) -> str:
    above, meant = spec.outline.path_of(section)[:-1], _meant(section, spec.outline)
    where = f' in "{above[-1]}"' if above else ""
    instead = f', "{meant.title}" is missing' if meant else ""
    if spec.config.covered:
        return f'the gate knows no section "{section.title}"{where}{instead}'
    return f'section "{section.title}"{where} is not among those that specs of this project have{instead}'


def _is_missing_one(section: Section, spec: Spec) -> bool:
    """True if the section is reported as the missing one that it was meant for."""
    meant = (*spec.outline.misnamed, *spec.outline.misplaced)
    return any(
        match.section.number == section.number and is_reported_as_missing(match, spec) for match in meant
    )


def _meant(section: Section, outline: Outline) -> Slot | None:
    """The slot that a section is meant for, where its title is nearly that."""
    slots = (match.slot for match in outline.misnamed if match.section.number == section.number)
    return next(slots, None)


def _fix(spec: Spec, finding: Finding[Section | None]) -> Iterator[Fix]:
    section = finding.subject
    if section is not None and (slot := _meant(section, spec.outline)):
        yield rename_to_slot(spec, section, slot)


CHECK = Check(
    code="unknown-section",
    summary="a section that the project's gate does not know",
    severity="error, where the gate checks this",
    remedy="rename it, if another name is near",
    why=(
        "Some gates reject a top section that is not in the template, so that all of a project's specs have"
        " one shape. Text that does not fit the template goes into a subsection of a section that does."
    ),
    wrong="Testing\n=======\n\nUnit tests.\n\nOpen questions\n==============\n\nWho reviews it?\n",
    right="Testing\n=======\n\nUnit tests.\n\nOpen questions\n--------------\n\nWho reviews it?\n",
    find=_find,
    fix=_fix,
)
