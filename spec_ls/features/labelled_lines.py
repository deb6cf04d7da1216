"""Completes labelled lines of a section (``Primary assignee:``), and tells what the template has there.

They are offered and never asked for: authors leave them out, add their own, and put them in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spec_ls.edits.section_bodies import STUB
from spec_ls.features.candidates import Candidate, CandidateKind, matches
from spec_ls.features.entries import entries, entry_at
from spec_ls.features.heading_position import HeadingPosition, lines_below
from spec_ls.features.hover_value import Hover
from spec_ls.model.people import is_of_people
from spec_ls.model.section_labels import SectionLabel, WrittenLabel, written_labels
from spec_ls.model.template import Template
from spec_ls.rst.blocks import Kind
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_BEFORE_ENTRIES = re.compile(r"(?:[^:]*:(?=[ \t]))?[ \t]*(?:[-+*][ \t]+)?")
"""What stands before the first entry in a line: the name of a labelled line, or the mark of a list item."""

_MARKS = ("- ", "* ", "+ ")
_OFFERS_NONE = re.compile(rf"\b{STUB}\b")


def complete_label_names(
    spec: Spec, position: Position, here: HeadingPosition | None, section: Section | None
) -> Iterator[Candidate]:
    """The template's labelled lines that a section lacks, in the template's order.

    They stand where a heading may (``here``), or line by line below others.
    """
    slot = spec.outline.slot_of(section) if section is not None else None
    if section is None or slot is None or not slot.labels:
        return
    line = position.line
    stands_free = here is not None and here.overline is None and here.underline is None
    if not stands_free and not _is_line_by_line(spec, line):
        return
    typed = line_content(spec.text.lines[line])
    others = [written for written in written_labels(spec.document, section) if written.start != line]
    for label in slot.labels:
        if matches(label.name, typed.removesuffix(":")) and not any(w.fills(label) for w in others):
            yield _name(spec, line, label, here if stands_free else None)


def complete_label_values(
    spec: Spec, position: Position, people: Callable[[], Sequence[str]] = tuple
) -> tuple[Candidate, ...] | None:
    """The values for the labelled line at a position; None where there is none.

    They are the template's, and the ``people`` of other documents where the line is about them.
    """
    found = _label_above(spec, position.line)
    if found is None:
        return _more_people(spec, position, people)
    written, label = found
    content = line_content(spec.text.lines[position.line])
    start = len(content) - len(content.lstrip())
    if position.line == written.start:
        start = content.index(":") + 1
        start += len(content[start:]) - len(content[start:].lstrip())
        if position.column < start or (not label.is_inline and content.endswith(":")):
            return None  # the name is completed, with the value where the template has it
    before = content[:start] if content.strip() and content[:start] else label.indent
    before += "" if before.endswith((" ", "\t")) else " "
    typed = content[start:].strip()
    if is_of_people(label.name) and ("," in typed or typed.startswith(_MARKS)):
        return _people_in(spec, found, position, people)
    whole = Range.of(position.line, 0, position.line, len(content))
    return tuple(
        Candidate(value, Edit(whole, before + value), _of_label(label), kind=CandidateKind.FIELD)
        for value in dict.fromkeys([*_values(label), *(people() if is_of_people(label.name) else ())])
        if matches(value, typed) and value != typed
    )


def _more_people(
    spec: Spec, position: Position, people: Callable[[], Sequence[str]]
) -> tuple[Candidate, ...] | None:
    """The people for a further line of a value that names some; None where there is none, or it is blank."""
    found = _label_at(spec, position.line)
    is_below = spec.text.lines[position.line][:1].isspace()
    if found is None or not is_of_people(found[1].name) or not is_below:
        return None
    return _people_in(spec, found, position, people)


def _people_in(
    spec: Spec,
    found: tuple[WrittenLabel, SectionLabel],
    position: Position,
    people: Callable[[], Sequence[str]],
) -> tuple[Candidate, ...]:
    """The people for the entry at a position in a line; the mark of a list item is no part of it."""
    written, label = found
    lines = [line_content(line) for line in spec.text.lines[written.start : written.end]]
    content = lines[position.line - written.start]
    first = _before_entries(content)
    if position.column < first:
        return ()
    start, end = entry_at(",", content[first:], position.column - first)
    place = Range.of(position.line, first + start, position.line, first + end)
    typed = content[first + start : first + end].strip()
    named = {entry for line in lines for entry in entries(",", line[_before_entries(line) :])}
    gap = " " if content[: first + start].endswith(",") else ""
    return tuple(
        Candidate(name, Edit(place, gap + name), _of_label(label), kind=CandidateKind.FIELD)
        for name in people()
        if matches(name, typed) and name not in named
    )


def _before_entries(content: str) -> int:
    found = _BEFORE_ENTRIES.match(content)
    return found.end() if found else 0


def _of_label(label: SectionLabel) -> str:
    return f'a value of "{label.name}"'


def hover_label(spec: Spec, position: Position) -> Hover | None:
    """The hover at a position in a labelled line that the template has, too; None anywhere else."""
    found = _label_at(spec, position.line)
    if found is None:
        return None
    written, label = found
    end = spec.text.clamp(Position(written.end - 1, len(spec.text.lines[written.end - 1])))
    guidance = "The template has:\n\n::\n\n" + "\n".join(f"   {line}" for line in label.lines)
    return Hover(Range(Position(written.start, 0), end), label.name, _summary(spec.template), guidance)


def _name(spec: Spec, line: int, label: SectionLabel, here: HeadingPosition | None) -> Candidate:
    """A labelled line with what is to be replaced in it; an example's value is left to its author."""
    newline = spec.text.newline
    has_values = bool(label.placeholders) or any(map(_OFFERS_NONE.search, label.lines[1:]))
    kept = label.lines if label.is_inline or has_values else (label.lines[0], label.indent)
    text = newline.join(kept)
    body = None
    if has_values:
        start = (
            text.index(label.placeholders[0]) if label.placeholders else len(text) - len(kept[-1].lstrip())
        )
        body = (start, len(text))
    if here is not None and lines_below(spec.document, here)[0] == 0:
        text += newline
    edit = Edit(Range.of(line, 0, line, len(line_content(spec.text.lines[line]))), text)
    guidance = "\n".join(label.lines)
    return Candidate(
        label.name, edit, _summary(spec.template), body=body, guidance=guidance, kind=CandidateKind.FIELD
    )


