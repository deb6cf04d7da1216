"""Reads raw lines with docutils: its messages, and the names that it notes, make a ``Reading``.

This module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from docutils.transforms.frontmatter import DocInfo
from docutils.transforms.misc import ClassAttribute
from docutils.utils import get_source_line

from spec_ls.rst.docutils_messages import NESTED_TRANSITION, MessageKind, directive_without_element, kind_of
from spec_ls.rst.settings import settings
from spec_ls.rst.source import NumberedLines, as_docutils_reads
from spec_ls.rst.sphinx import RoleTable, custom_roles
from spec_ls.rst.syntax.instrumented_docutils import (
    InlineSpan,
    LazyStateMachine,
    Note,
    NotingDocument,
    ReportedMessage,
    SpanInliner,
)
from spec_ls.rst.syntax.message_ranges import MessageRange, range_of_inline, range_of_message
from spec_ls.rst.syntax.reading import ERROR, WARNING, NamedNode, Problem, Reading
from spec_ls.rst.syntax.references import keys_of

_IGNORED_SIBLINGS = (
    nodes.decoration,
    nodes.meta,
    nodes.pending,
    nodes.substitution_definition,
    nodes.subtitle,
    nodes.target,
    nodes.title,
)
"""Nodes that do not count beside a transition (``docutils.nodes.transition.ignored_siblings``)."""


class _UnitLines(NamedTuple):
    """The lines of a unit as they are written, and as docutils reads them."""

    raw: Sequence[str]
    lines: list[str]

    @classmethod
    def of(cls, raw: Sequence[str]) -> _UnitLines:
        return cls(raw, [as_docutils_reads(line) for line in raw])

    def range_of_message(self, text: str, line: int) -> MessageRange:
        return range_of_message(text, max(0, min(line, len(self.lines) - 1)), self.lines, self.raw)

    def range_of_inline(self, span: InlineSpan, end: int) -> MessageRange:
        return range_of_inline(span.text, span.line, span.start, end, self.lines, self.raw)


def _line_of(line: int, given: int | None = None) -> tuple[str, int]:
    """The answer to docutils' reporter: the source, and the line given or else the parser's."""
    return "", given or line


class DocutilsSession:
    """Reads texts; it keeps docutils' state machines and inliner, which take long to set up."""

    def __init__(self) -> None:
        self._machine = LazyStateMachine()
        self._inliner = SpanInliner()

    def read(self, raw: Sequence[str], roles: RoleTable) -> Reading:
        """The reading of a text; ``roles`` is docutils' table of them."""
        unit, document = _UnitLines.of(raw), NotingDocument(self._inliner)
        self._machine.run(list(unit.lines), document, inliner=self._inliner)
        return self._reading(document, unit, roles)

    def read_inline(self, raw: Sequence[str], texts: Sequence[NumberedLines], roles: RoleTable) -> Reading:
        """The reading of inline text alone; the lines around it are not read."""
        document = NotingDocument(self._inliner)
        language = get_language(settings().language_code, document.reporter)
        memo = SimpleNamespace(document=document, language=language, reporter=document.reporter)
        for text in texts:
            line = text.start + 1
            document.reporter.get_source_and_line = partial(_line_of, line)
            holder = nodes.paragraph()
            holder.line = line
            document += holder
            holder += self._inliner.parse("\n".join(text.lines), line, memo, holder)[0]
        return self._reading(document, _UnitLines.of(raw), roles)

    def read_bibliography(self, raw: Sequence[str]) -> Reading:
        """A reading of the problems that a field list has as a document's bibliography."""
        unit, document = _UnitLines.of(raw), NotingDocument(self._inliner)
        self._machine.run(list(unit.lines), document, inliner=self._inliner)
        document.reported.clear()
        DocInfo(document).apply()
        return Reading(tuple(_problem(reported, unit, self._inliner) for reported in document.reported))

    def forget(self) -> None:
        """Drop all references to the text that was read last.

        A document has reference cycles.  The server freezes all objects that are alive between two messages
        (``lsp/gc_policy.py``), so one that is still referred to then would never be collected.
        """
        self._machine.forget()
        self._inliner.forget()

    def _reading(self, document: NotingDocument, unit: _UnitLines, roles: RoleTable) -> Reading:
        problems = [_problem(reported, unit, self._inliner) for reported in document.reported]
        problems = [problem for problem in problems if kind_of(problem.text) is not MessageKind.FILE_NOT_READ]
        problems += _misplaced_transitions(document, unit)
        problems += _without_element(document, unit, dropped=True)
        names = _names(document, unit, self._inliner)
        return Reading(
            tuple(problems),
            names,
            frozenset().union(*(name.keys for name in names)),
            custom_roles(roles),
            tuple(_without_element(document, unit, dropped=False)),
            any(not isinstance(child, _IGNORED_SIBLINGS) for child in document.children),
            any(not isinstance(child, nodes.PreBibliographic) for child in document.children),
            all(isinstance(child, nodes.pending) for child in document.children),
            document.work.done,
        )


def _problem(reported: ReportedMessage, unit: _UnitLines, inliner: SpanInliner) -> Problem:
    message, span = reported
    level, text = message["level"], message.children[0].astext()
    line = (message.get("line") or 1) - 1
    if span is None:
        return Problem(level, text, line, unit.range_of_message(text, line))
    return Problem(level, text, line, unit.range_of_inline(span, inliner.end_of(span)), True)


