"""Sections about what a spec depends on: those where a template asks for other documents of its kind."""

from __future__ import annotations

import re

from spec_ls.model.slot import Slot

_TITLE = re.compile(r"\b(?:inter)?dependenc(?:y|ies)\b|\bdepends on\b|\bprerequisites?\b", re.IGNORECASE)
_DOCUMENTS = re.compile(r"\b(?:spec|specification|blueprint|proposal|document)s?\b", re.IGNORECASE)


def asks_for_dependencies(slot: Slot) -> bool:
    """True if a section is about dependencies, and other documents are among these in its guidance.

    A template that says nothing about them may mean any.
    """
    asks = not slot.guidance.strip() or _DOCUMENTS.search(slot.guidance) is not None
    return asks and _TITLE.search(slot.title) is not None
