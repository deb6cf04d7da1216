"""XML 1.0 for the formats that are made of it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but ``Char`` of XML 1.0, section 2.2; a carriage return, too, since it would become a line feed."""


def legal(text: str) -> str:
    """A text whose characters XML may hold; others are written as ``\\\\x1b`` or ``\\\\udc80``."""
    return _ILLEGAL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def document(root: ElementTree.Element) -> str:
    """A document as text, indented, with its declaration; the texts within must be legal."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, "unicode")}\n'
