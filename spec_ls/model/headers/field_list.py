"""Reads field lists: ``:Name: value`` after the title, before it, or from the first line on."""

from __future__ import annotations

import re

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.model.headers.parts import fields_of_blocks, header_blocks, header_of
from spec_ls.rst.blocks import Kind
from spec_ls.rst.sphinx_names import METADATA_FIELDS

_FIELD = re.compile(r":((?:[^:\\]|\\.|:(?!\s|$))+):(?:[ \t]+|$)")


def read_fields(document: Document) -> Header | None:
    """The fields before the second heading, but for those that Sphinx reads; None if there is none."""
    items = document.blocks.items
    indices = (index for index in header_blocks(document) if items[index].kind is Kind.FIELD)
    fields = fields_of_blocks(document, indices, _FIELD)
    return header_of(HeaderKind.FIELDS, (f for f in fields if f.name not in METADATA_FIELDS), 1)
