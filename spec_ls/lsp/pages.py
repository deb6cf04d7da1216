"""The summaries of all documents that a client works with: of files, or in their place of open buffers."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from spec_ls.lsp.document import OpenDocument
from spec_ls.lsp.io_thread import IOThread
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.workspace import holds_everything

if TYPE_CHECKING:
    from spec_ls.model.document import Document
    from spec_ls.workspace.index import PageIndex
    from spec_ls.workspace.summary_store import Summary

log = logging.getLogger(__name__)


class Pages:
    """Builds the index in a thread of its own, and keeps it as files change.

    ``documents`` are the open ones; ``warn`` shows a message to the user.
    ``has_begun`` is true once the index is being built.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        documents: Mapping[str, OpenDocument],
        warn: Callable[[str], None],
    ) -> None:
        self._documents, self._warn = documents, warn
        self._of_open: dict[Path, tuple[Document, Summary]] = {}
        self._start(folders)

    def _start(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folder for folder in folders if not holds_everything(folder))
        self._thread, self._stop = IOThread(), Event()
        self._index: PageIndex | None = None
        self.has_begun = False

    def work_in(self, folders: Iterable[Path]) -> None:
        """Take other folders; their documents are looked at if those of the others were."""
        has_begun = self.has_begun
        self.end()
        self._start(folders)
        if has_begun:
            self.begin()

    @property
    def is_whole(self) -> bool:
        """True once all files of the workspace were looked at."""
        return self._index is not None and self._index.is_whole

    def begin(self) -> None:
        """Build the index, unless that has begun."""
        if not self.has_begun and self._folders:
            self.has_begun = True
            self._thread.run(partial(_contained, self._build)).add_done_callback(lambda done: self._tell())

    def update(self, paths: Iterable[Path]) -> None:
        """Look at files again that have changed."""
        changed = tuple(paths)
        if self.has_begun:
            self._thread.run(partial(_contained, partial(self._update, changed)))

    def linked(self) -> LinkedPages:
        """All documents that are known now."""
        sources = frozenset() if self._index is None else self._index.sources
        return LinkedPages(self.summaries(), sources)

    def summaries(self) -> dict[Path, Summary]:
        """All summaries that are known now, by absolute path; of open documents they are the buffers'."""
        found = {} if self._index is None else dict(self._index.pages)
        self._of_open = dict(self._summarised())
        return found | {path: entries for path, (_, entries) in self._of_open.items()}

    def end(self) -> None:
        """Stop building."""
        self._stop.set()
        self._thread.end()

    def _summarised(self) -> Iterator[tuple[Path, tuple[Document, Summary]]]:
        """The open documents with their summaries: those before where no edit has come since."""
        for item in self._documents.values():
            if item.path is not None:
                path, document = Path(os.path.abspath(item.path)), item.parsed_version().document
                before = self._of_open.get(path)
                yield path, before if before and before[0] is document else (document, summary(document))

    def _build(self) -> None:
        """In the thread: build the index, and let the event loop's thread go first now and then."""
        stop = self._stop
        if stop.wait(_HEAD_START):
            return
        from spec_ls.workspace.index import PageIndex

        began = time.monotonic()
        self._index = index = PageIndex(self._folders)
        end = began + _SLICE
        for _ in index.build():
            if stop.is_set():
                return
            if time.monotonic() > end:
                time.sleep(_PAUSE)
                end = time.monotonic() + _SLICE
        log.info("indexed %d documents in %.1f s", len(index.pages), time.monotonic() - began)

    def _update(self, paths: tuple[Path, ...]) -> None:
        if self._index is not None:
            self._index.update(Path(os.path.abspath(path)) for path in paths)

    def _tell(self) -> None:
        if self._index is not None and self._index.is_cut:
            from spec_ls.workspace.index import MOST_PAGES

            self._warn(f"spec-ls knows the first {MOST_PAGES} documents of the workspace and no more")


def _contained(work: Callable[[], None]) -> None:
    """Do work whose failure is logged; all else goes on without the index, as where Python lacks sqlite3."""
    try:
        work()
    except Exception:
        log.exception("the index of the workspace failed")


_HEAD_START = 0.5
"""Seconds in which the first document is checked alone: else its diagnostics take a tenth longer."""

_SLICE, _PAUSE = 0.002, 0.0005
"""Seconds of work, about those of one file, and seconds after it in which others may run."""
