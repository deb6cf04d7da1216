"""Mends preambles that are broken by lines above them, by blank lines, or by lines that are no fields."""

from __future__ import annotations

import re

from spec_ls.findings import Fix, Safety
from spec_ls.model.field_outline import FieldOutline
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.header import HeaderField
from spec_ls.model.headers.preamble import end_of_lines_with_text, looks_like_preamble
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, Text, line_content

_RULE = re.compile(r"([!-/:-@[-`{-~])\1{2,}")
_LIST_MARK = re.compile(r":(?P<field>[A-Za-z-]+):(?:\s|$)|[*+-] +(?P<item>[A-Za-z-]+):(?:\s|$)")
_FIRST_LINES = 40
"""Lines in which a preamble, or the rest of one, is looked for that is not at the top."""


def header_to_top(spec: Spec) -> Fix | None:
    """The fix where a preamble starts further down: what is above it goes below it, blank lines go.

    None if it starts at the top, or nowhere near.
    """
    lines, fields = spec.text.lines, spec.fields
    if fields is None or not fields.is_preamble or fields.header is None:
        return None
    first = _start_of_preamble(spec)
    if not first:
        return None
    end = end_of_lines_with_text(lines, first)
    above, newline = "".join(lines[:first]), spec.text.newline
    text = "".join(lines[first:end])
    if above.strip():
        text += newline + above.strip("\r\n") + newline
    edit = Edit(Range.of(0, 0, end, 0), text)
    # What stands above it may be meant for anything: its author decides where it goes.
    safety = Safety.BY_HAND if above.strip() else Safety.UNSAFE
    return Fix("Move the header to the first line", (edit,), safety=safety)


def preamble_of_list(spec: Spec, fields: FieldOutline) -> Fix | None:
    """The fix that takes the marks off a preamble written as a field list or a bullet list, else None."""
    lines = spec.text.lines
    names = {name for slot in fields.slots for name in slot.names}
    edits = list[Edit]()
    for number in range(end_of_lines_with_text(lines, 0)):
        found = _LIST_MARK.match(lines[number])
        if found is not None and (found["field"] or found["item"]) in names:
            column = found.start("field" if found["field"] else "item")
            edits.append(Edit(Range.of(number, 0, number, column), ""))
        elif not edits or not lines[number][:1].isspace():
            return None
    return (
        Fix("Write the header without marks", tuple(edits), safety=Safety.UNSAFE) if len(edits) > 1 else None
    )


def _start_of_preamble(spec: Spec) -> int | None:
    """The line on which the preamble starts, 0 if that is the first."""
    lines = spec.text.lines
    for number in range(min(len(lines), _FIRST_LINES)):
        if lines[number].strip() and looks_like_preamble(Text(lines[number:])):
            return number
    return None


def repaired_line(spec: Spec, slot: FieldSlot, within: HeaderField | None = None) -> Fix | None:
    """The fix that makes a field of the line that was meant for one; None if there is no such line.

    ``within`` is the field in whose value it has to be.

    That is a line with white space before its name, with none or another one behind its colon, or without a
    colon; or a field behind blank lines within the header.
    """
    fields = spec.fields
    if fields is None or not fields.is_preamble or fields.header is None:
        return None
    name = re.escape(slot.name).replace("\\-", "[-_ ]")
    pattern = re.compile(rf"\s*{name}(?:\s*:\s*|\s+)(?P<value>[^\s:].*)", re.IGNORECASE | re.DOTALL)
    starts = {field.start for field in fields.header.fields}
    lines = range(min(fields.header.end, len(spec.text.lines)))
    for number in lines if within is None else range(within.start + 1, within.end):
        content = line_content(spec.text.lines[number])
        found = pattern.fullmatch(content) if number not in starts else None
        if found is not None:
            text = f"{slot.name}: {found['value'].rstrip()}"
            edit = Edit(Range.of(number, 0, number, len(content)), text)
            return Fix(f'Write "{slot.name}: " at the start of its line', (edit,), safety=Safety.UNSAFE)
    return _without_blank_lines(spec, slot) if within is None else None


def text_below_header(spec: Spec, field: HeaderField) -> Fix | None:
    """The fix where a heading follows a preamble without the blank line that ends it, else None."""
    fields = spec.fields
    if fields is None or not fields.is_preamble:
        return None
    lines = [line_content(line) for line in spec.text.lines[field.start : field.end]]
    for number in range(1, len(lines) - 1):
        title, rule = lines[number].rstrip(), lines[number + 1].rstrip()
        if title[:1].isalnum() and _RULE.fullmatch(rule) and len(rule) >= len(title):
            above = number - (lines[number - 1].rstrip() == rule and number > 1)
            edit = Edit(Range.at(Position(field.start + above, 0)), spec.text.newline)
            return Fix("Insert a blank line below the header", (edit,), safety=Safety.UNSAFE)
    return None


def stands_below(spec: Spec, slot: FieldSlot) -> bool:
    """True if one of the first lines below the header has the name of a field and a colon."""
    fields = spec.fields
    start = fields.header.end if fields is not None and fields.header is not None else 0
    name = f"{slot.name}:"
    return any(line.lstrip(" \t:").startswith(name) for line in spec.text.lines[start : start + _FIRST_LINES])


def _without_blank_lines(spec: Spec, slot: FieldSlot) -> Fix | None:
    """The fix where the header goes on behind lines of white space, and the field is in that rest."""
    lines, fields = spec.text.lines, spec.fields
    if fields is None or fields.header is None or not fields.header.fields or not fields.rest:
        return None
    if not any(lines[number].startswith(f"{slot.name}:") for number in fields.rest):
        return None
    last = fields.header.fields[-1].value_lines[-1]
    start = Position(last.line, last.column + len(last.text))
    edit = Edit(Range(start, Position(fields.rest.start, 0)), spec.text.newline)
    return Fix("Delete the blank lines within the header", (edit,), safety=Safety.UNSAFE)
