"""leftover-guidance: text that the template has for the author."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.delete import deletion
from spec_ls.edits.insert import STUB
from spec_ls.findings import Finding, Fix, Severity, TemplatePlace
from spec_ls.model.body import is_stub
from spec_ls.model.leftovers import Leftover, leftovers
from spec_ls.model.outline import Outline
from spec_ls.model.wording import folded
from spec_ls.text import Position, Range

_SHOWN = 40
"""So many characters of a text are shown in a message."""


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for one in _found(analysis, outline):
        place = None if one.line is None else TemplatePlace(outline.template.origin, one.line)
        yield Finding(
            CHECK.code,
            _severity(analysis, one),
            f'the template\'s text is still here: "{_start_of(analysis, one)}"',
            _range(analysis, one),
            one.section or None,
            place,
            one,
        )


def _found(analysis: Analysis, outline: Outline) -> list[Leftover]:
    found = leftovers(analysis.blocks, outline, analysis.marks.echoes, analysis.marks.posts)
    return [one for one in found if not _is_stub(analysis, one)] if analysis.config.stubs else found


def _is_stub(analysis: Analysis, one: Leftover) -> bool:
    """Whether the settings say that this counts as saying nothing, so that it may be meant."""
    return one.end == one.start + 1 and is_stub(analysis.blocks.items[one.start], analysis.config.stubs)


def _severity(analysis: Analysis, one: Leftover) -> Severity:
    if analysis.config.is_error(CHECK.code):
        return Severity.ERROR
    return Severity.INFORMATION if one.kept else Severity.WARNING


def _start_of(analysis: Analysis, one: Leftover) -> str:
    text = folded(analysis.blocks.items[one.start])
    if len(text) <= _SHOWN:
        return text
    return text[: text.rfind(" ", 0, _SHOWN)] + " ..." if " " in text[:_SHOWN] else text[:_SHOWN] + "..."


def _range(analysis: Analysis, one: Leftover) -> Range:
    """From the first character to the last; an indent is none of it."""
    blocks = analysis.blocks
    first, last = blocks.items[one.start], blocks.items[one.end - 1]
    start = blocks.position(one.start, 0)
    line = first.lines[0]
    number = len(last.content) - 1
    end = blocks.position(one.end - 1, number)
    return Range(
        Position(start.line, start.column + len(line) - len(line.lstrip())),
        Position(end.line, end.column + len(last.lines[number].rstrip())),
    )


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    one = finding.subject
    if not isinstance(one, Leftover) or analysis.outline is None:
        return
    if edits := deletion(analysis, [(one.start, one.end)]):
        stub = any(edit.text for edit in edits)
        yield Fix(
            f'Replace the template\'s text by "{STUB}"' if stub else "Delete the template's text", edits
        )
    sure = [(one.start, one.end) for one in _found(analysis, analysis.outline) if not one.kept]
    if len(sure) > 1 and (edits := deletion(analysis, sure)):
        yield Fix("Delete all of the template's text", edits)


CHECK = Check(
    "leftover-guidance",
    "text that the template has for the author is still there",
    "The template's text tells its author what to write and then goes: left in a spec, it hides what the"
    " author has to say, and what they have not thought about."
    " A label or question above the author's own words may be there on purpose, so it is only information.",
    "Testing\n=======\n\nHow will it be tested? Think of the edge cases as well.\n",
    "Testing\n=======\n\nUnit tests cover both drivers.\n",
    find=_find,
    fix=_fix,
)