def _misplaced_transitions(document: NotingDocument, unit: _UnitLines) -> Iterator[Problem]:
    """Problems of transitions inside other elements (``docutils.transforms.misc.Transitions``)."""
    for node in document.findall(nodes.transition):
        if not isinstance(node.parent, (nodes.document, nodes.section)):
            line = (node.line or 1) - 1
            yield Problem(WARNING, NESTED_TRANSITION, line, unit.range_of_message(NESTED_TRANSITION, line))


def _without_element(document: NotingDocument, unit: _UnitLines, dropped: bool) -> Iterator[Problem]:
    """Problems of directives for the next element (``docutils.transforms.misc.ClassAttribute``) without one.

    With ``dropped`` only those count that docutils put into no tree, as in a table that it rejects: nothing
    in the rest of the document follows these.  Without it only the others count.
    """
    noted = [transform[2] for transform in document.transformer.transforms if transform[1] is ClassAttribute]
    present = {id(pending) for pending in document.findall(nodes.pending)} if noted else set()
    for pending in noted:
        assert isinstance(pending, nodes.pending)
        if (id(pending) in present) is dropped:
            continue
        following = pending.findall(include_self=False, descend=False, siblings=True, ascend=True)
        if all(isinstance(node, (nodes.Invisible, nodes.system_message)) for node in following):
            text = directive_without_element(pending.details["directive"])
            line = (pending.line or 1) - 1
            yield Problem(ERROR, text, line, unit.range_of_message(text, line))


def _names(document: NotingDocument, unit: _UnitLines, inliner: SpanInliner) -> tuple[NamedNode, ...]:
    """The nodes that have a name or refer to one, in the order in which docutils notes them."""
    if not document.noted and not inliner.spans:
        return ()
    found = {key: noted.node for key, noted in document.noted.items()}
    order: dict[int, int] = {}
    inside: dict[int, tuple[nodes.Element, int]] = {}
    for node in document.findall(nodes.Element):
        order[id(node)] = len(order)
        if isinstance(node, nodes.substitution_definition):
            inside |= {id(part): (node, number) for number, part in enumerate(node.findall(nodes.Element))}
        elif id(node) not in inside and _refers_unnoted(node):
            found.setdefault(id(node), node)
    copies = {key: _copy(node) for key, node in found.items()}
    notes = [
        document.noted.get(key) or Note(node, 0, []) for key, node in _in_order(found, document.noted, order)
    ]
    return tuple(
        _named_node(
            note,
            copies,
            inside=_within(note.node, inside, copies),
            present=id(note.node) in order,
            range_=_range(note, unit, inliner),
        )
        for note in notes
    )


def _in_order(
    found: dict[int, nodes.Element], noted: Iterable[int], order: dict[int, int]
) -> list[tuple[int, nodes.Element]]:
    """Nodes in the order of the text: the noted ones as they were noted, the others as in the tree."""
    places, last = dict(order), 0
    for key in noted:
        last = places[key] = max(last, order.get(key, last))
    return sorted(found.items(), key=lambda pair: places[pair[0]])


def _named_node(
    note: Note,
    copies: dict[int, nodes.Element],
    *,
    inside: tuple[nodes.Element, int] | None,
    present: bool,
    range_: MessageRange,
) -> NamedNode:
    node, calls = copies[id(note.node)], tuple(note.notes)
    line = (get_source_line(note.node)[1] or 0) - 1
    keys = keys_of(node, inside is not None)
    signature = (calls, present, inside and inside[1], node.rawsource, str(node))
    return NamedNode(node, calls, note.line, line, range_, inside, present, keys, signature)


def _refers_unnoted(node: nodes.Element) -> bool:
    """True if a node refers to another and docutils finds that out by its tree alone, not while it parses."""
    anonymous = isinstance(node, nodes.reference) and node.get("anonymous")
    return isinstance(node, nodes.substitution_reference) or bool(anonymous)


def _within(
    node: nodes.Element, inside: dict[int, tuple[nodes.Element, int]], copies: dict[int, nodes.Element]
) -> tuple[nodes.Element, int] | None:
    holder, number = inside.get(id(node), (node, 0))
    return (copies[id(holder)], number) if holder is not node and id(holder) in copies else None


def _copy(node: nodes.Element) -> nodes.Element:
    """A copy of a node without identifiers, which docutils gives in a whole document."""
    attributes: dict[str, Any] = {
        name: list(value) if isinstance(value, list) else value
        for name, value in node.attributes.items()
        if name not in ("ids", "backrefs") and value
    }
    copy = type(node)(node.rawsource, **attributes)
    if isinstance(node, nodes.substitution_definition):
        copy.extend(child.deepcopy() for child in node.children)
        for element in copy.findall(nodes.Element):
            element["ids"] = []
    return copy


def _range(noted: Note, unit: _UnitLines, inliner: SpanInliner) -> MessageRange:
    span = inliner.spans.get(id(noted.node))
    if span is not None:
        return unit.range_of_inline(span, inliner.end_of(span))
    return unit.range_of_message("", (noted.node.line or noted.line + 1) - 1)
