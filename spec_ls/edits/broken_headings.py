"""Makes headings of lines that were meant for headings."""

from __future__ import annotations

from spec_ls.edits.headings import docutils_level, heading, style_of
from spec_ls.model.broken_headings import BrokenHeading, Flaw
from spec_ls.model.template import Slot
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def mend(spec: Spec, broken: BrokenHeading, slot: Slot | None) -> Edit | None:
    """The edit that makes a broken heading the section of a slot, or without one the document's title.

    None if the section would fill that slot in no way, or would come out of the template's order.
    """
    title = slot.title if slot else broken.title
    style = _style(spec, broken, slot) if slot else broken.mark * 2
    newline, lines = spec.text.newline, spec.text.lines
    before = [""] if broken.start and lines[broken.start - 1].strip() else []
    behind = [""] if _needs_blank_line_behind(spec, broken) else []
    last = Position(broken.end - 1, len(line_content(lines[broken.end - 1])))
    edit = Edit(
        Range(Position(broken.start, 0), last), newline.join([*before, *heading(title, style), *behind])
    )
    now = spec.after([edit]).outline
    if slot is None:
        return edit if now.title is not None else None
    in_order = len(now.misordered) <= len(spec.outline.misordered)
    return edit if in_order and now.section_of(slot) is not None else None


def _style(spec: Spec, broken: BrokenHeading, slot: Slot) -> str:
    """The document's style at the slot's level; where it has none, the broken heading's, if it is free."""
    styles = spec.document.styles
    if docutils_level(spec, slot) > len(styles) and broken.mark and broken.mark not in styles:
        return broken.mark
    return style_of(spec, slot)


def _needs_blank_line_behind(spec: Spec, broken: BrokenHeading) -> bool:
    """True if text follows at once that did not follow an underline before."""
    if broken.flaw not in (Flaw.MARKDOWN, Flaw.BOLD, Flaw.NO_UNDERLINE):
        return False
    return broken.end < len(spec.text.lines) and bool(spec.text.lines[broken.end].strip())
