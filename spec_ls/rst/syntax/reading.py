"""docutils' own reading of a few lines.

Everything is asked of docutils itself, which is loaded only then (``listening.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.readings import SILENT, UNREAD, Problem, Reading
from spec_ls.rst.syntax.units import Running

if TYPE_CHECKING:
    from spec_ls.rst.syntax.listening import Listener

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


def _contained(ask: Callable[[Listener, dict[str, Any]], Reading], roles: dict[str, Any] | None) -> Reading:
    with registered(roles) as table:
        try:
            reading = ask(_listener(), table)
            _listener().forget()
        except Exception:  # whatever it is, it is docutils' own: then it has nothing to say of the text
            _listener.cache_clear()
            return SILENT
        return reading


@cache
def _listener() -> Listener:
    """The one listener: what takes docutils long to set up is set up once."""
    from spec_ls.rst.syntax.listening import Listener

    return Listener()
