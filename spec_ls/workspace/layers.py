"""The layers of settings that serve a path: its project's profile, the editor's, the project's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer, PathRule, resolve
from spec_ls.patterns import BadPattern, filled, pattern
from spec_ls.workspace import looks
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.profiles import NoProfile, Profiles
from spec_ls.workspace.settings import Settings, SettingsCache

BESIDE = "./"
"""How a template's path begins that is seen from the spec's own folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """A layer, and the folder that its paths are seen from.

    ``settings`` is the file that says so, None for an editor.  A profile may name what a checkout lacks.
    """

    layer: Layer
    folder: Path
    settings: Settings | None
    is_profile: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """A source, its rule for a path, and the names that the rule keeps of the path."""

    source: Source
    rule: PathRule | None
    names: Mapping[str, str]

    @property
    def values(self) -> Mapping[str, object]:
        """What the source says of the path, by field of ``Config``."""
        return {**self.source.layer.values, **(self.rule.values if self.rule else {})}

    def candidates(self, path: Path) -> Iterator[Path]:
        """The template files that the rule names, as far as they are there."""
        for text in self.rule.templates if self.rule else ():
            beside = text.startswith(BESIDE)
            folder = path.parent if beside else self.source.folder
            name = filled(text.removeprefix(BESIDE), self.names)
            if "*" in name and not os.path.isabs(name):
                yield from looks.files(folder, name)
            elif looks.is_file(folder / name):
                yield folder / name


class Layers:
    """Finds layers.  Holds caches alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings = SettingsCache()
        self._profiles = Profiles()
        self._configs: dict[Path | None, tuple[tuple[Layer, ...], bool, Config]] = {}

    def around(self, folder: Path, editor: Layer) -> tuple[list[Source], Roots, tuple[FileProblem, ...]]:
        """The layers that count in a folder, the least binding first, and the tops of its repository."""
        nearest, roots = self._settings.around(folder)
        if not roots.in_repository:
            roots = self._by_name(folder, roots)
        profile, problems = self._profile(roots, editor, nearest)
        sources = []
        if profile is not None:
            sources.append(Source(profile.layer, roots.folders[-1], profile, is_profile=True))
            problems += profile.problems
        sources.append(Source(editor, self._folder, None))
        if nearest is not None:
            sources.append(Source(nearest.layer, nearest.path.parent, nearest))
            problems += nearest.problems
        return sources, roots, problems

    def serving(self, path: Path | None, sources: list[Source]) -> tuple[list[Served], Config]:
        """What each layer says of a path, and the settings that come of it: one value while they stay."""
        served = [_served(source, path) for source in sources]
        layers = tuple(source.layer for source in sources)
        covered = all(one.rule is None or not one.rule.newest or _is_newest(one) for one in served)
        known = self._configs.get(path)
        if known is not None and known[1] == covered and _are_same(known[0], layers):
            return served, known[2]
        config = resolve([(one.source.layer, one.rule) for one in served])
        if not covered:
            config = replace(config, covered=False)
        self._configs[path] = (layers, covered, config)
        return served, config

    def _profile(
        self, roots: Roots, editor: Layer, nearest: Settings | None
    ) -> tuple[Settings | None, tuple[FileProblem, ...]]:
        """The profile that somebody chose, else that of the repository."""
        chosen = nearest.layer.profile if nearest is not None else None
        name = chosen or editor.profile
        if name is None:
            return (self._profiles.of(roots.folders[-1]) if roots.in_repository else None), ()
        try:
            profile = self._profiles.named(name)
        except NoProfile as error:
            return None, (
                nearest.problem("profile", str(error))
                if chosen and nearest
                else FileProblem(None, 0, "profile", str(error)),
            )
        if not roots.folders:
            return None, ()
        return profile, ()

    def _by_name(self, folder: Path, roots: Roots) -> Roots:
        """Outside of a repository a folder with a known project's name is taken for its top."""
        for above in (folder, *folder.parents):
            if self._profiles.knows(above.name):
                inner = tuple(root for root in roots.folders if root.is_relative_to(above) and root != above)
                return Roots((*inner, above), in_repository=True)
        return roots


def is_template(path: Path, sources: list[Source]) -> bool:
    """Whether a rule of the layers names this file as the template of others."""
    return any(
        _names_template(rule, text, path, source)
        for source in sources
        for rule in source.layer.paths
        for text in rule.templates
    )


def _names_template(rule: PathRule, text: str, path: Path, source: Source) -> bool:
    relative = _relative(path, source.folder)
    if relative is None:
        return False
    if text.startswith(BESIDE):
        return (
            _names_in(text.removeprefix(BESIDE), path.name) is not None
            and rule.pattern.match(relative) is not None
        )
    if not ("/" in text or Path(text).suffix):
        return False  # a built-in one
    names = _names_in(text, relative)
    return names is not None and all(
        looks.is_folder(source.folder / folder) for folder in _folders_of(rule.pattern.text, names)
    )


def _names_in(text: str, path: str) -> Mapping[str, str] | None:
    """The names that a template's path keeps of a file's; None where that is none of its files."""
    try:
        return pattern(text).match(path)
    except BadPattern:
        return None


def _folders_of(text: str, names: Mapping[str, str]) -> Iterator[str]:
    """The folders that kept names stand for: ``X-template.rst`` is a template where there is a folder X."""
    parts = text.split("/")
    for end, part in enumerate(parts[:-1], 1):
        if any(part.startswith((f"<{name}>", f"<{name}:")) for name in names):
            folder = filled(re.sub(r"<(\w+):[^<>]*>", r"<\1>", "/".join(parts[:end])), names)
            if not re.search(r"[*?{[<]", folder):
                yield folder


def _served(source: Source, path: Path | None) -> Served:
    relative = _relative(path, source.folder) if path is not None and source.layer.paths else None
    found = source.layer.match(relative) if relative is not None else None
    return Served(source, *(found or (None, {})))


def _relative(path: Path, folder: Path) -> str | None:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def _are_same(some: tuple[Layer, ...], others: tuple[Layer, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))


def _is_newest(served: Served) -> bool:
    """Whether a path is in the newest of the folders that its rule's first name stands for."""
    assert served.rule is not None
    names = served.rule.pattern.names
    if not names:
        return True
    above, _, _ = served.rule.pattern.text.partition(f"<{names[0]}")
    entries = looks.entries(served.source.folder / above)
    if entries is None:
        return True
    found = [one.name for one in entries if one.is_folder and not one.name.startswith(".")]
    return served.names[names[0]] == max(found, key=_age, default=None)


def _age(release: str) -> tuple[bool, list[int], str]:
    """Releases in the order of time: names from A to Z, then years and versions."""
    return release[:1].isdigit(), [int(number) for number in re.findall(r"\d+", release)], release
