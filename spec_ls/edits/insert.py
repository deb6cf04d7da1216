"""Inserting the sections that a document lacks, in the template's places and the document's style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from spec_ls.analysis import Analysis, after, unpromoted
from spec_ls.edits.headings import docutils_level, heading, style_of, title_style
from spec_ls.edits.places import gap_before, insertion, place_of
from spec_ls.findings import Fix
from spec_ls.model.body import is_visible
from spec_ls.model.document import Document, build
from spec_ls.model.outline import Missing
from spec_ls.model.template import Slot
from spec_ls.rst.scan import scan
from spec_ls.text import Edit, Text

STUB = "None"
"""What an inserted section says until its author says more."""


def insert_one(analysis: Analysis, missing: Missing) -> Fix | None:
    """The fix that inserts one missing section.

    docutils takes a lone section for a title or subtitle: there the other missing ones come with it.
    """
    base = unpromoted(analysis)
    title, path = missing.slot.title, missing.slot.path
    others = [one for one in _insertable(base) if one.slot.path != path]
    itself = [one for one in base.outline.missing if one.slot.path == path] if base.outline else []
    if not itself:
        return _fix(analysis, base, others, f'Insert {len(others)} others, so that "{title}" is no title')
    if fix := _fix(analysis, base, itself, f'Insert "{title}"'):
        return fix
    return _fix(analysis, base, itself + others, f'Insert "{title}" and {len(others)} others')


def insert_all(analysis: Analysis) -> Fix | None:
    """The fix that inserts all required sections that are missing, but those that stand in the wrong place.

    Those under another name are left out too: they want a new name, not a second section.
    """
    base = unpromoted(analysis)
    wanted = _insertable(base)
    title = f"Insert all {len(wanted)} missing sections" if len(wanted) > 1 else "Insert the missing section"
    return _fix(analysis, base, wanted, title)


def title_of_file(analysis: Analysis) -> str:
    """A title made of the file's name."""
    words = analysis.path.stem.replace("-", " ").replace("_", " ").strip() if analysis.path else ""
    return words[:1].upper() + words[1:] if words else "Title"


def _insertable(analysis: Analysis) -> list[Missing]:
    missing = analysis.outline.missing if analysis.outline else ()
    return [one for one in missing if one.slot.required and one.stand_in is None]


def _fix(analysis: Analysis, base: Analysis, wanted: list[Missing], title: str) -> Fix | None:
    """The fix, if it makes the sections and loses none: an open literal block above may swallow them.

    ``base`` is what the author means, ``analysis`` what docutils will make of the result.
    """
    edits = insertions(base, wanted)
    now = after(analysis, edits)
    if not edits or base.outline is None or now.outline is None:
        return None
    filled = {one.slot.path for one in base.outline.found} | {one.slot.path for one in wanted}
    if not filled <= {one.slot.path for one in now.outline.found}:
        return None
    headings = Counter(_looks(analysis.document))
    for edit in edits:
        headings.update(_looks(build(scan(Text.of(edit.text)))))
    return Fix(title, edits) if headings == Counter(_looks(now.document)) else None


def _looks(document: Document) -> Iterator[tuple[str, str]]:
    """Each title with its adornment."""
    return ((one.title, one.style) for one in document.headings)


def insertions(analysis: Analysis, missing: Iterable[Missing]) -> tuple[Edit, ...]:
    """The edits that insert sections; those that go to one place make one edit, in the template's order."""
    order = [slot.path for slot in analysis.template.walk()] if analysis.template else []
    wanted: dict[int, list[Slot]] = {}
    for one in sorted(missing, key=lambda one: order.index(one.slot.path)):
        wanted.setdefault(place_of(analysis, one.slot, one.parent), []).append(one.slot)
    title = (
        heading(title_of_file(analysis), title_style(analysis)) if wanted and _needs_title(analysis) else None
    )
    edits = []
    for line, slots in sorted(wanted.items()):
        parts = [part for slot in slots for part in _parts(analysis, slot)]
        if title:
            parts, title = [(1, title), *parts], None
        edits.append(insertion(analysis, line, _joined(analysis, parts), gap_before(analysis, parts[0][0])))
    return tuple(edits)


def _parts(analysis: Analysis, slot: Slot) -> list[tuple[int, list[str]]]:
    """A section and the required ones below it, each as its level and lines.

    Where the template gives a section with subsections no text of its own, it gets none here.
    """
    inner = [child for child in slot.children if child.required]
    lines = heading(slot.title, style_of(analysis, slot))
    if not inner or slot.guidance:
        lines += ["", STUB]
    parts = [(docutils_level(analysis, slot), lines)]
    for child in inner:
        parts += _parts(analysis, child)
    return parts


def _joined(analysis: Analysis, parts: list[tuple[int, list[str]]]) -> str:
    lines: list[str] = []
    for level, part in parts:
        if lines:
            lines += [""] * (gap_before(analysis, level) if lines[-1] == STUB else 1)
        lines += part
    newline = analysis.text.newline
    return newline.join(lines) + newline


def _needs_title(analysis: Analysis) -> bool:
    """Whether docutils would take the first inserted section for the document's title."""
    if analysis.document.outermost or analysis.template is None:
        return False
    return analysis.template.framed or not any(map(is_visible, analysis.blocks))
