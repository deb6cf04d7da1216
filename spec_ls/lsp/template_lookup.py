"""Which template and settings serve one open document: the answer that is known, and when it is looked up.

That is when the document is opened, when the client notices that a file or setting has changed, and when
the document's template comment changes.  Files may also change without notice, so keystrokes call for a
lookup, too, but once in an interval; when nobody types, nothing is looked up.  A hanging disk holds up a
lookup, and nothing else for longer than 20 ms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from spec_ls.lsp.template_resolver import TemplateResolver
from spec_ls.workspace import Resolution, TemplateHints

_PATIENCE = 0.02
"""Seconds to wait for a lookup, which takes about a millisecond on a disk that does not hang."""


class TemplateLookup:
    """Looks up what serves one document; ``found`` is called after each lookup.

    ``served`` is what the last lookup found, None before the first; ``content`` is the part of the document's
    text on which it depends.
    """

    def __init__(
        self, path: Path | None, content: TemplateHints, resolver: TemplateResolver, found: Callable[[], None]
    ) -> None:
        self.served: Resolution | None = None
        self._path, self._content, self._resolver, self._found = path, content, resolver, found
        self._changes, self._changes_seen = 1, 0  # changes that were noticed, and those the last lookup saw
        self._only_typed = False  # true if keystrokes alone have called for a lookup since the last one
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._earliest = 0.0  # the event loop's time before which keystrokes call for no lookup
        self._is_known, self._is_closed = asyncio.Event(), False  # known: or closed
        self.start()

    @property
    def is_outdated(self) -> bool:
        """True if a change was noticed that the last lookup did not see."""
        return self._changes_seen != self._changes

    def mark_outdated(self) -> None:
        """Note that files or settings have changed."""
        self._changes += 1
        self._only_typed = False

    def note_content(self, content: TemplateHints) -> None:
        """Note what an edit has made of the part of the text on which the template depends."""
        if content != self._content:
            self._content = content
            self._changes += 1

    def start(self) -> asyncio.Task[None]:
        """Look up now, unless a lookup is under way; returns its task."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look_up())
        return self._task

    def start_after_keystroke(self) -> None:
        """Look up as soon as the interval since the last lookup is over."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(self._earliest, loop.time()), self._interval_is_over)

    async def until_known(self) -> None:
        """Wait for the first lookup, however long it takes; for a later one as ``until_current`` does."""
        await self._is_known.wait()
        await self.until_current()

    async def until_current(self) -> None:
        """If the answer is outdated, look up and wait for that, for 20 ms at most."""
        if self.is_outdated and not self._is_closed:
            await asyncio.wait([self.start()], timeout=_PATIENCE)

    def close(self) -> None:
        """Look nothing up any more, and let nobody wait."""
        self._is_closed = True
        self._is_known.set()
        if self._task is not None:
            self._task.cancel()
        self._task = None  # a cancelled task holds its traceback, and so this: a cycle
        if self._timer is not None:
            self._timer.cancel()

    async def _look_up(self) -> None:
        """Look up, and again if a change is noticed meanwhile."""
        while True:
            changes = self._changes
            served = await self._resolver.resolve(self._path, self._content)
            if changes == self._changes:
                break
        before = () if self.served is None else self.served.problems
        # A template comment may be half typed: a problem in it is shown after the next save.
        hidden_in = {self._path} if self._only_typed else set()
        shown = [problem for problem in served.problems if problem.path not in hidden_in]
        self._resolver.report(set(before) - set(served.problems), shown)
        self.served, self._changes_seen, self._only_typed = served, changes, True
        self._earliest = asyncio.get_running_loop().time() + self._resolver.interval
        self._is_known.set()
        self._found()

    def _interval_is_over(self) -> None:
        self._timer = None
        if self._task is None or self._task.done():
            self.start()
        else:  # the lookup under way may have seen files as they were before the keystroke
            self._earliest = asyncio.get_running_loop().time() + self._resolver.interval
            self.start_after_keystroke()
