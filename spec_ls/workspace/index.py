"""The summaries of all documents of a workspace, built in a thread of its own and kept on disk.

The thread alone changes the index; whoever asks sees the summaries that are there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from spec_ls.model.document import parse
from spec_ls.model.page_summary import summary
from spec_ls.text import Text
from spec_ls.workspace import conf_py, file_snapshots
from spec_ls.workspace.files import SUFFIX, Unreadable, read, regular_file_status
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.store import Store, top_of
from spec_ls.workspace.summary_store import Stored, Summary, SummaryStore
from spec_ls.workspace.walk import walk

MOST_PAGES = 20_000
"""Documents in the index; the largest repository known has 2,000."""

_LARGEST = 2 * 1024**2
"""Bytes of a document that is summarised."""

_BATCH = 200
"""Summaries that are written at a time."""


class PageIndex:
    """The summaries of the .rst files in some folders.

    ``pages`` holds them by absolute path, ``sources`` the folders of ``conf.py`` files; both are replaced,
    never changed.  ``is_whole`` is true once all files
    were looked at, ``is_cut`` if there are more than the index takes.
    """

    def __init__(self, folders: Iterable[Path], store_folder: Path | None = None) -> None:
        self.pages: dict[Path, Summary] = {}
        self.sources = frozenset[Path]()
        self.is_whole, self.is_cut = False, False
        self._folders = tuple(folders)
        self._stores = {top: SummaryStore(Store(top, store_folder)) for top in map(top_of, self._folders)}
        self._known: dict[Path, Stored] = {}

    def build(self) -> Iterator[None]:
        """Look at all files; yields after each.  Of those that have not changed the stored summary serves."""
        for store in self._stores.values():
            self._known |= store.read()
        before, self._known = self._known, {}
        files = list(islice(self._files(), MOST_PAGES + 1))
        self.is_cut = len(files) > MOST_PAGES
        changed = dict[Path, Stored]()
        for path in files[:MOST_PAGES]:
            stored = _summarised(path, before.get(path))
            if stored is not None:
                self._known[path] = stored
                if stored is not before.get(path):
                    changed[path] = stored
            if len(changed) >= _BATCH:
                self._write(changed, ())
                changed = {}
            yield
        self._publish()
        self._write(changed, before.keys() - self._known.keys())
        for store in self._stores.values():
            store.prune()
        self.is_whole = True

    def update(self, paths: Iterable[Path]) -> None:
        """Look at some files and folders again, which have come, changed or gone."""
        changed, gone = dict[Path, Stored](), list[Path]()
        for path in dict.fromkeys(chain.from_iterable(map(self._files_at, paths))):
            if path.suffix != SUFFIX or not any(path.is_relative_to(folder) for folder in self._folders):
                continue
            before = self._known.get(path)
            stored = _summarised(path, before)
            if stored is None and before is not None:
                del self._known[path]
                gone.append(path)
            elif stored is not None and stored is not before and len(self._known) < MOST_PAGES:
                self._known[path] = changed[path] = stored
        if changed or gone:
            self._publish()
            self._write(changed, gone)

    def _files_at(self, path: Path) -> Iterator[Path]:
        """A file; of a folder, the files in it that are there now, and those that were."""
        yield path
        if path.suffix != SUFFIX:
            yield from [known for known in self._known if known.is_relative_to(path)]
            is_inside = any(path.is_relative_to(folder) for folder in self._folders)
            if is_inside and file_snapshots.is_folder(path):
                yield from islice(walk(path), MOST_PAGES)

    def _files(self) -> Iterator[Path]:
        seen = set[Path]()
        for folder in self._folders:
            for path in walk(folder, lambda path: path.name == conf_py.NAME):
                absolute = Path(os.path.abspath(path))
                if absolute.name == conf_py.NAME:
                    self.sources |= {absolute.parent}
                elif absolute.suffix == SUFFIX and absolute not in seen:
                    seen.add(absolute)
                    yield absolute

    def _publish(self) -> None:
        self.pages = {path: entries for path, (_, entries) in self._known.items()}

    def _write(self, changed: dict[Path, Stored], gone: Iterable[Path]) -> None:
        """Keep summaries on disk, each in the store of the innermost repository around its file."""
        for top, store in self._stores.items():
            mine = {path: stored for path, stored in changed.items() if self._top(path) == top}
            lost = [path for path in gone if self._top(path) == top]
            store.write(mine, lost)

    def _top(self, path: Path) -> Path | None:
        around = [top for top in self._stores if path.is_relative_to(top)]
        return max(around, key=lambda top: len(top.parts), default=None)


def _summarised(path: Path, before: Stored | None) -> Stored | None:
    """A file's summary: the one before if the file is the same; None if it is gone, or cannot be read."""
    status = regular_file_status(path)
    if not isinstance(status, FileStatus):
        return None
    if before is not None and before[0] == status:
        return before
    try:
        return status, summary(parse(Text.of(read(path, _LARGEST))))
    except Unreadable:
        return None
