"""Moving sections to the template's place for them, whole, and bringing them to its level."""

from __future__ import annotations

from collections.abc import Sequence

from spec_ls.edits.headings import adorn, docutils_level, readorn, rename, style_of
from spec_ls.edits.section_positions import (
    end_line,
    gap_before,
    insertion,
    line_for,
    removal,
    start_block,
    start_line,
)
from spec_ls.findings import Fix, Safety
from spec_ls.model.outline import Match
from spec_ls.model.slot import Slot
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, Text, apply_edits, difference


def move_in_order(spec: Spec, match: Match) -> Fix | None:
    """The fix that moves a misordered section to its place among its siblings."""
    misordered = spec.outline.misordered
    edits = _move(
        spec, match, match.section.level, (), frozenset(other.section.number for other in misordered)
    )
    now = spec.after(edits)
    if len(now.outline.misordered) >= len(misordered):
        return None
    if _own_texts(now) != _own_texts(spec) or _filled(now) != _filled(spec):
        return None
    return Fix(f'Move "{match.section.title}" to its place', edits, safety=Safety.UNSAFE)


def put_in_order(spec: Spec) -> Fix | None:
    """The fix that puts all sections in the template's order, as one edit."""
    now = spec
    while fix := next(filter(None, (move_in_order(now, match) for match in now.outline.misordered)), None):
        now = now.after(fix.edits)
    if now is spec:
        return None
    return Fix(
        "Put the sections in the template's order", (difference(spec.text, now.text),), safety=Safety.UNSAFE
    )


def bring_to_place(spec: Spec, match: Match) -> Fix | None:
    """The fix that gives a misplaced section the template's level and, if it must, the template's place."""
    section, slot = match.section, match.slot
    title, level = section.title, docutils_level(spec, slot)
    renamed = f' and rename it to "{slot.title}"' if title != slot.title else ""
    if section.level != level:
        alone = (adorn(spec, section, style_of(spec, slot), slot.title),)
        whole = readorn(spec, section, level, slot)
        fitting = [edits for edits in (alone, whole) if _fills(spec, edits, slot)]
        if fitting:
            edits = min(fitting, key=lambda edits: _count_of_lacking(spec.after(edits)))
            name = f'Make "{title}" a section of level {slot.level}{renamed}'
            return Fix(name, edits, safety=Safety.UNSAFE)
        changes = whole
    else:
        changes = (rename(spec, section, slot.title),) if renamed else ()
    edits = _move(spec, match, level, changes, frozenset())
    if not _fills(spec, edits, slot):
        return None
    return Fix(f'Move "{title}" to its place{renamed}', edits, safety=Safety.UNSAFE)


def is_put_wrong_alike(before: Match, match: Match) -> bool:
    """True if a misplaced section stands right behind another one, and both belong into the same section."""
    section, other = before.section, match.section
    return (
        section.end == other.number
        and section.level == other.level
        and before.slot.path[:-1] == match.slot.path[:-1]
    )


def bring_run_to_place(spec: Spec, match: Match) -> Fix | None:
    """The fix that brings a misplaced section, and those right behind it that were put wrong alike."""
    run = [match]
    for other in spec.outline.misplaced:
        if is_put_wrong_alike(run[-1], other):
            run.append(other)
    return bring_all_to_place(spec, run)


def bring_all_to_place(spec: Spec, matches: Sequence[Match]) -> Fix | None:
    """The fix that brings misplaced sections to their places: the first, and those that can follow it."""
    first = bring_to_place(spec, matches[0])
    if first is None:
        return None
    now, count = spec.after(first.edits), 0
    for match in matches[1:]:
        paths = (other for other in now.outline.misplaced if other.slot.path == match.slot.path)
        fix = next(filter(None, (bring_to_place(now, other) for other in paths)), None)
        if fix is None:
            break
        now, count = now.after(fix.edits), count + 1
    if not count:
        return first
    others = "the next one" if count == 1 else f"the next {count}"
    title = f'Bring "{matches[0].section.title}" and {others} to their places'
    return Fix(title, (difference(spec.text, now.text),), safety=Safety.UNSAFE)


def _count_of_lacking(spec: Spec) -> int:
    return len(spec.outline.missing) + len(spec.outline.misordered) + len(spec.outline.doubles)


def _fills(spec: Spec, edits: tuple[Edit, ...], slot: Slot) -> bool:
    """True if the edits fill the slot and empty no other."""
    now = spec.after(edits)
    if now.outline.section_of(slot) is None:
        return False
    return _bodies(now) == _bodies(spec) and _filled(spec).items() <= _filled(now).items()


def _filled(spec: Spec) -> dict[tuple[str, ...], str]:
    """The own text of the section that fills each slot."""
    return {match.slot.path: _own_text(spec, match.section) for match in spec.outline.found}


def _own_texts(spec: Spec) -> list[tuple[str, str]]:
    """Every section's title and own text, sorted: a move must not change these."""
    sections = spec.document.walk(spec.document.outermost)
    return sorted((section.title, _own_text(spec, section)) for section in sections)


def _bodies(spec: Spec) -> list[str]:
    """Every section's own text, sorted, whatever its title is."""
    return sorted(text for _, text in _own_texts(spec))


def _own_text(spec: Spec, section: Section) -> str:
    """A section's text before its first subsection, without the targets of that."""
    start, end = spec.document.body(section)
    blocks = spec.blocks.items[start : start_block(spec, end) if end < len(spec.blocks) else end]
    return "".join(block.text for block in blocks).rstrip()


def _move(
    spec: Spec, match: Match, level: int, changes: tuple[Edit, ...], without: frozenset[int]
) -> tuple[Edit, ...]:
    """The edits that cut a section out, change it, and put it before the line where its slot belongs.

    ``level`` is its future one; the place is found by the filled slots around it, but not by sections whose
    numbers are in ``without``.
    """
    outline, slot = spec.outline, match.slot
    parent = outline.parent_of(slot)
    start, end = start_line(spec, match.section), end_line(spec, match.section)
    line = line_for(spec, slot, parent, without | {match.section.number})
    for double in outline.doubles:  # the last section of a title counts, so this one stays behind the others
        if double.slot.path == slot.path and start_line(spec, double.section) == line:
            line = end_line(spec, double.section)
    if start <= line <= end:
        return ()
    text = Text.of("".join(spec.text.lines[start:end]))
    content = str(apply_edits(text, [_shifted(edit, -start) for edit in changes])).rstrip()
    pasted = insertion(spec, line, content + spec.text.newline, gap_before(spec, level))
    return (pasted, removal(spec, start, end))


def _shifted(edit: Edit, lines: int) -> Edit:
    start, end = edit.range
    return Edit(
        Range(Position(start.line + lines, start.column), Position(end.line + lines, end.column)), edit.text
    )
