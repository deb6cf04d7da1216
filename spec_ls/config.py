"""The settings of one file as checks read them.  ``schema.py`` says how they are written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spec_ls.field_rules import HeaderRules
from spec_ls.findings import Severity

DEFAULT_MAX_LINE_LENGTH = 79

SECTIONS_AND_LINES = frozenset({"missing-section", "line-too-long"})
"""The codes that are errors where no gate is known: the template's own words are the gate then."""


class LineRule(StrEnum):
    """Which lines may be longer than the limit."""

    DEFAULT = "default"  # lines with a URL, lines that cannot be broken, literal text
    LENGTH = "length"  # lines that ``exempt_lines`` matches
    CODE = "code"  # these, indented lines after a line with "::", and lines without a space
    DOC8 = "doc8"  # lines that doc8 exempts
    OFF = "off"  # all lines


class WhiteSpace(StrEnum):
    """Which white space at a line's end a gate rejects."""

    ANY = "any"
    SPACES = "spaces"


class FormatProse(StrEnum):
    """Which paragraphs the formatter wraps, where lines have a limit."""

    OVERLONG = "overlong"  # those with a line that is too long
    ALL = "all"
    KEEP = "keep"  # none


@dataclass(frozen=True, slots=True)
class GateSection:
    """A section that a gate requires by a list of its own, whatever the template says.

    Any of ``titles`` will do.  ``exactly`` means that no other subsections are allowed, ``ordered`` that
    they must stand in this order.  The section is required only beside the top section ``only_with``.
    """

    titles: tuple[str, ...]
    subsections: tuple[GateSection, ...] = ()
    exactly: bool = False
    ordered: bool = False
    only_with: str | None = None


@dataclass(frozen=True, slots=True)
class SectionRules:
    """A gate's rules for a spec's sections, which go before its template's words.

    ``listed`` are the required sections, in place of the template's.  ``optional`` holds the paths of titles
    that may be left out: ``True`` stands for all that are not listed, ``None`` leaves it to the template's
    prose.  ``extra`` are the other top sections that the gate accepts: all, none, or those named; with
    ``extra_of_template`` also the template's own that are not listed.  ``count`` is the required number of
    top sections.  Where no gate asks for sections, ``asked`` are the titles that half of all documents have:
    these alone are advice, while a document is open.  The sections of ``anywhere`` may stand anywhere
    among the others, as documents have them.
    """

    listed: tuple[GateSection, ...] = ()
    optional: frozenset[tuple[str, ...]] | bool | None = None
    extra: frozenset[str] | bool = False
    extra_of_template: bool = False
    count: int | None = None
    asked: frozenset[str] | None = None
    anywhere: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """True if the rules of a gate are known, so that the template's prose does not count."""
        return bool(self.listed) or self.optional is not None


@dataclass(frozen=True, slots=True)
class LinkRule:
    """A gate's search for a link to the work that a spec is about: line by line, up to the first match.

    A line that starts with one of ``unless`` or contains one of ``any_of`` is enough; a line that contains
    one of ``named`` must end with the file's base name; a line that starts with ``before`` ends the search.
    """

    any_of: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    before: str | None = None


@dataclass(frozen=True, slots=True)
class RoleLink:
    """Addresses for which a gate wants a role: lines with one of ``any_of`` in them, in any case."""

    role: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeverityTable:
    """Severities that settings give to codes: ``entries`` in the order of the codes, each code once."""

    entries: tuple[tuple[str, Severity], ...] = ()

    @staticmethod
    def of_mapping(severities: Mapping[str, Severity]) -> SeverityTable:
        """The table of a mapping by code."""
        return SeverityTable(tuple(sorted(severities.items())))

    def of(self, code: str) -> Severity | None:
        """The severity that is given to a code."""
        return next((severity for other, severity in self.entries if other == code), None)

    def over(self, lower: SeverityTable) -> SeverityTable:
        """This table with the entries of another one for codes of which it says nothing."""
        return self.of_mapping({**dict(lower.entries), **dict(self.entries)}) if lower.entries else self


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one file.

    ``template`` is a built-in template's name or a file (a value with a ``/`` or a suffix).  ``select``
    and ``ignore`` hold check codes; an empty ``select`` means all.  ``gate`` holds the codes that the
    project's gate rejects; ``covered`` is true if the gate opens this file.  ``severities`` go before
    those of the checks and of the gate.  Lengths are in code points;
    ``max_indented_line_length`` is for lines that begin with four spaces.  ``exempt_lines`` are regular
    expressions, searched for in a line; ``exempt_lines_origin`` says where they stand: ``FILE:LINE``
    (1-based), None outside of a project's files.  With ``long_titles`` a title may have any length.
    ``wrap_at`` is the width at which an editor's users want text to be wrapped.
    ``stubs`` are bodies that count as empty words, besides the usual ones.  ``core`` are the titles of
    sections to which None is no answer, None where the template's own words say which these are.
    ``extensions`` are those that a spec's name may have.
    ``belongs_in`` names folders beside the file: the gate requires it to be in one of them.
    ``known_...`` are names, in lower case, that docutils does not know and that are defined elsewhere: by
    settings, or by Sphinx's ``conf.py``.
    ``header`` are the rules on headers, None where documents have none; ``role_links`` are addresses for
    which a role is wanted.
    ``refused_template`` is the one that the file's comment names and that is not read.
    """

    template: str | None = None
    profile: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: SeverityTable = SeverityTable()
    gate: frozenset[str] = SECTIONS_AND_LINES
    covered: bool = True
    sections: SectionRules = SectionRules()
    line_rule: LineRule = LineRule.DEFAULT
    max_line_length: int = DEFAULT_MAX_LINE_LENGTH
    max_indented_line_length: int | None = None
    exempt_lines: tuple[str, ...] = ()
    exempt_lines_origin: str | None = None
    long_titles: bool = False
    wrap_at: int | None = None
    white_space: WhiteSpace = WhiteSpace.ANY
    format_prose: FormatProse = FormatProse.OVERLONG
    stubs: frozenset[str] = frozenset()
    core: frozenset[str] | None = None
    link: LinkRule | None = None
    extensions: tuple[str, ...] = (".rst",)
    belongs_in: tuple[str, ...] = ()
    known_roles: frozenset[str] = frozenset()
    known_directives: frozenset[str] = frozenset()
    known_substitutions: frozenset[str] = frozenset()
    known_options: frozenset[str] = frozenset()
    known_targets: frozenset[str] = frozenset()
    header: HeaderRules | None = None
    role_links: tuple[RoleLink, ...] = ()
    refused_template: str | None = None

    @property
    def wrap_length(self) -> int:
        """The length at which text is wrapped: never above a limit whose lines are reported."""
        if self.wrap_at is None:
            return self.max_line_length
        is_reported = self.line_rule is not LineRule.OFF and self.is_enabled("line-too-long")
        return min(self.wrap_at, self.max_line_length) if is_reported else self.wrap_at

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
        """Error if the project's gate rejects this file for the code, else warning."""
        return Severity.ERROR if self.is_error(code) else Severity.WARNING


_LONGEST_GUESSED = 200
"""Characters of a word that may be one misspelt: the time of a comparison grows with them."""


def did_you_mean(word: str, known: Mapping[str, object] | frozenset[str]) -> str:
    """``, did you mean "WORD"?`` with the known word most like ``word``; empty if none is alike."""
    if len(word) > _LONGEST_GUESSED:
        return ""
    near = difflib.get_close_matches(word, sorted(known), 1)
    return f', did you mean "{near[0]}"?' if near else ""
