"""docutils' parts that a listener puts in: they remember where inline markup stands, and note names.

This module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst import states
from docutils.utils import Reporter, get_source_line

from spec_ls.rst.settings import settings
from spec_ls.rst.syntax.readings import WARNING

Method = Callable[[Any, "re.Match[str]", int], Any]

_NOTES = (
    "note_implicit_target",
    "note_explicit_target",
    "note_refname",
    "note_refid",
    "note_indirect_target",
    "note_anonymous_target",
    "note_autofootnote",
    "note_autofootnote_ref",
    "note_symbol_footnote",
    "note_symbol_footnote_ref",
    "note_footnote",
    "note_footnote_ref",
    "note_citation",
    "note_citation_ref",
)


class Spot(NamedTuple):
    """Inline markup: the text that it stands in, that text's line (from 1), where in the text it starts."""

    text: str
    line: int
    start: int


class Heard(NamedTuple):
    """A message, and the inline markup that it is about, if it is."""

    message: nodes.system_message
    spot: Spot | None


class Noted(NamedTuple):
    """A node that the document was told of: the line then, and the calls with what they got besides."""

    node: nodes.Element
    line: int
    notes: list[tuple[str, tuple[str, ...]]]


class Inliner(states.Inliner):
    """docutils' parser of inline markup; it looks for no URLs, of which there is nothing to say.

    ``spot`` is the markup that is being read, ``ends`` holds where each read so far ends in its text, and
    ``spots`` the markup that each node comes from, by the node's identity.
    """

    def __init__(self) -> None:
        usual = states.Inliner()
        usual.init_customizations(settings())
        self.__dict__.update(usual.__dict__)
        self.text, self.line = "", 0
        self.forget()

    def forget(self) -> None:
        """Keep nothing of what was read."""
        for name in ("document", "reporter", "language", "parent"):
            setattr(self, name, None)
        self.spot: Spot | None = None
        self.ends: dict[int, int] = {}
        self.spots: dict[int, Spot] = {}

    def init_customizations(self, settings: Any) -> None:
        """Nothing: it is done once."""

    def implicit_inline(self, text: str, lineno: int) -> list[nodes.Text]:
        """The text as it is."""
        return [nodes.Text(text)] if text else []

    def parse(self, text: str, lineno: int, memo: Any, parent: nodes.Element) -> Any:
        """docutils' own parse of a text, which is remembered."""
        outer, (self.text, self.line) = (self.text, self.line), (text, lineno)
        try:
            return super().parse(text, lineno, memo, parent)
        finally:
            self.text, self.line = outer

    def end_of(self, spot: Spot) -> int:
        """Where inline markup ends in its text."""
        return self.ends.get(id(spot), spot.start)


def _spotted(method: Method) -> Method:
    """A method of the inliner that also remembers the markup that it reads."""

    def dispatched(self: Inliner, match: re.Match[str], lineno: int) -> Any:
        # docutils' escaped text is as long as the text, and what remains to be read is its end.
        size = len(self.text)
        spot = Spot(self.text, self.line, size - len(match.string) + match.start())
        outer, self.spot = self.spot, spot
        result = method(self, match, lineno)
        self.spot, self.ends[id(spot)] = outer, size - len(result[2])
        for node in result[1]:
            self.spots.update((id(one), spot) for one in node.findall(nodes.Element))
        return result

    return dispatched


_METHODS: dict[str, Any] = states.Inliner.dispatch
_SPOTTED: dict[str, Any] = {key: _spotted(method) for key, method in _METHODS.items()}
Inliner.dispatch = _SPOTTED


class Document(nodes.document):
    """A document that only notes what has a name.

    ``heard`` are its messages from warnings on, ``noted`` the nodes with names, by identity.
    """

    def __init__(self, inliner: Inliner) -> None:
        reporter = Reporter("", 5, 6, stream=False)
        super().__init__(settings(), reporter, source="")
        self.inliner = inliner
        self.heard: list[Heard] = []
        self.noted: dict[int, Noted] = {}
        reporter.attach_observer(self._hear)

    def note(self, name: str, node: nodes.Element, *more: str) -> None:
        """Note a node; ``name`` is the method of docutils' document that was called."""
        if id(node) not in self.noted:
            self.noted[id(node)] = Noted(node, self._line_now(node), [])
        self.noted[id(node)].notes.append((name, more))
        if name.endswith("_ref"):
            self.set_id(node)  # docutils looks for it in substitution definitions

    def note_substitution_def(self, subdef: Any, def_name: str, msgnode: Any = None) -> None:
        """Note a substitution definition, with its name as it is written."""
        self.note("note_substitution_def", subdef, def_name)

    def _hear(self, message: nodes.system_message) -> None:
        if message["level"] >= WARNING:
            self.heard.append(Heard(message, self.inliner.spot))

    def _line_now(self, node: nodes.Element) -> int:
        """The line that docutils gives for a node while it parses: the node's, else its parser's."""
        line: int | None = get_source_line(node)[1]
        if not line:
            line = self.reporter.get_source_and_line(None)[1]
        return (line or 1) - 1

    def elements(self) -> Iterator[nodes.Element]:
        """All elements, in order."""
        yield from self.findall(nodes.Element)


def _noting(name: str) -> Callable[..., None]:
    def note(self: Document, node: nodes.Element, msgnode: Any = None) -> None:
        self.note(name, node)

    return note


for _name in _NOTES:
    setattr(Document, _name, _noting(_name))
