"""Recognises repositories by what lies in them: forks have other names, and a plain copy has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from spec_ls.layer import Mark
from spec_ls.patterns import Pattern, parse_pattern
from spec_ls.schema import RECOGNISED_BY
from spec_ls.setting_values import marks
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import Unreadable, read, regular_file_status
from spec_ls.workspace.raw_reads import FileStatus

MOST_LEVELS = 6
"""Folders above a document in which marks are looked for; proposals lie at most four below the top."""

_KEY = re.compile(rf"^{RECOGNISED_BY} = \[.*?\]$", re.MULTILINE | re.DOTALL)
_HEAD = 4_000
"""Characters of a file in which the text of a mark is looked for."""

_PATH = re.compile(r'^path = ["\']([^"\'/]+)(?=(/?))', re.MULTILINE)
_FILE = "\0"  # no folder's name has this character
_WILD = re.compile(r"[*?\[]")

Group = tuple[Mark, ...]


class _MarkedProfile(NamedTuple):
    """A group of marks, the name of its profile, and the first parts of the paths of its documents."""

    group: Group
    name: str
    firsts: tuple[Pattern, ...]


class RepositoryMarks:
    """The marks of all profiles, and the texts that they are about, as last read.  Holds caches alone."""

    def __init__(self, profiles: Path) -> None:
        self._profiles = profiles
        self._groups: tuple[_MarkedProfile, ...] | None = None
        self._heads: dict[Path, tuple[FileStatus | None, str]] = {}

    def profile_of(self, folder: Path, inner: str | None = None) -> tuple[str, Group] | None:
        """The name of the profile whose marks are in a folder, and these; the largest group goes first.

        With ``inner``, the name of a folder in it, only profiles count whose documents lie in one of that
        name; with an empty one those whose documents lie in the folder itself.  That spares most looks at
        the file system.
        """
        if self._groups is None:
            self._groups = tuple(_groups(self._profiles))
        there: dict[str, bool] = {}
        for group, name, firsts in self._groups:
            if inner is not None and not any(first.match(inner or _FILE) is not None for first in firsts):
                continue
            if all(self._may_be(folder, mark, there) for mark in group) and all(
                self._is_there(folder, mark) for mark in group
            ):
                return name, group
        return None

    def _may_be(self, folder: Path, mark: Mark, there: dict[str, bool]) -> bool:
        """False if not even the first name of a mark's path is in the folder; each is looked up once."""
        first = mark.path.partition("/")[0]
        if _WILD.search(first):
            return True
        if first not in there:
            there[first] = file_snapshots.is_there(folder / first)
        return there[first]

    def _is_there(self, folder: Path, mark: Mark) -> bool:
        if mark.path.endswith("/"):
            return file_snapshots.is_folder(folder / mark.path)
        file = _first_file(folder / mark.path)
        return file is not None and (mark.text is None or self._has_text(file, mark.text))

    def _has_text(self, file: Path, pattern: str) -> bool:
        status = regular_file_status(file)
        known = self._heads.get(file)
        if known is None or known[0] != status:
            known = self._heads[file] = (status, _head(file))
        return re.search(pattern, known[1], re.MULTILINE) is not None


def shown(group: Group) -> str:
    """A group of marks for people."""
    return ", ".join(f"{mark.path}" + (f" with {mark.text}" if mark.text else "") for mark in group)


def _first_file(path: Path) -> Path | None:
    """The first file whose name matches, or the one that has the name."""
    if not _WILD.search(path.name):
        return path if file_snapshots.is_file(path) else None
    entries = file_snapshots.entries(path.parent) or ()
    names = (entry.name for entry in entries if not entry.is_folder and fnmatchcase(entry.name, path.name))
    return next((path.parent / name for name in names), None)


def _head(file: Path) -> str:
    try:
        return read(file)[:_HEAD].replace("\r\n", "\n")
    except Unreadable:
        return ""


def _groups(profiles: Path) -> Iterator[_MarkedProfile]:
    """The groups of marks of all profiles, the largest first."""
    found = []
    for path in sorted(profiles.glob("*.toml")):
        text = path.read_text("utf-8")  # these files are no user's, so their status need not be watched
        names = {first if slash else _FILE for first, slash in _PATH.findall(text)}
        firsts = tuple(map(parse_pattern, sorted(names)))
        found += [_MarkedProfile(group, path.stem, firsts) for group in _marks_in(text)]
    yield from sorted(found, key=lambda marked: -len(marked.group))


def _marks_in(text: str) -> tuple[Group, ...]:
    """The marks of a profile; only its lines with them are read as TOML, for few profiles are needed."""
    found = _KEY.search(text)
    if found is None:
        return ()
    import tomllib

    mapping: Mapping[str, object] = tomllib.loads(found[0])
    return marks(mapping[RECOGNISED_BY])
