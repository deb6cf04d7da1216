"""The folders in which a template has to lie that a document, its repository's settings or a link name.

These come from other people: a change under review must not make anybody's program read a file elsewhere and
show parts of it.  The command line and an editor's settings are the user's own, and may name any file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spec_ls.config import Config
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_LINKS, Unreadable, link_target
from spec_ls.workspace.layout import Roots, is_root

OUTSIDE = "is not read: it lies outside of the repository or workspace"
_CODE = "template-outside"
_GIT = ".git"


@dataclass(frozen=True, slots=True)
class TemplateBounds:
    """The folders, in one of which a template has to lie, but not among git's own files.

    ``in_repository`` is true if the only one is a repository's top folder.
    """

    folders: tuple[Path, ...]
    in_repository: bool

    def may_hold(self, path: Path) -> bool:
        """True if a path is in one of the folders as it is written.

        No file is touched: on Windows the status of a path such as ``\\\\host\\share`` sends the user's
        credentials to that host.
        """
        normal = Path(os.path.normpath(path))
        return any(normal.is_relative_to(folder) for folder in self._spelled())

    def holds(self, path: Path) -> bool:
        """True if the file that a path stands for is in one of the folders: links of both kinds are followed.

        What cannot be followed is held if the path is: reading it reports the reason.
        """
        if not self.may_hold(path):
            return False
        file_snapshots.status(path)  # this changes with any link on the way
        step: Path | None = path
        with suppress(Unreadable):
            for _ in range(MAX_LINKS):
                if step is None:
                    return True
                if not self._really_holds(step):
                    return False
                step = link_target(step)  # this reads a file to see whether it holds nothing but a path
        return True

    def with_folder(self, folder: Path) -> TemplateBounds:
        """The same with the folder of a settings file; a repository has no bounds but its own."""
        return self if self.in_repository else replace(self, folders=(*self.folders, folder))

    def of_layout(self, path: Path, template: Path) -> TemplateBounds:
        """The same with the folder around a spec and a template whose places belong together."""
        return self.with_folder(Path(os.path.commonpath([path.parent, template])))

    def _really_holds(self, path: Path) -> bool:
        real = _real(path)
        return any(_is_inside(real, _real(folder)) for folder in self.folders)

    def _spelled(self) -> Iterator[Path]:
        for folder in self.folders:
            yield folder
            yield _real(folder)


def bounds_around(folder: Path, roots: Roots, workspace: Iterable[Path]) -> TemplateBounds:
    """The bounds for the documents of a folder: the repository that it is in.

    Outside of one: folders of the workspace, if this one is in them, the folder itself, and folders around it
    that have settings or a known project's name; but never all of the user's files, or of the machine's.
    """
    if roots.in_repository and is_root(roots.folders[-1]):
        return TemplateBounds((roots.folders[-1],), in_repository=True)
    around = [opened for opened in workspace if folder.is_relative_to(opened)]
    found = [other for other in (*around, folder, *roots.folders) if not holds_everything(other)]
    return TemplateBounds(tuple(dict.fromkeys(found)), in_repository=False)


def folders_around(folder: Path, roots: Roots, workspace: Iterable[Path]) -> tuple[Path, ...]:
    """A folder and those around it in which its documents' template may stand that nothing names.

    They end with the repository's top, outside of one with a folder of the workspace, else two folders above;
    and never hold all of the user's files, or of the machine's.
    """
    if roots.in_repository:
        last = roots.folders[-1]
    else:
        around = [opened for opened in workspace if folder.is_relative_to(opened)]
        last = min(around, key=lambda opened: len(opened.parts), default=(folder, *folder.parents)[:3][-1])
    return _folders_up_to(folder, last)


def with_refused(config: Config, template: str, alone: bool) -> Config:
    """The settings of a file whose comment names a template that is not read.

    ``alone`` is true if no other template serves it: nothing else is checked then.
    """
    return replace(config, refused_template=template, select=frozenset({_CODE}) if alone else config.select)


@lru_cache(maxsize=4096)  # asked for each file of a folder
def _folders_up_to(folder: Path, last: Path) -> tuple[Path, ...]:
    found = [above for above in (folder, *folder.parents) if above.is_relative_to(last)]
    return tuple(above for above in found if not holds_everything(above))


def _real(path: Path) -> Path:
    """A path without symbolic links, as far as it exists."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # such as a null byte: nothing has this path
        return path


def _is_inside(path: Path, folder: Path) -> bool:
    if not path.is_relative_to(folder):
        return False
    return all(part.lower() != _GIT for part in path.relative_to(folder).parts)  # it may hold credentials


def holds_everything(folder: Path) -> bool:
    """True for the top of a file system and for whatever holds the user's home."""
    home = Path(os.path.expanduser("~"))
    return folder.parent == folder or home.is_relative_to(folder)
