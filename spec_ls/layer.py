"""What one place says of settings (a profile, an editor, a project), and how such layers come together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spec_ls.config import Config
from spec_ls.patterns import Pattern


@dataclass(frozen=True, slots=True)
class PathRule:
    """What settings say of the paths that a pattern matches.

    ``templates`` are files, the first that is there serves; they may hold names that the pattern keeps, and
    begin with ``./`` where they stand beside the spec.  ``newest`` means that the gate opens the newest of
    the folders that the pattern's first name stands for, and no other.
    """

    pattern: Pattern
    is_spec: bool = True
    newest: bool = False
    templates: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says: ``values`` by field of ``Config`` (``sections.optional``), and rules for paths."""

    values: Mapping[str, Any] = field(default_factory=dict)
    paths: tuple[PathRule, ...] = ()

    @property
    def template(self) -> str | None:
        """The template that this layer asks for."""
        return self.values.get("template")

    @property
    def profile(self) -> str | None:
        """The profile that this layer chooses."""
        return self.values.get("profile")

    def match(self, path: str) -> tuple[PathRule, Mapping[str, str]] | None:
        """The first rule for a path, relative to where the layer is written, and the names it keeps."""
        for rule in self.paths:
            names = rule.pattern.match(path)
            if names is not None:
                return rule, names
        return None


def resolve(layers: Sequence[tuple[Layer, PathRule | None]]) -> Config:
    """The settings of one file: each layer goes before the ones ahead of it, its rule before its own values.

    Where layers have rules for paths and none is for this one, no gate opens the file.
    """
    values: dict[str, Any] = {}
    for layer, rule in layers:
        values |= layer.values
        if rule is not None:
            values |= rule.values
    if not any(rule for _, rule in layers) and any(layer.paths for layer, _ in layers):
        values["covered"] = False
    sections = {name.partition(".")[2]: values.pop(name) for name in list(values) if "." in name}
    config = replace(Config(), **values)
    return replace(config, sections=replace(config.sections, **sections)) if sections else config
