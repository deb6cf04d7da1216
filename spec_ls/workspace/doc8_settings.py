"""The settings that doc8's own files give to specs: a limit, and codes that are off.

Where a repository has settings for doc8, its authors have said how long lines may be and which messages they
do not want.  doc8 2.0 reads the first of ``NAMES`` that sets anything, in the current folder
(``extract_config`` in its ``main.py``).  That folder is not known here.  It is taken to be the nearest top
around a spec with such a file: a folder with settings for spec-ls, which is a project of its own, or the
repository's top, where such tools are run.

A known gate goes before these files: they never decide whether a finding is an error.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from spec_ls.config import Config, LineRule
from spec_ls.layer import Layer
from spec_ls.quoting import shortened
from spec_ls.workspace.doc8_values import SECTION, Doc8Values, from_ini, from_toml
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, FileProblem, Unreadable, other_than_folder_status, read
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting, forbidden_is_absent
from spec_ls.workspace.settings_files import parsed_toml
from spec_ls.workspace.template_bounds import TemplateBounds

NAMES = ("doc8.ini", ".config/doc8.ini", "tox.ini", "pep8.ini", "setup.cfg", "pyproject.toml")
"""The files in which doc8 looks for settings, in its order."""

CODES = {
    "D000": "rst-syntax",
    "D001": "line-too-long",
    "D002": "trailing-whitespace",
    "D003": "tab-indentation",
    "D004": "carriage-return",
    "D005": "missing-final-newline",
}
"""The code for what each of doc8's codes finds."""

_LIMIT = CODES["D001"]
_NO_VALUES = Doc8Values()


class GateWords(NamedTuple):
    """What is decided without other tools' files.

    ``codes`` are those that a known gate rejects in the path, or that settings select.  ``has_limit`` is true
    if a gate that a profile describes has a rule of its own on long lines, and so a limit, written or not.
    """

    codes: frozenset[str]
    has_limit: bool


def gate_words(config: Config, layers: Iterable[tuple[Mapping[str, Any], bool]]) -> GateWords:
    """What settings and a profile say; ``layers`` are their values, each with whether it is a profile's."""
    named = [is_profile for values, is_profile in layers if "gate" in values]
    if not named or not config.covered:
        return GateWords(config.select, has_limit=False)
    judges_lines = named[-1] and config.line_rule is not LineRule.DOC8
    return GateWords(config.gate | config.select, has_limit=judges_lines and config.is_gated(_LIMIT))


@dataclass(frozen=True, slots=True)
class Doc8File:
    """The file of doc8's settings that counts below ``top``.

    ``broken`` is the reason why it cannot be read: doc8 ends there, so nothing follows from it or from the
    files behind it.  ``problems`` are those of single values, which are left out.
    """

    path: Path
    top: Path
    values: Doc8Values = _NO_VALUES
    broken: str | None = None
    problems: tuple[FileProblem, ...] = ()

    @property
    def name(self) -> str:
        """The file's name for people."""
        return str(self.path)

    def layer_for(self, path: Path | None, gate: GateWords) -> Layer:
        """The settings for a path, or for a text without one: one object while they are the same."""
        ignored = frozenset(CODES[code] for code in self.codes_off(path) if code in CODES) - gate.codes
        if gate.has_limit:
            return _layer(None, False, ignored)
        return _layer(self.values.max_line_length, bool(self.values.allow_long_titles), ignored)

    def codes_off(self, path: Path | None) -> frozenset[str]:
        """doc8's codes that it does not report in a file."""
        if path is None:
            return self.values.ignore
        if self.skips(path):
            return frozenset(CODES)
        name, errors = _relative(str(path), str(self.top)), self.values.ignore_path_errors
        return self.values.ignore.union(
            *(codes for other, codes in errors if _relative(other, str(self.top)) == name)
        )

    def skips(self, path: Path) -> bool:
        """True if doc8 does not look at a file because of the settings."""
        name, patterns = _relative(str(path), str(self.top)), self.values.ignore_path
        return any(_is_below(name, _relative(pattern, str(self.top))) for pattern in patterns)


