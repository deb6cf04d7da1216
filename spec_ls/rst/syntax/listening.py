"""The listener: reads raw lines with docutils, and makes a ``Reading`` of what it says and notes.

This module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.parsers.rst.languages import get_language
from docutils.transforms.frontmatter import DocInfo
from docutils.transforms.misc import ClassAttribute
from docutils.utils import get_source_line, new_document

from spec_ls.rst.settings import settings
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.sphinx import custom_roles
from spec_ls.rst.syntax.groups import keys_of
from spec_ls.rst.syntax.hearing import Document, Heard, Inliner, Noted, Spot
from spec_ls.rst.syntax.machines import Machine
from spec_ls.rst.syntax.places import Place, locate, place_of_text
from spec_ls.rst.syntax.readings import ERROR, WARNING, Named, Problem, Reading
from spec_ls.rst.syntax.units import Running

_DISABLED = re.compile(r'"[\w-]+" directive disabled\.|File and URL access deactivated; ignoring "')
"""Messages that only say that no file is read."""

_PASSED = (
    nodes.decoration,
    nodes.meta,
    nodes.pending,
    nodes.substitution_definition,
    nodes.subtitle,
    nodes.target,
    nodes.title,
)
"""What does not count beside a transition (``docutils.nodes.transition.ignored_siblings``)."""


class _Source(NamedTuple):
    """Lines as they are written, and as docutils reads them."""

    raw: Sequence[str]
    lines: list[str]

    @classmethod
    def of(cls, raw: Sequence[str]) -> _Source:
        return cls(raw, [as_docutils_reads(line) for line in raw])

    def place(self, text: str, line: int) -> Place:
        return locate(text, max(0, min(line, len(self.lines) - 1)), self.lines, self.raw)

    def spot(self, spot: Spot, end: int) -> Place:
        return place_of_text(spot.text, spot.line, spot.start, end, self.lines, self.raw)


def _line_of(line: int, given: int | None = None) -> tuple[str, int]:
    """What docutils' reporter asks for: the source, and the line given or else the parser's."""
    return "", given or line


class Listener:
    """Reads one text after the other; it keeps only what docutils needs long to set up."""

    def __init__(self) -> None:
        self._machine = Machine()
        self._inliner = Inliner()

    def read(self, raw: Sequence[str], roles: dict[str, Any]) -> Reading:
        """The reading of a text; ``roles`` is docutils' table of them."""
        source, document = _Source.of(raw), Document(self._inliner)
        self._machine.run(list(source.lines), document, inliner=self._inliner)
        return self._reading(document, source, roles)

    def read_inline(self, raw: Sequence[str], texts: Sequence[Running], roles: dict[str, Any]) -> Reading:
        """The reading of running text, without a look at the lines around it."""
        document = Document(self._inliner)
        language = get_language(settings().language_code, document.reporter)
        memo = SimpleNamespace(document=document, language=language, reporter=document.reporter)
        for text in texts:
            line = text.line + 1
            document.reporter.get_source_and_line = partial(_line_of, line)
            holder = nodes.paragraph()
            holder.line = line
            document += holder
            holder += self._inliner.parse("\n".join(text.lines), line, memo, holder)[0]
        return self._reading(document, _Source.of(raw), roles)

    def bibliographic(self, raw: Sequence[str]) -> Reading:
        """A reading of the problems that a field list has as a document's bibliography."""
        source, found = _Source.of(raw), list[Problem]()

        def hear(message: nodes.system_message) -> None:
            if message["level"] >= WARNING:
                found.append(_problem(Heard(message, None), source, self._inliner))

        document = new_document("", settings())
        Parser().parse("\n".join(source.lines), document)
        document.reporter.attach_observer(hear)
        DocInfo(document).apply()
        return Reading(tuple(found))

    def forget(self) -> None:
        """Keep nothing of what was read last.

        A document is a web of references.  One that is still held when the collector looks is taken for kept
        state, and never looked at again.
        """
        self._machine.forget()
        self._inliner.forget()

    def _reading(self, document: Document, source: _Source, roles: dict[str, Any]) -> Reading:
        problems = [_problem(heard, source, self._inliner) for heard in document.heard]
        problems = [problem for problem in problems if not _DISABLED.search(problem.text)]
        problems += _misplaced_transitions(document, source)
        names = _names(document, source, self._inliner)
        keys = tuple(keys_of(one.node, one.inside is not None) for one in names)
        return Reading(
            tuple(problems),
            names,
            tuple(map(_signature, names)),
            keys,
            frozenset().union(*keys),
            tuple(one for one in keys if len(one) > 1),
            custom_roles(roles),
            tuple(_waiting(document, source)),
            any(not isinstance(child, _PASSED) for child in document.children),
            any(not isinstance(child, nodes.PreBibliographic) for child in document.children),
        )


