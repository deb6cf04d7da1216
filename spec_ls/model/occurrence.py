"""An occurrence of a name: where it is defined or used, and what ties occurrences together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from spec_ls.text import Position, Range

ANONYMOUS, NUMBERS, SYMBOLS = " anonymous", " numbers", " symbols"
"""Keys of what docutils pairs by order; no name begins with a space."""


class NameKind(Enum):
    """How a name occurs."""

    SECTION = "section"
    TARGET = "target"
    ANONYMOUS_TARGET = "anonymous target"
    INLINE_TARGET = "inline target"
    EMBEDDED_TARGET = "target in a reference"
    NAME_OPTION = "name option"
    CONTENTS = "table of contents"
    FOOTNOTE = "footnote"
    CITATION = "citation"
    SUBSTITUTION = "substitution definition"
    REFERENCE = "reference"
    ALIAS = "alias"
    FOOTNOTE_REFERENCE = "footnote reference"
    CITATION_REFERENCE = "citation reference"
    SUBSTITUTION_REFERENCE = "substitution reference"
    LABEL_REFERENCE = "reference to a label"

    __hash__ = object.__hash__


IMPLICIT = frozenset({NameKind.SECTION, NameKind.EMBEDDED_TARGET, NameKind.CONTENTS})
"""Definitions that give way to explicit ones (``docutils.nodes.document.note_implicit_target``)."""

DEFINITIONS = IMPLICIT | {
    NameKind.TARGET,
    NameKind.ANONYMOUS_TARGET,
    NameKind.INLINE_TARGET,
    NameKind.NAME_OPTION,
    NameKind.FOOTNOTE,
    NameKind.CITATION,
    NameKind.SUBSTITUTION,
}


_LABELS = frozenset({NameKind.TARGET, NameKind.INLINE_TARGET, NameKind.NAME_OPTION})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place at which a name is defined or used.

    ``name`` is the name as docutils normalises it (lower case, white space folded; of substitutions the case
    stays); empty for what is anonymous or has a number or symbol instead.  ``range`` is the name as it is
    written, without backquotes, ``#`` and the like; ``whole`` the construct that an author takes for it: a
    reference with its delimiters, an explicit target up to its colon, a footnote's label with its brackets,
    a title.  ``auto`` is ``#`` or ``*`` for footnotes that docutils numbers.  ``leads_to`` is the URI or the
    name (with ``_`` behind it) of a target that leads elsewhere.  ``ALIAS`` is a use in such a target.
    """

    kind: NameKind
    name: str
    range: Range
    whole: Range
    auto: str = ""
    leads_to: str = ""

    @property
    def is_definition(self) -> bool:
        """True for targets, titles, footnotes, citations and definitions of substitutions."""
        return self.kind in DEFINITIONS

    @property
    def is_label(self) -> bool:
        """True for a definition that other documents can refer to: an internal target."""
        return self.kind in _LABELS and not self.leads_to

    @property
    def keys(self) -> tuple[str, ...]:
        """What ties occurrences together: those that share no key have nothing to do with each other."""
        if self.kind in (NameKind.SUBSTITUTION, NameKind.SUBSTITUTION_REFERENCE):
            return (f"|{self.name.lower()}",)
        pairing = {"#": (NUMBERS,), "*": (SYMBOLS,), "": ()}[self.auto]
        return (self.name, *pairing) if self.name else pairing or (ANONYMOUS,)

    def moved(self, lines: int, columns: int) -> Occurrence:
        """The same occurrence a number of lines down, and, of what is on line 0, columns to the right."""
        if not lines and not columns:
            return self
        start = Position(lines, columns)
        range_, whole = self.range.behind(start), self.whole.behind(start)
        return Occurrence(self.kind, self.name, range_, whole, self.auto, self.leads_to)


def normalised(name: str) -> str:
    """A name as docutils compares it (``docutils.nodes.fully_normalize_name``)."""
    return " ".join(name.lower().split())
