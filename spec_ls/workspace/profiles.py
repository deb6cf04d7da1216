"""Finds the profile of a repository.  A profile is one small settings file about a known project."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path

from spec_ls.config import did_you_mean
from spec_ls.quoting import shortened
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, read, regular_file_status
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting
from spec_ls.workspace.repository_marks import RepositoryMarks, shown
from spec_ls.workspace.settings_files import SettingsFile, load

NO_PROFILE = "none"
_FOLDER = Path(__file__).parent.parent / "profiles"
_PROJECT = re.compile(r"^[^\S\n]*project[^\S\n]*=[^\S\n]*(\S+?)(?:\.git)?/?[^\S\n]*$", re.MULTILINE)
_REMOTE = re.compile(r'\[remote "(.+)"\]')
_LONGEST_ADDRESS = 1_000
_OWNER_AND_NAME = re.compile(r"([^/:\\]+)[/:\\]+([^/:\\]+?)(?:\.git)?/?$")


class ProjectNameSource(StrEnum):
    """The place that names the project of a repository."""

    REVIEW = ".gitreview"
    REMOTE = "remote"
    FOLDER = "folder"


class NoProfile(Exception):
    """A setting names a profile that does not exist; the argument is the message."""


class Profiles:
    """Profiles as read, and the projects of repositories as last read."""

    def __init__(self) -> None:
        self._loaded: dict[str, SettingsFile] = {}
        self._marks = RepositoryMarks(_FOLDER)
        self._projects: dict[
            Path,
            tuple[tuple[FileStatus | None, FileStatus | None], tuple[str | None, ProjectNameSource]],
        ] = {}

    def named(self, name: str) -> SettingsFile | None:
        """The profile that a user chose by its name; None for ``none``.  Raises ``NoProfile``."""
        if name == NO_PROFILE:
            return None
        found = self._of_project(name)
        if found is None:
            names = frozenset(path.stem for path in _FOLDER.glob("*.toml"))
            raise NoProfile(f'no profile "{shortened(name)}"{did_you_mean(name, names)}')
        return found

    def of_repository(self, root: Path) -> SettingsFile | None:
        """The profile of the repository whose top folder this is, if its project is known.

        The project is named by ``.gitreview``, else by git's remote, else by the folder.
        """
        project, _ = self._project(root)
        return self._of_project(project) if project else None

    def is_named(self, root: Path) -> bool:
        """True if ``.gitreview`` or git's remote names a project that has a profile."""
        project, named_by = self._project(root)
        return bool(project) and named_by is not ProjectNameSource.FOLDER and self.is_known(str(project))

    def recognised(self, folder: Path, inner: str | None = None) -> SettingsFile | None:
        """The profile whose repositories have in them what is in this folder.

        With the name of a folder in it only profiles count whose documents may lie there.
        """
        found = self._marks.profile_of(folder, inner)
        return self._of_project(found[0]) if found else None

    def marks_of(self, folder: Path) -> str | None:
        """The marks by which a folder is recognised, for people; None if its project's name decides."""
        found = None if self.is_named(folder) else self._marks.profile_of(folder)
        return shown(found[1]) if found else None

    def is_known(self, name: str) -> bool:
        """True if a folder's name, or ``OWNER/NAME``, is that of a known project."""
        return self._of_project(name) is not None

    def _project(self, root: Path) -> tuple[str | None, ProjectNameSource]:
        statuses = (regular_file_status(root / ".gitreview"), regular_file_status(_git_config(root)))
        known = self._projects.get(root)
        if known is None or known[0] != statuses:
            with collecting() as failures:
                known = (statuses, project_of(root))
            if not failures:
                self._projects[root] = known
        return known[1]

    def _of_project(self, project: str) -> SettingsFile | None:
        """The profile of a project, ``NAME`` or ``OWNER/NAME``; a file ``OWNER__NAME.toml`` goes first."""
        *_, name = project.rpartition("/")
        for stem in (project.replace("/", "__"), name):
            if not re.fullmatch(r"[\w.+-]+", stem):
                continue
            if stem not in self._loaded and os.path.isfile(_FOLDER / f"{stem}.toml"):
                self._loaded[stem] = load(_FOLDER / f"{stem}.toml", trusted=True)
            if stem in self._loaded:
                other = self._loaded[stem].layer.profile
                return self._of_project(other) if other and other != stem else self._loaded[stem]
        return None


def project_of(root: Path) -> tuple[str | None, ProjectNameSource]:
    """The project of a repository's top folder, and the place that names it."""
    try:
        found = _PROJECT.search(read(root / ".gitreview", MAX_SETTINGS_SIZE))
    except Unreadable:
        found = None
    if found:
        return found[1], ProjectNameSource.REVIEW
    remote = _remote_of(root)
    return (remote, ProjectNameSource.REMOTE) if remote else (root.name or None, ProjectNameSource.FOLDER)


def _remote_of(root: Path) -> str | None:
    """``OWNER/NAME`` from the address of git's remote: of ``origin``, else of the first one."""
    try:
        addresses = _addresses(read(_git_config(root), MAX_SETTINGS_SIZE))
    except Unreadable:
        return None
    for remote in sorted(addresses, key=lambda name: name != "origin"):
        found = _OWNER_AND_NAME.search(addresses[remote][-_LONGEST_ADDRESS:])
        if found:
            return f"{found[1]}/{found[2]}"
    return None


def _addresses(config: str) -> dict[str, str]:
    """The addresses of git's remotes by name, from a configuration: the last one that each is given."""
    addresses, remote = dict[str, str](), None
    for line in map(str.strip, config.split("\n")):
        if line.startswith("["):
            section = _REMOTE.fullmatch(line)
            remote = section[1] if section else None
        elif remote is not None:
            key, _, value = line.partition("=")
            if key.strip().lower() == "url":
                addresses[remote] = value.strip()
    return addresses


def _git_config(root: Path) -> Path:
    """The file of a work tree's git configuration; ``.git`` is a file in linked work trees and submodules."""
    git = root / ".git"
    if not file_snapshots.is_file(git):
        return git / "config"
    try:
        folder = root / read(git, MAX_SETTINGS_SIZE).removeprefix("gitdir:").strip()
        common = folder / "commondir"
        return (
            folder / read(common, MAX_SETTINGS_SIZE).strip() if file_snapshots.is_file(common) else folder
        ) / "config"
    except (Unreadable, OSError, ValueError):
        return git / "config"
