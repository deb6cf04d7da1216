"""docutils' own reading of a few lines: its messages, and the names that they define and use.

Names are only noted: whether they are right depends on the whole document (``references.py``).  Lines are
docutils', 0-based; columns are in code points of the line as it is written.  docutils itself is loaded when
it is first asked (``docutils_session.py``).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from spec_ls.deadline import OutOfTime
from spec_ls.rst.source import NumberedLines
from spec_ls.rst.sphinx import RoleTable, registered
from spec_ls.rst.syntax.message_ranges import MessageRange
from spec_ls.rst.syntax.work import FOR_ROLE, MOST_FOR_UNIT, TooMuchWork

if TYPE_CHECKING:
    from docutils import nodes

    from spec_ls.rst.syntax.docutils_session import DocutilsSession

WARNING, ERROR = 2, 3
"""docutils' levels of messages; those below a warning do not count."""

_MOST_LINES, _MOST_CHARACTERS = 1_500, 150_000
"""Longer units are not read; nobody writes one (in 1,439 real specs: 155 lines, 8,073 characters)."""

_Result = TypeVar("_Result")

Stepwise = Generator[None, None, _Result]
"""Work that yields after each small step, so that it can be left for a keystroke; it returns its result."""


class Problem(NamedTuple):
    """One message of docutils.

    ``level`` is docutils', ``line`` the line that docutils gives (-1: none), ``range`` where the construct
    stands that the message is about.  ``inline`` is true if it is about inline markup.
    """

    level: int
    text: str
    line: int
    range: MessageRange
    inline: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NamedNode:
    """A node that has a name or refers to one, as docutils noted it.

    ``node`` is a copy, with children in a substitution definition alone.  ``notes`` are the calls of
    ``docutils.nodes.document`` that noted it, each with its further arguments.  ``noted_line`` is the line
    that docutils gives while it parses, ``line`` the one that it gives afterwards, -1 if none.  ``inside`` is
    the copy of the substitution definition that holds the node, and its number among that one's elements.
    ``present`` is false if docutils dropped the node, with an error, after it was noted.  ``keys`` say which
    names it defines or uses (``references.py``).  ``signature`` holds all that makes a difference
    to docutils: nodes with equal ones are equal.
    """

    node: nodes.Element
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    noted_line: int
    line: int
    range: MessageRange
    inside: tuple[nodes.Element, int] | None
    present: bool
    keys: frozenset[str]
    signature: tuple[Any, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedNode) and self.signature == other.signature

    def __hash__(self) -> int:
        return hash(self.signature)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """docutils' reading of a few blocks that it reads together.

    ``mentions`` are the keys of all names.  ``roles`` are the roles that the text defines.
    ``problems_if_last`` are problems only if nothing visible follows in the document.  ``leaves_siblings`` is
    true if the text leaves a node that counts beside a transition
    (``docutils.nodes.transition.ignored_siblings``); ``leaves_visible`` if it leaves one that keeps a title
    behind it from being promoted (``docutils.nodes.PreBibliographic``); ``leaves_nothing`` if it leaves
    nothing at all once ``pending`` nodes are gone, so that transitions around it are adjacent.
    ``work`` is what docutils did for it (``work.py``); ``is_unread`` is true if that was too much.
    """

    problems: tuple[Problem, ...] = ()
    names: tuple[NamedNode, ...] = ()
    mentions: frozenset[str] = frozenset()
    roles: dict[str, Any] = field(default_factory=dict)
    problems_if_last: tuple[Problem, ...] = ()
    leaves_siblings: bool = True
    leaves_visible: bool = True
    leaves_nothing: bool = False
    work: int = 0
    is_unread: bool = False


EMPTY_READING = Reading()
"""The reading of a text that has no message and no names."""

UNREAD = Reading(mentions=frozenset((" unread",)), is_unread=True)
"""The reading of a text too long or too costly for docutils; its names are unknown."""

_YOUNG = 1
"""The generations of young objects, for the garbage collector."""

_UNREAD_AFTER_ALL = replace(UNREAD, work=MOST_FOR_UNIT)
"""The reading of a text that docutils has given up."""


def read(raw: Sequence[str], roles: dict[str, Any] | None = None) -> Reading:
    """docutils' reading of raw lines that follow no other text; ``roles`` are those defined above them."""
    if _is_too_long(raw):
        return UNREAD
    return _reading_or_empty(lambda session, table: session.read(raw, table), roles)


def read_inline(
    raw: Sequence[str], texts: Sequence[NumberedLines], roles: dict[str, Any] | None = None
) -> Reading:
    """docutils' reading of inline text in raw lines that can have no other messages."""
    return _reading_or_empty(lambda session, table: session.read_inline(raw, texts, table), roles)


def read_bibliography(raw: Sequence[str]) -> tuple[Problem, ...]:
    """docutils' messages about a document's bibliographic fields, beyond those of ``read``."""
    if _is_too_long(raw):
        return ()
    return _reading_or_empty(lambda session, table: session.read_bibliography(raw), None).problems


def run_to_end(work: Stepwise[_Result]) -> _Result:
    """The result of stepwise work that is done without a pause."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result


def _is_too_long(raw: Sequence[str]) -> bool:
    return len(raw) > _MOST_LINES or sum(map(len, raw)) > _MOST_CHARACTERS


def _reading_or_empty(
    read_with: Callable[[DocutilsSession, RoleTable], Reading], roles: dict[str, Any] | None
) -> Reading:
    """What docutils reads with the roles defined above, which count as work."""
    reading = _session_reading(read_with, roles)
    return replace(reading, work=reading.work + FOR_ROLE * len(roles)) if roles else reading


def _session_reading(
    read_with: Callable[[DocutilsSession, RoleTable], Reading], roles: dict[str, Any] | None
) -> Reading:
    with registered(roles) as table:
        try:
            reading = read_with(_session(), table)
            _session().forget()
        except TooMuchWork:
            _session.cache_clear()
            gc.collect(_YOUNG)  # a text that is nested deeply leaves few objects, but many megabytes
            return _UNREAD_AFTER_ALL
        except (OutOfTime, KeyboardInterrupt):
            _session.cache_clear()
            raise
        except Exception:  # docutils gives up on some input; then it has no messages about it
            _session.cache_clear()
            return EMPTY_READING
        return reading


@cache
def _session() -> DocutilsSession:
    """The session, the same object each time: docutils' set-up takes long."""
    from spec_ls.rst.syntax.docutils_session import DocutilsSession

    return DocutilsSession()
