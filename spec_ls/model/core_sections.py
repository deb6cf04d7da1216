"""Core sections: those to which ``None`` is no answer, such as the problem and the proposed change."""

from __future__ import annotations

import re

from spec_ls.model.template import Slot, Template
from spec_ls.model.title_similarity import bare_title

_CORE = re.compile(
    r"(?:problem|proposed (?:change|solution|design)s?|use cases?|assignees?(?: s)?|work items?)\b.*"
)
"""Titles, without case and punctuation, by which templates ask for what no spec can do without."""


def is_core(slot: Slot, template: Template, listed: frozenset[str] | None) -> bool:
    """True if an author has to write something in a section.

    ``listed`` are titles of such sections as settings name them.  If it is None, these are the template's
    first section, and those whose titles speak of the problem, the change, use cases, assignees and work
    items.
    """
    title = bare_title(slot.title)
    if listed is not None:
        return title in {bare_title(name) for name in listed}
    if template.slots and slot.path == template.slots[0].path:
        return True
    return slot.required and _CORE.fullmatch(title) is not None
