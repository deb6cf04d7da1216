"""What docutils says of a few lines: its messages, and the names that they define and use.

Names are only noted, for they mean something in a whole document alone (``names.py``).  Lines are docutils',
0-based; columns are in code points of the line as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_ls.rst.syntax.places import Place

if TYPE_CHECKING:
    from docutils import nodes

WARNING, ERROR = 2, 3
"""docutils' levels of messages; those below a warning do not count."""


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
