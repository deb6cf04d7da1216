"""Which template and which settings serve a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import layout
from spec_ls.workspace.comment import template_comment
from spec_ls.workspace.files import SUFFIX, FileProblem, Unreadable, named_file, read, same_file, target
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.settings import Settings, SettingsCache
from spec_ls.workspace.templates import NoTemplate, TemplateCache


@dataclass(frozen=True, slots=True)
class Resolution:
    """What serves a path: ``template`` is None for what is no spec.

    ``problems`` are in files other than the spec, but for a comment in the spec that names no template.
    """

    template: Template | None
    config: Config
    problems: tuple[FileProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wish:
    """A template that somebody asked for: by which name, seen from which folder, and written where."""

    value: str
    folder: Path
    path: Path | None
    line: int
    key: str | None


class Workspace:
    """The file system as specs see it.

    Holds caches alone: every answer is that of the files as they are now.  ``folder`` is what template
    files on a command line and in an editor's settings are relative to.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(os.path.abspath(folder or "."))
        self._settings = SettingsCache()
        self._templates = TemplateCache()
        self._chosen_by_comment: dict[Path, Path] = {}

    def resolve(
        self,
        path: Path | None,
        text: Text | None = None,
        template: str | None = None,
        settings: Config | None = None,
    ) -> Resolution:
        """The template and settings for a path, or for a text without one.

        ``text`` is the content, where it is not the file's; ``template`` is the one asked for on the command
        line; ``settings`` are the editor's, and those of the project go before them.
        """
        path = path and Path(os.path.abspath(path))
        nearest, roots = self._settings.around(path.parent if path else self.folder)
        base = settings or Config()
        config, problems = nearest.config(CODES, base) if nearest else (base, ())
        if path and _never_a_spec(path):
            return Resolution(None, config, problems)
        content = str(text) if text is not None else _content(path)
        origin, more = self._origin(path, self._wishes(path, content, template, config, nearest), roots)
        problems += more
        if origin is None or (path and self._is_template(path, content, origin, roots)):
            return Resolution(None, config, problems)
        found, more = self._templates.get(origin)
        return Resolution(found, config, problems + more)

    def template(self, value: str) -> Template:
        """The template of a name on the command line.  Raises ``NoTemplate``."""
        return self._templates.get(self._templates.named(value, self.folder))[0]

    def is_chosen(self, path: Path | None) -> bool:
        """Whether a comment in another file, as resolved last, names this file as its template."""
        chosen = self._chosen_by_comment.values()
        return path is not None and any(same_file(path, other) for other in set(chosen))

    def problems(self, folder: Path) -> tuple[FileProblem, ...]:
        """What is wrong in the settings and the template that would serve a spec in a folder."""
        return self.resolve(folder / f"spec{SUFFIX}", Text.of("")).problems

    def _wishes(
        self,
        path: Path | None,
        content: str,
        template: str | None,
        config: Config,
        nearest: Settings | None,
    ) -> Iterator[_Wish]:
        """The templates asked for, the most binding first."""
        if template is not None:
            yield _Wish(template, self.folder, None, 0, "template")
        comment = template_comment(content)
        if comment is not None:
            line, value = comment
            yield _Wish(value, path.parent if path else self.folder, path, line, None)
        if config.template is None or (path and path.suffix != SUFFIX):
            return
        if nearest is None or config.template != (nearest.mapping or {}).get("template"):
            yield _Wish(config.template, self.folder, None, 0, "template")
            return
        place = nearest.problem("template", "")
        yield _Wish(config.template, nearest.path.parent, place.path, place.line, "template")

    def _origin(
        self, path: Path | None, wishes: Iterator[_Wish], roots: Roots
    ) -> tuple[Path | str | None, tuple[FileProblem, ...]]:
        problems: list[FileProblem] = []
        if path:
            self._chosen_by_comment.pop(path, None)
        for wish in wishes:
            try:
                origin = self._templates.named(wish.value, wish.folder)
            except NoTemplate as error:
                problems.append(FileProblem(wish.path, wish.line, wish.key, str(error)))
                continue
            if path and wish.path == path and isinstance(origin, Path):
                self._chosen_by_comment[path] = origin
            return origin, tuple(problems)
        if path is None or path.suffix != SUFFIX:
            return None, tuple(problems)
        return layout.template_of(path, roots), tuple(problems)

    def _is_template(self, path: Path, content: str, origin: Path | str, roots: Roots) -> bool:
        """Whether discovery uses the path as a template, or it links to one, or is a link itself."""
        if named_file(content, path.parent) is not None:
            return True  # an editor shows a link's own text, which is no spec
        paths = _with_target(path)
        if self.is_chosen(path) or (isinstance(origin, Path) and same_file(path, origin)):
            return True
        return any(layout.is_template(one, self._roots(one, path, roots)) for one in paths)

    def _roots(self, path: Path, known: Path, roots: Roots) -> Roots:
        return roots if path.parent == known.parent else self._settings.around(path.parent)[1]


def _content(path: Path | None) -> str:
    try:
        return read(path) if path else ""
    except Unreadable:
        return ""


def _with_target(path: Path) -> tuple[Path, ...]:
    try:
        end = target(path)
    except Unreadable:
        return (path,)
    return (path,) if end == path else (path, end)


def _never_a_spec(path: Path) -> bool:
    stem = path.name.split(".")[0]
    return path.name.startswith("README") or stem.lower() in ("readme", "index")
