"""A layer of settings with the folder that its paths are relative to, and its match for a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spec_ls.layer import Layer, PathRule
from spec_ls.patterns import fill_names
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.doc8_settings import Doc8File
from spec_ls.workspace.editor_config import EditorConfig
from spec_ls.workspace.settings_files import SettingsFile
from spec_ls.workspace.template_bounds import TemplateBounds

OPTION = "--config"
"""The option that gives settings on a command line."""

BESIDE_SPEC = "./"
"""A template's path that starts so is relative to the spec's own folder."""


@dataclass(frozen=True, slots=True)
class LocatedLayer:
    """A layer of settings, and the folder that its paths are relative to.

    ``file`` is the settings file or the profile, None for an editor's settings.  Templates that a profile
    names may be absent from a checkout; in other layers that is a problem.  ``bounds`` are those of the
    templates that the layer names; None for an editor's settings.  ``is_option`` is true for the settings of
    a command line.  ``other_tool`` are files of another tool, whose layer is another one for each path.
    """

    layer: Layer
    folder: Path
    file: SettingsFile | None
    is_profile: bool = False
    bounds: TemplateBounds | None = None
    is_option: bool = False
    other_tool: Doc8File | EditorConfig | None = None

    @property
    def name(self) -> str:
        """The layer's name for people."""
        if self.is_profile and self.file is not None:
            return f"profile {self.file.path.stem}"
        if self.file is not None:
            return str(self.file.path)
        if self.other_tool is not None:
            return self.other_tool.name
        return OPTION if self.is_option else "the editor's settings"


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


def match_of(located: LocatedLayer, path: Path | None) -> LayerMatch:
    """A layer's match for a path."""
    relative = relative_path(path, located.folder) if path is not None and located.layer.paths else None
    found = located.layer.match(relative) if relative is not None else None
    return LayerMatch(located, *(found or (None, {})))


def relative_path(path: Path, folder: Path) -> str | None:
    """A path as seen from a folder, with slashes; None if it is not below."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
