"""Settings files: ``spec-ls.toml``, and ``[tool.spec-ls]`` in ``pyproject.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spec_ls.config import Config, parse
from spec_ls.workspace.files import FileProblem, Stamp, Unreadable, read, stamp
from spec_ls.workspace.layout import Roots, is_root

OWN_FILE = "spec-ls.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = re.compile(r"""\s*\[\s*tool\s*\.\s*["']?spec-ls["']?\s*\]""")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says.  ``mapping`` is None if the file has nothing for spec-ls."""

    path: Path
    text: str
    mapping: Mapping[str, Any] | None
    problems: tuple[FileProblem, ...] = ()

    def config(self, codes: frozenset[str], base: Config) -> tuple[Config, tuple[FileProblem, ...]]:
        """These settings on top of ``base``, and what is wrong with them."""
        config, problems = parse(self.mapping or {}, codes, base)
        return config, self.problems + tuple(self.problem(p.key, p.message) for p in problems)

    def problem(self, key: str, message: str) -> FileProblem:
        """Something wrong with the value of ``key``."""
        return FileProblem(self.path, self._line(key), key, message)

    def _line(self, key: str) -> int:
        """The 0-based line of a key, or 0 where it is written in an unusual way."""
        lines = self.text.split("\n")
        start = 0
        if self.path.name == SHARED_FILE:
            start = next((n for n, line in enumerate(lines) if _TABLE.match(line)), 0)
        written = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|\s*\[.*\b{re.escape(key)}""")
        found = (n for n in range(start, len(lines)) if written.match(lines[n]))
        return next(found, 0)


def load(path: Path) -> Settings:
    """The settings in a file.  Never raises: what is broken is told in ``problems``."""
    try:
        text = read(path)
    except Unreadable as error:
        return Settings(path, "", {}, (FileProblem(path, error.line or 0, None, str(error)),))
    import tomllib  # most paths have no settings file

    try:
        mapping: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(path, text, {}, (_broken(path, text, str(error)),))
    if path.name == SHARED_FILE:
        tool = mapping.get("tool")
        mapping = tool.get("spec-ls") if isinstance(tool, dict) else None
    if mapping is None or isinstance(mapping, dict):
        return Settings(path, text, mapping)
    problem = Settings(path, text, {}).problem("spec-ls", "expected a table")
    return Settings(path, text, {}, (problem,))


def _broken(path: Path, text: str, message: str) -> FileProblem:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if place is None:
        return FileProblem(path, 0, None, f"broken TOML: {message}")
    line = int(place[1]) - 1 if place[1] else text.count("\n")
    reason = message[: place.start()]
    return FileProblem(path, line, None, f"broken TOML: {reason[:1].lower()}{reason[1:]}")


class SettingsCache:
    """Settings files as last read; a file that changed is read again."""

    def __init__(self) -> None:
        self._loaded: dict[Path, tuple[Stamp, Settings]] = {}

    def around(self, folder: Path) -> tuple[Settings | None, Roots]:
        """The nearest settings above and in a folder, and the tops of the repository that it is in.

        A folder with settings is a possible top; a repository's own top folder ends the search.
        """
        nearest: Settings | None = None
        roots: list[Path] = []
        for above in (folder, *folder.parents):
            settings = self._in(above)
            nearest = nearest or settings
            marked = is_root(above)
            if marked or settings is not None:
                roots.append(above)
            if marked:
                return nearest, Roots(tuple(roots), in_repository=True)
        return nearest, Roots(tuple(roots), in_repository=False)

    def _in(self, folder: Path) -> Settings | None:
        for name in (OWN_FILE, SHARED_FILE):
            path = folder / name
            now = stamp(path)
            if now is None:
                continue
            known = self._loaded.get(path)
            if known is None or known[0] != now:
                known = self._loaded[path] = (now, load(path))
            if known[1].mapping is not None:
                return known[1]
        return None
