"""The layers of settings in effect for a path: its project's profile, the editor's, the project's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.latest import Latest
from spec_ls.layer import Layer, PathRule, resolve
from spec_ls.patterns import BadPattern, fill_names, parse_pattern
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.doc8_settings import gate_words
from spec_ls.workspace.extended_settings import TOML, with_extended
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.located_layers import (
    BESIDE_SPEC,
    OPTION,
    LayerMatch,
    LocatedLayer,
    match_of,
    relative_path,
)
from spec_ls.workspace.other_tools import OtherTools
from spec_ls.workspace.profiles import NoProfile, Profiles
from spec_ls.workspace.repository_marks import MOST_LEVELS
from spec_ls.workspace.setting_origins import origin_of
from spec_ls.workspace.settings_files import SettingsCache, SettingsFile
from spec_ls.workspace.template_bounds import TemplateBounds, bounds_around

_EXEMPT_LINES = "exempt-lines"
_MOST_CONFIGS = 100
NO_OPTIONS = Layer()
_ConfigKey = tuple[bool, tuple[tuple[int, int], ...]]
"""True if a gate opens the file; the ids of the layers and of their rules for it."""


class Layers:
    """Finds the layers of a folder and the settings of a path.  Holds caches alone.

    An editor's settings and those of a command line, which are ``options``, are relative to ``folder``;
    ``workspace`` are the folders that the user works in.
    """

    def __init__(self, folder: Path, workspace: Sequence[Path], options: Layer = NO_OPTIONS) -> None:
        self._folder, self._workspace, self._options = folder, workspace, options
        self._settings = SettingsCache()
        self._profiles = Profiles()
        self._places: dict[tuple[Path, str], tuple[SettingsFile, str]] = {}
        self.other_tools = OtherTools()
        self._configs = Latest[_ConfigKey, tuple[list[LayerMatch], Config]](_MOST_CONFIGS)

    def in_folder(
        self, folder: Path, editor: Layer, whole: bool = False
    ) -> tuple[list[LocatedLayer], Roots, tuple[FileProblem, ...]]:
        """The layers in effect in a folder, the least binding first, and the tops of its repository.

        If the folder is a known process's top, that is seen if documents lie right in it, or with ``whole``.
        """
        key = folder, id(editor), whole
        return file_snapshots.once_in_a_look(self._in_folder, folder, editor, whole, key=key)

    def _in_folder(
        self, folder: Path, editor: Layer, whole: bool
    ) -> tuple[list[LocatedLayer], Roots, tuple[FileProblem, ...]]:
        nearest, roots = self._settings.nearest(folder)
        roots, recognised = self._with_known_top(folder, roots, whole)
        bounds = bounds_around(folder, roots, self._workspace)
        own, problems = self._own_files(nearest, bounds)
        profile, problems_of_profile = self._profile(roots, recognised, editor, own)
        problems += problems_of_profile
        tools = self.other_tools.around(folder, roots, bounds)
        layers = [LocatedLayer(Layer(), folder, None, other_tool=tool) for tool in tools]
        if profile is not None:
            layers.append(LocatedLayer(profile.layer, roots.folders[-1], profile, True, bounds))
            problems += profile.problems
        layers.append(LocatedLayer(editor, self._folder, None))
        for file in reversed(own):
            top = file.path.parent
            layers.append(LocatedLayer(file.layer, top, file, bounds=bounds.with_folder(top)))
            problems += file.problems
        if self._options is not NO_OPTIONS:
            layers.append(LocatedLayer(self._options, self._folder, None, is_option=True))
        return layers, roots, problems

    def may_change_findings(self, path: Path) -> bool:
        """False for a TOML file that is nobody's settings, and for such a file of another tool."""
        if path.suffix == TOML and not self._settings.may_be(path):
            return False
        return self.other_tools.may_change_findings(path)

    def settings_for(self, path: Path | None, layers: list[LocatedLayer]) -> tuple[list[LayerMatch], Config]:
        """Each layer with its rule for a path, and the resulting settings: one object while they stay."""
        tools = [located for located in layers if located.other_tool is not None]
        if not tools:
            return self._merged(path, layers)
        own = layers[len(tools) :]
        matches, config = self._merged(path, own)
        gate = gate_words(config, [(match.values, match.located.is_profile) for match in matches])
        for_path = [
            replace(tool, layer=tool.other_tool.layer_for(path, gate)) for tool in tools if tool.other_tool
        ]
        return self._merged(path, [*for_path, *own])

    def _merged(self, path: Path | None, layers: list[LocatedLayer]) -> tuple[list[LayerMatch], Config]:
        """The same for layers of which each has the values for the path."""
        matches = [match_of(layer, path) for layer in layers]
        covered = all(not match.rule or not match.rule.newest or _is_newest(match) for match in matches)
        key = covered, tuple((id(match.located.layer), id(match.rule)) for match in matches)
        known = self._configs.get(key)
        if known is not None:
            return matches, known[1]
        config = resolve([(match.located.layer, match.rule) for match in matches])
        if config.exempt_lines:
            config = replace(config, exempt_lines_origin=self._place_of(_EXEMPT_LINES, matches))
        if not covered:
            config = replace(config, covered=False)
        self._configs[key] = (matches, config)  # with the matches, whose objects keep their ids
        return matches, config

    def _place_of(self, key: str, matches: list[LayerMatch]) -> str | None:
        """``FILE:LINE`` (1-based) of the setting that counts; None for a profile's and an editor's."""
        origin = origin_of(key, matches)
        if origin is None or origin.located.file is None or origin.located.is_profile:
            return None
        file = origin.located.file
        known = self._places.get((file.path, origin.key))
        if known is None or known[0] is not file:
            known = self._places[file.path, origin.key] = (file, f"{file.path.name}:{origin.line}")
        return known[1]

    def _own_files(
        self, nearest: SettingsFile | None, bounds: TemplateBounds
    ) -> tuple[tuple[SettingsFile, ...], tuple[FileProblem, ...]]:
        """The project's settings file and those that it extends, and the problem with extending them."""
        if nearest is None:
            return (), ()
        return with_extended(nearest, bounds.with_folder(nearest.path.parent), self._settings.read)

    def _profile(
        self,
        roots: Roots,
        recognised: SettingsFile | None,
        editor: Layer,
        own: Sequence[SettingsFile],
    ) -> tuple[SettingsFile | None, tuple[FileProblem, ...]]:
        """The profile that the settings choose, else that of the repository."""
        chooser = next((file for file in own if file.layer.profile), None)
        option, chosen = self._options.profile, chooser and chooser.layer.profile
        name = option or chosen or editor.profile
        if name is None:
            if recognised is None and roots.in_repository:
                recognised = self._profiles.of_repository(roots.folders[-1])
            return recognised, ()
        try:
            profile = self._profiles.named(name)
        except NoProfile as error:
            if chooser is not None and not option:
                return None, (chooser.problem("profile", str(error)),)
            return None, (FileProblem(None, 0, f"{OPTION} profile" if option else "profile", str(error)),)
        if not roots.folders:
            return None, ()
        return profile, ()

    def _with_known_top(self, folder: Path, roots: Roots, whole: bool) -> tuple[Roots, SettingsFile | None]:
        """The tops with that of a known process, and the profile that is recognised by what lies in it.

        Outside of a repository a folder with a known project's name is taken for its top, too.
        """
        top = roots.folders[-1] if roots.in_repository else None
        if top is not None and self._profiles.is_named(top):
            return roots, None
        inner = None if whole else ""
        for level, above in enumerate((folder, *folder.parents)):
            profile = self._profiles.recognised(above, inner) if level < MOST_LEVELS else None
            if profile is not None or (top is None and self._profiles.is_known(above.name)):
                below = tuple(root for root in roots.folders if root.is_relative_to(above) and root != above)
                return Roots((*below, above), in_repository=True), profile
            if above == top:
                break
            inner = above.name
        return roots, None

    def marks_of(self, folder: Path) -> str | None:
        """The marks by which a folder is recognised as the top of a known process, for people."""
        return self._profiles.marks_of(folder)


