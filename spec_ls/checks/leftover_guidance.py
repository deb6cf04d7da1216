"""leftover-guidance: text that the template has for the author."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.unwritten import is_core_without_text
from spec_ls.edits.delete import deletion
from spec_ls.edits.section_bodies import STUB
from spec_ls.findings import Finding, Fix, Safety, Severity, TemplatePlace
from spec_ls.model.body import is_stub
from spec_ls.model.document import parse
from spec_ls.model.joined_guidance import JoinedGuidance, joined_guidance
from spec_ls.model.leftovers import Leftover, leftovers, of_template, section_around
from spec_ls.model.section_to_delete import kept_section
from spec_ls.model.template_text import folded
from spec_ls.quoting import MOST_OF_TEXT, shortened
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_Subject = Leftover | JoinedGuidance | Section


def _find(spec: Spec) -> Iterator[Finding[_Subject]]:
    kept = kept_section(spec.document, spec.template.to_delete)
    for finding in _in_blocks(spec):
        first, end = spec.document.lines(kept) if kept is not None else (0, 0)
        if not first <= finding.range.start.line < end:
            yield finding
    if kept is not None and spec.template.to_delete is not None:
        place = TemplatePlace(spec.template.origin, spec.template.to_delete.line)
        message = f'the template\'s section "{kept.title}" is still here'
        range_ = spec.document.title_range(kept)
        yield Finding(
            CHECK.code, spec.config.severity(CHECK.code), message, range_, None, place, subject=kept
        )


def _in_blocks(spec: Spec) -> Iterator[Finding[_Subject]]:
    indices = of_template(spec.blocks, spec.template.own_text)
    for leftover in _leftovers(spec, indices):
        place = None if leftover.line is None else TemplatePlace(spec.template.origin, leftover.line)
        yield Finding(
            CHECK.code,
            _severity(spec, leftover),
            f'the template\'s text is still here: "{_beginning(spec, leftover)}"',
            _range(spec, leftover),
            leftover.section or None,
            place,
            subject=leftover,
        )
    for joined in joined_guidance(spec.blocks, spec.template.own_text, indices):
        yield _finding_of_joined(spec, joined)


def _finding_of_joined(spec: Spec, joined: JoinedGuidance) -> Finding[_Subject]:
    block = spec.blocks.items[joined.index]
    shown = shortened(" ".join(" ".join(block.content[joined.first : joined.end]).split()), MOST_OF_TEXT)
    start, last = (spec.blocks.position(joined.index, line) for line in (joined.first, joined.end - 1))
    content = line_content(block.content[joined.end - 1])
    return Finding(
        CHECK.code,
        spec.config.severity(CHECK.code),
        f'the template\'s text is still here, joined with other text: "{shown}"',
        Range(start, Position(last.line, last.column + len(content.rstrip()))),
        section_around(spec.blocks, spec.outline, joined.index) or None,
        subject=joined,
    )


def _leftovers(spec: Spec, indices: list[int] | None = None) -> list[Leftover]:
    found = leftovers(spec.blocks, spec.outline, indices)
    return [leftover for leftover in found if not _is_stub(spec, leftover)] if spec.config.stubs else found


def _is_stub(spec: Spec, leftover: Leftover) -> bool:
    """True if the settings count the text as a stub, so that the author may mean it."""
    block = spec.blocks.items[leftover.start]
    return leftover.end == leftover.start + 1 and is_stub(block, spec.config.stubs)


def _severity(spec: Spec, leftover: Leftover) -> Severity:
    if spec.config.is_error(CHECK.code):
        return Severity.ERROR
    return Severity.INFORMATION if leftover.may_stay else Severity.WARNING


def _beginning(spec: Spec, leftover: Leftover) -> str:
    return shortened(folded(spec.blocks.items[leftover.start]), MOST_OF_TEXT)


def _range(spec: Spec, leftover: Leftover) -> Range:
    """From the first character to the last, without the indent."""
    blocks = spec.blocks
    first, last = blocks.items[leftover.start], blocks.items[leftover.end - 1]
    start = blocks.position(leftover.start, 0)
    line = first.lines[0]
    number = len(last.content) - 1
    end = blocks.position(leftover.end - 1, number)
    return Range(
        Position(start.line, start.column + len(line) - len(line.lstrip())),
        Position(end.line, end.column + len(last.lines[number].rstrip())),
    )


def _fix(spec: Spec, finding: Finding[_Subject]) -> Iterator[Fix]:
    if isinstance(finding.subject, Section):
        if fix := _section_deletion(spec, finding.subject):
            yield fix
        return
    if isinstance(finding.subject, JoinedGuidance):
        edit = Edit(Range(Position(finding.range.start.line, 0), Position(finding.range.end.line + 1, 0)), "")
        yield Fix("Delete the template's text", (edit,), safety=Safety.UNSAFE)
        return
    if is_core_without_text(spec, finding.subject.start):
        return  # the author alone can write it
    if edits := deletion(spec, [(finding.subject.start, finding.subject.end)]):
        writes_stub = any(edit.text for edit in edits)
        title = f'Replace the template\'s text by "{STUB}"' if writes_stub else "Delete the template's text"
        yield Fix(title, edits, safety=Safety.UNSAFE)
    certain = [
        (found.start, found.end)
        for found in _leftovers(spec)
        if not (found.may_stay or is_core_without_text(spec, found.start))
    ]
    if len(certain) > 1 and (edits := deletion(spec, certain)):
        yield Fix("Delete all of the template's text", edits, safety=Safety.UNSAFE)


def _section_deletion(spec: Spec, section: Section) -> Fix | None:
    """The fix that deletes a section of the template's; None if its author has written into it."""
    (first, end), to_delete = spec.document.lines(section), spec.template.to_delete
    own = set(map(folded, parse(to_delete.text).blocks)) if to_delete is not None else set[str]()
    blocks = spec.blocks
    written = blocks.items[blocks.headings[section.number] : blocks.at(end - 1) + 1]
    if any(folded(block) not in own for block in written):
        return None
    edit = Edit(Range(Position(first, 0), spec.text.clamp(Position(end, 0))), "")
    return Fix(f'Delete the section "{section.title}"', (edit,), safety=Safety.UNSAFE)


CHECK = Check(
    code="leftover-guidance",
    summary="the template's guidance for authors is still there",
    severity="warning; information if authors may keep it",
    remedy="delete it, or all guidance",
    why=(
        "The template's text tells its author what to write and is then deleted: left in a spec, it hides"
        " the author's own text, and questions that nobody has thought about. A label or question above the"
        " author's own words may be there on purpose, so it is only information."
    ),
    wrong="Testing\n=======\n\nHow will it be tested? Think of the edge cases as well.\n",
    right="Testing\n=======\n\nUnit tests cover both drivers.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: not isinstance(finding.subject, Leftover),  # what follows may be misread
)
