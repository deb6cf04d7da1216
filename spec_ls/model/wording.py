"""What a template says in its own words, so that it is known again where a spec still says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spec_ls.model.body import is_stub
from spec_ls.model.document import Document, Section
from spec_ls.model.placeholders import URL, Span, example_urls, open_spans, placeholders
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.explicit import DIRECTIVE

_WORD = re.compile(r"[^\W\d]+")
_FEWEST_WORDS = 3
"""What has fewer says nothing that an author could not say as well."""

LEGAL = re.compile(r"\blicen[cs]ed?\b|\bcopyright\b", re.IGNORECASE)
"""What a licence's text speaks of."""

_ADVICE = frozenset(
    {
        Kind.PARAGRAPH,
        Kind.BLOCK_QUOTE,
        Kind.BULLET_ITEM,
        Kind.ENUMERATED_LIST,
        Kind.DEFINITION_ITEM,
        Kind.LINE_BLOCK,
        Kind.DIRECTIVE,
    }
)
"""Blocks that may speak to an author; tables, fields and options are forms, and comments are not seen."""

_ADMONITIONS = frozenset(
    [
        *("admonition", "attention", "caution", "danger", "error", "hint", "important"),
        *("note", "seealso", "sidebar", "tip", "todo", "topic", "warning"),
    ]
)
_EXAMPLES = LITERAL_KINDS | {Kind.DOCTEST_BLOCK}


@dataclass(frozen=True, slots=True)
class Wording:
    """A template's own words.  Texts are folded: each run of white space is one space.

    ``advice`` tells of each text that speaks to the author in which slots it stands: their paths (empty
    for what is above the first slot) and lines (None there).  ``examples`` are texts that advice may
    announce: verbatim text, code, an address.  ``placeholders`` are in angle brackets, ``urls`` are the
    addresses that only show what an address looks like.
    """

    advice: dict[str, dict[tuple[str, ...], int | None]] = field(default_factory=dict)
    examples: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()

    def echoes(self, block: Block) -> bool:
        """Whether a spec's block is the template's text to authors, or has something to be replaced."""
        return self.is_advice(block) or bool(self.spans(block))

    def is_advice(self, block: Block) -> bool:
        """Whether a block is the template's text to its authors."""
        return block.kind in _ADVICE and folded(block) in self.advice

    def is_example(self, block: Block) -> bool:
        """Whether a block is the template's example of something."""
        return bool(self.examples) and _may_be_example(block) and folded(block) in self.examples

    def spans(self, block: Block) -> tuple[Span, ...]:
        """What is to be replaced in a block: placeholders, addresses that are examples, and XXXX."""
        text = block.text
        if not (
            "XXXX" in text or ("<" in text and self.placeholders) or any(url in text for url in self.urls)
        ):
            return ()
        kept: tuple[Wording, tuple[Span, ...]] | None = block.memo.get("spans")
        if kept is None or kept[0] is not self:
            kept = block.memo["spans"] = (self, tuple(open_spans(block, self.placeholders, self.urls)))
        return kept[1]


def read_wording(document: Document, sections: tuple[Section, ...]) -> Wording:
    """The words of a template, whose slots are made of ``sections``."""
    blocks = document.blocks
    first = blocks.headings[sections[0].number] if sections else len(blocks)
    advice: dict[str, dict[tuple[str, ...], int | None]] = {}
    examples: set[str] = set()
    marks: set[str] = set()
    urls: set[str] = set()
    for path, line, start, end in ((), None, 0, first), *_passages(document, sections, ()):
        for block in blocks.items[start:end]:
            urls.update(example_urls(block))
            marks.update(placeholders([block]))
            if _may_be_example(block):
                examples.add(folded(block))
            if _is_advice(block) and not (line is None and LEGAL.search(block.text)):
                advice.setdefault(folded(block), {})[path] = line
    return Wording(advice, frozenset(examples), frozenset(marks), frozenset(urls))


def folded(block: Block) -> str:
    """A block's text with each run of white space as one space; kept with the block."""
    text = block.memo.get("folded")
    if text is None:
        text = block.memo["folded"] = " ".join(block.text.split())
    return str(text)


def _passages(
    document: Document, sections: tuple[Section, ...], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """The path and line of each section, and the blocks ``[start, end)`` right below its title."""
    for section in sections:
        path = (*above, section.title)
        yield path, document.title_range(section).start.line, *document.body(section)
        yield from _passages(document, section.children, path)


def _is_advice(block: Block) -> bool:
    """Whether a template's block speaks to the author, and is no form to fill in nor an answer."""
    if block.kind not in _ADVICE or is_stub(block) or len(_WORD.findall(block.text)) < _FEWEST_WORDS:
        return False
    if block.kind is Kind.DIRECTIVE:
        return _directive(block) in _ADMONITIONS
    if block.kind is Kind.DEFINITION_ITEM and block.lines[0].rstrip().endswith(":"):
        return False
    if len(block.content) > 1:
        return True
    own = frozenset(placeholders([block])), frozenset(example_urls(block))
    return not _is_address(block) and not any(open_spans(block, *own))


def _may_be_example(block: Block) -> bool:
    if block.kind is Kind.PARAGRAPH:
        return _is_address(block)
    if block.kind is Kind.DIRECTIVE:
        return _directive(block) not in _ADMONITIONS
    return block.kind in _EXAMPLES


def _is_address(block: Block) -> bool:
    """Whether a paragraph is a URL and nothing else; one that is an example is a placeholder."""
    return "://" in block.text and bool(URL.fullmatch(block.text.strip()))


def _directive(block: Block) -> str:
    match = DIRECTIVE.match(block.lines[0])
    return match["name"].lower() if match else ""
