"""Subclasses of docutils' own classes that remember where inline markup stands, and note names.

The state machines make a state when it is needed: docutils makes all fifteen, with a dozen transitions
each, for every list that it reads, and needs two or three of them; that took a quarter of its time.  This
module imports docutils, so it is imported only where docutils is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst import states
from docutils.statemachine import StateMachineWS, UnexpectedIndentationError
from docutils.utils import Reporter, escape2null, get_source_line

from spec_ls.rst.long_words import steps_in_long_words
from spec_ls.rst.plain_text import may_have_markup
from spec_ls.rst.settings import settings
from spec_ls.rst.syntax.counted_body import CountedBody
from spec_ls.rst.syntax.reading import WARNING
from spec_ls.rst.syntax.work import (
    CHARACTERS,
    COPIED,
    FOR_LINE,
    FOR_MARKUP,
    FOR_MESSAGE,
    LINES,
    OF_A_BLOCK,
    OF_LONG_WORDS,
    Work,
)

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


class InlineSpan(NamedTuple):
    """Inline markup: the text that it stands in, that text's line (from 1), where in the text it starts."""

    text: str
    line: int
    start: int


class ReportedMessage(NamedTuple):
    """A message, and the inline markup that it is about, ``None`` if it is about none."""

    message: nodes.system_message
    span: InlineSpan | None


class Note(NamedTuple):
    """A noted node, its line at that time, and the methods that noted it, with their other arguments."""

    node: nodes.Element
    line: int
    notes: list[tuple[str, tuple[str, ...]]]


