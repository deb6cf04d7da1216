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
from spec_ls.text import Position, Range, line_content

_NAMED = 3
"""So many subsections are named in a message; more are counted."""

_GATED_LEVELS = 2
"""Below this level no gate reads."""


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for missing in outline.missing:
        holder = missing.parent or outline.title
        yield Finding(
            CHECK.code,
            _severity(missing),
            _message(missing, analysis.document),
            analysis.document.title_range(holder) if holder else _first_line(analysis),
            missing.slot.path,
            outline.template.place(missing.slot),
            missing,
        )


def _severity(missing: Missing) -> Severity:
    """An error, unless the template itself lets the section be left out, or the author stopped before it."""
    slot = missing.slot
    advice = not slot.required or missing.posted or slot.level > _GATED_LEVELS
    return Severity.INFORMATION if advice else Severity.ERROR


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


def _first_line(analysis: Analysis) -> Range:
    return Range(Position(0, 0), Position(0, len(line_content(analysis.text.lines[0]))))


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
