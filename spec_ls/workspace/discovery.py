"""Decides which template and which settings serve a path."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from spec_ls.layer import Layer
from spec_ls.model.evidence import Traits, follows
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import file_snapshots, read_failures
from spec_ls.workspace.chosen_templates import ChosenTemplates
from spec_ls.workspace.conf_py import ConfPyFiles
from spec_ls.workspace.evidence import Evidence, top_of_specs
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import SUFFIX, FileProblem, same_file
from spec_ls.workspace.layers import NO_OPTIONS, Layers, own_file
from spec_ls.workspace.layout import Roots, is_root, working_folder
from spec_ls.workspace.located_layers import LayerMatch
from spec_ls.workspace.no_spec import other_page, use_as_template
from spec_ls.workspace.path_settings import PathSettings, decided_by_name, resolution_of_page
from spec_ls.workspace.process_headers import ProcessHeaderCache
from spec_ls.workspace.project_info import ProjectInfo, project_info
from spec_ls.workspace.resolution import CachedResolution, Resolution, with_failures
from spec_ls.workspace.spec_names import is_misnamed, may_be_walked
from spec_ls.workspace.spec_traits import TraitsCache, hints_of_file
from spec_ls.workspace.template_bounds import TemplateBounds, bounds_around, folders_around
from spec_ls.workspace.template_choice import TemplateChoice
from spec_ls.workspace.template_evidence import EvidenceAnswer, EvidenceSearch
from spec_ls.workspace.template_hints import TemplateHints, hints_of
from spec_ls.workspace.template_origin import FoundOrigin, RequestSources, find_origin
from spec_ls.workspace.template_requests import (
    Reason,
    Rule,
    asks_for_sections,
    may_be_spec,
)
from spec_ls.workspace.templates import TemplateCache, template_name
from spec_ls.workspace.walk import walk

NO_SETTINGS = Layer()
_RULES_FOR_FOLDERS = frozenset({Rule.SETTINGS, Rule.EDITOR, Rule.PROFILE, Rule.LAYOUT, Rule.EVIDENCE})


class Workspace:
    """Resolves paths to templates and settings.

    Holds caches alone: every answer is that of the files as they are now, and of templates that an editor has
    open: ``buffers`` are its texts, by absolute path.  Template files on a command line and in an editor's
    settings are relative to ``folder``; that and ``others`` are the ``folders`` that the user works in.
    ``options`` are settings of a command line, which go before all others.  ``chosen`` are the templates that
    comments name.
    """

    def __init__(
        self, folder: Path | None = None, others: Iterable[Path] = (), options: Layer = NO_OPTIONS
    ) -> None:
        self.folder = working_folder(folder)
        self.folders = tuple(dict.fromkeys((self.folder, *(Path(os.path.abspath(path)) for path in others))))
        self._layers = Layers(self.folder, self.folders, options)
        self._conf_py = ConfPyFiles()
        self.buffers: dict[Path, Text] = {}
        self.templates = TemplateCache(self.buffers)
        self._traits = TraitsCache()
        self._evidence = Evidence()
        self._search = EvidenceSearch(self._traits)
        self._headers = ProcessHeaderCache()
        self._choice = TemplateChoice(self.templates, self._traits)
        self.chosen = ChosenTemplates()
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
            and known.chosen is self.chosen.by_spec
            and known.buffer is self._buffer_of(known.resolution)
            and known.snapshots.is_current()
        ):
            return known.resolution
        snapshots = FileSnapshots()
        with read_failures.collecting() as failures, snapshots.recording():
            absolute = path and Path(os.path.abspath(path))
            before = known.resolution.template if known else None
            resolution = self._resolve(absolute, hints, None, settings, before=before)
            resolution = self._with_evidence(absolute, resolution, settings)
        resolution = with_failures(resolution, failures)
        self._resolved[path] = CachedResolution(
            settings, hints, self.chosen.by_spec, snapshots, resolution, self._buffer_of(resolution)
        )
        return resolution

    def may_change_findings(self, path: Path) -> bool:
        """False for another tool's file on which no finding depends, as far as anybody has asked."""
        return self._layers.may_change_findings(path)

    def text_of_template(self, path: Path) -> Text | None:
        """The text of a file, or of an editor's, as it was last read as a template; None if it never was."""
        return self.templates.text_of(path)

    def _buffer_of(self, resolution: Resolution) -> Text | None:
        """The editor's text of the template that serves, if it has that open."""
        origin = resolution.template and resolution.template.origin
        return self.buffers.get(origin) if isinstance(origin, Path) else None

    def forget(self, path: Path | None) -> None:
        """Drop what ``resolve_again`` keeps for a path."""
        self._resolved.pop(path, None)

    def template(self, value: str) -> Template:
        """The template of a name on the command line.  Raises ``NoTemplate``."""
        return self.templates.get(self.templates.named(value, self.folder))[0]

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

    def layers(self, path: Path) -> list[LayerMatch]:
        """The layers of settings for a path, the least binding first."""
        return self._settings_around(Path(os.path.abspath(path)), NO_SETTINGS).matches

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
        around = self._settings_around(path, settings)
        if decided := decided_by_name(around, self.templates):
            return decided
        hints = hints_of_file(path) if hints is None else hints
        bounds = bounds_around(around.folder, around.roots, self.folders)
        sources = RequestSources(path, option, hints.comment, around.matches, self.folder)
        find_evidence = partial(self._find_evidence, path if by_evidence else None, around.roots, text)
        found = find_origin(sources, around.roots, bounds, self.templates, find_evidence)
        around, origin = around.with_origin(found, self.templates), found.origin
        if path:
            self.chosen.remember(path, found.file_of_comment)
        no_spec = found.reason if origin is None else self._use_as_template(path, hints, origin, settings)
        if origin is None or no_spec:
            return around.no_spec(no_spec or found.reason)
        if path and found.reason.rule in _RULES_FOR_FOLDERS:
            other = other_page(path, hints)
            if other and (page := resolution_of_page(around, other, self.templates)):
                return page
            origin = self._best_origin(found, around, bounds, text, before)
        return replace(self._served(origin, found.reason, around), evidence=found.evidence)

    def _settings_around(self, path: Path | None, settings: Layer) -> PathSettings:
        folder = path.parent if path else self.folder
        is_new = path is not None and not file_snapshots.is_file(path)
        layers, roots, problems = self._layers.in_folder(folder, settings, whole=is_new)
        matches, config = self._layers.settings_for(path, layers)
        config = self._conf_py.with_names(config, folder, self._top(folder, roots))
        return PathSettings(path, folder, roots, matches, config, problems, own=own_file(layers))

    def _best_origin(
        self,
        found: FoundOrigin,
        around: PathSettings,
        bounds: TemplateBounds,
        text: Text | None,
        before: Template | None,
    ) -> Path | str | None:
        """The template that a spec is most like, of those that could serve it; None if it is one of these."""
        path, origin, matches = around.path, found.origin, around.matches
        if path is None or not isinstance(origin, Path) or asks_for_sections(matches, around.config):
            return origin
        files = self._choice.candidates(path, origin, found.reason, matches, around.roots, bounds)
        return self._choice.best(path, files, text, before)

    def _find_evidence(self, path: Path | None, roots: Roots, text: Text | None) -> EvidenceAnswer:
        if path is None:
            return EvidenceAnswer()
        folders = folders_around(path.parent, roots, self.folders)
        top = roots.folders[-1] if roots.in_repository and is_root(roots.folders[-1]) else None
        return self._search.answer(path, folders, top, text)

    def _served(self, origin: Path | str | None, reason: Reason, around: PathSettings) -> Resolution:
        """The resolution of a path by the origin of its template; None: the path is one of the templates."""
        if origin is None:
            return around.no_spec(Reason(Rule.TEMPLATE))
        template, more = self.templates.get(origin, around.config.sections)
        name = template_name(origin, self.folder)
        problems, own = around.problems + more, around.own
        return Resolution(template, around.config, problems, reason=reason, name=name, own_settings=own)

    def _top(self, folder: Path, roots: Roots) -> Path:
        """The top of the repository around a folder; outside of one the folder that the user works in."""
        if roots.in_repository:
            return roots.folders[-1]
        return self.folder if folder.is_relative_to(self.folder) else folder

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
        if self.chosen.has(path) or (isinstance(origin, Path) and same_file(path, origin)):
            return Reason(Rule.TEMPLATE)
        return use_as_template(path, hints, lambda folder: self._layers.in_folder(folder, settings)[:2])