class SpanInliner(states.Inliner):
    """docutils' parser of inline markup, but for URLs, about which there are no messages.

    ``span`` is the markup that is being read, ``ends`` holds where each read so far ends in its text, and
    ``spans`` the markup that each node comes from, by the node's identity.
    """

    def __init__(self) -> None:
        usual = states.Inliner()
        usual.init_customizations(settings())
        self.__dict__.update(usual.__dict__)
        self.text, self.line = "", 0
        self.forget()

    def forget(self) -> None:
        """Drop all references to the text that was read."""
        for name in ("document", "reporter", "language", "parent"):
            setattr(self, name, None)
        self.span: InlineSpan | None = None
        self.ends: dict[int, int] = {}
        self.spans: dict[int, InlineSpan] = {}

    def init_customizations(self, settings: Any) -> None:
        """Do nothing: the customizations are made once."""

    def implicit_inline(self, text: str, lineno: int) -> list[nodes.Text]:
        """The text as it is."""
        return [nodes.Text(text)] if text else []

    def parse(self, text: str, lineno: int, memo: Any, parent: nodes.Element) -> Any:
        """docutils' own parse of a text; its inline markup has this text and line."""
        if not may_have_markup(text):
            return self.implicit_inline(escape2null(text), lineno), []
        _work(memo.document).spend(steps_in_long_words(text) // OF_LONG_WORDS)
        outer, (self.text, self.line) = (self.text, self.line), (text, lineno)
        try:
            return super().parse(text, lineno, memo, parent)
        finally:
            self.text, self.line = outer

    def end_of(self, span: InlineSpan) -> int:
        """The index in its text at which inline markup ends."""
        return self.ends.get(id(span), span.start)


def _with_span(method: Method) -> Method:
    """A method of the inliner that also remembers the markup that it reads."""

    def dispatched(self: SpanInliner, match: re.Match[str], lineno: int) -> Any:
        # docutils' escaped text is as long as the text; ``match.string`` is the part still to be read.
        size = len(self.text)
        _work(self.document).spend(FOR_MARKUP + len(match.string) // CHARACTERS)
        span = InlineSpan(self.text, self.line, size - len(match.string) + match.start())
        outer, self.span = self.span, span
        result = method(self, match, lineno)
        self.span, self.ends[id(span)] = outer, size - len(result[2])
        for node in result[1]:
            self.spans.update((id(element), span) for element in node.findall(nodes.Element))
        return result

    return dispatched


_METHODS: dict[str, Any] = states.Inliner.dispatch
_METHODS_WITH_SPANS: dict[str, Any] = {key: _with_span(method) for key, method in _METHODS.items()}
SpanInliner.dispatch = _METHODS_WITH_SPANS


class NotingDocument(nodes.document):
    """A document that only notes what has a name.

    ``reported`` are its messages from warnings on, ``noted`` the nodes with names, by identity, ``machines``
    the state machines that read parts of it.
    """

    def __init__(self, inliner: SpanInliner) -> None:
        reporter = Reporter("", 5, 6, stream=False)
        super().__init__(settings(), reporter, source="")
        self.inliner, self.work = inliner, Work()
        self.reported: list[ReportedMessage] = []
        self.noted: dict[int, Note] = {}
        self.machines: set[Any] = set()
        reporter.attach_observer(self._on_message)

    def note(self, name: str, node: nodes.Element, *more: str) -> None:
        """Note a node; ``name`` is the method of docutils' document that was called."""
        if id(node) not in self.noted:
            self.noted[id(node)] = Note(node, self._line_now(node), [])
        self.noted[id(node)].notes.append((name, more))
        if name.endswith("_ref"):
            self.set_id(node)  # docutils looks for it in substitution definitions

    def note_substitution_def(self, subdef: Any, def_name: str, msgnode: Any = None) -> None:
        """Note a substitution definition, with its name as it is written."""
        self.note("note_substitution_def", subdef, def_name)

    def _on_message(self, message: nodes.system_message) -> None:
        self.work.spend(FOR_MESSAGE + message.get("line", 0) // LINES)
        if message["level"] >= WARNING:
            self.reported.append(ReportedMessage(message, self.inliner.span))

    def _line_now(self, node: nodes.Element) -> int:
        """The line that docutils gives for a node while it parses: the node's, else its parser's."""
        line: int | None = get_source_line(node)[1]
        if not line:
            line = self.reporter.get_source_and_line(None)[1]
        return (line or 1) - 1


def _work(document: nodes.document) -> Work:
    """The work for a text, which its document counts."""
    assert isinstance(document, NotingDocument)
    return document.work


def _noting(name: str) -> Callable[..., None]:
    def note(self: NotingDocument, node: nodes.Element, msgnode: Any = None) -> None:
        self.note(name, node)

    return note


for _name in _NOTES:
    setattr(NotingDocument, _name, _noting(_name))


_OF_A_RUN = frozenset({"document", "inliner", "memo", "node", "parent", "parent_state_machine", "reporter"})
"""Attributes of machines and states that lead to the document."""

_MOST_KEPT = 10
"""State machines for nested text that stay, of each kind of state."""


class _LazyStates(dict[str, Any]):
    """A machine's states by name, each made at the first access."""

    def __init__(self, machine: states.RSTStateMachine, classes: Iterable[type[Any]]) -> None:
        super().__init__()
        self._machine = machine
        self._classes = {state.__name__: _LAZY_STATES.get(state, state) for state in classes}

    def __missing__(self, name: str) -> Any:
        state = self[name] = self._classes[name](self._machine, self._machine.debug)
        if getattr(self._machine, "memo", None) is not None:  # it runs already
            state.runtime_init()
        return state


class _CountedStateMachine(StateMachineWS):  # type: ignore[type-arg]
    """A state machine of docutils, whose work is counted."""

    document: nodes.document

    def check_line(self, context: Any, state: Any, transitions: Any = None) -> Any:
        """docutils' own look at a line."""
        _work(self.document).spend(FOR_LINE)
        return super().check_line(context, state, transitions)

    def get_text_block(self, flush_left: bool = False) -> Any:
        """docutils' own search for the lines of a block; each character of a table is looked at later."""
        block: Any = ()
        try:
            block = super().get_text_block(flush_left)
        except UnexpectedIndentationError as error:
            block = error.args[0]
            raise
        finally:
            _work(self.document).spend(len(block) // LINES + sum(map(len, block)) // OF_A_BLOCK)
        return block


class LazyStateMachine(_CountedStateMachine, states.RSTStateMachine):
    """docutils' outermost state machine."""

    def __init__(self) -> None:
        super().__init__(state_classes=states.state_classes, initial_state="Body")

    def add_states(self, state_classes: Iterable[type[Any]]) -> None:
        """Make the states later."""
        self.states = _LazyStates(self, state_classes)

    def forget(self) -> None:
        """Drop all references to the text that was read; each run sets these attributes anew.

        Of the machines that docutils keeps for nested text few stay: a text that is nested deeply would make
        this slow for all that are read later.
        """
        for state in _LAZY_STATES.values():
            del state.nested_sm_cache[_MOST_KEPT:]
        document: NotingDocument | None = getattr(self, "document", None)
        for machine in (self, *(document.machines if document is not None else ())):
            for holder in (machine, *(machine.states or {}).values()):  # docutils has unlinked some
                for name in _OF_A_RUN.intersection(vars(holder)):
                    setattr(holder, name, None)


class _LazyNestedStateMachine(_CountedStateMachine, states.NestedStateMachine):
    """docutils' state machine for nested text."""

    def add_states(self, state_classes: Iterable[type[Any]]) -> None:
        self.states = _LazyStates(self, state_classes)

    def run(self, input_lines: Any, input_offset: Any, memo: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        copied = sum(map(len, input_lines.data)) // COPIED
        _work(memo.document).spend(FOR_LINE + len(input_lines) // LINES + copied)
        memo.document.machines.add(self)
        return super().run(input_lines, input_offset, memo, *args, **kwargs)


def _bases(state: type[Any]) -> tuple[type[Any], ...]:
    return (CountedBody, state) if issubclass(state, states.Body) else (state,)


_LAZY_STATES: dict[type[Any], type[Any]] = {
    state: type(state.__name__, _bases(state), {"nested_sm": _LazyNestedStateMachine, "nested_sm_cache": []})
    for state in states.state_classes
}
