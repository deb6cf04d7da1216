"""Which template and which settings serve a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spec_ls.analysis import Analysis
from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.model.template import Template
from spec_ls.patterns import filled
from spec_ls.text import Text
from spec_ls.workspace import layout
from spec_ls.workspace.comment import Content, content_in, content_of
from spec_ls.workspace.files import SUFFIX, FileProblem, Unreadable, named_file, read, same_file, target
from spec_ls.workspace.layers import Layers, Served, Source, is_template
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.looks import Looks
from spec_ls.workspace.templates import LISTED, NoTemplate, TemplateCache
from spec_ls.workspace.walk import walk

NO_SETTINGS = Layer()
_NAME = "wrong-extension"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What serves a path: ``template`` is None for what is no spec.

    ``problems`` are in files other than the spec, but for a comment in the spec that names no template.
    ``by_name`` tells that the file's name alone matters, and not what is in it.
    """

    template: Template | None
    config: Config
    problems: tuple[FileProblem, ...] = ()
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """A template that somebody asked for: by which name, seen from which folder, and written where."""

    value: str
    folder: Path
    path: Path | None
    line: int
    key: str | None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A resolution with all that it followed from."""

    settings: Layer
    content: Content
    chosen: Mapping[Path, Path]
    looks: Looks
    resolution: Resolution


class Workspace:
    """The file system as specs see it.

    Holds caches alone: every answer is that of the files as they are now.  ``folder`` is what template
    files on a command line and in an editor's settings are relative to.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(os.path.abspath(folder or "."))
        self._layers = Layers(self.folder)
        self._templates = TemplateCache()
        self._chosen_by_comment: Mapping[Path, Path] = {}  # another object whenever it changes
        self._kept: dict[Path | None, _Kept] = {}

    def resolve(
        self,
        path: Path | None,
        text: Text | None = None,
        template: str | None = None,
        settings: Layer = NO_SETTINGS,
    ) -> Resolution:
        """The template and settings for a path, or for a text without one.

        ``text`` is the content, where it is not the file's; ``template`` is the one asked for on the command
        line; ``settings`` are the editor's, and those of the project go before them.
        """
        path = path and Path(os.path.abspath(path))
        content = None if text is None else content_of(text)
        return self._resolve(path, content, template, settings)

    def resolve_again(self, analysis: Analysis, settings: Layer = NO_SETTINGS) -> Resolution:
        """What ``resolve`` says of a text that is analysed already, at the cost of a look at the files.

        The same value as the last time, while nothing that it follows from has changed; ``forget`` ends that.
        """
        path, content = analysis.path, content_in(analysis)
        kept = self._kept.get(path)
        if (
            kept is not None
            and kept.content == content
            and kept.settings is settings
            and kept.chosen is self._chosen_by_comment
            and kept.looks.hold()
        ):
            return kept.resolution
        looks = Looks()
        with looks.noted():
            resolution = self._resolve(path and Path(os.path.abspath(path)), content, None, settings)
        self._kept[path] = _Kept(settings, content, self._chosen_by_comment, looks, resolution)
        return resolution

    def forget(self, path: Path | None) -> None:
        """Keep nothing any more of what was decided for a path."""
        self._kept.pop(path, None)

    def _resolve(
        self, path: Path | None, content: Content | None, template: str | None, settings: Layer
    ) -> Resolution:
        """What serves a path; without ``content`` that of its file counts, where it matters."""
        sources, roots, problems = self._layers.around(path.parent if path else self.folder, settings)
        served, config = self._layers.serving(path, sources)
        if path and (_never_a_spec(path) or _is_excluded(served)):
            return Resolution(None, config, problems)
        if path and _is_misnamed(path, served, config):
            return Resolution(self._templates.none(), _by_name_alone(config), problems, by_name=True)
        if content is None:
            content = _content(path)
        origin, more = self._origin(path, self._wishes(path, content, template, served), served, roots)
        problems += more
        if origin is None or (path and self._is_template(path, content, origin, sources, roots, settings)):
            return Resolution(None, config, problems)
        found, more = self._templates.get(origin, config.sections)
        return Resolution(found, config, problems + more)

    def template(self, value: str) -> Template:
        """The template of a name on the command line.  Raises ``NoTemplate``."""
        return self._templates.get(self._templates.named(value, self.folder))[0]

    def is_chosen(self, path: Path | None) -> bool:
        """Whether a comment in another file, as resolved last, names this file as its template."""
        chosen = self._chosen_by_comment.values()
        return path is not None and any(same_file(path, other) for other in set(chosen))

    def is_misnamed(self, path: Path, settings: Layer = NO_SETTINGS) -> bool:
        """Whether a gate opens this file as a spec, but not under such a name: its text does not matter."""
        path = Path(os.path.abspath(path))
        sources, _, _ = self._layers.around(path.parent, settings)
        return _is_misnamed(path, *self._layers.serving(path, sources))

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files in a folder and below that may be specs, in the order of their names."""
        return walk(folder, self.is_misnamed)

    def problems(self, folder: Path) -> tuple[FileProblem, ...]:
        """What is wrong in the settings and the template that would serve a spec in a folder."""
        return self.resolve(folder / f"spec{SUFFIX}", Text.of("")).problems

    def _wishes(
        self, path: Path | None, content: Content, template: str | None, served: list[Served]
    ) -> Iterator[_Wish | Path]:
        """The templates asked for, the most binding first; a path is one that is there."""
        if template is not None:
            yield _Wish(template, self.folder, None, 0, "template")
        if content.wanted is not None:
            line, value = content.wanted
            yield _Wish(value, path.parent if path else self.folder, path, line, None)
        if path and path.suffix != SUFFIX:
            return
        for one in reversed(served):
            yield from _wishes_of(one, path)

    def _origin(
        self, path: Path | None, wishes: Iterator[_Wish | Path], served: list[Served], roots: Roots
    ) -> tuple[Path | str | None, tuple[FileProblem, ...]]:
        """The template that serves a path: a file or a name, and what is wrong with those asked for."""
        problems: list[FileProblem] = []
        origin, where = self._granted(wishes, problems)
        if path:
            self._choose(path, origin if where == path and isinstance(origin, Path) else None)
        if origin is not None or path is None or path.suffix != SUFFIX:
            return origin, tuple(problems)
        own = _own_list(served)
        if own is not None and _has_no_template(served):
            return own, tuple(problems)
        return layout.template_of(path, roots) or own, tuple(problems)

    def _granted(
        self, wishes: Iterator[_Wish | Path], problems: list[FileProblem]
    ) -> tuple[Path | str | None, Path | None]:
        """The first template asked for that is there, and in which file; the others are ``problems``."""
        for wish in wishes:
            if isinstance(wish, Path):
                return wish, None
            try:
                return self._templates.named(wish.value, wish.folder), wish.path
            except NoTemplate as error:
                problems.append(FileProblem(wish.path, wish.line, wish.key, str(error)))
        return None, None

    def _choose(self, path: Path, chosen: Path | None) -> None:
        """Note which template file the comment in a spec names."""
        if self._chosen_by_comment.get(path) != chosen:
            others = {spec: file for spec, file in self._chosen_by_comment.items() if spec != path}
            self._chosen_by_comment = others | ({path: chosen} if chosen else {})

    def _is_template(
        self,
        path: Path,
        content: Content,
        origin: Path | str,
        sources: list[Source],
        roots: Roots,
        settings: Layer,
    ) -> bool:
        """Whether discovery uses the path as a template, or it links to one, or is a link itself."""
        if named_file(content.only_line, path.parent) is not None:
            return True  # an editor shows a link's own text, which is no spec
        if self.is_chosen(path) or (isinstance(origin, Path) and same_file(path, origin)):
            return True
        for one in _with_target(path):
            near, tops = sources, roots
            if one.parent != path.parent:
                near, tops, _ = self._layers.around(one.parent, settings)
            if layout.is_template(one, tops) or is_template(one, near):
                return True
        return False


def _wishes_of(served: Served, path: Path | None) -> Iterator[_Wish | Path]:
    """The templates that one layer asks for: its rule's, then its own."""
    source, rule = served.source, served.rule
    if path and rule and rule.templates:
        found = next(served.candidates(path), None)
        if found is not None:
            yield found
        elif not source.is_profile:
            key = f"paths[{source.layer.paths.index(rule) + 1}].template"
            yield _wish(filled(rule.templates[0], served.names), key, source)
    if source.layer.template is not None:
        yield _wish(source.layer.template, "template", source)