def _values(label: SectionLabel) -> Iterator[str]:
    if any(map(_OFFERS_NONE.search, label.placeholders)) or label.lines[-1].strip() == STUB:
        yield STUB
    yield from label.placeholders


def _is_line_by_line(spec: Spec, line: int) -> bool:
    """True if a line without a value goes on with a paragraph of labelled lines."""
    index = spec.blocks.at(line)
    section = spec.document.section_at(line)
    block = spec.blocks.items[index] if index >= 0 else None
    if section is None or block is None or block.kind is not Kind.PARAGRAPH:
        return False
    content = line_content(spec.text.lines[line])
    if content[:1].isspace() or ":" in content.rstrip(":"):
        return False
    return any(written.start == line - 1 for written in written_labels(spec.document, section))


def _label_at(spec: Spec, line: int) -> tuple[WrittenLabel, SectionLabel] | None:
    """The labelled line that holds a buffer line, and the template's."""
    section = spec.document.section_at(line)
    slot = spec.outline.slot_of(section) if section is not None else None
    for written in written_labels(spec.document, section) if section and slot and slot.labels else ():
        label = next((label for label in slot.labels if written.fills(label)), None) if slot else None
        if label is not None and written.start <= line < written.end:
            return written, label
    return None


def _label_above(spec: Spec, line: int) -> tuple[WrittenLabel, SectionLabel] | None:
    """The labelled line whose value stands, or may be written, on a buffer line."""
    content = line_content(spec.text.lines[line])
    is_below = not content.strip() or content[:1].isspace()
    found = _label_at(spec, line)
    if found is None and is_below and line:
        found = _label_at(spec, line - 1)
    if found is None:
        return None
    written, label = found
    is_next = line == written.start + 1 and is_below and not label.is_inline
    return found if is_next or line == written.start else None


def _summary(template: Template) -> str:
    return f"labelled line, template {template.name}"
