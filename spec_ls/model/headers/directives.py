"""Reads directives as fields: ``.. name:: value``, of names that neither docutils nor Sphinx has."""

from __future__ import annotations

import re

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.model.headers.parts import fields_of_blocks, header_blocks, header_of
from spec_ls.rst.blocks import Kind
from spec_ls.rst.sphinx import known_directives

_DIRECTIVE = re.compile(r"\.\.[ \t]+([\w\-+.:]*\w)[ \t]?::(?:[ \t]+|$)")
_LEAST = 2


def read_directives(document: Document) -> Header | None:
    """The directives of unknown names before the second heading; None if there are fewer than two."""
    items = document.blocks.items
    indices = [index for index in header_blocks(document) if items[index].kind is Kind.DIRECTIVE]
    found = list(fields_of_blocks(document, indices, _DIRECTIVE)) if len(indices) >= _LEAST else []
    if not found:
        return None
    known = known_directives()
    return header_of(HeaderKind.DIRECTIVES, (f for f in found if f.name.lower() not in known), _LEAST)
