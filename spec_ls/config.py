"""The settings that serve one file, as checks read them.  How they are written is for ``schema.py``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spec_ls.findings import Severity

DEFAULT_MAX_LINE_LENGTH = 79

SECTIONS_AND_LINES = frozenset({"missing-section", "line-too-long"})
"""What counts as a gate's verdict where no gate is known: the template's own words."""


class LineRule(StrEnum):
    """Which lines may be longer than the limit."""

    DEFAULT = "default"  # those with a URL, those that cannot be broken, verbatim text
    LENGTH = "length"  # those that ``exempt_lines`` matches
    CODE = "code"  # besides, those after a line with "::" while they are indented, and those without space
    DOC8 = "doc8"  # those that doc8 lets pass
    OFF = "off"  # all


class WhiteSpace(StrEnum):
    """Which white space at a line's end a gate sees."""

    ANY = "any"
    SPACES = "spaces"


@dataclass(frozen=True, slots=True)
class Listed:
    """One section that a gate asks for by its own list, whatever the template says.

    Any of ``titles`` will do.  ``exactly`` means that no other subsections may be there, ``ordered`` that
    they stand in this order.  ``only_with`` is a top section without which this one is not asked for.
    """

    titles: tuple[str, ...]
    subsections: tuple[Listed, ...] = ()
    exactly: bool = False
    ordered: bool = False
    only_with: str | None = None


@dataclass(frozen=True, slots=True)
class SectionRules:
    """What a gate wants of a spec's sections, beyond or against its template's words.

    ``listed`` replaces the template's sections as what is required.  ``optional`` holds paths of titles
    that may be left out; ``True`` is all that are not listed, ``None`` leaves it to the template's prose.
    ``extra`` tells which other top sections pass: all, none, or those named; with ``extra_of_template``
    also the template's own that are not listed.  ``count`` is how many top sections there must be.
    """

    listed: tuple[Listed, ...] = ()
    optional: frozenset[tuple[str, ...]] | bool | None = None
    extra: frozenset[str] | bool = False
    extra_of_template: bool = False
    count: int | None = None

    @property
    def known(self) -> bool:
        """Whether the rules of a gate are known, so that the template's prose does not count."""
        return bool(self.listed) or self.optional is not None


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Where a gate looks for a link to the work that a spec is about: line by line, the first match ends it.

    A line that starts with one of ``unless`` or holds one of ``any_of`` is enough; one that holds one of
    ``named`` must end with the file's base name; one that starts with ``before`` ends the search.
    """

    any_of: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """Settings that checks read; those of one file.

    ``template`` is a built-in template's name or a file (a value with a ``/`` or a suffix).  ``select``
    and ``ignore`` hold check codes, an empty ``select`` means all.  ``gate`` holds the codes that the
    project's gate rejects, ``covered`` tells whether it opens this file at all.  Lengths are in code
    points; ``max_indented_line_length`` is for lines that begin with four spaces.  ``exempt_lines`` are
    regular expressions, searched for in a line.  ``stubs`` are bodies that count as saying nothing, besides
    the usual ones.  ``extensions`` are those that a spec's name may have.  ``belongs_in`` names the folders
    beside the file in one of which the gate wants it instead.
    """

    template: str | None = None
    profile: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    gate: frozenset[str] = SECTIONS_AND_LINES
    covered: bool = True
    sections: SectionRules = SectionRules()
    line_rule: LineRule = LineRule.DEFAULT
    max_line_length: int = DEFAULT_MAX_LINE_LENGTH
    max_indented_line_length: int | None = None
    exempt_lines: tuple[str, ...] = ()
    white_space: WhiteSpace = WhiteSpace.ANY
    stubs: frozenset[str] = frozenset()
    link: LinkRule | None = None
    extensions: tuple[str, ...] = (".rst",)
    belongs_in: tuple[str, ...] = ()

    def is_enabled(self, code: str) -> bool:
        """True if findings of this code are asked for."""
        return (not self.select or code in self.select) and code not in self.ignore

    def is_gated(self, code: str) -> bool:
        """True if the project's gate looks for findings of this code, in the files that it opens."""
        return code in self.gate

    def is_error(self, code: str) -> bool:
        """True if the project's gate rejects this file for a finding of this code."""
        return self.covered and code in self.gate

    def severity(self, code: str) -> Severity:
        """That of a finding which is an error where the gate rejects it, and else a warning."""
        return Severity.ERROR if self.is_error(code) else Severity.WARNING


def did_you_mean(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    """A clause that names the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), 1)
    return f', did you mean "{near[0]}"?' if near else ""
