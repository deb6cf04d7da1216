"""The kinds of code actions."""

from __future__ import annotations

from enum import StrEnum


class ActionKind(StrEnum):
    """The purpose of an action; the values are LSP's hierarchical ``CodeActionKind``."""

    FIX = "quickfix"
    FIX_ALL = "source.fixAll.spec-ls"
    INSERT_MISSING = "source.insertMissingSections"
    ORDER = "source.orderSections"
    WRAP = "refactor.rewrite.wrap"
    UNWRAP = "refactor.rewrite.unwrap"
    TITLE = "refactor.rewrite.title"
    TARGET = "refactor.rewrite.target"
    FOOTNOTES = "refactor.rewrite.footnotes"
    TABLE = "refactor.rewrite.table"
    LIST = "refactor.rewrite.list"
