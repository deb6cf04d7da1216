"""The markup that an author is about to write at a position, from the line up to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from spec_ls.model.document import Document
from spec_ls.rst.blocks import Kind
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Position, Range, line_content


class Wanted(Enum):
    """What is to be completed."""

    DIRECTIVE = auto()
    ARGUMENT = auto()
    OPTION = auto()
    OPTION_VALUE = auto()
    ROLE = auto()
    ROLE_TARGET = auto()
    REFERENCE = auto()
    FOOTNOTE = auto()
    SUBSTITUTION = auto()
    TARGET_PATH = auto()


@dataclass(frozen=True, slots=True)
class MarkupContext:
    """What is typed, and where: ``typed`` ends at the position, ``range`` is what a completion replaces.

    ``name`` is the directive's, or the role's; ``option`` the option whose value is typed.  ``opened_by`` is
    the character before what is typed, ``rest`` the line behind the position.
    """

    wanted: Wanted
    typed: str
    range: Range
    opened_by: str
    rest: str
    name: str = ""
    option: str = ""


_BEFORE_MARKUP = r"(?:^|(?<=[\s'\"(\[{<:/\-]))"
"""Characters before which inline markup may start, but for those beyond ASCII (docutils' rule)."""

_PATH = r"\.[^\s:/]*|[^\s:/]*/[^\s:]*"
"""A path that is begun where most authors write addresses: with a dot, or with a slash in it."""

_PATTERNS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    (
        Wanted.TARGET_PATH,
        re.compile(r"\s*\.\. +_(?:`[^`]+`|[^:`\s][^:`]*): +(?P<typed>\.[^\s:/]*|[^\s:/]*/[^\s:]*)$"),
    ),
    (Wanted.DIRECTIVE, re.compile(r"\s*\.\. +(?:\|[^|]+\| +)?(?P<typed>[\w:+.-]*)$")),
    (Wanted.ARGUMENT, re.compile(r"\s*\.\. +(?:\|[^|]+\| +)?(?P<name>[\w:+.-]+?) ?:: +(?P<typed>\S*)$")),
    (Wanted.OPTION_VALUE, re.compile(r"\s+:(?P<option>[\w-]+): +(?P<typed>[^:]*)$")),
    (Wanted.OPTION, re.compile(r"\s+:(?P<typed>[\w-]*)$")),
    (
        Wanted.ROLE_TARGET,
        re.compile(rf"(?:.*){_BEFORE_MARKUP}:(?P<name>[\w+.:-]+):`(?:[^`<]*<)?(?P<typed>[^`<>]*)$"),
    ),
    (Wanted.ROLE, re.compile(rf"(?:.*){_BEFORE_MARKUP}:(?P<typed>[\w+.:-]*)$")),
    (Wanted.REFERENCE, re.compile(rf"(?:.*){_BEFORE_MARKUP}`(?P<typed>[^`<>]*)$")),
    (Wanted.FOOTNOTE, re.compile(rf"(?:.*){_BEFORE_MARKUP}\[(?P<typed>[\w#*.-]*)$")),
    (Wanted.SUBSTITUTION, re.compile(rf"(?:.*){_BEFORE_MARKUP}\|(?P<typed>[^|\s][^|]*|)$")),
)

_FIRST_LINE = re.compile(r"\s*(?P<dots>\.\.) +(?:\|[^|]+\| +)?(?P<name>[\w:+.-]+?) ?::(?: |$)")
_OPTION_NAME = re.compile(r"\s+:(?P<option>[\w-]+):")
_LITERAL = re.compile(r"``.*?(?:``|$)")
_MOST_OPTIONS = 50
"""Lines above an option among which its directive is looked for."""

_LONGEST = 2_000
"""Characters of a line that are looked at."""


