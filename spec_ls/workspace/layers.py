"""The layers of settings in effect for a path: its project's profile, the editor's, the project's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer, PathRule, resolve
from spec_ls.patterns import BadPattern, fill_names, parse_pattern
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.profiles import NoProfile, Profiles
from spec_ls.workspace.repository_marks import MOST_LEVELS
from spec_ls.workspace.settings_files import SettingsCache, SettingsFile
from spec_ls.workspace.template_bounds import TemplateBounds, bounds_around

_EXEMPT_LINES = "exempt-lines"
_MOST_CONFIGS = 100
_ConfigKey = tuple[bool, tuple[tuple[int, int], ...]]
"""True if a gate opens the file; the ids of the layers and of their rules for it."""

BESIDE_SPEC = "./"
"""A template's path that starts so is relative to the spec's own folder."""


@dataclass(frozen=True, slots=True)
class LocatedLayer:
    """A layer of settings, and the folder that its paths are relative to.

    ``file`` is the settings file or the profile, None for an editor's settings.  Templates that a profile
    names may be absent from a checkout; in other layers that is a problem.  ``bounds`` are those of the
    templates that the layer names; None for an editor's settings.
    """

    layer: Layer
    folder: Path
    file: SettingsFile | None
    is_profile: bool = False
    bounds: TemplateBounds | None = None


@dataclass(frozen=True, slots=True)
class LayerMatch:
    """A layer, its rule for a path (None if it has none), and the names that the rule keeps of the path."""

    located: LocatedLayer
    rule: PathRule | None
    names: Mapping[str, str]

    @property
    def rule_key(self) -> str:
        """The rule's key in its settings, such as ``paths[2]``.  Raises ``ValueError`` without a rule."""
        if self.rule is None:
            raise ValueError("no rule for the path")
        return f"paths[{self.located.layer.paths.index(self.rule) + 1}]"

    @property
    def values(self) -> Mapping[str, object]:
        """The layer's values for the path, by field of ``Config``."""
        return {**self.located.layer.values, **(self.rule.values if self.rule else {})}

    def named_templates(self, path: Path) -> Iterator[tuple[Path, str]]:
        """The templates that the rule names for a path: each as a name or pattern relative to a folder."""
        for text in self.rule.templates if self.rule else ():
            folder = path.parent if text.startswith(BESIDE_SPEC) else self.located.folder
            yield folder, fill_names(text.removeprefix(BESIDE_SPEC), self.names)

    def template_files(self, path: Path) -> Iterator[Path]:
        """The template files that the rule names for a path, those that exist."""
        bounds = self.located.bounds
        for folder, name in self.named_templates(path):
            if bounds is not None and not bounds.may_hold(folder / name):
                continue
            if name.count("**") > 1:
                continue  # the time to look for it grows with the square of the folders
            if "*" in name and not os.path.isabs(name):
                yield from file_snapshots.matching_files(folder, name)
            elif file_snapshots.is_file(folder / name):
                yield folder / name


class Layers:
    """Finds the layers of a folder and the settings of a path.  Holds caches alone.

    An editor's settings are relative to ``folder``; ``workspace`` are the folders that the user works in.
    """

    def __init__(self, folder: Path, workspace: Sequence[Path]) -> None:
        self._folder, self._workspace = folder, workspace
        self._settings = SettingsCache()
        self._profiles = Profiles()
        self._origins: dict[tuple[Path, str], tuple[SettingsFile, str]] = {}
        self._configs: dict[_ConfigKey, tuple[list[LayerMatch], Config]] = {}

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
        profile, problems = self._profile(roots, recognised, editor, nearest)
        layers = []
        bounds = bounds_around(folder, roots, self._workspace)
        if profile is not None:
            layers.append(LocatedLayer(profile.layer, roots.folders[-1], profile, True, bounds))
            problems += profile.problems
        layers.append(LocatedLayer(editor, self._folder, None))
        if nearest is not None:
            top = nearest.path.parent
            layers.append(LocatedLayer(nearest.layer, top, nearest, bounds=bounds.with_folder(top)))
            problems += nearest.problems
        return layers, roots, problems

    def settings_for(self, path: Path | None, layers: list[LocatedLayer]) -> tuple[list[LayerMatch], Config]:
        """Each layer with its rule for a path, and the resulting settings: one object while they stay."""
        matches = [_match(layer, path) for layer in layers]
        covered = all(not match.rule or not match.rule.newest or _is_newest(match) for match in matches)
        key = covered, tuple((id(match.located.layer), id(match.rule)) for match in matches)
        known = self._configs.get(key)
        if known is not None:
            return matches, known[1]
        config = resolve([(match.located.layer, match.rule) for match in matches])
        if config.exempt_lines:
            config = replace(config, exempt_lines_origin=self._origin_of(_EXEMPT_LINES, matches))
        if not covered:
            config = replace(config, covered=False)
        if len(self._configs) >= _MOST_CONFIGS:
            self._configs.clear()
        self._configs[key] = (matches, config)  # with the matches, whose objects keep their ids
        return matches, config

    def _origin_of(self, key: str, matches: list[LayerMatch]) -> str | None:
        """``FILE:LINE`` (1-based) of the setting that counts; None for a profile's and an editor's."""
        for match in reversed(matches):
            in_rule = match.rule is not None and key.replace("-", "_") in match.rule.values
            if not in_rule and key.replace("-", "_") not in match.located.layer.values:
                continue
            file = match.located.file
            if file is None or match.located.is_profile:
                return None
            full_key = f"{match.rule_key}.{key}" if in_rule else key
            known = self._origins.get((file.path, full_key))
            if known is None or known[0] is not file:
                name = f"{file.path.name}:{file.problem(full_key, '').line + 1}"
                known = self._origins[file.path, full_key] = (file, name)
            return known[1]
        return None

    def _profile(
        self,
        roots: Roots,
        recognised: SettingsFile | None,
        editor: Layer,
        nearest: SettingsFile | None,
    ) -> tuple[SettingsFile | None, tuple[FileProblem, ...]]:
        """The profile that the settings choose, else that of the repository."""
        chosen = nearest.layer.profile if nearest is not None else None
        name = chosen or editor.profile
        if name is None:
            if recognised is None and roots.in_repository:
                recognised = self._profiles.of_repository(roots.folders[-1])
            return recognised, ()
        try:
            profile = self._profiles.named(name)
        except NoProfile as error:
            if chosen and nearest:
                return None, (nearest.problem("profile", str(error)),)
            return None, (FileProblem(None, 0, "profile", str(error)),)
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


def is_template(path: Path, layers: list[LocatedLayer]) -> bool:
    """True if a rule of the layers names this file as the template of others."""
    return any(
        _names_template(rule, text, path.name, relative, located.folder)
        for located in layers
        if located.layer.paths and (relative := _relative(path, located.folder)) is not None
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


def _match(located: LocatedLayer, path: Path | None) -> LayerMatch:
    relative = _relative(path, located.folder) if path is not None and located.layer.paths else None
    found = located.layer.match(relative) if relative is not None else None
    return LayerMatch(located, *(found or (None, {})))


def _relative(path: Path, folder: Path) -> str | None:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


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
