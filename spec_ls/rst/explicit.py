"""Explicit markup: footnotes, citations, targets, directives, comments; most begin with two dots."""

from __future__ import annotations

import re

from spec_ls.rst.blocks import Kind
from spec_ls.rst.recognize import BlockSpan, indented_end, indented_until_blank, single
from spec_ls.rst.source import Lines

SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
"""A reference name without quotes: alphanumerics with single ``-._+:`` inside."""

DIRECTIVE = re.compile(rf"\.\. +(?P<name>{SIMPLE_NAME}) ?::(?: +|$)")

_START = re.compile(r"\.\.(?: +|$)")
_ANONYMOUS = re.compile("__(?: +|$)")
_TARGET = re.compile(r"\.\. +_(?! |$)")
_CONSTRUCTS = (
    (Kind.FOOTNOTE, re.compile(rf"\.\. +\[(?:[0-9]+|\#|\#{SIMPLE_NAME}|\*)\](?: +|$)")),
    (Kind.CITATION, re.compile(rf"\.\. +\[{SIMPLE_NAME}\](?: +|$)")),
    (Kind.TARGET, _TARGET),
    (Kind.SUBSTITUTION_DEFINITION, re.compile(r"\.\. +\|(?! |$)")),
    (Kind.DIRECTIVE, DIRECTIVE),
)
_ESCAPE = re.compile(r"\\(.?)")
TARGET_NAME = re.compile(
    r"""
    (?: _                                        # anonymous
      | (?!_) (?P<quote>`?) (?![ `]) (?P<name>.+?) (?<![\s\x00]) (?P=quote)
    )
    (?<! (?<!\x00) : ) (?<![\s\x00])             # no colon that is not escaped, no space at the end
    [ ]? : (?: [ ]+ | $ )
    """,
    re.VERBOSE,
)
"""The name of a target and its colon, behind the underscore; a null stands for a backslash."""

_NAME_END = re.compile(":(?: |$)")
"""Only a line with a colon like this can complete a name; this search is the faster one."""

_INCLUSION_END = 'end of inclusion from "'  # docutils' own mark; it ends with its line


def explicit_markup(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A footnote, citation, hyperlink target, substitution definition, directive or comment."""
    line = lines[index] or ""
    start = _START.match(line)
    if not start:
        return None
    end = indented_end(lines, index + 1)
    for kind, pattern in _CONSTRUCTS:
        match = pattern.match(line)
        if not match:
            continue
        if kind is Kind.TARGET:
            target_end = indented_until_blank(lines, index + 1)
            rest = [line[match.end() :], *(lines[i] or "" for i in range(index + 1, target_end))]
            if not _is_target(rest):
                break  # docutils makes it a comment, with a warning
            end = target_end
        return single(kind, end)
    comment = line[start.end() :]
    if not lines[index + 1] and (not comment or comment.startswith(_INCLUSION_END)):
        end = index + 1  # two dots alone are an empty comment, and take no indented text behind them
    return single(Kind.COMMENT, end)


def anonymous_target(lines: Lines, index: int) -> tuple[BlockSpan, ...] | None:
    """A target without a name: two underscores and where they lead."""
    if not _ANONYMOUS.match(lines[index] or ""):
        return None
    return single(Kind.ANONYMOUS_TARGET, indented_until_blank(lines, index + 1))


def escaped(text: str) -> str:
    """A text with each backslash as docutils holds it: a null character before what it escapes."""
    return _ESCAPE.sub("\x00\\1", text)


def _is_target(rest: list[str]) -> bool:
    """True if the lines start with a name and its colon, which may take several lines."""
    text = ""
    for line in rest:
        text += escaped(line)
        if _NAME_END.search(line) and TARGET_NAME.match(text):
            return True
    return False
