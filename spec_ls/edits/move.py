"""Moving sections to the template's place for them, whole, and bringing them to its level."""

from __future__ import annotations

from spec_ls.analysis import Analysis, after
from spec_ls.edits.headings import docutils_level, readorn
from spec_ls.edits.places import end_line, gap_before, insertion, place_of, removal, start_block, start_line
from spec_ls.findings import Fix
from spec_ls.model.document import Section
from spec_ls.model.outline import Match
from spec_ls.text import Edit, Position, Range, Text, apply_edits


def move_in_order(analysis: Analysis, one: Match) -> Fix | None:
    """The fix that moves a misordered section to its place among its siblings."""
    outline = analysis.outline
    if outline is None:
        return None
    others = frozenset(other.section.number for other in outline.misordered)
    edits = _move(analysis, one, one.section.level, (), others)
    now = after(analysis, edits)
    if now.outline is None or len(now.outline.misordered) >= len(outline.misordered):
        return None
    if _texts(now) != _texts(analysis) or _filled(now) != _filled(analysis):
        return None
    return Fix(f'Move "{one.section.title}" to its place', edits)


def put_in_order(analysis: Analysis) -> Fix | None:
    """The fix that puts all sections in the template's order, as one edit."""
    now = analysis
    while now.outline is not None and now.outline.misordered:
        moves = (move_in_order(now, one) for one in now.outline.misordered)
        fix = next(filter(None, moves), None)
        if fix is None:
            break
        now = after(now, fix.edits)
    if now is analysis:
        return None
    return Fix("Put the sections in the template's order", (_difference(analysis.text, now.text),))


def bring_to_place(analysis: Analysis, one: Match) -> Fix | None:
    """The fix that gives a misplaced section the template's level and, if it must, the template's place."""
    level = docutils_level(analysis, one.slot)
    adorned = readorn(analysis, one.section, level, one.slot) if one.section.level != level else ()
    if adorned and _fills(analysis, adorned, one):
        return Fix(f'Make "{one.section.title}" a section of level {one.slot.level}', adorned)
    edits = _move(analysis, one, level, adorned, frozenset())
    return Fix(f'Move "{one.section.title}" to its place', edits) if _fills(analysis, edits, one) else None


def _fills(analysis: Analysis, edits: tuple[Edit, ...], one: Match) -> bool:
    """Whether the edits fill the slot and lose no other."""
    now = after(analysis, edits)
    if now.outline is None or now.outline.section_of(one.slot) is None:
        return False
    return _texts(now) == _texts(analysis) and _filled(analysis).items() <= _filled(now).items()


def _filled(analysis: Analysis) -> dict[tuple[str, ...], str]:
    """The own text of the section that fills each slot."""
    found = analysis.outline.found if analysis.outline else ()
    return {one.slot.path: _own_text(analysis, one.section) for one in found}


def _texts(analysis: Analysis) -> list[tuple[str, str]]:
    """Every section's title and own text, sorted: what a move must not change."""
    sections = analysis.document.walk(analysis.document.outermost)
    return sorted((section.title, _own_text(analysis, section)) for section in sections)


def _own_text(analysis: Analysis, section: Section) -> str:
    """A section's text before its first subsection, without the targets of that."""
    start, end = analysis.document.body(section)
    blocks = analysis.blocks.items[start : start_block(analysis, end) if end < len(analysis.blocks) else end]
    return "".join(block.text for block in blocks).rstrip()


def _move(
    analysis: Analysis, one: Match, level: int, changes: tuple[Edit, ...], without: frozenset[int]
) -> tuple[Edit, ...]:
    """Cut a section out, change it, and put it before the line where its slot belongs.

    ``level`` is the one that it will have there; sections numbered in ``without`` are no landmarks.
    """
    outline = analysis.outline
    if outline is None or (len(one.slot.path) > 1 and not outline.parent_of(one.slot)):
        return ()
    start, end = start_line(analysis, one.section), end_line(analysis, one.section)
    parent = outline.parent_of(one.slot)
    line = place_of(analysis, one.slot, parent, without | {one.section.number})
    for double in outline.doubles:  # the last one counts, so this one stays behind the others
        if double.slot.path == one.slot.path and start_line(analysis, double.section) == line:
            line = end_line(analysis, double.section)
    if start <= line <= end:
        return ()
    text = Text.of("".join(analysis.text.lines[start:end]))
    content = str(apply_edits(text, [_shifted(edit, -start) for edit in changes])).rstrip()
    pasted = insertion(analysis, line, content + analysis.text.newline, gap_before(analysis, level))
    return (pasted, removal(analysis, start, end))


def _shifted(edit: Edit, lines: int) -> Edit:
    start, end = edit.range
    return Edit(
        Range(Position(start.line + lines, start.column), Position(end.line + lines, end.column)), edit.text
    )


def _difference(old: Text, new: Text) -> Edit:
    """The edit of whole lines that makes the new text of the old one."""
    before = 0
    while before < min(len(old.lines), len(new.lines)) and old.lines[before] == new.lines[before]:
        before += 1
    behind = 0
    limit = min(len(old.lines), len(new.lines)) - before
    while behind < limit and old.lines[-1 - behind] == new.lines[-1 - behind]:
        behind += 1
    end = Position(len(old.lines) - behind, 0) if behind else old.end
    changed = "".join(new.lines[before : len(new.lines) - behind])
    return Edit(Range(old.clamp(Position(before, 0)), end), changed)