def _wish(value: str, key: str, source: Source) -> _Wish:
    if source.settings is None:
        return _Wish(value, source.folder, None, 0, key)
    place = source.settings.problem(key, "")
    return _Wish(value, source.folder, place.path, place.line, key)


def _own_list(served: list[Served]) -> str | None:
    """What stands for a template where settings make a path a spec and name none for it."""
    for one in reversed(served):
        if one.rule and one.rule.is_spec and (not one.rule.templates or "sections.listed" in one.values):
            return LISTED
    return None


def _has_no_template(served: list[Served]) -> bool:
    """Whether a profile knows that a path has no template: one that lies around is not meant then."""
    return any(one.source.is_profile and one.rule and not one.rule.templates for one in served)


def _is_excluded(served: list[Served]) -> bool:
    """Whether the most binding rule for a path says that it is no spec."""
    rule = next((one.rule for one in reversed(served) if one.rule), None)
    return rule is not None and not rule.is_spec


@lru_cache(maxsize=64)  # a text is checked anew where its settings are another value
def _by_name_alone(config: Config) -> Config:
    """The settings of a file whose text does not matter."""
    return replace(config, ignore=config.ignore | CODES - {_NAME})


def _is_misnamed(path: Path, served: list[Served], config: Config) -> bool:
    if path.suffix in config.extensions or path.suffix == SUFFIX or _never_a_spec(path):
        return False
    if not config.minds(_NAME) or _is_excluded(served):
        return False
    return any(one.rule is not None for one in served)


def _content(path: Path | None) -> Content:
    try:
        return content_of(Text.of(read(path))) if path else Content()
    except Unreadable:
        return Content()


def _with_target(path: Path) -> tuple[Path, ...]:
    try:
        end = target(path)
    except Unreadable:
        return (path,)
    return (path,) if end == path else (path, end)


def _never_a_spec(path: Path) -> bool:
    stem = path.name.split(".")[0]
    return path.name.startswith("README") or stem.lower() in ("readme", "index")
