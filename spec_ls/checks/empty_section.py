"""empty-section: a heading with neither text nor subsections."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.insert import STUB, body_of
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.link_sections import is_link_section, is_reference
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range


def _find(spec: Spec) -> Iterator[Finding[Section]]:
    document, outline = spec.document, spec.outline
    for section in outline.leaves:
        if document.is_empty(section) and not _holds_references(spec, section):
            slot = outline.slot_of(section)
            yield Finding(
                CHECK.code,
                Severity.WARNING,
                f'section "{section.title}" has neither text nor subsections',
                document.title_range(section),
                outline.path_of(section),
                outline.template.place(slot) if slot else None,
                subject=section,
            )


def _fix(spec: Spec, finding: Finding[Section]) -> Iterator[Fix]:
    slot = spec.outline.slot_of(finding.subject)
    body = body_of(spec, slot) if slot else [STUB]
    if not body:
        return  # the author alone can write it
    title = f'Write "{STUB}"' if body == [STUB] else "Write the template's guidance, to be replaced"
    content = spec.text.newline.join(body)
    yield Fix(title, (_body_edit(spec, finding.subject, content),), safety=Safety.UNSAFE)


def _holds_references(spec: Spec, section: Section) -> bool:
    """True if a section of references holds the targets of links, which are not seen."""
    blocks = spec.blocks.items[slice(*spec.document.body(section))]
    return is_link_section(section.title) and any(map(is_reference, blocks))


def _body_edit(spec: Spec, section: Section, content: str) -> Edit:
    """The edit that writes a section's text under its heading, one blank line below it."""
    text = spec.text
    newline = text.newline
    _, line = spec.document.heading_lines(section)
    if line >= len(text.lines):
        return Edit(Range.at(text.end), newline * 2 + content + newline)
    behind = newline if text.lines[line].strip() else ""
    return Edit(Range.at(Position(line, 0)), newline + content + newline + behind)


CHECK = Check(
    code="empty-section",
    summary="a heading has neither text nor subsections",
    why=(
        "The reader of an empty section cannot tell whether it was forgotten or whether there is nothing to"
        " say. None says the latter."
    ),
    wrong="Dependencies\n============\n\nTesting\n=======\n\nUnit tests.\n",
    right="Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
