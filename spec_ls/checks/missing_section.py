"""missing-section: a slot has no section."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.headings import rename
from spec_ls.edits.insert import insert_one
from spec_ls.edits.move import bring_to_place
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.document import Document
from spec_ls.model.outline import Match, Missing, Outline
from spec_ls.model.template import GATED_LEVELS, Demand
from spec_ls.spec import Spec

_NAMED = 3
"""Subsections that a message names; more are counted."""


def _find(spec: Spec) -> Iterator[Finding[Missing | None]]:
    """The subject is None where the gate counts the sections and no single one is missing."""
    document, outline = spec.document, spec.outline
    at_title = document.title_range(outline.title) if outline.title else document.first_line
    too_few = _are_too_few(outline)
    for missing in outline.missing:
        yield Finding(
            CHECK.code,
            _severity(missing, spec, too_few),
            _message(missing, document),
            document.title_range(missing.parent) if missing.parent else at_title,
            missing.slot.path,
            outline.template.place(missing.slot),
            subject=missing,
        )
    if too_few and all(len(missing.slot.path) > 1 for missing in outline.missing):
        message = f"there are {outline.top_titles} sections, the gate wants {outline.template.rules.count}"
        yield Finding(CHECK.code, spec.config.severity(CHECK.code), message, at_title, subject=None)


def _are_too_few(outline: Outline) -> bool:
    """True if the gate counts the top sections, and finds too few of them."""
    count = outline.template.rules.count
    return count is not None and outline.top_titles < count


def _severity(missing: Missing, spec: Spec, too_few: bool) -> Severity:
    """An error where the gate says so; a gate of its own does not know that an author stopped before it."""
    slot, known = missing.slot, spec.config.sections.known
    gated = slot.demand is Demand.GATE or (too_few and slot.level == 1 and slot.required)
    if gated and spec.config.is_error(CHECK.code) and (known or not missing.behind_stop):
        return Severity.ERROR
    advice = not slot.required or missing.behind_stop or (slot.level > GATED_LEVELS and not gated)
    return Severity.INFORMATION if advice else Severity.WARNING


def _message(missing: Missing, document: Document) -> str:
    slot = missing.slot
    inside = f' in "{slot.path[-2]}"' if len(slot.path) > 1 else ""
    message = f'{"" if slot.required else "optional "}section "{slot.title}" is missing{inside}'
    inner = [f'"{child.title}"' for child in slot.children if child.required]
    if missing.stand_in is not None:
        same = missing.stand_in.title == slot.title
        message += ", it stands elsewhere" if same else f', "{missing.stand_in.title}" stands in its place'
    elif _is_promoted(slot.title, document):
        message += f', docutils takes the lone "{slot.title}" for a title'
    elif inner:
        many = len(inner) > _NAMED
        message += f", with its {len(inner)} subsections" if many else f", with {_listed(inner)}"
    if missing.behind_stop:
        message += "; the spec is posted for preliminary feedback"
    return message


def _is_promoted(title: str, document: Document) -> bool:
    promoted = (document.title, document.subtitle)
    return any(section is not None and section.title == title for section in promoted)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _fix(spec: Spec, finding: Finding[Missing | None]) -> Iterator[Fix]:
    missing = finding.subject
    if missing is None:
        return
    section, title = missing.stand_in, missing.slot.title
    if section is None:
        if fix := insert_one(spec, missing):
            yield fix
    elif section.title != title:
        yield Fix(
            f'Rename "{section.title}" to "{title}"', (rename(spec, section, title),), safety=Safety.UNSAFE
        )
    elif fix := bring_to_place(spec, Match(section, missing.slot)):
        yield fix


CHECK = Check(
    code="missing-section",
    summary="a section that the template asks for is not there",
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
)
