"""Templates by name or file, each parsed again only when its file changes."""

from __future__ import annotations

import os
from pathlib import Path

from spec_ls.config import SectionRules, did_you_mean
from spec_ls.model.gate_rules import with_gate_rules
from spec_ls.model.template import Template, read_template
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.file_snapshots import FileStatus
from spec_ls.workspace.files import FileProblem, Unreadable, follow_links, read, regular_file_status
from spec_ls.workspace.layout import is_root

SETTINGS_ORIGIN = "settings:sections"
"""The origin of the empty template that serves where settings list the sections themselves."""

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
    """Templates as last read; one whose file changed is read again."""

    def __init__(self) -> None:
        self._builtin: dict[str, Template] = {}
        self._files: dict[Path, tuple[FileStatus | None, Template, tuple[FileProblem, ...]]] = {}
        self._under_rules: dict[tuple[Path | str, SectionRules], tuple[Template, Template]] = {}

    def named(self, value: str, folder: Path) -> Path | str:
        """The origin that a template's name means: a file, relative to ``folder``, or ``builtin:NAME``.

        Raises ``NoTemplate``.
        """
        if is_file_name(value):
            path = template_file(value, folder)
            if not file_snapshots.is_file(path):
                raise NoTemplate(f'no such template file: "{value}"')
            return path
        names = builtin_names()
        if value not in names:
            raise NoTemplate(f'no built-in template "{value}"{did_you_mean(value, names)}')
        return f"builtin:{value}"

    def get(
        self, origin: Path | str, rules: SectionRules = SectionRules()
    ) -> tuple[Template, tuple[FileProblem, ...]]:
        """The template of a file or of ``builtin:NAME`` under a gate's rules, and the problems in its file.

        A template that cannot be read asks for nothing.
        """
        plain, problems = self._from_package(origin) if isinstance(origin, str) else self._from_file(origin)
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
        try:
            path = follow_links(origin)
        except Unreadable as error:
            return read_template("", origin), (FileProblem(origin, 0, None, str(error)),)
        status = regular_file_status(path)
        known = self._files.get(path)
        if known is None or known[0] != status:
            known = self._files[path] = (status, *_read(path))
        return known[1], known[2]


def _read(path: Path) -> tuple[Template, tuple[FileProblem, ...]]:
    try:
        template = read_template(read(path), path)
    except Unreadable as error:
        return read_template("", path), (FileProblem(path, error.line or 0, None, str(error)),)
    return template, tuple(FileProblem(path, p.line, None, p.message) for p in template.problems)
