"""empty-section: a heading with neither text nor subsections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spec_ls.check import Check
from spec_ls.checks.runs import runs
from spec_ls.edits.section_bodies import STUB, body_of
from spec_ls.findings import Cause, Finding, Fix, Safety, Severity
from spec_ls.model.core_sections import is_core
from spec_ls.model.link_sections import is_link_section, is_reference
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range

Run = tuple[Section, ...]
"""An empty section and the empty ones right behind it, of the same level."""


def _find(spec: Spec) -> Iterator[Finding[Run]]:
    """The message of a run's first section speaks for all: the others follow from it."""
    if spec.is_closed:
        return
    document, outline = spec.document, spec.outline
    empty = [
        section
        for section in outline.leaves
        if document.is_empty(section) and not _holds_references(spec, section)
    ]
    for run in runs(empty, partial(_continues, spec)):
        cause = Cause(CHECK.code, document.title_range(run[0]).start.line)
        for index, section in enumerate(run):
            slot = outline.slot_of(section)
            yield Finding(
                CHECK.code,
                Severity.WARNING,
                _message(section, 0 if index else len(run) - 1),
                document.title_range(section),
                outline.path_of(section),
                outline.template.place(slot) if slot else None,
                cause if index else None,
                subject=(section, run[-1]) if index else run,
            )


def _message(section: Section, behind: int) -> str:
    message = f'section "{section.title}" has neither text nor subsections'
    if behind:
        message += ", nor has the next one" if behind == 1 else f", nor have the next {behind}"
    return message


def _continues(spec: Spec, before: Section, section: Section) -> bool:
    """True if a section is empty for the same reason as the one before it.

    The document's last section may be the one that its author is about to write, and each core section is
    worth a finding.
    """
    if before.end != section.number or before.level != section.level:
        return False
    is_last = section.number == len(spec.document.headings) - 1
    return not is_last and not _is_core(spec, before) and not _is_core(spec, section)


def _is_core(spec: Spec, section: Section) -> bool:
    slot = spec.outline.slot_of(section)
    return slot is not None and is_core(slot, spec.template, spec.config.core)


def _fix(spec: Spec, finding: Finding[Run]) -> Iterator[Fix]:
    """The author alone can write a core section of which the template says nothing."""
    slot = spec.outline.slot_of(finding.subject[0])
    body = body_of(spec, slot) if slot else [STUB]
    if not body:
        return
    newline = spec.text.newline  # it takes a look at the whole text
    content = newline.join(body)
    edits = tuple(_body_edit(spec, section, content, newline) for section in finding.subject)
    title = f'Write "{STUB}"' if body == [STUB] else "Write the template's guidance, to be replaced"
    if len(edits) > 1:
        title += f" in {len(edits)} sections"
    yield Fix(title, edits, safety=Safety.UNSAFE)


def _holds_references(spec: Spec, section: Section) -> bool:
    """True if a section of references holds the targets of links, which are not seen."""
    blocks = spec.blocks.items[slice(*spec.document.body(section))]
    return is_link_section(section.title) and any(map(is_reference, blocks))


def _body_edit(spec: Spec, section: Section, content: str, newline: str) -> Edit:
    """The edit that writes a section's text under its heading, one blank line below it."""
    text = spec.text
    _, line = spec.document.heading_lines(section)
    if line >= len(text.lines):
        return Edit(Range.at(text.end), newline * 2 + content + newline)
    behind = newline if text.lines[line].strip() else ""
    return Edit(Range.at(Position(line, 0)), newline + content + newline + behind)


CHECK = Check(
    code="empty-section",
    summary="a heading has neither text nor subsections",
    severity="warning",
    remedy="write None",
    why=(
        "The reader of an empty section cannot tell whether it was forgotten or whether there is nothing to"
        " say. None says the latter."
    ),
    wrong="Dependencies\n============\n\nTesting\n=======\n\nUnit tests.\n",
    right="Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
