"""Headings in the document's own style."""

from __future__ import annotations

from spec_ls.analysis import Analysis
from spec_ls.model.document import Section
from spec_ls.model.template import Slot
from spec_ls.rst.prose import column_width
from spec_ls.text import Edit, Position, Range, line_content

_USUAL = "=-~^\"'`#*+.:_"
_SHORTEST = 4
"""A shorter underline may be taken for text."""


def heading(title: str, style: str, indent: str = "") -> list[str]:
    """The lines of a heading, without line ends; ``indent`` stands before a title with an overline."""
    if len(style) == 1:
        return [title, style * max(column_width(title), _SHORTEST)]
    line = style[0] * max(column_width(title) + 2 * len(indent), _SHORTEST)
    return [line, indent + title, line]


def style_of(analysis: Analysis, slot: Slot) -> str:
    """The adornment for a slot's heading: the document's own at that level, else the template's."""
    return _style_at(analysis, docutils_level(analysis, slot), slot)


def title_style(analysis: Analysis) -> str:
    """The adornment for a document's title where there is none yet."""
    wanted = analysis.template.title_style if analysis.template else None
    return free_style(analysis.document.styles, wanted or "==")


def free_style(used: tuple[str, ...], wanted: str) -> str:
    """``wanted``, or the first usual adornment that is not used yet."""
    return next((style for style in (wanted, *_USUAL) if style not in used), wanted)


def docutils_level(analysis: Analysis, slot: Slot) -> int:
    """The level, before title promotion, at which a slot's section belongs in this document (1 outermost)."""
    outline = analysis.outline
    if outline is not None and outline.sections:
        return outline.sections[0].level + slot.level - 1
    title = analysis.document.subtitle or (outline.title if outline is not None else None)
    return (title.level if title else 0) + slot.level


def rename(analysis: Analysis, section: Section, title: str) -> Edit:
    """The edit that gives a section another title, and its adornment the length for it."""
    return _rewritten(analysis, section, title, section.style)


def adorn(analysis: Analysis, section: Section, style: str) -> Edit:
    """The edit that gives a section's heading another adornment, and none of those below it."""
    return _rewritten(analysis, section, section.title, style)


def readorn(analysis: Analysis, section: Section, level: int, slot: Slot) -> tuple[Edit, ...]:
    """The edits that bring a section, with all in it, to another level (before promotion, 1 outermost).

    ``slot`` is what the section fills; it knows the adornment if the document has none at that level.
    """
    edits = [_rewritten(analysis, section, section.title, _style_at(analysis, level, slot))]
    styles = analysis.document.styles
    for inner in analysis.document.walk(section.children):
        deeper = level + inner.level - section.level
        style = styles[deeper - 1] if deeper <= len(styles) else free_style(styles, inner.style)
        edits.append(_rewritten(analysis, inner, inner.title, style))
    return tuple(edits)


def _style_at(analysis: Analysis, level: int, slot: Slot) -> str:
    """The document's adornment at a level; where it has none, the slot's, if that is not used above."""
    styles = analysis.document.styles
    if level <= len(styles):
        return styles[level - 1]
    used = styles
    slots = analysis.template.slots if analysis.template else ()
    for title in slot.path[:-1]:
        parent = next(one for one in slots if one.title == title)
        if level - slot.level + parent.level > len(styles):
            used = (*used, free_style(used, parent.style))
        slots = parent.children
    return free_style(used, slot.style)


def _rewritten(analysis: Analysis, section: Section, title: str, style: str) -> Edit:
    start, end = analysis.document.heading_lines(section)
    lines = [line_content(line) for line in analysis.text.lines[start:end]]
    old = lines[1] if len(section.style) == 2 else ""
    new = heading(title, style, old[: len(old) - len(old.lstrip())])
    where = Range(Position(start, 0), Position(end - 1, len(lines[-1])))
    return Edit(where, analysis.text.newline.join(new))
