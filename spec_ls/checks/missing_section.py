"""missing-section: a slot has no section."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.headings import rename
from spec_ls.edits.insert import insert_one
from spec_ls.edits.move import bring_to_place
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.document import Document
from spec_ls.model.outline import Match, Missing, Outline
from spec_ls.model.template import GATED_LEVELS, Demand

_NAMED = 3
"""So many subsections are named in a message; more are counted."""


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    lacking = _are_too_few(outline)
    for missing in outline.missing:
        holder = missing.parent or outline.title
        yield Finding(
            CHECK.code,
            _severity(missing, analysis, lacking),
            _message(missing, analysis.document),
            analysis.document.title_range(holder) if holder else analysis.first_line,
            missing.slot.path,
            outline.template.place(missing.slot),
            missing,
        )
    if lacking and all(len(missing.slot.path) > 1 for missing in outline.missing):
        wanted, there = outline.template.rules.count, len({section.title for section in outline.sections})
        yield Finding(
            CHECK.code,
            analysis.config.severity(CHECK.code),
            f"there are {there} sections, the gate wants {wanted}",
            analysis.document.title_range(outline.title) if outline.title else analysis.first_line,
        )


def _are_too_few(outline: Outline) -> bool:
    """Whether the gate counts the top sections, and finds too few of them."""
    count = outline.template.rules.count
    return count is not None and len({section.title for section in outline.sections}) < count


def _severity(missing: Missing, analysis: Analysis, lacking: bool) -> Severity:
    """An error where the gate says so; a gate of its own does not know that an author stopped before it."""
    slot, known = missing.slot, analysis.config.sections.known
    gated = slot.demand is Demand.GATE or (lacking and slot.level == 1 and slot.required)
    if gated and analysis.config.is_error(CHECK.code) and (known or not missing.posted):
        return Severity.ERROR
    advice = not slot.required or missing.posted or (slot.level > GATED_LEVELS and not gated)
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
    if missing.posted:
        message += "; the spec is posted for preliminary feedback"
    return message


def _is_promoted(title: str, document: Document) -> bool:
    return any(one is not None and one.title == title for one in (document.title, document.subtitle))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    missing = finding.subject
    if not isinstance(missing, Missing):
        return
    section = missing.stand_in
    if section is not None and section.title == missing.slot.title:
        if fix := bring_to_place(analysis, Match(section, missing.slot)):
            yield fix
    elif section is not None:
        title = f'Rename "{section.title}" to "{missing.slot.title}"'
        yield Fix(title, (rename(analysis, section, missing.slot.title),))
    elif fix := insert_one(analysis, missing):
        yield fix


CHECK = Check(
    "missing-section",
    "a section that the template asks for is not there",
    "A spec is read beside the template: reviewers look for each of its sections, and the project's gate"
    " rejects a spec that lacks one. Where there is nothing to say, the section stays and says None.",
    "Proposed change\n===============\n\nAdd a flag.\n\nTesting\n=======\n\nUnit tests.\n",
    "Proposed change\n===============\n\nAdd a flag.\n\nDependencies\n============\n\nNone\n\n"
    "Testing\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
