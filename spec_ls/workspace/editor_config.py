"""Where ``.editorconfig`` wants text to be wrapped.

Only sections whose pattern names files of RST count: a width that is meant for all files of a repository is
most often that of its code.  Nothing but the place where formatting and fixes wrap follows: which lines are
reported is for gates and settings to say.

The package ``editorconfig`` parses the files and compares their patterns; it gets text and opens nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.quoting import shortened
from spec_ls.workspace.doc8_settings import GateWords
from spec_ls.workspace.files import SUFFIX, Unreadable, other_than_folder_status, read
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting, forbidden_is_absent
from spec_ls.workspace.template_bounds import TemplateBounds

NAME = ".editorconfig"
_KEY = "max_line_length"
_NO_WIDTH = frozenset({"off", "unset"})
_MOST_BYTES = 64 * 1024
"""Bytes of a file at most: its patterns become regular expressions."""

_MOST_SECTIONS = 20
_LONGEST_PATTERN = 200
_MOST_STEPS = 2_000_000
"""Steps that a comparison of a pattern and a path may take, some 20 ms; with more it is not made."""

_ANOTHER_SUFFIX = ".of-no-such-kind"


@dataclass(frozen=True, slots=True)
class Section:
    """A section that gives a width: None says that there is none."""

    pattern: str
    width: int | None


@dataclass(frozen=True, slots=True)
class EditorConfigFile:
    """A file as read: its sections with a width, in order; whether it is the last one to look at.

    ``problems`` are the reasons why it, or a part of it, is ignored.
    """

    path: Path
    sections: tuple[Section, ...] = ()
    is_root: bool = False
    problems: tuple[str, ...] = ()

    def section_for(self, path: Path) -> Section | None:
        """The section that says how wide text in a file is: the last one that names it."""
        return next((found for found in reversed(self.sections) if _names(self.path, found, path)), None)


@dataclass(frozen=True, slots=True)
class EditorConfig:
    """The files that say something of a folder, the nearest first."""

    files: tuple[EditorConfigFile, ...]

    @property
    def name(self) -> str:
        """The files' name for people."""
        return ", ".join(str(file.path) for file in self.files)

    def width_for(self, path: Path) -> tuple[EditorConfigFile, Section] | None:
        """The file and its section that say how wide text in a file is."""
        found = ((file, file.section_for(path)) for file in self.files)
        return next(((file, section) for file, section in found if section is not None), None)

    def layer_for(self, path: Path | None, gate: GateWords) -> Layer:
        """The settings for a path: one object while they are the same."""
        found = self.width_for(path) if path is not None else None
        return _layer(found[1].width if found else None)


