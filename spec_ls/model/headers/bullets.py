"""Reads the first list after the title as fields: ``* Name: value``."""

from __future__ import annotations

import re

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.model.headers.parts import after_title, fields_of_blocks, header_of
from spec_ls.rst.blocks import UNSEEN_KINDS, Kind

_BULLET = re.compile(r"[*\-+][ \t]+([^\W\d_][^:`*<>]{0,40}?)[ \t]*:(?:[ \t]+|$)")
_LEAST = 2


def read_bullets(document: Document) -> Header | None:
    """The items of the first list after the title; None if fewer than two are fields."""
    items = document.blocks.items
    indices = []
    for index in after_title(document):
        if items[index].kind is Kind.BULLET_ITEM:
            indices.append(index)
        elif indices or items[index].kind not in UNSEEN_KINDS | {Kind.DIRECTIVE}:
            break
    fields = list(fields_of_blocks(document, indices, _BULLET))
    return header_of(HeaderKind.BULLETS, fields, _LEAST) if 2 * len(fields) >= len(indices) else None
