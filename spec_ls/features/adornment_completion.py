"""Completion of the line of adornment below a title that was typed."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.edits.headings import free_style, style_of
from spec_ls.features.candidates import Candidate, CandidateKind
from spec_ls.features.formatting.adornment import adornment_length, title_above
from spec_ls.features.heading_position import HeadingPosition, sections_around
from spec_ls.model.document import Document
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def complete_adornment(
    document: Document, position: Position, spec: Spec | None = None
) -> tuple[Candidate, ...]:
    """The lines of adornment that may follow the text above a position, on a line that is empty or begun.

    First that of the template's level where the text is the title of a missing section of ``spec``; then the
    level of the section that ends here, the next one below it, and those above.
    """
    title = title_above(document, position.line)
    typed = line_content(document.text.lines[position.line]).rstrip()
    if title is None or typed != typed[:1] * len(typed):
        return ()
    here = HeadingPosition(position.line - 1, title, document.blocks.at(position.line))
    around = sections_around(document, here)
    styles = [*_of_slot(spec, title), *_styles(document, around)]
    return tuple(_candidates(document, position.line, title, typed, list(dict.fromkeys(styles)), around))


def _of_slot(spec: Spec | None, title: str) -> Iterator[str]:
    """The adornment of the section with a title that the template has, and the document lacks."""
    if spec is not None:
        spec = spec.unpromoted
        for slot in spec.template.walk():
            if slot.title.casefold() == title.casefold() and spec.outline.section_of(slot) is None:
                yield style_of(spec, slot)


def _styles(document: Document, around: tuple[Section, ...]) -> Iterator[str]:
    """The adornment of the levels that a title may have here, the likeliest first."""
    styles, depth = document.styles, len(around)
    below = styles[depth] if depth < len(styles) else free_style(styles)
    levels = [styles[level] for level in range(min(depth, len(styles)) - 1, -1, -1)]
    if around and around[-1] is document.title:  # a document has one title
        levels.insert(0, below)
    else:
        levels.insert(1, below)
    yield from levels


def _candidates(
    document: Document, line: int, title: str, typed: str, styles: list[str], around: tuple[Section, ...]
) -> Iterator[Candidate]:
    for style in styles:
        adornment = style[0] * adornment_length(document, title, style)
        if typed == adornment or not adornment.startswith(typed):
            continue
        edit = Edit(Range.of(line, 0, line, len(line_content(document.text.lines[line]))), adornment)
        over = Edit(Range.of(line - 1, 0, line - 1, 0), adornment + document.text.newline)
        where = next((section.title for section in reversed(around) if section.style == style), "")
        summary = f'as of "{where}"' if where else "one level below" if around else "the first level"
        also = (over,) if len(style) == 2 else ()
        yield Candidate(adornment, edit, summary, also=also, kind=CandidateKind.ADORNMENT)