class Doc8Files:
    """Finds and reads doc8's files; a file that changed is read again.  Holds caches alone."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Path, TemplateBounds], tuple[FileStatus, Doc8File]] = {}
        self._tops: set[Path] = set()

    def has_looked_at(self, path: Path) -> bool:
        """True if a file at this path would have been an answer, or has been."""
        return any(path in _places(top) for top in tuple(self._tops))

    def nearest(self, tops: Sequence[Path], bounds: TemplateBounds) -> Doc8File | None:
        """The file that counts: of the first top in which a file sets anything, doc8's first one.

        Without one, a FIFO or the like in such a place is the answer, which is never opened.
        """
        unreadable: Doc8File | None = None
        self._tops.update(tops)
        for folder, path in ((top, place) for top in tops for place in _places(top)):
            status = other_than_folder_status(path)
            if status is None:
                continue
            known = self._loaded.get((path, bounds))
            if known is None or known[0] != status:
                with collecting() as failures, forbidden_is_absent():
                    known = (status, load(path, folder, bounds))
                if not failures:
                    self._loaded[path, bounds] = known
            if not status.is_file:  # doc8 passes over it, too
                unreadable = unreadable or known[1]
            elif known[1].values.is_set or known[1].broken:
                return known[1]
        return unreadable


def load(path: Path, top: Path, bounds: TemplateBounds) -> Doc8File:
    """Read a file of doc8's.  Never raises: mistakes are part of the result."""
    if not bounds.holds(path):
        return Doc8File(path, top, broken="a link out of the repository")
    try:
        text = read(path, MAX_SETTINGS_SIZE)
        if SECTION not in text:
            return Doc8File(path, top)
        values = from_toml(parsed_toml(text)) if path.suffix == ".toml" else from_ini(text)
    except (Unreadable, ValueError) as error:
        return Doc8File(path, top, broken=shortened(str(error)))
    problems = tuple(
        FileProblem(path, _line_of(problem.key, text), problem.key, problem.message)
        for problem in values.problems
    )
    return Doc8File(path, top, values, problems=problems)


def consequences(file: Doc8File, path: Path, config: Config) -> Iterator[str]:
    """What follows from a file for a path with these settings, in words."""
    limit, off = file.values.max_line_length, {CODES[code] for code in file.codes_off(path) if code in CODES}
    if limit is not None and limit == config.max_line_length:
        yield f"the limit of lines is {limit}"
    elif limit is not None:
        yield f"its limit of {limit} does not count, as settings or a gate go before it"
    if config.long_titles:
        yield "titles may have any length"
    if file.skips(path):
        yield "doc8 skips the path"
    if silent := sorted(off & config.ignore):
        yield f"off: {', '.join(silent)}"
    if asked := sorted(off - config.ignore):
        yield f"not off, as settings or a gate go before it: {', '.join(asked)}"
    if file.values.extensions:
        yield "which files are specs does not depend on its extensions"


@lru_cache(maxsize=256)  # asked for each path
def _places(top: Path) -> tuple[Path, ...]:
    return tuple(top / name for name in NAMES)


@lru_cache(maxsize=256)
def _layer(limit: int | None, long_titles: bool, ignored: frozenset[str]) -> Layer:
    values: dict[str, object] = {}
    if limit is not None:
        values["max_line_length"] = limit
    if long_titles:
        values["long_titles"] = True
    if ignored:
        values["ignore"] = ignored
    return Layer(values)


@lru_cache(maxsize=4096)
def _relative(path: str, top: str) -> str:
    """A path or pattern as doc8 reads it in its current folder, relative to that."""
    path = os.path.normpath(path)
    return (os.path.relpath(path, top) if os.path.isabs(path) else path).replace(os.sep, "/")


def _is_below(name: str, pattern: str) -> bool:
    """True if a path relative to the top, or a folder around it, is one that ``glob`` finds by a pattern."""
    wanted = pattern.split("/")
    if set(wanted) <= {".", ".."}:
        return True  # the top, or a folder around it
    parts = name.split("/")
    return len(parts) >= len(wanted) and all(map(_matches, parts, wanted))


def _matches(part: str, pattern: str) -> bool:
    if part == pattern:
        return True
    if not any(character in pattern for character in "*?[") or (part[0] == "." and pattern[0] != "."):
        return False
    return fnmatch.fnmatch(part, pattern)


def _line_of(key: str, text: str) -> int:
    """The 0-based line of a key in doc8's section."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if re.match(r"\s*\[.*doc8.*\]", line)), 0)
    name = re.compile(re.escape(key).replace(r"\-", "[-_]") + r"\s*[=:]", re.IGNORECASE)
    return next((n for n in range(start, len(lines)) if name.match(lines[n].lstrip())), start)
