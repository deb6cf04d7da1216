"""What actions there are for."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an action is for; the values are LSP's hierarchical ``CodeActionKind``."""

    FIX = "quickfix"
    INSERT_MISSING = "source.insertMissingSections"
    ORDER = "source.orderSections"
