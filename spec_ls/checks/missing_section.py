"""missing-section: a slot has no section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spec_ls.check import Check
from spec_ls.checks.grouped import listed
from spec_ls.checks.severity import has_too_few, message_of_count, says_missing, severity_of_missing
from spec_ls.edits.insert import insert_above, insert_one, insert_some
from spec_ls.edits.move import bring_run_to_place
from spec_ls.edits.rename import rename_to_slot
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.document import Document
from spec_ls.model.outline import Match, Missing
from spec_ls.spec import Spec

_Subject = Missing | tuple[Missing, ...] | None

_NAMED = 3
"""Subsections that a message names; more are counted."""


def _find(spec: Spec) -> Iterator[Finding[_Subject]]:
    """The subject is None where the gate counts the sections and no single one is missing."""
    document, outline = spec.document, spec.outline
    at_title = document.title_range(outline.title) if outline.title else document.first_line
    for missing in outline.missing:
        if says_missing(missing, spec):
            there = missing.stand_in or next(iter(missing.children), missing.parent)
            yield Finding(
                CHECK.code,
                severity_of_missing(missing, spec),
                _message(missing, document),
                document.title_range(there) if there else at_title,
                missing.slot.path,
                outline.template.place(missing.slot),
                subject=missing,
            )
    if has_too_few(outline) and all(len(missing.slot.path) > 1 for missing in outline.missing):
        message = message_of_count(spec)
        yield Finding(CHECK.code, spec.config.severity(CHECK.code), message, at_title, subject=None)


def _message(missing: Missing, document: Document) -> str:
    slot = missing.slot
    inside = f' in "{slot.path[-2]}"' if len(slot.path) > 1 else ""
    message = f'{"" if slot.required else "optional "}section "{slot.title}" is missing{inside}'
    inner = [f'"{child.title}"' for child in slot.children if child.required]
    if missing.stand_in is not None:
        title = missing.stand_in.title
        message += ", it stands elsewhere" if title == slot.title else f', it is called "{title}" here'
    elif missing.children:
        message += f' above "{missing.children[0].title}"'
    elif _is_promoted(slot.title, document):
        message += f', docutils takes the lone "{slot.title}" for a title'
    elif inner:
        many = len(inner) > _NAMED
        message += f", with its {len(inner)} subsections" if many else f", with {listed(inner)}"
    if missing.behind_stop:
        message += "; the spec is posted for preliminary feedback"
    return message


def _is_promoted(title: str, document: Document) -> bool:
    promoted = (document.title, document.subtitle)
    return any(section is not None and section.title == title for section in promoted)


def _fix(spec: Spec, finding: Finding[_Subject]) -> Iterator[Fix]:
    """The fix of one missing section, or of several of one section (``grouped``).

    A batch inserts no section that nobody insists on: the specs around are evidence of that.
    """
    missing = finding.subject
    if missing is None:
        return
    if isinstance(missing, tuple):
        title = f'Insert the {len(missing)} missing sections of "{missing[0].slot.path[-2]}"'
        if fix := insert_some(spec, missing, title):
            yield fix
        return
    section, slot = missing.stand_in, missing.slot
    if section is None:
        above = insert_above(spec, missing) if missing.children else None
        if fix := above or insert_one(spec, missing):
            yield replace(fix, safety=Safety.BY_HAND) if finding.is_advice else fix
    elif missing.in_place:
        yield rename_to_slot(spec, section, slot)
    elif fix := bring_run_to_place(spec, Match(section, slot)):
        yield fix


def _is_root(finding: Finding[_Subject]) -> bool:
    """Sections that stand at another level or lack their parent take others with them."""
    missing = finding.subject
    if not isinstance(missing, Missing):
        return False
    return bool(missing.children) or (missing.stand_in is not None and not missing.in_place)


CHECK = Check(
    code="missing-section",
    summary="a section that the template asks for is missing",
    severity="error; information if it is optional",
    remedy="insert it",
    why=(
        "A spec is read beside the template: reviewers look for each of its sections, and the project's"
        " gate rejects a spec that lacks one. Where there is nothing to say, the section stays and says"
        " None."
    ),
    wrong="Proposed change\n===============\n\nAdd a flag.\n\nTesting\n=======\n\nUnit tests.\n",
    right=(
        "Proposed change\n===============\n\nAdd a flag.\n\nDependencies\n============\n\nNone\n\n"
        "Testing\n=======\n\nUnit tests.\n"
    ),
    find=_find,
    fix=_fix,
    is_root=_is_root,
)
