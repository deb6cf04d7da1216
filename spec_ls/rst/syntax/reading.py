"""docutils' own reading of a few lines: its messages, and the names that they define and use.

Everything is asked of docutils itself, which is loaded only then (``listening.py``).  Names are only noted,
for they mean something in a whole document alone (``names.py``).  Lines are docutils', 0-based; columns are
in code points of the line as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.places import Place
from spec_ls.rst.syntax.units import Running

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.frontend import Values

    from spec_ls.rst.syntax.listening import Listener

WARNING, ERROR = 2, 3
"""docutils' levels of messages; those below a warning do not count."""

_SETTINGS = {
    "report_level": 5,  # nothing is printed
    "halt_level": 6,  # nothing is raised
    "warning_stream": None,
    "file_insertion_enabled": False,  # no text makes us read a file or ask a host
    "raw_enabled": True,
    "syntax_highlight": "none",  # what Pygments knows is no matter of the text
    "_disable_config": True,
}


class Problem(NamedTuple):
    """One message of docutils.

    ``level`` is docutils', ``line`` the line that docutils gives, ``place`` where the construct stands that
    the message is about.  ``inline`` tells that it is about inline markup.
    """

    level: int
    text: str
    line: int
    place: Place
    inline: bool = False


class Named(NamedTuple):
    """A node with a name, or one that refers to one, as docutils noted it.

    ``node`` is a copy, with children in a substitution definition alone.  ``notes`` are the calls of
    ``docutils.nodes.document`` that noted it, each with what it got besides.  ``noted`` is the line that
    docutils gives while it parses, ``line`` the one that it gives afterwards, -1 if none.  ``inside`` is the
    copy of the substitution definition that holds the node, and its number among that one's elements.
    ``present`` tells whether docutils kept the node: what it drops with an error may have been noted.
    """

    node: nodes.Element
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    noted: int
    line: int
    place: Place
    inside: tuple[nodes.Element, int] | None
    present: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What docutils says of a few blocks, read together.

    ``signature`` has an element for each name, equal for equal names, and ``keys`` the name's keys
    (``groups.py``); ``mentions`` are all keys, ``links`` the keys of names with several.  ``roles`` are the
    roles that the text defines.
    ``waiting`` are problems only if nothing visible follows in the document.  ``stands`` tells whether the
    text leaves anything that a transition may stand behind, or before; ``seen`` whether it leaves anything
    that keeps a title behind it from being promoted (``docutils.nodes.PreBibliographic``).
    """

    problems: tuple[Problem, ...] = ()
    names: tuple[Named, ...] = ()
    signature: tuple[Any, ...] = ()
    keys: tuple[frozenset[str], ...] = ()
    mentions: frozenset[str] = frozenset()
    links: tuple[frozenset[str], ...] = ()
    roles: dict[str, Any] = field(default_factory=dict)
    waiting: tuple[Problem, ...] = ()
    stands: bool = True
    seen: bool = True


SILENT = Reading()
"""The reading of a text that has no message and no names."""

UNREAD = Reading(signature=("unread",))
"""That of a text too long to be asked about: docutils takes quadratic time on some, and names are unsure."""

_MOST_LINES, _MOST_CHARACTERS = 1_500, 150_000
"""Nobody writes longer lists or tables (in 1,439 real specs: 155 lines, 8,073 characters)."""


def read(raw: Sequence[str], roles: dict[str, Any] | None = None) -> Reading:
    """docutils' reading of raw lines that follow no other text; ``roles`` are those defined above them."""
    if len(raw) > _MOST_LINES or sum(map(len, raw)) > _MOST_CHARACTERS:
        return UNREAD
    return _contained(lambda listener, table: listener.read(raw, table), roles)


def read_inline(raw: Sequence[str], texts: Sequence[Running], roles: dict[str, Any] | None = None) -> Reading:
    """docutils' reading of running text in raw lines that hold nothing else for it to say anything of."""
    return _contained(lambda listener, table: listener.read_inline(raw, texts, table), roles)


def bibliographic(raw: Sequence[str]) -> tuple[Problem, ...]:
    """docutils' messages about a document's bibliographic fields, beyond those of ``read``."""
    return _contained(lambda listener, table: listener.bibliographic(raw), None).problems


@cache
def settings() -> Values:
    """docutils' settings wherever it is asked for messages."""
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser

    values = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(values, name, value)
    return values


def _contained(ask: Callable[[Listener, dict[str, Any]], Reading], roles: dict[str, Any] | None) -> Reading:
    with registered(roles) as table:
        try:
            return ask(_listener(), table)
        except Exception:  # whatever it is, it is docutils' own: then it has nothing to say of the text
            _listener.cache_clear()
            return SILENT


@cache
def _listener() -> Listener:
    """The one listener: what takes docutils long to set up is set up once."""
    from spec_ls.rst.syntax.listening import Listener

    return Listener()