class EditorConfigFiles:
    """Finds and reads ``.editorconfig``; a file that changed is read again.  Holds caches alone."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Path, TemplateBounds], tuple[FileStatus, EditorConfigFile]] = {}

    def around(self, places: Iterable[Path], bounds: TemplateBounds) -> EditorConfig | None:
        """The files at some places, the nearest first, up to one that says that it is the root."""
        files = list[EditorConfigFile]()
        for path in places:
            status = other_than_folder_status(path)
            if status is None:
                continue
            known = self._loaded.get((path, bounds))
            if known is None or known[0] != status:
                with collecting() as failures, forbidden_is_absent():
                    known = (status, load(path, bounds))
                if not failures:
                    self._loaded[path, bounds] = known
            files.append(known[1])
            if known[1].is_root:
                break
        return EditorConfig(tuple(files)) if files else None


def load(path: Path, bounds: TemplateBounds) -> EditorConfigFile:
    """Read an ``.editorconfig``.  Never raises: mistakes are part of the result."""
    if not bounds.holds(path):
        return EditorConfigFile(path, problems=("a link out of the repository",))
    try:
        text = read(path, _MOST_BYTES)
    except Unreadable as error:
        return EditorConfigFile(path, problems=(str(error),))
    is_root, found, problems = _parsed(path, text)
    sections = list[Section]()
    for pattern, value in found:
        try:
            sections += [Section(pattern, _width(value))] if _may_name_rst(pattern) else []
        except ValueError as error:
            problems.append(f"[{shortened(pattern)}]: {error}")
    if len(sections) > _MOST_SECTIONS:
        return EditorConfigFile(path, (), is_root, (f"more than {_MOST_SECTIONS} sections name {SUFFIX}",))
    return EditorConfigFile(path, tuple(sections), is_root, tuple(problems))


def consequence(files: EditorConfig, path: Path, config: Config) -> str:
    """What follows from the files for a path with these settings, in words."""
    found = files.width_for(path)
    if found is None:
        return f"nothing follows, as no section with {_KEY} names {SUFFIX}"
    place = f"[{shortened(found[1].pattern)}] in {found[0].path}"
    if found[1].width is None:
        return f"{place} gives no width to wrap at"
    if found[1].width != config.wrap_length:
        return f"text is wrapped at {config.wrap_length}, the limit of lines, not at {found[1].width}"
    return f"text is wrapped at {config.wrap_length}, as {place} says"


def _parsed(path: Path, text: str) -> tuple[bool, list[tuple[str, str]], list[str]]:
    """Whether a file is the root, the pattern and the width of each section that has one, and problems."""
    from editorconfig.ini import EditorConfigParser, ParsingError  # few repositories need it

    sections = list[tuple[str, dict[str, str]]]()

    class Parser(EditorConfigParser):
        """Collects the options of each section, whichever files that is about."""

        def matches_filename(self, config_filename: str, glob: str) -> bool:
            self.options = type(self.options)()
            sections.append((glob, self.options))
            return True

    parser, problems = Parser(str(path)), list[str]()
    try:
        parser._read(io.StringIO(text, newline=None), str(path))  # type: ignore[arg-type]
    except ParsingError as error:
        problems.append(f"line {error.errors[0][0]} is not understood")
    found = [(pattern, options[_KEY]) for pattern, options in sections if _KEY in options]
    return parser.root_file, found, problems


def _width(value: str) -> int | None:
    """The width that a section gives.  Raises ``ValueError``."""
    if value.lower() in _NO_WIDTH:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 6 and int(value)):
        raise ValueError(f'{_KEY}: expected a whole number above 0, not "{shortened(value)}"')
    return int(value)


def _may_name_rst(pattern: str) -> bool:
    """True if a pattern may be one that names files of RST.  Raises ``ValueError`` if it is too long."""
    if SUFFIX.lstrip(".") not in pattern:
        return False
    if len(pattern) > _LONGEST_PATTERN:
        raise ValueError("the pattern is too long")
    return True


@lru_cache(maxsize=4096)
def _names(file: Path, section: Section, path: Path) -> bool:
    """True if a section is about a file because of its suffix: with another one it would not be."""
    other = path.with_suffix(_ANOTHER_SUFFIX)
    return _matches(file, section.pattern, path) and not _matches(file, section.pattern, other)


def _matches(file: Path, pattern: str, path: Path) -> bool:
    from editorconfig.ini import EditorConfigParser

    if _steps(pattern, path) > _MOST_STEPS:
        return False
    try:
        return EditorConfigParser(str(path)).matches_filename(str(file), pattern)
    except Exception:  # the package makes regular expressions of patterns, and not each of them is one
        return False


def _steps(pattern: str, path: Path) -> int:
    """How many steps the regular expression of a pattern takes at most: each star tries all lengths."""
    longest, steps = max(map(len, path.parts)), 1
    for part in pattern.split("/"):
        length = len(str(path)) if "**" in part else longest
        steps *= len(path.parts) if part == "**" else length ** part.count("*")
    return int(steps * (pattern.count(",") + 1) ** pattern.count("{"))


@lru_cache(maxsize=64)
def _layer(width: int | None) -> Layer:
    return Layer({} if width is None else {"wrap_at": width})
