"""When edits of open templates count for the specs that they serve.

Open specs follow while the template is typed in.  To check all the closed ones takes seconds, and each edit
would begin that anew, so for these the template has to have rested.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

_PAUSE, _REST = 0.3, 1.0
"""Seconds from an edit to the next look at open specs, and from the last edit to that at closed ones."""


class TemplateEdits:
    """Passes edits of open templates on.

    ``for_open`` has the open specs looked at again, ``for_closed`` gets the templates by which specs that are
    not open may have other findings now.
    """

    def __init__(self, for_open: Callable[[], None], for_closed: Callable[[Collection[Path]], None]) -> None:
        self._for_open, self._for_closed = for_open, for_closed
        self._edited: set[Path] = set()
        self._next: asyncio.TimerHandle | None = None
        self._last: asyncio.TimerHandle | None = None

    def note(self, template: Path) -> None:
        """Note that the text of a template has changed in the editor."""
        loop = asyncio.get_running_loop()
        self._edited.add(template)
        if self._next is None:
            self._next = loop.call_later(_PAUSE, self._pause_is_over)
        if self._last is not None:
            self._last.cancel()
        self._last = loop.call_later(_REST, self._rest_is_over)

    def end(self) -> None:
        """Pass nothing on any more."""
        for timer in (self._next, self._last):
            if timer is not None:
                timer.cancel()

    def _pause_is_over(self) -> None:
        self._next = None
        self._for_open()

    def _rest_is_over(self) -> None:
        self._last, edited = None, frozenset(self._edited)
        self._edited.clear()
        self._for_closed(edited)
