"""The specs that may be in a folder: less what git ignores and what is hidden."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spec_ls.workspace.files import SUFFIX
from spec_ls.workspace.layout import is_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"
_EXCLUDE_FILE = Path(".git", "info", "exclude")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of one ignore file, for what is in ``folder``."""

    folder: Path
    patterns: GitIgnoreSpec

    def verdict(self, path: Path, is_folder: bool) -> bool | None:
        """Whether ``path`` is ignored; None if these patterns do not say."""
        name = path.relative_to(self.folder).as_posix() + "/" * is_folder
        return self.patterns.check_file(name).include


def walk(folder: Path, also: Callable[[Path], bool] = lambda path: False) -> Iterator[Path]:
    """The .rst files in a folder and below, and the others that ``also`` wants, in the order of their names.

    Linked files count, linked folders are not entered, and hidden names and what git ignores are left
    out; the folder itself may be both.  A folder that cannot be read is yielded as it is.
    """
    top = Path(os.path.abspath(folder))
    rules = _rules_above(top)
    if _is_ignored(top, True, rules):
        rules = ()
    for path in _walk(top, rules, also):
        yield folder / path.relative_to(top)


def is_ignored(path: Path) -> bool:
    """Whether git ignores a file, or a folder around it: then it is not found in folders."""
    path = Path(os.path.abspath(path))
    for one in (path, *path.parents):
        if is_root(one):
            return False
        if _is_ignored(one, one != path, _rules_above(one.parent) + _rules_in(one.parent)):
            return True
    return False


def _walk(folder: Path, rules: tuple[_Rules, ...], also: Callable[[Path], bool]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    rules += _rules_in(folder)
    for entry in entries:
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (is_folder or _may_be_spec(entry, also)):
            continue
        if _is_ignored(path, is_folder, rules):
            continue
        if is_folder:
            yield from _walk(path, rules, also)
        else:
            yield path


def _may_be_spec(entry: os.DirEntry[str], also: Callable[[Path], bool]) -> bool:
    """A regular .rst file or a link to one, also one that leads nowhere."""
    if not (entry.is_file() or (entry.is_symlink() and not entry.is_dir())):
        return False
    return entry.name.endswith(SUFFIX) or also(Path(entry.path))


def _is_ignored(path: Path, is_folder: bool, rules: tuple[_Rules, ...]) -> bool:
    """The nearest ignore file that says anything of a path decides (gitignore(5))."""
    verdicts = (rule.verdict(path, is_folder) for rule in reversed(rules))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _rules_above(folder: Path) -> tuple[_Rules, ...]:
    """The rules of the folders above, from the repository's top down; none outside of a repository."""
    rules: tuple[_Rules, ...] = ()
    for above in (folder, *folder.parents):
        if above != folder:
            rules = _rules_in(above) + rules
        if is_root(above):
            return _read(above, _EXCLUDE_FILE) + rules
    return ()


def _rules_in(folder: Path) -> tuple[_Rules, ...]:
    return _read(folder, Path(_IGNORE_FILE))


def _read(folder: Path, name: Path) -> tuple[_Rules, ...]:
    try:
        lines = (folder / name).read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ()
    from pathspec import GitIgnoreSpec  # slow to import, and most folders have no ignore file

    return (_Rules(folder, GitIgnoreSpec.from_lines(lines)),)
