"""Layers of settings (a profile's, an editor's, a project's own), and how they are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spec_ls.config import Config, SeverityTable
from spec_ls.patterns import Pattern

_SEVERITIES = "severities"


@dataclass(frozen=True, slots=True)
class Mark:
    """A file or folder by which a repository is recognised.

    ``path`` is relative to its top and ends with a slash for a folder; in a file's name ``*``, ``?`` and
    ``[...]`` stand for what they do in a shell, and the first such file counts.  ``text`` is a regular
    expression to be found in the first lines of the file.
    """

    path: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PathRule:
    """A rule of settings for the paths that a pattern matches.

    ``templates`` are files of which the first that exists serves; they may use names that the pattern keeps,
    and begin with ``./`` where they stand beside the spec.  ``newest`` means that of the folders that the
    pattern's first name stands for the gate opens only the newest.  ``values`` are as in ``Layer``.
    """

    pattern: Pattern
    is_spec: bool = True
    newest: bool = False
    templates: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings of one origin: ``values`` by field of ``Config`` (``sections.optional``), rules for paths.

    ``recognised_by`` are groups of marks: a repository in which all marks of one group are is one of those
    that a profile is for.  ``extend`` is the settings file whose settings count below these.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    paths: tuple[PathRule, ...] = ()
    recognised_by: tuple[tuple[Mark, ...], ...] = ()
    extend: str | None = None

    @property
    def template(self) -> str | None:
        """The template that this layer asks for."""
        return self.values.get("template")

    @property
    def profile(self) -> str | None:
        """The profile that this layer chooses."""
        return self.values.get("profile")

    def match(self, path: str) -> tuple[PathRule, Mapping[str, str]] | None:
        """The first rule for a path relative to the layer's folder, and the names that the rule keeps."""
        for rule in self.paths:
            names = rule.pattern.match(path)
            if names is not None:
                return rule, names
        return None


def resolve(layers: Sequence[tuple[Layer, PathRule | None]]) -> Config:
    """Merge the layers of one file: a later layer overrides an earlier one, its rule its own values.

    Severities are merged by code.  If the layers have rules for paths and none matches this file, no gate
    opens it.
    """
    values: dict[str, Any] = {}
    for layer, rule in layers:
        for given in (layer.values, rule.values if rule is not None else {}):
            severities = given.get(_SEVERITIES, SeverityTable()).over(
                values.get(_SEVERITIES, SeverityTable())
            )
            values |= given
            values[_SEVERITIES] = severities
    if not any(rule for _, rule in layers) and any(layer.paths for layer, _ in layers):
        values["covered"] = False
    sections = {name.partition(".")[2]: values.pop(name) for name in list(values) if "." in name}
    config = replace(Config(), **values)
    return replace(config, sections=replace(config.sections, **sections)) if sections else config
