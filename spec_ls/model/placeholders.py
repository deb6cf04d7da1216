"""Text that is meant to be replaced: text in angle brackets, addresses that are examples, and XXXX.

So is a sentence in bold that asks to be deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.nested import literal_lines

URL = re.compile(r"""\b[a-zA-Z][a-zA-Z0-9+.-]{0,20}://[^\s<>`"']*[^\s<>`"'.,;:!?)\]}*|]""")
"""An address in running text, without the punctuation behind it."""

_PLACEHOLDER = re.compile(r"<[^\W\d][^<>@]*>")
_ANY_LETTERS = re.compile(r"(?<!\w)(?<!X-)X{4,}(?!-X)(?!\w)")
_EXAMPLE_HOST = re.compile(r"[^/]*://(?:[^/]*[.@])?example(?:\.(?:com|org|net|edu))?(?:[:/?#]|$)")
_EXAMPLE_PAGE = re.compile(r"[/#=]example$|\$\{?[A-Z_]+")
_BOLD = re.compile(r"\*\*(?=\S)[^*]+(?<=\S)\*\*")
_TO_DELETE = re.compile(r"\b(?:delete|remove)\s+this\b", re.IGNORECASE)
_CODE = re.compile(r"``.*?``", re.DOTALL)
_CODE_OR_LINK = re.compile(r"``.*?``|`[^`]*`_{0,2}", re.DOTALL)
_UNSEEN = LITERAL_KINDS | {Kind.COMMENT, Kind.DOCTEST_BLOCK}


class TextSpan(NamedTuple):
    """Part of a block: its ``text``, which stands at ``[start, end)`` of the block's raw text."""

    start: int
    end: int
    text: str


def placeholders(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The placeholders in blocks, with their brackets, each once, in order; white space is folded.

    Text that is marked up as code or as a link, verbatim text and addresses are no placeholders.  Text in
    bold that asks to be deleted is one, beside other text.
    """
    found: dict[str, None] = {}
    for block in blocks:
        if ("<" in block.text or "**" in block.text) and block.kind not in _UNSEEN:
            prose = _prose(block)
            whole = prose.strip()
            aside = (span for span in _to_delete(prose) if span.text != whole)
            found.update(dict.fromkeys(_folded(span.text) for span in (*_in_brackets(block, prose), *aside)))
    return tuple(found)


def asks_to_be_deleted(placeholder: str) -> bool:
    """True if a placeholder is to be deleted, and nothing comes in its place."""
    return placeholder.startswith("**") and _TO_DELETE.search(placeholder) is not None


def example_urls(block: Block) -> Iterator[str]:
    """The addresses in a block that only show what an address looks like."""
    if "://" in block.text and block.kind not in _UNSEEN:
        for span in _matches(URL, _blanked(_CODE, _prose(block))):
            if any(pattern.search(span.text) for pattern in (_EXAMPLE_HOST, _EXAMPLE_PAGE, _ANY_LETTERS)):
                yield span.text


def spans_to_replace(block: Block, known: frozenset[str], urls: frozenset[str]) -> Iterator[TextSpan]:
    """The placeholders in a block's prose that are among ``known``, the addresses among ``urls``, and XXXX.

    White space in the known ones is folded.  The spans are in order, none within another.
    """
    if block.kind in _UNSEEN:
        return
    prose = _prose(block)
    plain = _blanked(_CODE, prose)
    found = [span for span in _matches(URL, plain) if span.text in urls]
    in_markup = (*_in_brackets(block, prose), *_to_delete(prose))
    found += [span for span in in_markup if _folded(span.text) in known]
    found += _matches(_ANY_LETTERS, plain)
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            end = span.end
            yield span


def _in_brackets(block: Block, prose: str) -> Iterator[TextSpan]:
    if block.kind is not Kind.TARGET:
        for span in _matches(_PLACEHOLDER, _blanked(_CODE_OR_LINK, prose)):
            if "://" not in span.text:
                yield span


def _to_delete(prose: str) -> Iterator[TextSpan]:
    if "**" in prose:
        bold = _matches(_BOLD, _blanked(_CODE, prose))
        yield from (span for span in bold if _TO_DELETE.search(span.text))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[TextSpan]:
    return (TextSpan(match.start(), match.end(), match[0]) for match in pattern.finditer(text))


def _prose(block: Block) -> str:
    """A block's text, with blanks for its verbatim lines."""
    verbatim = literal_lines(block)
    if not verbatim:
        return block.text
    return "".join(" " * len(line) if n in verbatim else line for n, line in enumerate(block.lines))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """A text of the same length, with blanks for what a pattern matches."""
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _folded(text: str) -> str:
    return " ".join(text.split())