def _problem(heard: Heard, source: _Source, inliner: Inliner) -> Problem:
    message, spot = heard
    level, text = message["level"], message.children[0].astext()
    line = (message.get("line") or 1) - 1
    if spot is None:
        return Problem(level, text, line, source.place(text, line))
    return Problem(level, text, line, source.spot(spot, inliner.end_of(spot)), True)


def _misplaced_transitions(document: Document, source: _Source) -> Iterator[Problem]:
    """Problems of transitions inside something else (``docutils.transforms.misc.Transitions``)."""
    for node in document.findall(nodes.transition):
        if not isinstance(node.parent, (nodes.document, nodes.section)):
            line = (node.line or 1) - 1
            text = "Transition only valid as child of <document> or <section>."
            yield Problem(WARNING, text, line, source.place(text, line))


def _waiting(document: Document, source: _Source) -> Iterator[Problem]:
    """Directives for the next element where there is none (``docutils.transforms.misc.ClassAttribute``)."""
    for pending in document.findall(nodes.pending):
        if pending.transform is not ClassAttribute:
            continue
        following = pending.findall(include_self=False, descend=False, siblings=True, ascend=True)
        if all(isinstance(one, (nodes.Invisible, nodes.system_message)) for one in following):
            text = f'No suitable element following "{pending.details["directive"]}" directive'
            line = (pending.line or 1) - 1
            yield Problem(ERROR, text, line, source.place(text, line))


def _names(document: Document, source: _Source, inliner: Inliner) -> tuple[Named, ...]:
    """The nodes with names, or that refer to one, in the order in which docutils comes to them."""
    if not document.noted and not inliner.spots:
        return ()
    found = {key: noted.node for key, noted in document.noted.items()}
    present: set[int] = set()
    inside: dict[int, tuple[nodes.Element, int]] = {}
    for node in document.elements():
        present.add(id(node))
        if isinstance(node, nodes.substitution_definition):
            inside |= {id(one): (node, number) for number, one in enumerate(node.findall(nodes.Element))}
        elif id(node) not in inside and _refers_unnoted(node):
            found.setdefault(id(node), node)
    copies = {key: _copy(node) for key, node in found.items()}
    return tuple(
        Named(
            copies[key],
            tuple(noted.notes),
            noted.line,
            (get_source_line(node)[1] or 0) - 1,
            _place(noted, source, inliner),
            _within(node, inside, copies),
            key in present,
        )
        for key, node in found.items()
        for noted in [document.noted.get(key) or Noted(node, 0, [])]
    )


def _refers_unnoted(node: nodes.Element) -> bool:
    """Whether a node refers to another in a way that docutils finds out of the tree alone."""
    anonymous = isinstance(node, nodes.reference) and node.get("anonymous")
    return isinstance(node, nodes.substitution_reference) or bool(anonymous)


def _within(
    node: nodes.Element, inside: dict[int, tuple[nodes.Element, int]], copies: dict[int, nodes.Element]
) -> tuple[nodes.Element, int] | None:
    holder, number = inside.get(id(node), (node, 0))
    return (copies[id(holder)], number) if holder is not node and id(holder) in copies else None


def _copy(node: nodes.Element) -> nodes.Element:
    """A node without identifiers, which the whole document gives."""
    attributes: dict[str, Any] = {
        name: list(value) if isinstance(value, list) else value
        for name, value in node.attributes.items()
        if name not in ("ids", "backrefs") and value
    }
    copy = type(node)(node.rawsource, **attributes)
    if isinstance(node, nodes.substitution_definition):
        copy.extend(child.deepcopy() for child in node.children)
        for one in copy.findall(nodes.Element):
            one["ids"] = []
    return copy


def _place(noted: Noted, source: _Source, inliner: Inliner) -> Place:
    spot = inliner.spots.get(id(noted.node))
    if spot is not None:
        return source.spot(spot, inliner.end_of(spot))
    return source.place("", (noted.node.line or noted.line + 1) - 1)


def _signature(one: Named) -> tuple[Any, ...]:
    attributes = tuple((key, str(value)) for key, value in one.node.attributes.items() if value)
    number = one.inside[1] if one.inside else None
    return (type(one.node), one.notes, one.present, number, attributes, one.node.rawsource, str(one.node))
