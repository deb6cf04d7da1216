"""The answer to the question which template and which settings serve a path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spec_ls.config import Config
from spec_ls.layer import Layer
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import Template
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import FileProblem
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
    name others.
    """

    template: Template | None
    config: Config
    problems: tuple[FileProblem, ...] = ()
    by_name: bool = False
    reason: Reason = NOTHING
    name: str = ""
    evidence: TemplateEvidence | None = None
    headers: ProcessHeaders | None = None


@dataclass(frozen=True, slots=True)
class CachedResolution:
    """A resolution with everything that it depends on."""

    settings: Layer
    hints: TemplateHints
    chosen: Mapping[Path, Path]
    snapshots: FileSnapshots
    resolution: Resolution