def own_files(layers: Sequence[LocatedLayer]) -> Iterator[SettingsFile]:
    """The project's settings file among the layers and those that it extends, the most binding first."""
    return (located.file for located in reversed(layers) if located.file and not located.is_profile)


def own_file(layers: Sequence[LocatedLayer]) -> SettingsFile | None:
    """The project's settings file among the layers."""
    return next(own_files(layers), None)


def is_template(path: Path, layers: list[LocatedLayer]) -> bool:
    """True if a rule of the layers names this file as the template of others."""
    return any(
        _names_template(rule, text, path.name, relative, located.folder)
        for located in layers
        if located.layer.paths and (relative := relative_path(path, located.folder)) is not None
        for rule in located.layer.paths
        for text in rule.templates
    )


def release_order(release: str) -> tuple[bool, list[int], str]:
    """A key that sorts releases by time: names from A to Z, then years and versions."""
    return release[:1].isdigit(), [int(number) for number in re.findall(r"\d+", release)], release


def _names_template(rule: PathRule, text: str, name: str, relative: str, folder: Path) -> bool:
    if text.startswith(BESIDE_SPEC):
        return (
            _names_in(text.removeprefix(BESIDE_SPEC), name) is not None
            and rule.pattern.match(relative) is not None
        )
    if not ("/" in text or Path(text).suffix):
        return False  # a built-in template
    names = _names_in(text, relative)
    return names is not None and all(
        file_snapshots.is_folder(folder / below) for below in _folders_of(rule.pattern.text, names)
    )


def _names_in(text: str, path: str) -> Mapping[str, str] | None:
    """The names that a template's pattern keeps of a path; None if the path does not match."""
    try:
        return parse_pattern(text).match(path)
    except BadPattern:
        return None


def _folders_of(text: str, names: Mapping[str, str]) -> Iterator[str]:
    """The folders that kept names stand for: ``X-template.rst`` is a template where there is a folder X."""
    parts = text.split("/")
    for end, part in enumerate(parts[:-1], 1):
        if any(part.startswith((f"<{name}>", f"<{name}:")) for name in names):
            folder = fill_names(re.sub(r"<(\w+):[^<>]*>", r"<\1>", "/".join(parts[:end])), names)
            if not re.search(r"[*?{[<]", folder):
                yield folder


def _is_newest(match: LayerMatch) -> bool:
    """True if a path is in the newest of the folders that its rule's first name stands for."""
    assert match.rule is not None
    names = match.rule.pattern.names
    if not names:
        return True
    above, _, _ = match.rule.pattern.text.partition(f"<{names[0]}")
    entries = file_snapshots.entries(match.located.folder / above)
    if entries is None:
        return True
    releases = [entry.name for entry in entries if entry.is_folder and not entry.name.startswith(".")]
    return match.names[names[0]] == max(releases, key=release_order, default=None)
