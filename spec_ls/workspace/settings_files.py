"""Reads settings files: ``.spec-ls.toml``, ``spec-ls.toml``, and ``[tool.spec-ls]`` in ``pyproject.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from spec_ls.checks import CODES
from spec_ls.layer import Layer
from spec_ls.schema import parse
from spec_ls.text import BYTE_ORDER_MARK
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, FileProblem, Unreadable, other_than_folder_status, read
from spec_ls.workspace.layout import Roots, is_root
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting

OWN_FILE = "spec-ls.toml"
SHARED_FILE = "pyproject.toml"
OWN_FILES = (".spec-ls.toml", OWN_FILE)
_NAMES = (*OWN_FILES, SHARED_FILE)
"""The names of settings files; in one folder only the first that has settings for spec-ls counts."""

_TABLE = re.compile(r"""\s*\[\s*tool\s*\.\s*["']?spec-ls["']?\s*\]""")
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DEEP_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{32}}", re.MULTILINE)
"""A key of more than 32 parts: the parser's time grows with the square of their number."""
_KEY_PART = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A settings file as read.  ``is_empty`` is true if it has no settings for spec-ls.

    ``unreadable`` is the reason why its text could not be had.
    """

    path: Path
    text: str
    layer: Layer = Layer()
    problems: tuple[FileProblem, ...] = ()
    is_empty: bool = False
    unreadable: str | None = None

    def problem(self, key: str, message: str) -> FileProblem:
        """A problem with the value of ``key``, such as ``max-line-length`` or ``paths[2].template``."""
        return FileProblem(self.path, self._line(key), key, message)

    def _line(self, key: str) -> int:
        """The 0-based line of a key, or of the nearest table around it that is written in the usual way."""
        lines = self.text.split("\n")
        line = 0
        if self.path.name == SHARED_FILE:
            line = next((n for n, text in enumerate(lines) if _TABLE.match(text)), 0)
        for depth, (name, number) in enumerate(_KEY_PART.findall(key)):
            sets = _setter(name, within=depth > 0)
            found = (n for n in range(line, len(lines)) if name in lines[n] and sets.match(lines[n]))
            if (first := next(found, None)) is None:
                break
            header = re.compile(rf"""\s*\[\[.*\b{re.escape(name)}["']?\s*\]\]""")
            tables = (n for n in chain([first], found) if header.match(lines[n]))
            line = (list(islice(tables, int(number))) or [first])[-1] if number else first
        return line


def load(path: Path, trusted: bool = False) -> SettingsFile:
    """Read a settings file.  Never raises: mistakes in it are its ``problems``.

    ``trusted`` is true for a profile: a project's own file is not.
    """
    try:
        text = read(path, MAX_SETTINGS_SIZE)
    except Unreadable as error:
        problem, unreadable = FileProblem(path, error.line or 0, None, str(error)), error.line is None
        return SettingsFile(path, "", problems=(problem,), unreadable=str(error) if unreadable else None)
    text = text.removeprefix(BYTE_ORDER_MARK)
    try:
        mapping: Any = parsed_toml(text)
    except ValueError as error:
        return SettingsFile(path, text, problems=(_toml_problem(path, text, str(error)),))
    if path.name == SHARED_FILE:
        tool = mapping.get("tool")
        mapping = tool.get("spec-ls") if isinstance(tool, dict) else None
        if mapping is None:
            return SettingsFile(path, text, is_empty=True)
    file = SettingsFile(path, text)
    if not isinstance(mapping, dict):
        return replace(file, problems=(file.problem("spec-ls", "expected a table"),))
    layer, problems = parse(mapping, CODES, trusted, in_file=not trusted)
    return replace(
        file, layer=layer, problems=tuple(file.problem(wrong.key, wrong.message) for wrong in problems)
    )


def parsed_toml(text: str) -> dict[str, Any]:
    """The TOML of a text.  Raises ``ValueError``, whatever the parser raises."""
    import tomllib  # most paths have no settings file

    if _DEEP_KEY.search(text):
        raise ValueError("a key of too many parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except Exception as error:  # such as that for a number of 5,000 digits
        raise ValueError(str(error).partition(";")[0] or type(error).__name__) from None


def settings_files(folder: Path) -> Iterator[SettingsFile]:
    """All settings files in a folder and above, up to the repository's top, the nearest first.

    The first that is not empty is the one in effect.
    """
    for above in (folder, *folder.parents):
        for name in _NAMES:
            if other_than_folder_status(above / name) is not None:
                yield load(above / name)
        if is_root(above):
            return


@lru_cache(maxsize=256)
def _setter(name: str, within: bool) -> re.Pattern[str]:
    """Matches lines that set a key or begin its table; with ``within`` also those of a table of one line."""
    start = r"(?:.*[{,])?" if within else ""
    word = re.escape(name)
    return re.compile(rf"""{start}\s*["']?{word}["']?\s*[=.]|\s*\[.*\b{word}\b""")


def _toml_problem(path: Path, text: str, message: str) -> FileProblem:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if place is None:
        return FileProblem(path, 0, None, f"broken TOML: {message}")
    line = int(place[1]) - 1 if place[1] else text.count("\n")
    reason = message[: place.start()]
    return FileProblem(path, line, None, f"broken TOML: {reason[:1].lower()}{reason[1:]}")


class SettingsCache:
    """Settings files as last read; a file that changed is read again."""

    def __init__(self) -> None:
        self._asked_for: set[Path] = set()
        self._loaded: dict[Path, tuple[FileStatus | None, SettingsFile]] = {}

    def read(self, path: Path) -> SettingsFile:
        """A settings file as it is now."""
        self._asked_for.add(path)
        status = file_snapshots.status(path)
        known = self._loaded.get(path)
        if known is None or known[0] != status:
            with collecting() as failures:
                known = (status, load(path))
            if not failures:
                self._loaded[path] = known
        return known[1]

    def may_be(self, path: Path) -> bool:
        """True for a settings file by its name, and for a file that was asked for.  Asks no file."""
        return path.name in _NAMES or path in self._asked_for

    def nearest(self, folder: Path) -> tuple[SettingsFile | None, Roots]:
        """The nearest settings above and in a folder, and the tops of the repository that it is in.

        A folder with settings is a possible top; a repository's own top folder ends the search.
        """
        nearest: SettingsFile | None = None
        roots: list[Path] = []
        for above in (folder, *folder.parents):
            settings = self._in(above)
            nearest = nearest or settings
            is_top = is_root(above)
            if is_top or settings is not None:
                roots.append(above)
            if is_top:
                return nearest, Roots(tuple(roots), in_repository=True)
        return nearest, Roots(tuple(roots), in_repository=False)

    def _in(self, folder: Path) -> SettingsFile | None:
        for name in _NAMES:
            path = folder / name
            if other_than_folder_status(path) is None:
                continue
            file = self.read(path)
            if not file.is_empty:
                return file
        return None
