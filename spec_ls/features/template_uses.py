"""The headings of specs that fill a heading of their template."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from spec_ls.features.navigation import slot_of_heading
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages, Place
from spec_ls.spec import Spec
from spec_ls.text import Position


def title_at(document: Document, position: Position) -> str | None:
    """The title of the heading at a position, on its text or adornment; None anywhere else."""
    section = document.section_at(position.line)
    if section is None:
        return None
    start, end = document.heading_lines(section)
    return section.title if start <= position.line < end else None


def may_fill(title: str, template: Path, pages: LinkedPages) -> Iterator[Place]:
    """The titles of other documents that may fill a template's heading: those that are the same."""
    return (place for place in pages.titles(title) if place.path != template)


def is_filled_at(spec: Spec, line: int, title: str, template: Path) -> bool:
    """True if the heading on a line of a spec fills the slot with a title of the template in a file.

    The template that is open may have changed, so it is known by its file and its title.
    """
    found = slot_of_heading(spec, Position(line, 0))
    if found is None or not isinstance(spec.template.origin, Path):
        return False
    section = spec.document.section_at(line)
    is_same = section is not None and section.title == title
    return is_same and Path(os.path.abspath(spec.template.origin)) == template
