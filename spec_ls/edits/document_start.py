"""The start of a document that has no section yet: its title, and its header."""

from __future__ import annotations

import re
from functools import reduce

from spec_ls.edits.header_fields import insert_field, insert_header
from spec_ls.edits.headings import heading, title_style
from spec_ls.edits.section_positions import insertion
from spec_ls.model.field_slots import FieldSlot
from spec_ls.model.headers.preamble import first_blank_line
from spec_ls.model.process_number import number_in
from spec_ls.rst.sections import MOST_BEFORE_TITLE, is_visible
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range

_NUMBER = "{number}"
_ANY_WORDS = ".+"
_LEADING_NUMBER = re.compile(r"^\d+(?:[ .]+|$)")


def title_of_file(spec: Spec) -> str:
    """A title made of the file's name, in the form that the process wants."""
    words = spec.path.stem.replace("-", " ").replace("_", " ").strip() if spec.path else ""
    if spec.fields is not None:  # a process, whose files are numbered
        words = _LEADING_NUMBER.sub("", words)
    form = title_form(spec)
    beginning = form.removesuffix(_ANY_WORDS).rstrip() if form is not None else ""
    if form is None or not beginning or not form.endswith(_ANY_WORDS):
        return _capitalised(words)
    return f"{beginning} {_capitalised(words_behind(beginning, words))}"


def title_form(spec: Spec) -> str | None:
    """The regular expression of a title in the form that the process wants; None if it wants none.

    None, too, where the form has a number and the file none.
    """
    form = spec.fields.rules.title if spec.fields is not None else None
    number = number_in(spec.path)
    if form is None or (number is None and _NUMBER in form):
        return None
    return form.replace(_NUMBER, str(number))


def words_behind(beginning: str, title: str) -> str:
    """The words of a title without what stands in place of the beginning that the process wants.

    The name of the process in the midst of a title is a word of it.
    """
    name = re.escape(beginning.split()[0].rstrip(":"))
    there = rf"\s*{name}[ \t]*[\dX]*[ \t]*(?:[-\u2013\u2014:]+[ \t]*|[ \t]+|$)"
    found = re.match(there, title, re.IGNORECASE)
    return title[found.end() if found else 0 :].strip()


def needs_title(spec: Spec) -> bool:
    """True if docutils would take the first inserted section for the document's title."""
    if spec.document.outermost:
        return False
    if spec.fields is not None and spec.fields.is_preamble:
        return False  # the title is one of its fields
    if spec.template.framed:
        return True
    return len(spec.blocks) <= MOST_BEFORE_TITLE and not any(map(is_visible, spec.blocks))


def fields_to_write(spec: Spec) -> tuple[FieldSlot, ...]:
    """The fields that are asked for and still to be written, while no section is there; else none."""
    fields = spec.fields
    if fields is None or spec.outline.sections:
        return ()
    misnamed = {slot.name for _, slot in fields.misnamed}
    return tuple(slot for slot in fields.missing if slot.name not in misnamed)


def with_closed_header(spec: Spec) -> Spec:
    """The spec with a blank line behind a preamble that has none: without one its last field is not read."""
    lines, newline = spec.text.lines, spec.text.newline
    if spec.fields is None or not spec.fields.is_preamble or not lines[0].strip():
        return spec
    if first_blank_line(spec.text) is not None:
        return spec
    return spec.after([Edit(Range.at(spec.text.end), newline if not lines[-1] else newline * 2)])


def with_start(spec: Spec) -> tuple[Spec, str]:
    """The spec with the fields that are still to be written, and the words for these.

    It gets a title, too, where they need one.  Without words it is the same spec: there are no such fields,
    or their place is not certain.
    """
    closed = with_closed_header(spec)
    slots = fields_to_write(closed)
    if not slots or closed.fields is None:
        return spec, ""
    if closed.fields.header is not None and closed.fields.header.fields:
        words = "the missing field" if len(slots) == 1 else f"{len(slots)} missing fields"
        return reduce(_with_field, slots, closed), words
    titled = closed
    if needs_title(closed):
        lines = heading(title_of_file(spec), title_style(spec))
        content = spec.text.newline.join(lines) + spec.text.newline
        titled = spec.after([insertion(spec, spec.blocks.height, content, 1)])
    fix = insert_header(titled)
    now = with_closed_header(titled.after(fix.edits)) if fix is not None else spec
    return (spec, "") if fields_to_write(now) else (now, "the header")


def _with_field(spec: Spec, slot: FieldSlot) -> Spec:
    fix = insert_field(spec, slot)
    return spec if fix is None else spec.after(fix.edits)


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:] if words else "Title"
