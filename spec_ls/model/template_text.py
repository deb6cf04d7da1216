"""A template's own text, so that it is recognized where a spec still has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spec_ls.model.body import is_stub
from spec_ls.model.document import Document
from spec_ls.model.licences import LEGAL, is_licence_note
from spec_ls.model.placeholders import URL, TextSpan, example_urls, placeholders, spans_to_replace
from spec_ls.rst.blocks import LITERAL_KINDS, Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.kept import kept
from spec_ls.rst.sections import Section

_WORD = re.compile(r"[^\W\d]+")
_DEDICATION = re.compile(r"\bpublic\s+domain\b|\blicen[cs]ed?\b|\bcopyright\b", re.IGNORECASE)
_FEWEST_WORDS = 3
"""An author may well write a text of fewer words."""

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
class TemplateText:
    """The text of a template.  Texts are folded: each run of white space is one space.

    ``advice`` maps each text that speaks to the author to the slots that have it: their paths (empty above
    the first slot) and lines (None there).  ``examples`` are texts that advice may announce: verbatim text,
    code, an address.  ``placeholders`` are in angle brackets, ``urls`` are the addresses that only show
    how an address is written.  ``beginnings`` are the first words of the advice.
    """

    advice: dict[str, dict[tuple[str, ...], int | None]] = field(default_factory=dict)
    examples: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()

    def is_advice(self, block: Block) -> bool:
        """True if a block is the template's text to its authors."""
        return block.kind in _ADVICE and folded(block) in self.advice

    def may_begin_advice(self, line: str) -> bool:
        """True if a line begins as some advice does."""
        return _beginning(line) in self.beginnings

    def is_example(self, block: Block) -> bool:
        """True if a block is the template's example of something."""
        return bool(self.examples) and _may_be_example(block) and folded(block) in self.examples

    def to_replace(self, block: Block) -> tuple[TextSpan, ...]:
        """The parts of a block that are to be replaced: placeholders, example addresses, and XXXX."""
        text = block.text
        marked = self.placeholders and ("<" in text or "**" in text)
        if "XXXX" in text or marked or any(url in text for url in self.urls):
            return _to_replace(block, self)
        return ()


@kept
def _to_replace(block: Block, template: TemplateText) -> tuple[TextSpan, ...]:
    return tuple(spans_to_replace(block, template.placeholders, template.urls))


def read_template_text(
    document: Document, sections: tuple[Section, ...], to_delete: tuple[Block, ...] = ()
) -> TemplateText:
    """The text of a template, whose slots are made of ``sections``; ``to_delete`` belongs to no slot."""
    blocks = document.blocks
    first = blocks.headings[sections[0].number] if sections else len(blocks)
    advice: dict[str, dict[tuple[str, ...], int | None]] = {}
    examples: set[str] = set()
    marked: set[str] = set()
    urls: set[str] = set()
    for path, line, start, end in ((), None, 0, first), *_passages(document, sections, ()):
        own = (*to_delete, *blocks.items[:end]) if start == 0 else blocks.items[start:end]
        for block in own:
            urls.update(example_urls(block))
            marked.update(placeholders([block]))
            if _may_be_example(block):
                examples.add(folded(block))
            is_licence = line is None and LEGAL.search(block.text)
            if _is_advice(block) and not is_licence and not is_dedication(block, path):
                advice.setdefault(folded(block), {})[path] = line
    beginnings = frozenset(map(_beginning, advice))
    return TemplateText(advice, frozenset(examples), frozenset(marked), frozenset(urls), beginnings)


def is_dedication(block: Block, path: tuple[str, ...]) -> bool:
    """True if a block is the text of a section on copyright that authors leave as it is.

    A remark in parentheses or brackets speaks to them.
    """
    if not path or not LEGAL.search(path[-1]) or block.kind is not Kind.PARAGRAPH:
        return False
    return not block.text.startswith(("(", "[")) and bool(_DEDICATION.search(block.text))


@kept
def folded(block: Block) -> str:
    """A block's text with each run of white space as one space."""
    return " ".join(block.text.split())


def _beginning(text: str) -> str:
    return " ".join(text.split(maxsplit=_FEWEST_WORDS)[:_FEWEST_WORDS])


def _passages(
    document: Document, sections: tuple[Section, ...], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """The path and line of each section, and the blocks ``[start, end)`` right below its title."""
    for section in sections:
        path = (*above, section.title)
        yield path, document.title_range(section).start.line, *document.body(section)
        yield from _passages(document, section.children, path)


def _is_advice(block: Block) -> bool:
    """True if a template's block speaks to the author, and is no form to fill in, answer or licence."""
    if (
        block.kind not in _ADVICE
        or is_licence_note(block)
        or is_stub(block)
        or len(_WORD.findall(block.text)) < _FEWEST_WORDS
    ):
        return False
    if block.kind is Kind.DIRECTIVE:
        return _directive(block) in _ADMONITIONS
    if block.kind is Kind.DEFINITION_ITEM and block.lines[0].rstrip().endswith(":"):
        return False
    if len(block.content) > 1:
        return True
    own = frozenset(placeholders([block])), frozenset(example_urls(block))
    return not _is_address(block) and not any(spans_to_replace(block, *own))


def _may_be_example(block: Block) -> bool:
    if block.kind is Kind.PARAGRAPH:
        return _is_address(block)
    if block.kind is Kind.DIRECTIVE:
        return _directive(block) not in _ADMONITIONS
    return block.kind in _EXAMPLES


def _is_address(block: Block) -> bool:
    """True if a paragraph is a URL and nothing else; an example URL is a placeholder."""
    return "://" in block.text and bool(URL.fullmatch(block.text.strip()))


def _directive(block: Block) -> str:
    match = DIRECTIVE.match(block.lines[0])
    return match["name"].lower() if match else ""
