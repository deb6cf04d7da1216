"""Asks the workspace which template and settings serve a document, and tells the user what is wrong there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.lsp.io_thread import IOThread
from spec_ls.text import Text
from spec_ls.workspace import (
    FileProblem,
    Resolution,
    TemplateHints,
    Unreadable,
    Workspace,
    holds_everything,
    read,
    redirect_files,
    visible_names,
)
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import record_content
from spec_ls.workspace.lasting_reads import reads_of
from spec_ls.workspace.unsaved_texts import unsaved

log = logging.getLogger(__name__)

LOOKUP_INTERVAL = 1.0
"""Seconds between two lookups that nothing but keystrokes calls for."""


class Basis(NamedTuple):
    """What findings in files depend on besides these: the folders of the client, and its settings as text."""

    folder: Path
    folders: tuple[Path, ...]
    settings: str


class ClosedFile(NamedTuple):
    """A file that is not open, and what serves it: None if it cannot be read, or no template serves it.

    ``reads`` are all on which its findings depend, as text; None if nothing of it can be kept.  ``day`` is
    today, if they depend on that, too.  ``chosen`` is the template that its comment names; ``templates`` are
    all files that were read as templates for it.
    """

    path: Path
    basis: Basis
    spec: tuple[Text, Resolution] | None = None
    reads: tuple[str, ...] | None = None
    day: date | None = None
    chosen: Path | None = None
    templates: tuple[str, ...] = ()


class TemplateResolver:
    """Looks templates and settings up for one client; ``warn`` shows a message to the user.

    ``settings`` are the editor's, and ``settings_text`` is a text for these.  All access to files happens in
    the I/O thread.
    """

    def __init__(
        self, workspace: Workspace, io_thread: IOThread, warn: Callable[[str], None], interval: float
    ) -> None:
        self.settings, self.settings_text = Layer(), ""
        self.interval = interval
        self._workspace = workspace
        self._io_thread = io_thread
        self._warn = warn
        self._warned: set[FileProblem] = set()
        self._unsaved = set[Path]()  # what is open and may have another text than its file

    @property
    def workspace(self) -> Workspace:
        """What is asked; other folders make it another one.  For the I/O thread alone."""
        return self._workspace

    @property
    def basis(self) -> Basis:
        """What findings depend on besides files."""
        return Basis(self._workspace.folder, self._workspace.folders, self.settings_text)

    async def resolve(self, path: Path | None, content: TemplateHints) -> Resolution:
        """The template and settings that serve a document, as the files are now.

        A lookup that fails is logged, and the document counts as one that no template serves.
        """
        lookup = partial(self._workspace.resolve_again, path, content, self.settings)
        try:
            return await self._io_thread.run(lookup)
        except Exception:
            log.exception("%s: the lookup of its template failed", path)
            return Resolution(None, Config())

    def work_in(self, folders: tuple[Path, ...]) -> None:
        """Take other folders for those that the client works in."""
        before, self._workspace = self._workspace, Workspace(next(iter(folders), None), folders[1:])
        self._workspace.buffers.update(before.buffers)

    def show(self, path: Path, text: Text | None) -> bool:
        """Take the text of an open document for its file's, None for a closed one's.

        Returns true if others may be served otherwise now: the file was read as a template, and does not
        have the text that was last read, or that of its buffer.
        """
        before = self._workspace.text_of_template(path)
        if text is None:
            self._workspace.buffers.pop(path, None)
            is_other = path in self._unsaved
            self._unsaved.discard(path)
        else:
            self._workspace.buffers[path] = text
            is_other = text != before
            if is_other:
                self._unsaved.add(path)
        return before is not None and is_other

    def note_saved(self, path: Path) -> None:
        """Note that a file has the text of its buffer."""
        self._unsaved.discard(path)

    def is_template(self, path: Path) -> bool:
        """True if a file was read as a template."""
        return self._workspace.text_of_template(path) is not None

    def may_change_findings(self, path: Path) -> bool:
        """False for a file of another tool on which no finding depends.  Asks no file."""
        return self._workspace.may_change_findings(path)

    async def find(self, files: Iterator[Path], count: int) -> list[Path]:
        """The next files of a walk, at most ``count``."""
        return await self._io_thread.run(lambda: list(islice(files, count)))

    async def read(self, path: Path) -> tuple[Text, Resolution] | None:
        """A file, and what serves it; None if it cannot be read, or no template serves it."""
        return (await self.read_closed(path)).spec

    async def read_closed(self, path: Path) -> ClosedFile:
        """A file that is not open, with all that its findings depend on."""
        work = partial(_read_closed, path, self.basis, self._workspace, self.settings)
        return await self._io_thread.run(work)

    async def names_in(self, folder: Path, document: Path) -> tuple[Sequence[str], Sequence[str]]:
        """The files and folders in a folder to which a document may refer."""
        return await self._io_thread.run(partial(visible_names, folder, document))

    async def redirects(self, pages: Iterable[Path]) -> dict[Path, Text]:
        """The files of redirects in the folders of the workspace around some pages."""
        nearest, tops = {page.parent for page in pages}, self._workspace.folders
        around = {folder for near in nearest for folder in (near, *near.parents)}
        inside = [folder for folder in around if any(folder.is_relative_to(top) for top in tops)]
        return await self._io_thread.run(partial(redirect_files, inside))

    def specs(self) -> Iterator[Path]:
        """The files of the workspace that may be specs.  It reads folders, so it is for ``find`` alone."""
        for folder in self._workspace.folders:
            if not holds_everything(folder):
                yield from self._workspace.walk(folder)

    def forget(self, path: Path | None) -> None:
        """Drop what is remembered for a document that was closed."""
        self._io_thread.run(partial(self._workspace.forget, path))

    def report(self, solved: Iterable[FileProblem], found: Iterable[FileProblem]) -> None:
        """Warn of problems, each once until it is solved."""
        self._warned -= set(solved)
        for problem in found:
            if problem not in self._warned:
                self._warned.add(problem)
                self._warn(_sentence(problem))


def _read_closed(path: Path, basis: Basis, workspace: Workspace, settings: Layer) -> ClosedFile:
    today, buffers, snapshots = date.today(), dict(workspace.buffers), FileSnapshots()
    with snapshots.recording():
        record_content(path)
        try:
            text = Text.of(read(path))
        except Unreadable:
            return ClosedFile(path, basis)
        served = workspace.resolve(path, text, settings=settings)
    chosen, paths = workspace.chosen.of(path), snapshots.paths()
    reads = None if workspace.chosen.has(path) else reads_of(snapshots)
    if reads is not None and _depends_on_editor(paths, buffers, dict(workspace.buffers)):
        reads = None
    spec = None if served.template is None else (text, served)
    day = today if served.config.header is not None else None
    return ClosedFile(path, basis, spec, reads, day, chosen, workspace.templates.read_among(paths))


def _depends_on_editor(paths: Set[str], before: dict[Path, Text], now: dict[Path, Text]) -> bool:
    """True if the editor's texts of paths, as they were before and are now, may not be those of files."""
    read = [path for path in before.keys() | now.keys() if str(path) in paths]
    if any(before.get(path) is not now.get(path) for path in read):
        return True
    return bool(unsaved({path: before[path] for path in read}))


def _sentence(problem: FileProblem) -> str:
    where = f"{problem.path}:{problem.line + 1}: " if problem.path else "spec-ls settings: "
    key = f'"{problem.key}": ' if problem.key else ""
    return f"{where}{key}{problem.message}"
