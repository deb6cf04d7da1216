"""Inline markup in a text, recognised as docutils does it, by its patterns.

Source: ``docutils.parsers.rst.states.Inliner``.  No nodes are made, nothing is said of what is wrong, and a
role that nobody knows counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_ls.rst.long_words import steps_in_long_words
from spec_ls.rst.settings import settings

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner

_MAY_BE_MARKUP = re.compile("[`*|_:@]")
_MAY_BE_URL = re.compile("[:@]")
_LONG_WORD = re.compile(r"\S{1000,}")
"""In longer words no address is looked for: docutils' pattern takes quadratic time."""

_MOST_CHARACTERS = 10_000_000
"""Characters that are looked through for the ends of the markup of one text, all together."""


class InlineKind(Enum):
    """The kind of inline markup."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    LITERAL = "literal"
    INTERPRETED = "interpreted text"
    REFERENCE = "reference"
    FOOTNOTE_REFERENCE = "footnote reference"
    CITATION_REFERENCE = "citation reference"
    SUBSTITUTION_REFERENCE = "substitution reference"
    TARGET = "inline target"
    URL = "standalone URL"

    __hash__ = object.__hash__


class TextMarkup(NamedTuple):
    """Markup in a text, by offsets; the fields are those of ``inline.InlineMarkup``."""

    kind: InlineKind
    start: int
    end: int
    content: tuple[int, int]
    role: tuple[int, int] | None = None
    target: tuple[int, int] | None = None
    is_alias: bool = False
    suffix: str = ""


def recognised(text: str) -> list[TextMarkup]:
    """The markup in a text, by offsets, in order."""
    if not _MAY_BE_MARKUP.search(text):
        return []
    return sorted(_recognised(_escaped(text)), key=lambda found: found.start)


def plain_text(text: str) -> str:
    """Text without its markup and backslashes, as docutils' nodes of it have it before anything is resolved.

    A reference to a footnote that docutils numbers has no text yet.
    """
    parts, end = list[str](), 0
    for found in recognised(text):
        content = text[slice(*found.content)]
        is_numbered = found.kind is InlineKind.FOOTNOTE_REFERENCE and not content.isdigit()
        parts += (unescaped(text[end : found.start]), _said(found, "" if is_numbered else content, text))
        end = found.end
    return "".join([*parts, unescaped(text[end:])])


def _said(found: TextMarkup, content: str, text: str) -> str:
    """The text of markup; roles for PEPs and RFCs put a word before it (``docutils.parsers.rst.roles``)."""
    role = text[slice(*found.role)].lower() if found.role else ""
    prefix = {"pep": "PEP ", "pep-reference": "PEP ", "rfc": "RFC ", "rfc-reference": "RFC "}.get(role, "")
    return prefix + unescaped(content, restore=found.kind is InlineKind.LITERAL)


def unescaped(text: str, restore: bool = False) -> str:
    """Text as docutils reads it, without backslashes and what they take away; or, restored, as written."""
    if restore or "\\" not in text:
        return text
    return re.sub(r"\\([ \n]|(.)|$)", r"\2", text)


def _escaped(text: str) -> str:
    """Text with a null for each backslash, and what it escapes behind that (``utils.escape2null``)."""
    return re.sub(r"\\(.?)", "\0\\1", text, flags=re.DOTALL) if "\\" in text else text


def _recognised(text: str) -> Iterator[TextMarkup]:
    """The markup in escaped text.

    docutils looks for the next markup in what is left of the text, whose start counts as a start of text.
    A URL is looked for in text between other markup, and between start-strings without an end.
    """
    patterns, position, plain_start, spent = _patterns(), 0, 0, steps_in_long_words(text)
    while position < len(text) and spent < _MOST_CHARACTERS:
        rest = text[position:]
        spent += len(rest)
        match = patterns.initial.search(rest)
        if not match:
            break
        found, end, is_inline = _dispatch(match, rest)
        if is_inline:
            yield from _urls(text[plain_start : position + match.start()], plain_start)
            plain_start = position + end
        if found:
            yield _moved(found, position)
        position += end
    yield from _urls(text[plain_start:], plain_start)


def _dispatch(match: re.Match[str], text: str) -> tuple[TextMarkup | None, int, bool]:
    """The markup that a match begins, where to go on, and whether docutils makes a node of it.

    It makes one of a start-string without an end, too.
    """
    if match["refend"]:
        return _reference(match), match.end("whole"), True
    if match["fnend"]:
        return _footnote_reference(match), match.end("whole"), True
    if match["backquote"]:
        return _backquoted(match, text)
    return _delimited(match, text)


def _reference(match: re.Match[str]) -> TextMarkup:
    start, end = match.span("whole")
    return TextMarkup(InlineKind.REFERENCE, start, end, match.span("refname"), suffix=match["refend"])


def _footnote_reference(match: re.Match[str]) -> TextMarkup:
    kind = InlineKind.CITATION_REFERENCE if match["citationlabel"] else InlineKind.FOOTNOTE_REFERENCE
    start, end = match.span("whole")
    return TextMarkup(kind, start, end, match.span("footnotelabel"))


def _delimited(match: re.Match[str], text: str) -> tuple[TextMarkup | None, int, bool]:
    """Emphasis, a literal, an inline target or a substitution reference."""
    start, begin = match.span("start")
    if _is_quoted(match):
        return None, begin, False
    kind, pattern = _delimiters()[match["start"]]
    end = pattern.search(text[begin:])
    if not end or not end.start(1):
        return None, begin, True
    content, after = (begin, begin + end.start(1)), begin + end.end(1)
    suffix = end[1][1:] if kind is InlineKind.SUBSTITUTION_REFERENCE else ""
    return TextMarkup(kind, start, after, content, suffix=suffix), after, True


def _backquoted(match: re.Match[str], text: str) -> tuple[TextMarkup | None, int, bool]:
    """Interpreted text or a phrase reference."""
    start, begin = match.start("role"), match.end("backquote")
    role = (match.start("role") + 1, match.end("role") - 1) if match["role"] else None
    if role is None and _is_quoted(match):
        return None, begin, False
    end = _patterns().interpreted_or_phrase_ref.search(text[begin:])
    if not end or not end.start(1):
        return None, begin, True
    content, after = (begin, begin + end.start(1)), begin + end.end()
    if end["role"]:
        if role:
            return None, after, True  # two roles
        role = (begin + end.start("role") + 1, begin + end.end("role") - 1)
    if end["refend"]:
        reference = None if role else _phrase(text, start, after, content, end["refend"])
        return reference, after, True
    return TextMarkup(InlineKind.INTERPRETED, start, after, content, role), after, True


def _phrase(text: str, start: int, end: int, content: tuple[int, int], suffix: str) -> TextMarkup:
    """A phrase reference, perhaps with an embedded URI or alias."""
    embedded = _patterns().embedded_link.search(text[slice(*content)])
    if not embedded:
        return TextMarkup(InlineKind.REFERENCE, start, end, content, suffix=suffix)
    target = (content[0] + embedded.start(2), content[0] + embedded.end(2))
    link = text[slice(*target)]
    is_alias = link.endswith("_") and not link.endswith("\0_") and not _patterns().uri.match(link)
    if is_alias:
        target = (target[0], target[1] - 1)
    words = (content[0], content[0] + embedded.start()) if embedded.start() else target
    return TextMarkup(InlineKind.REFERENCE, start, end, words, None, target, is_alias, suffix)


def _is_quoted(match: re.Match[str]) -> bool:
    """True if a start-string starts nothing: it stands between matching delimiters or ends the text."""
    from docutils.utils import punctuation_chars

    text, start = match.string, match.start()
    if start == 0:
        return False
    if match.end() >= len(text):
        return True
    return bool(punctuation_chars.match_chars(text[start - 1], text[match.end()]))


def _urls(text: str, start: int) -> Iterator[TextMarkup]:
    """The standalone URLs in plain text; ``start`` is the text's offset.

    Behind an address with an unknown scheme docutils looks for no more in the same plain text.
    """
    if not _MAY_BE_URL.search(text) or _LONG_WORD.search(text):
        return
    waiting = [(text, start)]
    while waiting:
        part, offset = waiting.pop()
        match = _patterns().uri.search(part) if _MAY_BE_URL.search(part) else None
        if not match or (match["scheme"] and match["scheme"].lower() not in _schemes()):
            continue
        span = (offset + match.start("whole"), offset + match.end("whole"))
        yield TextMarkup(InlineKind.URL, *span, span)
        waiting += [(part[: match.start()], offset), (part[match.end() :], offset + match.end())]


def _moved(found: TextMarkup, by: int) -> TextMarkup:
    def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
        return span and (span[0] + by, span[1] + by)

    kind, start, end, content, role, target, is_alias, suffix = found
    inner = (content[0] + by, content[1] + by)
    return TextMarkup(kind, start + by, end + by, inner, moved(role), moved(target), is_alias, suffix)


@cache
def _inliner() -> Inliner:
    from docutils.parsers.rst.states import Inliner

    inliner = Inliner()
    inliner.init_customizations(settings())
    return inliner


@cache
def _patterns() -> Any:
    return _inliner().patterns


@cache
def _delimiters() -> dict[str, tuple[InlineKind, re.Pattern[str]]]:
    patterns = _patterns()
    return {
        "*": (InlineKind.EMPHASIS, patterns.emphasis),
        "**": (InlineKind.STRONG, patterns.strong),
        "``": (InlineKind.LITERAL, patterns.literal),
        "_`": (InlineKind.TARGET, patterns.target),
        "|": (InlineKind.SUBSTITUTION_REFERENCE, patterns.substitution_ref),
    }


@cache
def _schemes() -> frozenset[str]:
    from docutils.utils import urischemes

    return frozenset(urischemes.schemes)
