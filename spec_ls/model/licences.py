"""Licences: which one a text names, in whatever form."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Block
from spec_ls.rst.kept import kept

LEGAL = re.compile(r"\blicen[cs]ed?\b|\bcopyright\b", re.IGNORECASE)
"""A word that a licence's text has."""

_NOTE = re.compile(
    r"\blicen[cs]ed\s+under\b|\bSPDX-License-Identifier\b|\bcopyright\s+(?:\(c\)\s*|©\s*)?(?:\d{4}|<)"
    r"|\bdistributed\s+under\b",
    re.IGNORECASE,
)
_FAMILIES = {
    "CC-BY": r"creative\s*commons[^\n]{0,30}?(?:attribution|/by)|\bcc[- ]by",
    "CC0": r"\bcc0\b|public\s+domain",
    "Apache": r"\bapache\b",
    "MIT": r"\bMIT\b",
    "BSD": r"\bBSD\b",
    "AGPL": r"\bAGPL\b|\bGNU\s+affero",
    "LGPL": r"\bLGPL\b|\bGNU\s+lesser",
    "GPL": r"\bGPL\b|\bGNU\s+general",
    "MPL": r"\bMPL\b|\bmozilla\s+public",
}
_FAMILY = re.compile("|".join(f"({pattern})" for pattern in _FAMILIES.values()), re.IGNORECASE)
_ADDRESS = re.compile(r"\b\w+://\S+")
_VERSION = re.compile(r"\bv?(\d+)(?:\.(\d+))?\b")
_SUFFIXES = re.compile(r"share\s*-?alike|non-?\s*commercial|no\s*-?deriv|-(?:sa|nc|nd)\b", re.IGNORECASE)
_REACH = 60
"""Characters behind a licence's name in which its version stands."""


class Licence(NamedTuple):
    """A licence by its family and version; ``version`` is None where a text does not say it."""

    family: str
    version: str | None

    def may_be(self, other: Licence) -> bool:
        """True if the two may be the same licence."""
        return self.family == other.family and (
            self.version is None or other.version is None or self.version == other.version
        )


@kept
def named_licences(block: Block) -> frozenset[Licence]:
    """The licences that a block names, by their names or SPDX identifiers."""
    return licences_in(block.text)


def licences_in(text: str) -> frozenset[Licence]:
    """The licences that a text names, by their names or SPDX identifiers; else by its addresses."""
    folded = " ".join(text.split())
    return _licences(_ADDRESS.sub(" ", folded)) or _licences(folded)


def _licences(folded: str) -> frozenset[Licence]:
    found = set[Licence]()
    for match in _FAMILY.finditer(folded):
        behind = folded[match.end() : match.end() + _REACH]
        version, terms = _VERSION.search(behind), _SUFFIXES.findall(behind)
        name = "-".join([list(_FAMILIES)[(match.lastindex or 1) - 1], *sorted(map(_term, terms))])
        found.add(Licence(name, f"{version[1]}.{version[2] or 0}" if version else None))
    return frozenset(found)


@kept
def is_licence_note(block: Block) -> bool:
    """True if a block states under which licence, or whose, a text is; questions about licences do not."""
    return "?" not in block.text and bool(_NOTE.search(block.text))


def _term(words: str) -> str:
    folded = re.sub(r"[^a-z]", "", words.casefold())
    return {"sharealike": "sa", "noncommercial": "nc", "noderiv": "nd"}.get(folded, folded)
