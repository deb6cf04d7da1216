"""Makes headings of lines that were meant for headings."""

from __future__ import annotations

from spec_ls.edits.headings import heading, style_of
from spec_ls.model.broken_headings import BrokenHeading, Flaw
from spec_ls.model.slot import Slot
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def mend(spec: Spec, broken: BrokenHeading, slot: Slot | None) -> Edit | None:
    """The edit that makes a broken heading the section of a slot, or without one the document's title.

    It gets its own adornment or that of the slot's level, whichever leaves fewer sections missing.  None if
    it fills the slot with neither, or only out of the template's order.
    """
    if slot is None:
        if not broken.mark:
            return None  # nothing says how the title should look
        edit = _headed(spec, broken, broken.title, broken.mark * 2)
        return edit if spec.after([edit]).outline.title is not None else None
    found: list[tuple[int, Edit]] = []
    for style in dict.fromkeys(filter(None, (broken.mark, style_of(spec, slot)))):
        edit = _headed(spec, broken, slot.title, style)
        now = spec.after([edit]).outline
        if now.section_of(slot) is not None and len(now.misordered) <= len(spec.outline.misordered):
            found.append((len(now.missing), edit))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _headed(spec: Spec, broken: BrokenHeading, title: str, style: str) -> Edit:
    """The edit that writes a heading in the place of a broken one, with blank lines where it needs them."""
    newline, lines = spec.text.newline, spec.text.lines
    before = [""] if broken.start and lines[broken.start - 1].strip() else []
    behind = [""] if _needs_blank_line_behind(spec, broken) else []
    last = Position(broken.end - 1, len(line_content(lines[broken.end - 1])))
    content = newline.join([*before, *heading(title, style), *behind])
    return Edit(Range(Position(broken.start, 0), last), content)


def _needs_blank_line_behind(spec: Spec, broken: BrokenHeading) -> bool:
    """True if text follows at once that did not follow an underline before."""
    if broken.flaw not in (Flaw.MARKDOWN, Flaw.BOLD, Flaw.NO_UNDERLINE):
        return False
    return broken.end < len(spec.text.lines) and bool(spec.text.lines[broken.end].strip())
