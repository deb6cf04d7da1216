"""Headings in the document's own style."""

from __future__ import annotations

from spec_ls.model.document import Document
from spec_ls.model.slot import Slot
from spec_ls.rst.prose import column_width
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_USUAL_STYLES = "=-~^\"'`#*+.:_"
_TITLE_STYLE = "=="
_SHORTEST = 4
"""A shorter underline may be taken for text."""


def heading(title: str, style: str, indent: str = "") -> list[str]:
    """The lines of a heading, without line ends; ``indent`` stands before a title with an overline."""
    if len(style) == 1:
        return [title, style * max(column_width(title), _SHORTEST)]
    line = style[0] * max(column_width(title) + 2 * len(indent), _SHORTEST)
    return [line, indent + title, line]


def style_of(spec: Spec, slot: Slot) -> str:
    """The adornment for a slot's heading: the document's own at that level, else the template's."""
    return _style_at(spec, docutils_level(spec, slot), slot)


def title_style(spec: Spec) -> str:
    """The adornment for a document's title where there is none yet: the template's, or one not used yet."""
    return free_style(spec.document.styles, spec.template.title_style or _TITLE_STYLE)


def free_style(used: tuple[str, ...], wanted: str = _USUAL_STYLES[0]) -> str:
    """``wanted``, or the first usual adornment that is not used yet."""
    return next((style for style in (wanted, *_USUAL_STYLES) if style not in used), wanted)


def docutils_level(spec: Spec, slot: Slot) -> int:
    """The level, before title promotion, at which a slot's section belongs in this document (1 outermost)."""
    outline = spec.outline
    if outline.sections:
        return outline.sections[0].level + slot.level - 1
    title = spec.document.subtitle or outline.title
    return (title.level if title else 0) + slot.level


def rename(spec: Spec, section: Section, title: str) -> Edit:
    """The edit that gives a section another title, and its adornment the length for it."""
    return retitled(spec.document, section, title)


def retitled(document: Document, section: Section, title: str) -> Edit:
    """The edit that gives a section of any document another title, and its adornment the length for it."""
    return _rewritten(document, section, title, section.style)


def adorn(spec: Spec, section: Section, style: str, title: str | None = None) -> Edit:
    """The edit that gives a heading another adornment, and title if one is given, and no other heading."""
    return _rewritten(spec.document, section, title or section.title, style)


def readorn(spec: Spec, section: Section, level: int, slot: Slot) -> tuple[Edit, ...]:
    """The edits that bring a section, with all in it, to another level (before promotion, 1 outermost).

    ``slot`` is the one that the section fills: it gets the title, and its adornment serves if the document
    has none at that level.
    """
    edits = [_rewritten(spec.document, section, slot.title, _style_at(spec, level, slot))]
    styles = spec.document.styles
    for inner in spec.document.walk(section.children):
        deeper = level + inner.level - section.level
        style = styles[deeper - 1] if deeper <= len(styles) else free_style(styles, inner.style)
        edits.append(_rewritten(spec.document, inner, inner.title, style))
    return tuple(edits)


def _style_at(spec: Spec, level: int, slot: Slot) -> str:
    """The document's adornment at a level; where it has none, the slot's, if that is not used above."""
    styles = spec.document.styles
    if level <= len(styles):
        return styles[level - 1]
    used = styles
    for depth in range(1, slot.level):
        above = spec.template.slot_at(slot.path[:depth])
        if above is not None and level - slot.level + depth > len(styles):
            used = (*used, free_style(used, above.style))
    return free_style(used, slot.style)


def _rewritten(document: Document, section: Section, title: str, style: str) -> Edit:
    start, end = document.heading_lines(section)
    lines = [line_content(line) for line in document.text.lines[start:end]]
    old = lines[1] if len(section.style) == 2 else ""
    new = heading(title, style, old[: len(old) - len(old.lstrip())])
    range_ = Range(Position(start, 0), Position(end - 1, len(lines[-1])))
    return Edit(range_, document.text.newline.join(new))
