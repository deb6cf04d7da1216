"""Walks folders for files that may be specs; hidden files and those that git ignores are left out."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from spec_ls.patterns import ways_of_glob
from spec_ls.workspace import raw_reads
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, SUFFIX, Unreadable, read_bytes
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.raw_reads import FolderEntry
from spec_ls.workspace.read_failures import note_look

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE_FILE = ".gitignore"
_LONGEST_PATTERN, _MOST_PATTERNS = 1_000, 2_000
"""Characters of a pattern, and patterns of an ignore file, that are read."""

_MOST_WAYS, _MOST_WAYS_OF_FILE = 4_096, 8_192
"""Ways to match of a pattern, and of all of a file that have several; others are left out."""

_DEEPEST = 100
"""Folders in a path that is walked."""

_EXCLUDE_FILE = Path(".git", "info", "exclude")


@dataclass(frozen=True, slots=True)
class _IgnoreRules:
    """The patterns of one ignore file; they apply to everything below ``folder``."""

    folder: Path
    patterns: GitIgnoreSpec

    def verdict(self, path: Path, is_folder: bool) -> bool | None:
        """True if ``path`` is ignored, False if it is not; None if no pattern matches."""
        name = path.relative_to(self.folder).as_posix() + "/" * is_folder
        return self.patterns.check_file(name).include


def walk(folder: Path, accepts: Callable[[Path], bool] = lambda path: False) -> Iterator[Path]:
    """The .rst files in a folder and below, and others that ``accepts`` is true for, sorted by name.

    Linked files are included, also broken links; linked folders are not entered.  Whatever else ends in .rst,
    such as a FIFO, is included: the caller finds that it cannot be read.  Hidden names and files that git
    ignores are left out, but ``folder`` itself may be hidden or ignored.  A folder that cannot be read,
    or that lies more than 100 folders down, is yielded itself.
    """
    top = Path(os.path.abspath(folder))
    rules = _rules_above(top)
    if _is_ignored(top, True, rules):
        rules = ()
    for path in _walk(top, rules, accepts):
        yield folder / path.relative_to(top)


def is_ignored(path: Path) -> bool:
    """True if git ignores a file or a folder around it, so that a walk does not find it."""
    path = Path(os.path.abspath(path))
    for above in (path, *path.parents):
        if is_root(above):
            return False
        if _is_ignored(above, above != path, _rules_above(above.parent) + _rules_in(above.parent)):
            return True
    return False


def are_ignored(folder: Path, entries: Iterable[FolderEntry]) -> frozenset[str]:
    """The names among the entries of an absolute folder that git ignores, by the patterns for these alone."""
    rules = _rules_above(folder) + _rules_in(folder)
    return frozenset(
        entry.name for entry in entries if _is_ignored(folder / entry.name, entry.is_folder, rules)
    )


def _walk(
    folder: Path, rules: tuple[_IgnoreRules, ...], accepts: Callable[[Path], bool], depth: int = 0
) -> Iterator[Path]:
    try:
        if depth > _DEEPEST:
            raise OSError
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    rules += _rules_in(folder)
    for entry in entries:
        path = folder / entry.name
        is_folder = raw_reads.is_folder_entry(entry, follow_symlinks=False)
        if entry.name.startswith(".") or not (is_folder or _may_be_spec(entry, accepts)):
            continue
        if _is_ignored(path, is_folder, rules):
            continue
        if is_folder:
            yield from _walk(path, rules, accepts, depth + 1)
        else:
            yield path


def _may_be_spec(entry: os.DirEntry[str], accepts: Callable[[Path], bool]) -> bool:
    """True for a regular file or a link that is accepted, and for anything but a folder that ends in .rst."""
    if raw_reads.is_folder_entry(entry):
        return False
    if entry.name.endswith(SUFFIX):
        return True
    try:
        return (entry.is_symlink() or entry.is_file()) and accepts(Path(entry.path))
    except OSError as error:
        note_look(entry.path, error)
        return False


def _is_ignored(path: Path, is_folder: bool, rules: tuple[_IgnoreRules, ...]) -> bool:
    """True if the nearest ignore file with a pattern for the path ignores it (gitignore(5))."""
    verdicts = (rule.verdict(path, is_folder) for rule in reversed(rules))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _rules_above(folder: Path) -> tuple[_IgnoreRules, ...]:
    """The rules of the folders above, from the repository's top down; none outside of a repository."""
    rules: tuple[_IgnoreRules, ...] = ()
    for above in (folder, *folder.parents):
        if above != folder:
            rules = _rules_in(above) + rules
        if is_root(above):
            return _read(above, _EXCLUDE_FILE) + rules
    return ()


def _rules_in(folder: Path) -> tuple[_IgnoreRules, ...]:
    return _read(folder, Path(_IGNORE_FILE))


def _read(folder: Path, name: Path) -> tuple[_IgnoreRules, ...]:
    try:
        content = read_bytes(folder / name, MAX_SETTINGS_SIZE)
    except Unreadable:
        return ()
    lines = content.decode("utf-8", "surrogateescape").splitlines()
    return (_IgnoreRules(folder, _compiled(list(islice(_cheap(lines), _MOST_PATTERNS)))),)


def _compiled(patterns: Sequence[str]) -> GitIgnoreSpec:
    """Some patterns; those that pathspec cannot read, as ``[z-a]``, match nothing, as they do for git."""
    from pathspec import GitIgnoreSpec  # slow to import, and most folders have no ignore file

    def compiled(lines: Iterable[str]) -> GitIgnoreSpec | None:
        try:
            return GitIgnoreSpec.from_lines(lines)
        except Exception:  # it makes regular expressions of patterns, and not each of them is one
            return None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a later Python may read otherwise
        return compiled(patterns) or GitIgnoreSpec.from_lines(line for line in patterns if compiled([line]))


def _cheap(patterns: Iterable[str]) -> Iterator[str]:
    """The patterns whose time to match does not grow with a high power of a path's length or their number."""
    left = _MOST_WAYS_OF_FILE
    for pattern in patterns:
        ways = ways_of_glob(pattern) if len(pattern) <= _LONGEST_PATTERN else _MOST_WAYS + 1
        if ways <= min(left, _MOST_WAYS):
            left -= ways if ways > 1 else 0
            yield pattern
