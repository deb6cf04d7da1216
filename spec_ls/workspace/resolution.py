"""The answer to the question which template and which settings serve a path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.settings_files import SettingsFile
from spec_ls.workspace.template_evidence import TemplateEvidence
from spec_ls.workspace.template_hints import TemplateHints
from spec_ls.workspace.template_requests import NOTHING, Reason


@dataclass(frozen=True, slots=True)
class Resolution:
    """The template and settings that serve a path; ``template`` is None if the path is no spec.

    ``problems`` are in settings and templates, or in a comment of the spec that names no template.
    ``by_name`` is true if only the file's name is checked, not its text.  ``reason`` tells why the path is a
    spec of this template, or none; ``name`` is the template's, for people.  ``evidence`` is that by which the
    template was found, if nothing names it; ``headers`` are those of the process's documents, where fields
    name others.  ``own_settings`` is the project's settings file in effect.
    ``is_doubtful`` is true if a read failed, so that another template or other settings
    might serve the path: nothing is to be written then.
    """

    template: Template | None
    config: Config
    problems: tuple[FileProblem, ...] = ()
    by_name: bool = False
    reason: Reason = NOTHING
    name: str = ""
    evidence: TemplateEvidence | None = None
    headers: ProcessHeaders | None = None
    own_settings: SettingsFile | None = None
    is_doubtful: bool = False


def with_failures(resolution: Resolution, failures: Mapping[Path, str]) -> Resolution:
    """A resolution with the first failure of the file system, by path, among its problems.

    A disk that is gone makes a failure of each look at a path, some thirty of them.
    """
    found = [FileProblem(path, 0, None, reason) for path, reason in failures.items()][:1]
    if not found:
        return resolution
    more = [problem for problem in found if problem not in resolution.problems]
    return replace(resolution, problems=(*resolution.problems, *more), is_doubtful=True)


@dataclass(frozen=True, slots=True)
class CachedResolution:
    """A resolution with everything that it depends on; ``buffer`` is the editor's text of its template."""

    settings: Layer
    hints: TemplateHints
    chosen: Mapping[Path, Path]
    snapshots: FileSnapshots
    resolution: Resolution
    buffer: Text | None = None
