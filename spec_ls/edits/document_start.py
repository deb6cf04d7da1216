"""The start of a document that has no section yet: its title, and its header."""

from __future__ import annotations

import re

from spec_ls.edits.header_fields import insert_header
from spec_ls.edits.headings import heading, title_style
from spec_ls.edits.section_positions import insertion
from spec_ls.model.process_number import number_in
from spec_ls.rst.sections import MOST_BEFORE_TITLE, is_visible
from spec_ls.spec import Spec

_NUMBER = "{number}"
_ANY_WORDS = ".+"
_LEADING_NUMBER = re.compile(r"\d+[ .]+")


def title_of_file(spec: Spec) -> str:
    """A title made of the file's name, in the form that the process wants."""
    words = spec.path.stem.replace("-", " ").replace("_", " ").strip() if spec.path else ""
    form = title_form(spec)
    if form is not None and form.endswith(_ANY_WORDS):
        beginning = form.removesuffix(_ANY_WORDS).rstrip()
        return f"{beginning} {_capitalised(words_behind(beginning, words))}"
    if spec.fields is not None:  # a process, whose files are numbered
        words = _LEADING_NUMBER.sub("", words, count=1)
    return _capitalised(words)


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
    """The words of a title without what stands in place of the beginning that the process wants."""
    name = re.escape(beginning.split()[0])
    there = rf"{name}[ \t]*[\dX]*[ \t]*(?:[-\u2013\u2014:]+[ \t]*|[ \t]+|$)"
    return re.sub(there, "", title, count=1, flags=re.IGNORECASE).strip()


def needs_title(spec: Spec) -> bool:
    """True if docutils would take the first inserted section for the document's title."""
    if spec.document.outermost:
        return False
    if spec.fields is not None and spec.fields.is_preamble:
        return False  # the title is one of its fields
    if spec.template.framed:
        return True
    return len(spec.blocks) <= MOST_BEFORE_TITLE and not any(map(is_visible, spec.blocks))


def lacks_header(spec: Spec) -> bool:
    """True if the header is still to be written: neither a field of it nor a section is there."""
    fields = spec.fields
    if fields is None or spec.outline.sections:
        return False
    return len(fields.missing) > 1 and not (fields.header and fields.header.fields)


def with_title_and_header(spec: Spec) -> Spec:
    """The spec with its header, and with a title where that needs one; the same spec if it lacks no header.

    The same, too, where the header's place is not certain, or a title alone would be new.
    """
    if not lacks_header(spec):
        return spec
    titled = spec
    if needs_title(spec):
        lines = heading(title_of_file(spec), title_style(spec))
        content = spec.text.newline.join(lines) + spec.text.newline
        titled = spec.after([insertion(spec, spec.blocks.height, content, 1)])
    fix = insert_header(titled)
    now = titled.after(fix.edits) if fix is not None else spec
    return spec if lacks_header(now) else now


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:] if words else "Title"
