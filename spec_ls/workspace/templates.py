"""Templates by name or file, parsed once for as long as their file stays the same."""

from __future__ import annotations

import os
from pathlib import Path

from spec_ls.config import SectionRules, did_you_mean
from spec_ls.model.demands import demanded
from spec_ls.model.template import Template, read_template
from spec_ls.workspace import looks
from spec_ls.workspace.files import FileProblem, Unreadable, read, stamp, target
from spec_ls.workspace.layout import is_root
from spec_ls.workspace.looks import Status

LISTED = "settings:sections"
"""The origin of what stands for a template where settings list the sections themselves, or want none."""

_BUILTIN = Path(__file__).parent.parent / "profiles"


class NoTemplate(Exception):
    """A template that somebody asked for and that is not there; the argument says so."""


def is_file_name(value: str) -> bool:
    """Whether a template's name means a file: it has a ``/`` or a suffix.  Else it is built in."""
    return "/" in value or os.sep in value or bool(Path(value).suffix)


def builtin_names() -> frozenset[str]:
    """The names of the built-in templates."""
    return frozenset(path.stem for path in _BUILTIN.glob("*.rst"))


def name_of(origin: Path | str, folder: Path) -> str:
    """A template's name for people: a file's from the top of its repository, else from ``folder``."""
    if isinstance(origin, str):
        return origin
    top = next((above for above in origin.parents if is_root(above)), folder)
    return (origin.relative_to(top) if origin.is_relative_to(top) else origin).as_posix()


class TemplateCache:
    """Templates as last read; one whose file changed is read again."""

    def __init__(self) -> None:
        self._builtin: dict[str, Template] = {}
        self._files: dict[Path, tuple[Status | None, Template, tuple[FileProblem, ...]]] = {}
        self._demanded: dict[tuple[Path | str, SectionRules], tuple[Template, Template]] = {}

    def named(self, value: str, folder: Path) -> Path | str:
        """What a template's name stands for: a file, relative to ``folder``, or ``builtin:NAME``.

        Raises ``NoTemplate``.
        """
        if is_file_name(value):
            path = Path(os.path.abspath(folder / Path(value).expanduser()))
            if not looks.is_file(path):
                raise NoTemplate(f'no such template file: "{value}"')
            return path
        names = builtin_names()
        if value not in names:
            raise NoTemplate(f'no built-in template "{value}"{did_you_mean(value, names)}')
        return f"builtin:{value}"

    def get(
        self, origin: Path | str, rules: SectionRules = SectionRules()
    ) -> tuple[Template, tuple[FileProblem, ...]]:
        """The template of a file or of ``builtin:NAME`` under a gate's rules, and what is wrong in its file.

        A template that cannot be read asks for nothing.
        """
        plain, problems = self._builtin_one(origin) if isinstance(origin, str) else self._of_file(origin)
        if rules == plain.rules:
            return plain, problems
        known = self._demanded.get((origin, rules))
        if known is None or known[0] is not plain:
            known = self._demanded[origin, rules] = (plain, demanded(plain, rules))
        return known[1], problems

    def none(self) -> Template:
        """A template that asks for nothing."""
        return self._builtin_one(LISTED)[0]

    def _builtin_one(self, origin: str) -> tuple[Template, tuple[FileProblem, ...]]:
        if origin not in self._builtin:
            path = _BUILTIN / (origin.removeprefix("builtin:") + ".rst")
            self._builtin[origin] = read_template("" if origin == LISTED else read(path), origin)
        return self._builtin[origin], ()

    def _of_file(self, origin: Path) -> tuple[Template, tuple[FileProblem, ...]]:
        try:
            path = target(origin)
        except Unreadable as error:
            return read_template("", origin), (FileProblem(origin, 0, None, str(error)),)
        now = stamp(path)
        known = self._files.get(path)
        if known is None or known[0] != now:
            known = self._files[path] = (now, *_read(path))
        return known[1], known[2]


def _read(path: Path) -> tuple[Template, tuple[FileProblem, ...]]:
    try:
        template = read_template(read(path), path)
    except Unreadable as error:
        return read_template("", path), (FileProblem(path, error.line or 0, None, str(error)),)
    return template, tuple(FileProblem(path, p.line, None, p.message) for p in template.problems)