def markup_context(document: Document, position: Position) -> MarkupContext | None:
    """The markup at a position; None where none is begun, and in text that is verbatim."""
    line = line_content(document.text.lines[position.line])
    before = line[: position.column]
    if len(before) > _LONGEST or _is_verbatim(document, position.line):
        return None
    for wanted, pattern in _PATTERNS:
        found = pattern.match(before)
        if found is None or _ends_in_literal(before, found.start("typed")):
            continue
        groups = found.groupdict()
        typed, name = groups["typed"], groups.get("name") or ""
        if wanted in (Wanted.OPTION, Wanted.OPTION_VALUE):
            name = _directive_above(document, position.line)
            if not name:
                continue
        if wanted is Wanted.SUBSTITUTION and not typed and line[position.column :][:1] != "|":
            continue  # it may be a table's or a line block's
        start = Position(position.line, found.start("typed"))
        opened_by, rest = before[: start.column][-1:], line[position.column :]
        option = groups.get("option") or ""
        return MarkupContext(wanted, typed, Range(start, position), opened_by, rest, name, option)
    return None


class DirectiveName(NamedTuple):
    """A directive's name, and where it stands."""

    name: str
    range: Range


def directive_name_at(document: Document, position: Position) -> DirectiveName | None:
    """The directive on whose name, or on whose two dots, a position is."""
    line = line_content(document.text.lines[position.line])
    found = None if _is_verbatim(document, position.line) else _FIRST_LINE.match(line)
    if found is None or not found.start("dots") <= position.column <= found.end("name"):
        return None
    return DirectiveName(
        found["name"], Range.of(position.line, found.start("name"), position.line, found.end("name"))
    )


class OptionName(NamedTuple):
    """An option's name with that of its directive, in lower case, and where it stands, colons included."""

    directive: str
    name: str
    range: Range


def option_name_at(document: Document, position: Position) -> OptionName | None:
    """The option of a directive on whose name a position is."""
    found = _OPTION_NAME.match(line_content(document.text.lines[position.line]))
    if found is None or _is_verbatim(document, position.line):
        return None
    start, end = found.start("option") - 1, found.end("option") + 1
    directive = _directive_above(document, position.line)
    if not directive or not start <= position.column <= end:
        return None
    return OptionName(directive, found["option"], Range.of(position.line, start, position.line, end))


def directive_of_line(document: Document, line: int) -> tuple[str, str | None] | None:
    """The directive on whose first line, or among whose options, a line is, and that option's name."""
    text = line_content(document.text.lines[line])
    if _is_verbatim(document, line):
        return None
    if found := _FIRST_LINE.match(text):
        return found["name"].lower(), None
    name, option = _directive_above(document, line), _OPTION_NAME.match(text)
    return (name, option["option"].lower() if option else "") if name else None


def _directive_above(document: Document, line: int) -> str:
    """The name of the directive among whose options a line stands; "" if there is none."""
    text = document.text.lines
    own = line_content(text[line])
    indent = len(own) - len(own.lstrip())
    if not indent or not own.lstrip().startswith(":"):
        return ""
    for above in range(line - 1, max(line - _MOST_OPTIONS, -1), -1):
        other = line_content(text[above])
        stripped = other.lstrip()
        if not stripped:
            return ""
        if len(other) - len(stripped) < indent:
            found = _FIRST_LINE.match(other)
            return found["name"].lower() if found else ""
    return ""


def _is_verbatim(document: Document, line: int) -> bool:
    """True if a line is verbatim text: in a literal block, a comment, or content that is not RST."""
    blocks = document.blocks
    index = blocks.at(line)
    if index < 0:
        return False
    block = blocks.items[index]
    if block.kind is Kind.COMMENT:
        return line > blocks.starts[index]  # the first line may become any explicit markup
    return line - blocks.starts[index] in literal_lines(block)


def _ends_in_literal(before: str, at: int) -> bool:
    """True if a place in a line is inside of an inline literal."""
    return any(found.start() < at <= found.end() and found[0] != "``" for found in _LITERAL.finditer(before))
