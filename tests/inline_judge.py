"""docutils' own inline markup in a text, to compare ours with."""

from __future__ import annotations

from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document

from spec_ls.model.document import parse
from spec_ls.rst.inline import InlineKind, inline_markup
from spec_ls.rst.settings import settings
from spec_ls.rst.sphinx import registered
from spec_ls.text import Position, Range, Text

_KINDS: dict[type[nodes.Element], InlineKind] = {
    nodes.emphasis: InlineKind.EMPHASIS,
    nodes.strong: InlineKind.STRONG,
    nodes.literal: InlineKind.LITERAL,
    nodes.inline: InlineKind.INTERPRETED,
    nodes.reference: InlineKind.REFERENCE,
    nodes.footnote_reference: InlineKind.FOOTNOTE_REFERENCE,
    nodes.citation_reference: InlineKind.CITATION_REFERENCE,
    nodes.substitution_reference: InlineKind.SUBSTITUTION_REFERENCE,
}


class Markup(NamedTuple):
    """Inline markup: its kind, its source with white space folded, and its text."""

    kind: InlineKind
    source: str


class _JudgeInliner(Inliner):
    """docutils' parser of inline markup, but for roles, which make a node each of which nothing is known."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Markup] = []

    def init_customizations(self, settings: Any) -> None:
        usual = Inliner()  # docutils makes its patterns of the attributes of its own class
        usual.init_customizations(settings)
        self.patterns, self.implicit_dispatch = usual.patterns, usual.implicit_dispatch

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Any:
        node = nodes.inline(rawsource, text)
        return [node], []

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> Any:
        result = super().parse(text, lineno, memo, parent)
        for node in result[0]:
            kind = _kind(node)
            if kind:
                self.found.append(Markup(kind, folded(node.rawsource)))
        return result


def docutils_markup(text: str) -> list[Markup] | None:
    """The markup that docutils finds in a text, in its order; None where it gives up."""
    inliner = _JudgeInliner()
    document = new_document("", settings())
    with registered():
        try:
            Parser(inliner=inliner).parse(text, document)
        except Exception:
            return None
    return inliner.found


def our_markup(text: str) -> list[Markup]:
    """The markup that we find in a text, in the order of the text."""
    document = parse(Text.of(text))
    if document.blocks.first_oversized is not None:
        return []
    found = []
    for index, block in enumerate(document.blocks):
        for markup in inline_markup(block):
            start = document.blocks.start(index)
            found.append(Markup(markup.kind, folded(document.text.slice(_at(start, markup.range)))))
    return found


def folded(source: str) -> str:
    """Source with its white space folded."""
    return " ".join(source.split())


def _at(start: Position, range_: Range) -> Range:
    return Range(
        *(Position(start.line + line, column + (0 if line else start.column)) for line, column in range_)
    )


def _kind(node: nodes.Node) -> InlineKind | None:
    if isinstance(node, nodes.reference):
        if isinstance(node[0], nodes.substitution_reference):
            return InlineKind.SUBSTITUTION_REFERENCE
        if "name" not in node and "refuri" in node:
            return InlineKind.URL
    if isinstance(node, nodes.target):
        return InlineKind.TARGET if node.rawsource.startswith("_`") else None
    return _KINDS.get(type(node)) if isinstance(node, nodes.Element) else None
