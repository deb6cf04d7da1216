"""Renames sections to the titles of their slots."""

from __future__ import annotations

from spec_ls.edits.headings import rename
from spec_ls.findings import Fix, Safety
from spec_ls.model.slot import Slot
from spec_ls.model.title_similarity import bare_title, remark_in
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, line_content


def rename_to_slot(spec: Spec, section: Section, slot: Slot) -> Fix:
    """The fix that gives a section its slot's title.

    It is safe where the titles differ by case, a number before them, markup and punctuation alone, and no
    other free slot has such a title.  A remark in the title becomes the first paragraph of the section.
    """
    edit = rename(spec, section, slot.title)
    remark = remark_in(section.title, slot.title)
    if remark is not None:
        edit = Edit(edit.range, edit.text + _paragraph(spec, section, remark))
    same = bare_title(section.title) == bare_title(slot.title) and _fits_once(spec, slot)
    title = f'Rename "{section.title}" to "{slot.title}"'
    return Fix(title, (edit,), safety=Safety.SAFE if same else Safety.UNSAFE)


def _paragraph(spec: Spec, section: Section, remark: str) -> str:
    """The remark as a paragraph behind a heading."""
    newline = spec.text.newline
    _, end = spec.document.heading_lines(section)
    lines = spec.text.lines
    behind = newline if end < len(lines) and line_content(lines[end]).strip() else ""
    return newline * 2 + remark[:1].upper() + remark[1:] + behind


def _fits_once(spec: Spec, slot: Slot) -> bool:
    """True if no other free slot has nearly the same title."""
    filled = spec.outline.filled
    same = [
        other
        for other in spec.template.walk()
        if other.path not in filled and bare_title(other.title) == bare_title(slot.title)
    ]
    return len(same) == 1
