"""Decides which template and which settings serve a path."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.model.evidence import Traits, follows
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import file_snapshots, read_failures
from spec_ls.workspace.conf_py import ConfPyFiles
from spec_ls.workspace.evidence import Evidence, top_of_specs
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import SUFFIX, FileProblem, same_file
from spec_ls.workspace.layers import LayerMatch, Layers, LocatedLayer
from spec_ls.workspace.layout import Roots, is_root
from spec_ls.workspace.no_spec import other_page, use_as_template
from spec_ls.workspace.process_headers import ProcessHeaderCache
from spec_ls.workspace.project_info import ProjectInfo, project_info
from spec_ls.workspace.resolution import CachedResolution, Resolution, with_failures
from spec_ls.workspace.spec_names import (
    config_by_evidence,
    for_gate_alone,
    for_name_alone,
    is_misnamed,
    is_never_a_spec,
    may_be_walked,
)
from spec_ls.workspace.spec_traits import TraitsCache, hints_of_file
from spec_ls.workspace.template_bounds import bounds_around, folders_around
from spec_ls.workspace.template_choice import TemplateChoice
from spec_ls.workspace.template_evidence import EvidenceAnswer, EvidenceSearch
from spec_ls.workspace.template_hints import TemplateHints, hints_of
from spec_ls.workspace.template_origin import RequestSources, find_origin
from spec_ls.workspace.template_requests import (
    Reason,
    Rule,
    asks_for_sections,
    exclusion,
    has_gate,
    may_be_spec,
)
from spec_ls.workspace.templates import TemplateCache, template_name
from spec_ls.workspace.walk import walk

NO_SETTINGS = Layer()
_RULES_FOR_FOLDERS = frozenset({Rule.SETTINGS, Rule.EDITOR, Rule.PROFILE, Rule.LAYOUT, Rule.EVIDENCE})


class Workspace:
    """Resolves paths to templates and settings.

    Holds caches alone: every answer is that of the files as they are now.  Template files on a command line
    and in an editor's settings are relative to ``folder``; that and ``others`` are the ``folders`` that the
    user works in.
    """

    def __init__(self, folder: Path | None = None, others: Iterable[Path] = ()) -> None:
        self.folder = Path(os.path.abspath(folder or "."))
        self.folders = tuple(dict.fromkeys((self.folder, *(Path(os.path.abspath(path)) for path in others))))
        self._layers = Layers(self.folder, self.folders)
        self._conf_py = ConfPyFiles()
        self._templates = TemplateCache()
        self._traits = TraitsCache()
        self._evidence = Evidence()
        self._search = EvidenceSearch(self._traits)
        self._headers = ProcessHeaderCache()
        self._choice = TemplateChoice(self._templates, self._traits)
        self._chosen_by_comment: Mapping[Path, Path] = {}  # spec: template; replaced whenever it changes
        self._resolved: dict[Path | None, CachedResolution] = {}

    def resolve(
        self,
        path: Path | None,
        text: Text | None = None,
        template: str | None = None,
        settings: Layer = NO_SETTINGS,
    ) -> Resolution:
        """The template and settings for a path, or for a text without one.

        ``text`` is the content, where it is not the file's; ``template`` is the one of the command line;
        ``settings`` are the editor's, and those of the project go before them.
        """
        path = path and Path(os.path.abspath(path))
        hints = None if text is None else hints_of(text)
        with read_failures.collecting() as failures:
            resolution = self._resolve(path, hints, template, settings, text)
            resolution = self._with_evidence(path, resolution, settings)
        return with_failures(resolution, failures)

    def resolve_again(
        self, path: Path | None, hints: TemplateHints, settings: Layer = NO_SETTINGS
    ) -> Resolution:
        """The same as ``resolve`` for a text whose hints are known, at the cost of some file statuses.

        Returns the same object as the last time while nothing that it depends on has changed.  It is kept
        until ``forget``.
        """
        known = self._resolved.get(path)
        if (
            known is not None
            and known.hints == hints
            and known.settings is settings
            and known.chosen is self._chosen_by_comment
            and known.snapshots.is_current()
        ):
            return known.resolution
        snapshots = FileSnapshots()
        with read_failures.collecting() as failures, snapshots.recording():
            absolute = path and Path(os.path.abspath(path))
            before = known.resolution.template if known else None
            resolution = self._resolve(absolute, hints, None, settings, before=before)
            resolution = self._with_evidence(absolute, resolution, settings)
            if absolute is not None:
                own = self._layers.own_file(absolute.parent)
                resolution = replace(resolution, own_settings=own)
        resolution = with_failures(resolution, failures)
        self._resolved[path] = CachedResolution(
            settings, hints, self._chosen_by_comment, snapshots, resolution
        )
        return resolution

    def forget(self, path: Path | None) -> None:
        """Drop what ``resolve_again`` keeps for a path."""
        self._resolved.pop(path, None)

    def template(self, value: str) -> Template:
        """The template of a name on the command line.  Raises ``NoTemplate``."""
        return self._templates.get(self._templates.named(value, self.folder))[0]

    def is_chosen(self, path: Path | None) -> bool:
        """True if a comment in another file, as last resolved, names this file as its template."""
        chosen = self._chosen_by_comment.values()
        return path is not None and any(same_file(path, other) for other in set(chosen))

    def is_misnamed(self, path: Path, settings: Layer = NO_SETTINGS) -> bool:
        """True if a gate opens this file as a spec and rejects its extension: its text does not matter."""
        if path.suffix == SUFFIX:
            return False
        path = Path(os.path.abspath(path))
        layers, _, _ = self._layers.in_folder(path.parent, settings)
        return is_misnamed(path, *self._layers.settings_for(path, layers))

    def project_info(self, folder: Path, settings: Layer = NO_SETTINGS) -> ProjectInfo:
        """The project around a folder, with the reasons for its profile and settings."""
        folder = Path(os.path.abspath(folder))
        info, roots = project_info(self._layers, folder, settings)
        return replace(info, conf_py=self._conf_py.nearest(folder, self._top(folder, roots)))

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files in a folder and below that may be specs, in the order of their names."""
        layers_of = lru_cache(1)(lambda above: self._layers.in_folder(above, NO_SETTINGS)[0])

        def is_walked(path: Path) -> bool:
            """True for a file of another suffix than .rst that a rule calls a spec, or that a gate opens."""
            layers = layers_of(path.parent)
            if path.suffix == SUFFIX or not may_be_walked(path, layers):
                return False
            matches, config = self._layers.settings_for(path, layers)
            return may_be_spec(path, matches) or is_misnamed(path, matches, config)

        return walk(folder, is_walked)

    def problems(self, folder: Path) -> tuple[FileProblem, ...]:
        """The problems in the settings and the template that would serve a spec in a folder."""
        return self.resolve(folder / f"spec{SUFFIX}", Text.of("")).problems

    def _resolve(
        self,
        path: Path | None,
        hints: TemplateHints | None,
        option: str | None,
        settings: Layer,
        text: Text | None = None,
        before: Template | None = None,
        by_evidence: bool = True,
    ) -> Resolution:
        """Resolve a path; without ``hints`` its file is read for them, if they matter.

        Among several templates the titles in ``text`` decide, or those in the file.  ``before`` is the
        template that has served the path.  Without ``by_evidence`` nobody looks at the documents around it.
        """
        folder = path.parent if path else self.folder
        is_new = path is not None and not file_snapshots.is_file(path)
        layers, roots, problems = self._layers.in_folder(folder, settings, whole=is_new)
        matches, config = self._layers.settings_for(path, layers)
        config = self._conf_py.with_names(config, folder, self._top(folder, roots))
        if path and (decided := self._by_name(path, matches, config, problems)):
            return decided
        if hints is None:
            hints = hints_of_file(path)
        sources = RequestSources(path, option, hints.comment, matches, self.folder)
        bounds = bounds_around(folder, roots, self.folders)

        def find_evidence() -> EvidenceAnswer:
            return self._find_evidence(path, roots, text) if path and by_evidence else EvidenceAnswer()

        found = find_origin(sources, roots, bounds, self._templates, find_evidence)
        origin, reason, config = found.origin, found.reason, found.config(config)
        if found.evidence:
            config = config_by_evidence(matches, config, self._templates.get(found.evidence.file)[0])
        problems += found.problems
        if path:
            self._remember_choice(path, found.file_of_comment)
        no_spec = reason if origin is None else self._use_as_template(path, hints, origin, settings)
        if origin is None or no_spec:
            return Resolution(None, config, problems, reason=no_spec or reason)
        if path and reason.rule in _RULES_FOR_FOLDERS:
            if (other := other_page(path, hints)) and (page := self._page(other, matches, config, problems)):
                return page
            if isinstance(origin, Path) and not asks_for_sections(matches, config):
                files = self._choice.candidates(path, origin, reason, matches, roots, bounds)
                origin = self._choice.best(path, files, text, before)
        return replace(self._served(origin, reason, config, problems), evidence=found.evidence)

    def _find_evidence(self, path: Path, roots: Roots, text: Text | None) -> EvidenceAnswer:
        folders = folders_around(path.parent, roots, self.folders)
        top = roots.folders[-1] if roots.in_repository and is_root(roots.folders[-1]) else None
        return self._search.answer(path, folders, top, text)

    def _served(
        self, origin: Path | str | None, reason: Reason, config: Config, problems: tuple[FileProblem, ...]
    ) -> Resolution:
        """The resolution of a path by the origin of its template; None: the path is one of the templates."""
        if origin is None:
            return Resolution(None, config, problems, reason=Reason(Rule.TEMPLATE))
        template, more = self._templates.get(origin, config.sections)
        name = template_name(origin, self.folder)
        return Resolution(template, config, problems + more, reason=reason, name=name)

    def _top(self, folder: Path, roots: Roots) -> Path:
        """The top of the repository around a folder; outside of one the folder that the user works in."""
        if roots.in_repository:
            return roots.folders[-1]
        return self.folder if folder.is_relative_to(self.folder) else folder

    def _by_name(
        self, path: Path, matches: list[LayerMatch], config: Config, problems: tuple[FileProblem, ...]
    ) -> Resolution | None:
        """The resolution of a path whose name alone decides."""
        never = Reason(Rule.NAME) if is_never_a_spec(path) else exclusion(matches)
        if never:
            return Resolution(None, config, problems, reason=never)
        if not is_misnamed(path, matches, config):
            return None
        reason = Reason(Rule.EXTENSION)
        return Resolution(self._templates.empty(), for_name_alone(config), problems, True, reason)

    def _page(
        self, reason: Reason, matches: list[LayerMatch], config: Config, problems: tuple[FileProblem, ...]
    ) -> Resolution | None:
        """The resolution of a page that is no spec; None if a gate asks for a spec's sections in it."""
        if not has_gate(matches, config):
            return Resolution(None, config, problems, reason=reason)
        if config.is_gated("missing-section"):
            return None
        return Resolution(self._templates.empty(), for_gate_alone(config), problems, reason=reason)

    def _with_evidence(self, path: Path | None, resolution: Resolution, settings: Layer) -> Resolution:
        """The same, with the template adjusted to its specs, as far as no known gate asks for sections."""
        template = resolution.template
        if path is None or template is None or resolution.reason.rule not in _RULES_FOR_FOLDERS:
            return resolution
        headers = self._headers.around(path, resolution.config)
        if headers is not None:
            resolution = replace(resolution, headers=headers)
        if resolution.evidence is not None:
            return replace(resolution, template=self._search.adjusted(template, resolution.evidence))
        if resolution.config.sections.asked is not None:
            return resolution  # counted over all documents
        layers, roots, _ = self._layers.in_folder(path.parent, settings)
        matches, config = self._layers.settings_for(path, layers)
        has_gate = asks_for_sections(matches, config)
        top = top_of_specs(path, template, roots.folders)
        traits_of = partial(self._traits_if_served, settings=settings)
        adjusted = self._evidence.adjusted(template, path.parent, top, settings, traits_of, has_gate)
        return resolution if adjusted is template else replace(resolution, template=adjusted)

    def _traits_if_served(self, path: Path, template: Template, settings: Layer) -> Traits | None:
        """The traits of a spec that follows the template; None for anything else."""
        known = self._traits.get(path)
        if not follows(known.titles, template):
            return None
        served = self._resolve(path, known.hints, None, settings, by_evidence=False).template
        return known.traits if served and served.origin == template.origin else None

    def _use_as_template(
        self, path: Path | None, hints: TemplateHints, origin: Path | str, settings: Layer
    ) -> Reason | None:
        """The reason why a path is no spec: it is used as a template, or is a link itself."""
        if path is None:
            return None
        if self.is_chosen(path) or (isinstance(origin, Path) and same_file(path, origin)):
            return Reason(Rule.TEMPLATE)

        def layers_around(folder: Path) -> tuple[list[LocatedLayer], Roots]:
            layers, roots, _ = self._layers.in_folder(folder, settings)
            return layers, roots

        return use_as_template(path, hints, layers_around)

    def _remember_choice(self, path: Path, chosen: Path | None) -> None:
        """Remember which template file the comment in a spec names."""
        if self._chosen_by_comment.get(path) != chosen:
            others = {spec: file for spec, file in self._chosen_by_comment.items() if spec != path}
            self._chosen_by_comment = others | ({path: chosen} if chosen else {})
