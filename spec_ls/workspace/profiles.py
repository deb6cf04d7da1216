"""Profiles: what is known of real repositories, one small file each, and whose repository a folder is."""

from __future__ import annotations

import configparser
import re
from enum import StrEnum
from pathlib import Path

from spec_ls.config import did_you_mean
from spec_ls.workspace import looks
from spec_ls.workspace.files import Unreadable, read, stamp
from spec_ls.workspace.looks import Status
from spec_ls.workspace.settings import Settings, load

NO_PROFILE = "none"
_FOLDER = Path(__file__).parent.parent / "profiles"
_PROJECT = re.compile(r"^\s*project\s*=\s*(\S+?)(?:\.git)?/?\s*$", re.MULTILINE)
_REMOTE = re.compile(r'^remote "(.+)"$')
_NAME = re.compile(r"([^/:\\]+)[/:\\]+([^/:\\]+?)(?:\.git)?/?$")


class Mark(StrEnum):
    """What tells whose repository a folder is."""

    REVIEW = ".gitreview"
    REMOTE = "remote"
    FOLDER = "folder"


class NoProfile(Exception):
    """A profile that somebody asked for and that is not there; the argument says so."""


class Profiles:
    """Profiles as read, and the projects of repositories as last seen."""

    def __init__(self) -> None:
        self._read: dict[str, Settings] = {}
        self._projects: dict[Path, tuple[tuple[Status | None, Status | None], str | None]] = {}

    def named(self, name: str) -> Settings | None:
        """The profile that a user chose by its name; None for ``none``.  Raises ``NoProfile``."""
        if name == NO_PROFILE:
            return None
        found = self._get(name)
        if found is None:
            names = frozenset(path.stem for path in _FOLDER.glob("*.toml"))
            raise NoProfile(f'no profile "{name}"{did_you_mean(name, names)}')
        return found

    def of(self, root: Path) -> Settings | None:
        """The profile of the repository whose top folder this is, if it is a known one.

        Its project is what ``.gitreview`` says, else the name of git's remote, else the folder's name.
        """
        marks = (stamp(root / ".gitreview"), stamp(_git_config(root)))
        known = self._projects.get(root)
        if known is None or known[0] != marks:
            known = self._projects[root] = (marks, project_of(root)[0])
        return self._get(known[1]) if known[1] else None

    def knows(self, name: str) -> bool:
        """Whether a folder's name is that of a known project."""
        return self._get(name) is not None

    def _get(self, project: str) -> Settings | None:
        """The profile of a project, ``NAME`` or ``OWNER/NAME``; the owner counts where a file says so."""
        *_, name = project.rpartition("/")
        for stem in (project.replace("/", "__"), name):
            if not re.fullmatch(r"[\w.+-]+", stem):
                continue
            if stem not in self._read and (_FOLDER / f"{stem}.toml").is_file():
                self._read[stem] = load(_FOLDER / f"{stem}.toml")
            if stem in self._read:
                other = self._read[stem].layer.profile
                return self._get(other) if other and other != stem else self._read[stem]
        return None


def project_of(root: Path) -> tuple[str | None, Mark]:
    """Whose repository a top folder is, and what says so."""
    try:
        found = _PROJECT.search(read(root / ".gitreview"))
    except Unreadable:
        found = None
    if found:
        return found[1], Mark.REVIEW
    remote = _remote_of(root)
    return (remote, Mark.REMOTE) if remote else (root.name or None, Mark.FOLDER)


def _remote_of(root: Path) -> str | None:
    """``OWNER/NAME`` in the address of git's remote: of ``origin``, else of the first one there is."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, interpolation=None)
    try:
        parser.read_string(_without_indent(read(_git_config(root))))
    except (Unreadable, configparser.Error):
        return None
    remotes = [name for name in parser.sections() if _REMOTE.match(name)]
    remotes.sort(key=lambda name: name != 'remote "origin"')
    for remote in remotes:
        found = _NAME.search(parser.get(remote, "url", fallback="") or "")
        if found:
            return f"{found[1]}/{found[2]}"
    return None


def _without_indent(text: str) -> str:
    """What ``configparser`` takes for a value's next line is git's usual way to write a key."""
    return "\n".join(line.strip() for line in text.split("\n"))


def _git_config(root: Path) -> Path:
    """Where git keeps a work tree's configuration; ``.git`` is a file in linked work trees and submodules."""
    git = root / ".git"
    if not looks.is_file(git):
        return git / "config"
    try:
        folder = root / read(git).removeprefix("gitdir:").strip()
        common = folder / "commondir"
        return (folder / read(common).strip() if looks.is_file(common) else folder) / "config"
    except (Unreadable, OSError, ValueError):
        return git / "config"
