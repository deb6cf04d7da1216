"""Core sections: those to which ``None`` is no answer, such as the problem and the proposed change."""

from __future__ import annotations

import re

from spec_ls.model.slot import Slot
from spec_ls.model.template import Template
from spec_ls.model.title_similarity import bare_title

_CORE = re.compile(
    r"(?:(?:the )?problem|proposed (?:changes?|solutions?|designs?)|use cases?|assignees?|work items?)\b.*"
)
"""Titles, without case and punctuation, by which templates ask for the content that every spec has."""

_IMPACT = re.compile(r"\bimpacts?\b")
"""A change may well have no impact of some kind."""


def is_core(slot: Slot, template: Template, listed: frozenset[str] | None) -> bool:
    """True if an author has to write something in a section.

    ``listed`` are the titles of such sections as settings name them.  If it is None, core are the template's
    first section and those whose titles speak of the problem, the change, use cases, assignees and work
    items, but for sections about an impact and those that the template lets an author leave out.
    """
    title = bare_title(slot.title)
    if listed is not None:
        return title in {bare_title(name) for name in listed}
    if _IMPACT.search(title) or not slot.required:
        return False
    return slot.path == template.slots[0].path or _CORE.fullmatch(title) is not None
