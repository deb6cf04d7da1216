"""The settings of a path, and the answers that they and its name alone decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.located_layers import LayerMatch
from spec_ls.workspace.resolution import Resolution
from spec_ls.workspace.settings_files import SettingsFile
from spec_ls.workspace.spec_names import (
    config_by_evidence,
    for_gate_alone,
    for_name_alone,
    is_misnamed,
    is_never_a_spec,
)
from spec_ls.workspace.template_origin import FoundOrigin
from spec_ls.workspace.template_requests import Reason, Rule, exclusion, has_gate
from spec_ls.workspace.templates import TemplateCache


@dataclass(frozen=True, slots=True)
class PathSettings:
    """The settings of a path, or of a text without one.

    ``folder`` is the path's own, ``roots`` are those around it; ``matches`` are the layers of settings that
    say anything of the path, and ``config`` is what they come to.  ``problems`` are those found in them;
    ``own`` is the project's settings file.
    """

    path: Path | None
    folder: Path
    roots: Roots
    matches: list[LayerMatch]
    config: Config
    problems: tuple[FileProblem, ...]
    own: SettingsFile | None = None

    def no_spec(self, reason: Reason) -> Resolution:
        """The resolution of a path that is no spec."""
        return Resolution(None, self.config, self.problems, reason=reason, own_settings=self.own)

    def with_origin(self, found: FoundOrigin, templates: TemplateCache) -> PathSettings:
        """The same once it is known where the template comes from."""
        config = found.config(self.config)
        if found.evidence:
            config = config_by_evidence(self.matches, config, templates.get(found.evidence.file)[0])
        return replace(self, config=config, problems=self.problems + found.problems)


def decided_by_name(around: PathSettings, templates: TemplateCache) -> Resolution | None:
    """The resolution of a path whose name alone decides."""
    path, matches, config = around.path, around.matches, around.config
    if path is None:
        return None
    never = Reason(Rule.NAME) if is_never_a_spec(path) else exclusion(matches)
    if never:
        return around.no_spec(never)
    if not is_misnamed(path, matches, config):
        return None
    reason = Reason(Rule.EXTENSION)
    config, problems, own = for_name_alone(config), around.problems, around.own
    return Resolution(templates.empty(), config, problems, True, reason, own_settings=own)


def resolution_of_page(around: PathSettings, reason: Reason, templates: TemplateCache) -> Resolution | None:
    """The resolution of a page that is no spec; None if a gate asks for a spec's sections in it."""
    config = around.config
    if not has_gate(around.matches, config):
        return around.no_spec(reason)
    if config.is_gated("missing-section"):
        return None
    config, problems, own = for_gate_alone(config), around.problems, around.own
    return Resolution(templates.empty(), config, problems, reason=reason, own_settings=own)
