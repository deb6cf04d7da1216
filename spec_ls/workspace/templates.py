"""Templates by name or file, each parsed again only when its file changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from spec_ls.config import SectionRules, did_you_mean
from spec_ls.model.gate_rules import with_gate_rules
from spec_ls.model.template import Template, read_template
from spec_ls.model.template_links import linked_template
from spec_ls.quoting import shortened
from spec_ls.text import Text
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import FileProblem, Unreadable, follow_links, read, regular_file_status
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting
from spec_ls.workspace.template_bounds import TemplateBounds

SETTINGS_ORIGIN = "settings:sections"
"""The origin of the empty template that serves where settings list the sections themselves."""

_MAX_LINKS = 8
_BUILTIN = Path(__file__).parent.parent / "profiles"


class NoTemplate(Exception):
    """A user names a template that does not exist; the argument is the message."""


def is_file_name(value: str) -> bool:
    """True if a template's name means a file: it has a ``/`` or a suffix.  Else it is built in."""
    return "/" in value or os.sep in value or bool(Path(value).suffix)


def template_file(value: str, folder: Path) -> Path:
    """The path that a template's name means, if it means a file, which need not exist."""
    return Path(os.path.abspath(folder / os.path.expanduser(value)))


def builtin_names() -> frozenset[str]:
    """The names of the built-in templates."""
    return frozenset(path.stem for path in _BUILTIN.glob("*.rst"))


def template_name(origin: Path | str, folder: Path) -> str:
    """A template's name for people: a file's path from the top of its repository, else from ``folder``."""
    if isinstance(origin, str):
        return origin
    top = next((above for above in origin.parents if is_root(above)), folder)
    return (origin.relative_to(top) if origin.is_relative_to(top) else origin).as_posix()


class TemplateCache:
    """Templates as last read; one whose file changed is read again.

    ``buffers`` are texts that an editor has open, by absolute path: they go before the files.
    """

    def __init__(self, buffers: Mapping[Path, Text] | None = None) -> None:
        self._buffers = {} if buffers is None else buffers
        self._builtin: dict[str, Template] = {}
        self._files: dict[Path, _TemplateFile] = {}
        self._read_before: dict[Path, Text] = {}
        self._under_rules: dict[tuple[Path | str, SectionRules], tuple[Template, Template]] = {}

    def named(self, value: str, folder: Path) -> Path | str:
        """The origin that a template's name means: a file, relative to ``folder``, or ``builtin:NAME``.

        Raises ``NoTemplate``.
        """
        if is_file_name(value):
            path = template_file(value, folder)
            if not file_snapshots.is_file(path):
                raise NoTemplate(f'no such template file: "{shortened(value)}"')
            return path
        names = builtin_names()
        if value not in names:
            raise NoTemplate(f'no built-in template "{shortened(value)}"{did_you_mean(value, names)}')
        return f"builtin:{value}"

    def get(
        self, origin: Path | str, rules: SectionRules = SectionRules()
    ) -> tuple[Template, tuple[FileProblem, ...]]:
        """The template of a file or of ``builtin:NAME`` under a gate's rules, and the problems in its file.

        A template that cannot be read asks for nothing.
        """
        if isinstance(origin, str):
            plain, problems = self._from_package(origin)
        else:
            plain, problems = file_snapshots.once_in_a_look(self._from_file, origin)
        if rules == plain.rules:
            return plain, problems
        known = self._under_rules.get((origin, rules))
        if known is None or known[0] is not plain:
            known = self._under_rules[origin, rules] = (plain, with_gate_rules(plain, rules))
        return known[1], problems

    def empty(self) -> Template:
        """A template that asks for nothing."""
        return self._from_package(SETTINGS_ORIGIN)[0]

    def _from_package(self, origin: str) -> tuple[Template, tuple[FileProblem, ...]]:
        if origin not in self._builtin:
            path = _BUILTIN / (origin.removeprefix("builtin:") + ".rst")
            self._builtin[origin] = read_template("" if origin == SETTINGS_ORIGIN else read(path), origin)
        return self._builtin[origin], ()

    def _from_file(self, origin: Path) -> tuple[Template, tuple[FileProblem, ...]]:
        """The template of a file, or of the one whose path is all that the file holds."""
        path = origin
        for _ in range(_MAX_LINKS):
            try:
                path = follow_links(path)
            except Unreadable as error:
                return read_template("", origin), (FileProblem(origin, 0, None, str(error)),)
            file = self._file(path)
            target = None if file.link is None else Path(os.path.normpath(path.parent / file.link))
            if target is None or not _same_repository(path, target) or not file_snapshots.is_file(target):
                return file.template, file.problems
            path = target
        return read_template("", origin), (FileProblem(origin, 0, None, "this leads to itself"),)

    def text_of(self, path: Path) -> Text | None:
        """The text of a file, or of an editor's, as it was last read as a template; None if it never was."""
        known = self._files.get(path)
        return self._read_before.get(path) if known is None else known.template.text

    def read_among(self, paths: Set[str]) -> tuple[str, ...]:
        """Those of some paths that were read as templates."""
        return tuple(sorted(paths & set(map(str, self._files))))

    def note_read(self, paths: Iterable[str]) -> None:
        """Take files for read as templates: a result that was kept depends on them as they are."""
        for path in map(Path, paths):
            if path not in self._read_before:
                self._read_before[path] = _text_of(path)

    def _file(self, path: Path) -> _TemplateFile:
        status, buffer = regular_file_status(path), self._buffers.get(path)
        known = self._files.get(path)
        if known is None or known.status != status or known.buffer is not buffer:
            with collecting() as failures:
                known = _read(path, status, buffer)
            if not failures:
                self._files[path] = known
        return known


@dataclass(frozen=True, slots=True)
class _TemplateFile:
    """A template file as read; ``link`` is the path of another one, if it holds nothing else.

    ``buffer`` is the editor's text that was read in its place.
    """

    status: FileStatus | None
    template: Template
    problems: tuple[FileProblem, ...]
    link: str | None = None
    buffer: Text | None = None


def _read(path: Path, status: FileStatus | None, buffer: Text | None) -> _TemplateFile:
    try:
        text = read(path) if buffer is None else str(buffer)
    except Unreadable as error:
        problem = FileProblem(path, error.line or 0, None, str(error))
        return _TemplateFile(status, read_template("", path), (problem,))
    template = read_template(text, path)
    problems = tuple(FileProblem(path, p.line, None, p.message) for p in template.problems)
    return _TemplateFile(status, template, problems, linked_template(text), buffer)


def _text_of(path: Path) -> Text:
    """The text of a file; none of one that cannot be read."""
    try:
        return Text.of(read(path))
    except Unreadable:
        return Text.of("")


def _same_repository(path: Path, other: Path) -> bool:
    """True if a file, links followed, lies in the repository around ``path``; without one, in its folder."""
    top = next((above for above in path.parents if is_root(above)), path.parent)
    return TemplateBounds((top,), in_repository=True).holds(other)
