"""Which template and which settings serve a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import layout
from spec_ls.workspace.comment import Content, content_of
from spec_ls.workspace.files import SUFFIX, FileProblem, Unreadable, named_file, read, same_file, target
from spec_ls.workspace.layers import Layers, Served, Source, is_template
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.looks import Looks
from spec_ls.workspace.surroundings import Surroundings, surroundings
from spec_ls.workspace.templates import LISTED, NoTemplate, TemplateCache, name_of
from spec_ls.workspace.walk import walk
from spec_ls.workspace.wishes import NOTHING, Reason, Rule, Wish, because, excluding, wishes_of

NO_SETTINGS = Layer()
_NAME = "wrong-extension"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What serves a path: ``template`` is None for what is no spec.

    ``problems`` are in files other than the spec, but for a comment in the spec that names no template.
    ``by_name`` tells that the file's name alone matters, and not what is in it; ``reason`` is why it is a
    spec of this template, or none; ``name`` is the template's, for people.
    """

    template: Template | None
    config: Config
    problems: tuple[FileProblem, ...] = ()
    by_name: bool = False
    reason: Reason = NOTHING
    name: str = ""


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

    def resolve_again(self, path: Path | None, content: Content, settings: Layer = NO_SETTINGS) -> Resolution:
        """What ``resolve`` says of a text of which is known what matters, at the cost of a look at the files.

        The same value as the last time, while nothing that it follows from has changed; ``forget`` ends that.
        """
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
        never = Reason(Rule.NAME) if path and _never_a_spec(path) else excluding(served)
        if path and never:
            return Resolution(None, config, problems, reason=never)
        if path and _is_misnamed(path, served, config):
            reason = Reason(Rule.EXTENSION)
            return Resolution(self._templates.none(), _by_name_alone(config), problems, True, reason)
        if content is None:
            content = _content(path)
        origin, reason, more = self._origin(
            path, self._wishes(path, content, template, served), served, roots
        )
        problems += more
        if path and origin is not None:
            around = (sources, roots, settings)
            reason = self._template_itself(path, content, origin, *around) or reason
        if origin is None or reason.rule in (Rule.TEMPLATE, Rule.LINK):
            return Resolution(None, config, problems, reason=reason)
        found, more = self._templates.get(origin, config.sections)
        name = name_of(origin, self.folder)
        return Resolution(found, config, problems + more, reason=reason, name=name)

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

    def surroundings(self, folder: Path, settings: Layer = NO_SETTINGS) -> Surroundings:
        """What there is around the specs in a folder, for whoever asks why they are served as they are."""
        return surroundings(self._layers, Path(os.path.abspath(folder)), settings)

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files in a folder and below that may be specs, in the order of their names."""
        return walk(folder, self.is_misnamed)

    def problems(self, folder: Path) -> tuple[FileProblem, ...]:
        """What is wrong in the settings and the template that would serve a spec in a folder."""
        return self.resolve(folder / f"spec{SUFFIX}", Text.of("")).problems

    def _wishes(
        self, path: Path | None, content: Content, template: str | None, served: list[Served]
    ) -> Iterator[Wish]:
        """The templates asked for, the most binding first."""
        if template is not None:
            yield Wish(Reason(Rule.COMMAND, "template"), template, self.folder)
        if content.wanted is not None:
            line, value = content.wanted
            reason = Reason(Rule.COMMENT, path=path, line=line)
            yield Wish(reason, value, path.parent if path else self.folder)
        if path and path.suffix != SUFFIX:
            return
        for one in reversed(served):
            yield from wishes_of(one, path)

    def _origin(
        self, path: Path | None, wishes: Iterator[Wish], served: list[Served], roots: Roots
    ) -> tuple[Path | str | None, Reason, tuple[FileProblem, ...]]:
        """The template that serves a path: a file or a name, and what is wrong with those asked for."""
        problems: list[FileProblem] = []
        origin, reason = self._granted(wishes, problems)
        if path:
            chosen = origin if reason.rule is Rule.COMMENT and isinstance(origin, Path) else None
            self._choose(path, chosen)
        if origin is not None or path is None:
            return origin, reason, tuple(problems)
        if path.suffix != SUFFIX:
            return None, Reason(Rule.SUFFIX), tuple(problems)
        own, by_list = _own_list(served)
        if own is None or not _has_no_template(served):
            file = layout.template_of(path, roots)
            if file is not None:
                return file, Reason(Rule.LAYOUT), tuple(problems)
        return own, by_list, tuple(problems)

    def _granted(
        self, wishes: Iterator[Wish], problems: list[FileProblem]
    ) -> tuple[Path | str | None, Reason]:
        """The first template asked for that is there, and who asks; the others are ``problems``."""
        for wish in wishes:
            if wish.file is not None:
                return wish.file, wish.reason
            try:
                return self._templates.named(wish.value, wish.folder), wish.reason
            except NoTemplate as error:
                problems.append(wish.reason.problem(str(error)))
        return None, NOTHING

    def _choose(self, path: Path, chosen: Path | None) -> None:
        """Note which template file the comment in a spec names."""
        if self._chosen_by_comment.get(path) != chosen:
            others = {spec: file for spec, file in self._chosen_by_comment.items() if spec != path}
            self._chosen_by_comment = others | ({path: chosen} if chosen else {})

    def _template_itself(
        self,
        path: Path,
        content: Content,
        origin: Path | str,
        sources: list[Source],
        roots: Roots,
        settings: Layer,
    ) -> Reason | None:
        """The reason, if discovery uses the path as a template, or it links to one, or is a link itself."""
        if named_file(content.only_line, path.parent) is not None:
            return Reason(Rule.LINK)  # an editor shows a link's own text, which is no spec
        if self.is_chosen(path) or (isinstance(origin, Path) and same_file(path, origin)):
            return Reason(Rule.TEMPLATE)
        for one in _with_target(path):
            near, tops = sources, roots
            if one.parent != path.parent:
                near, tops, _ = self._layers.around(one.parent, settings)
            if layout.is_template(one, tops) or is_template(one, near):
                return Reason(Rule.TEMPLATE)
        return None


def _own_list(served: list[Served]) -> tuple[str | None, Reason]:
    """What stands for a template where settings make a path a spec and name none for it."""
    for one in reversed(served):
        if one.rule and one.rule.is_spec and (not one.rule.templates or "sections.listed" in one.values):
            return LISTED, because(one.source, f"paths[{one.source.layer.paths.index(one.rule) + 1}]")
    return None, NOTHING


def _has_no_template(served: list[Served]) -> bool:
    """Whether a profile knows that a path has no template: one that lies around is not meant then."""
    return any(one.source.is_profile and one.rule and not one.rule.templates for one in served)


@lru_cache(maxsize=64)  # a text is checked anew where its settings are another value
def _by_name_alone(config: Config) -> Config:
    """The settings of a file whose text does not matter."""
    return replace(config, ignore=config.ignore | CODES - {_NAME})


def _is_misnamed(path: Path, served: list[Served], config: Config) -> bool:
    if path.suffix in config.extensions or path.suffix == SUFFIX or _never_a_spec(path):
        return False
    if not config.is_gated(_NAME) or excluding(served):
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
