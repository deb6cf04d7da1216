"""Inserting the sections that a document lacks, in the template's places and the document's style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spec_ls.edits.document_start import needs_title, title_of_file, with_start
from spec_ls.edits.headings import docutils_level, heading, style_of, title_style
from spec_ls.edits.section_bodies import body_of
from spec_ls.edits.section_positions import (
    gap_before,
    insertion,
    line_for,
    references_above,
    start_line,
)
from spec_ls.findings import Fix, Safety
from spec_ls.model.document import Document, parse
from spec_ls.model.link_sections import is_link_section
from spec_ls.model.outline import Missing
from spec_ls.model.slot import Slot
from spec_ls.spec import Spec
from spec_ls.text import Edit, Text, difference

_Path = tuple[str, ...]


def insert_one(spec: Spec, missing: Missing) -> Fix | None:
    """The fix that inserts one missing section.

    docutils takes a lone section for a title or subtitle: there the other missing ones are inserted too.
    """
    title, path = missing.slot.title, missing.slot.path
    unpromoted = spec.unpromoted
    others = [other for other in _insertable(unpromoted) if other.slot.path != path]
    itself = [same for same in unpromoted.outline.missing if same.slot.path == path]
    if not itself:
        return _fix(spec, others, f'Insert {len(others)} others, so that "{title}" is no title')
    if fix := _fix(spec, itself, f'Insert "{title}"'):
        return fix
    return _fix(spec, itself + others, f'Insert "{title}" and {len(others)} others')


def insert_above(spec: Spec, missing: Missing) -> Fix | None:
    """The fix that inserts the heading of a missing section above the sections that belong into it."""
    slot, first = missing.slot, missing.children[0]
    content = spec.text.newline.join(heading(slot.title, style_of(spec, slot))) + spec.text.newline
    edit = insertion(spec, start_line(spec, first), content, gap_before(spec, docutils_level(spec, slot)))
    now = spec.after([edit]).outline
    children = {child.path for child in slot.children if child.title in {s.title for s in missing.children}}
    if not spec.outline.filled | children | {slot.path} <= now.filled:
        return None
    return Fix(f'Insert "{slot.title}" above "{first.title}"', (edit,), safety=Safety.UNSAFE)


def insert_all(spec: Spec) -> Fix | None:
    """The fix that inserts all required sections that are missing; with the first ones the header's fields.

    Sections that stand in another place or under another name are left out: they are moved or renamed.
    """
    begun, start = with_start(spec)
    wanted = _insertable(begun.unpromoted)
    some = f"all {len(wanted)} missing sections" if len(wanted) > 1 else "the missing section"
    title = f"Insert {start} and {some}" if start else f"Insert {some}"
    return _from(spec, begun, _fix(begun, wanted, title))


def insert_some(spec: Spec, wanted: Sequence[Missing], title: str) -> Fix | None:
    """The fix that inserts these missing sections; its title is given."""
    return _fix(spec, list(wanted), title)


def skeleton(spec: Spec) -> Fix | None:
    """The fix that inserts all required sections that are missing, each with the template's guidance.

    With the first ones come the header's fields.

    The guidance tells the author what to write, and stays a finding until that is done.  Where docutils
    would complain of it, the section says None.
    """
    begun, _ = with_start(spec)
    wanted = _insertable(begun.unpromoted)
    title = "Insert a skeleton with the template's guidance"
    return _from(spec, begun, _fix(begun, wanted, title, guided=True))


def _from(spec: Spec, begun: Spec, fix: Fix | None) -> Fix | None:
    """A fix of a spec that has got its start as one of the spec without."""
    if fix is None or begun is spec:
        return fix
    return replace(fix, edits=(difference(spec.text, begun.after(fix.edits).text),))


def _insertable(spec: Spec) -> list[Missing]:
    return [
        missing
        for missing in spec.outline.missing
        if missing.slot.required and missing.stand_in is None and not missing.children
    ]


def _fix(spec: Spec, wanted: list[Missing], title: str, guided: bool = False) -> Fix | None:
    """The fix, if it makes the sections and loses none: an open literal block above may swallow them."""
    unpromoted = spec.unpromoted
    edits = _insertions(unpromoted, wanted, guided)
    if not edits:
        return None
    now = spec.after(edits)
    if not unpromoted.outline.filled | {missing.slot.path for missing in wanted} <= now.outline.filled:
        return None
    headings = Counter(_adorned_titles(spec.document))
    for edit in edits:
        headings.update(_adorned_titles(parse(Text.of(edit.text))))
    return (
        Fix(title, edits, safety=Safety.UNSAFE)
        if headings == Counter(_adorned_titles(now.document))
        else None
    )


def _adorned_titles(document: Document) -> Iterator[tuple[str, str]]:
    """Each title with its adornment."""
    return ((heading.title, heading.style) for heading in document.headings)


def _insertions(spec: Spec, missing: Iterable[Missing], guided: bool = False) -> tuple[Edit, ...]:
    """The edits that insert sections, one for all that belong before one line, in the template's order."""
    order = [slot.path for slot in spec.template.walk()]
    slots_by_line: dict[int, list[Slot]] = {}
    missing = list(missing)
    beside = [lacking.slot for lacking in missing]
    for lacking in sorted(missing, key=lambda lacking: order.index(lacking.slot.path)):
        line = line_for(spec, lacking.slot, lacking.parent)
        slots_by_line.setdefault(line, []).append(lacking.slot)
    with_references = _take_up_references(spec, slots_by_line)
    title = heading(title_of_file(spec), title_style(spec)) if slots_by_line and needs_title(spec) else None
    bodies = {
        part.path: body_of(spec, part, guided, beside)
        for lacking in missing
        for part in lacking.slot.walk()
        if part.path not in with_references
    }
    edits = []
    for line, slots in sorted(slots_by_line.items()):
        parts = [part for slot in slots for part in _parts(spec, slot, bodies)]
        if title:
            parts, title = [(1, title), *parts], None
        edits.append(insertion(spec, line, _joined(spec, parts), gap_before(spec, parts[0][0])))
    return tuple(edits)


def _take_up_references(spec: Spec, slots_by_line: dict[int, list[Slot]]) -> frozenset[_Path]:
    """Let a section of references begin above the link targets and footnotes at the end of another section.

    Sections that come before it in the same place do so, too, even if it is itself still to be inserted.
    Returns the paths of the slots that have their text that way.
    """
    taken: set[_Path] = set()
    order = [slot.path for slot in spec.template.walk()]
    for missing in spec.outline.missing:
        if missing.slot.required and missing.stand_in is None and is_link_section(missing.slot.title):
            line, path = line_for(spec, missing.slot, missing.parent), missing.slot.path
            start, slots = references_above(spec, line), slots_by_line.get(line, [])
            before = [slot for slot in slots if order.index(slot.path) <= order.index(path)]
            if before and start not in slots_by_line:
                taken.add(path)
                slots_by_line[start] = before
                slots_by_line[line] = [slot for slot in slots if slot not in before]
    for line in [line for line, slots in slots_by_line.items() if not slots]:
        del slots_by_line[line]
    return frozenset(taken)


def _parts(spec: Spec, slot: Slot, bodies: Mapping[_Path, list[str]]) -> list[tuple[int, list[str]]]:
    """A section and the required ones below it, each as its level and lines.

    ``bodies`` are their texts.  Where the template gives a section with subsections no text of its own, it
    gets none here.
    """
    inner = [child for child in slot.children if child.required]
    lines = heading(slot.title, style_of(spec, slot))
    body = bodies.get(slot.path, []) if not inner or slot.guidance else []
    if body:
        lines += ["", *body]
    parts = [(docutils_level(spec, slot), lines)]
    for child in inner:
        parts += _parts(spec, child, bodies)
    return parts


def _joined(spec: Spec, parts: list[tuple[int, list[str]]]) -> str:
    lines: list[str] = []
    is_heading = False
    for level, part in parts:
        if lines:
            lines += [""] * (1 if is_heading else gap_before(spec, level))
        lines += part
        is_heading = "" not in part
    newline = spec.text.newline
    return newline.join(lines) + newline
