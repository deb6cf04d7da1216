"""Finds where the template of a path comes from: a request that may be granted, the layout, or evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.workspace import layout
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.located_layers import LayerMatch
from spec_ls.workspace.template_bounds import OUTSIDE, TemplateBounds, with_refused
from spec_ls.workspace.template_evidence import EvidenceAnswer, TemplateEvidence
from spec_ls.workspace.template_hints import TemplateComment
from spec_ls.workspace.template_requests import (
    NOTHING,
    Reason,
    Rule,
    bounded_comment,
    first_found,
    has_no_template,
    is_document_of,
    listed_sections,
    match_with_header,
    may_be_spec,
    reason_of_rule,
    template_requests,
)
from spec_ls.workspace.templates import SETTINGS_ORIGIN, TemplateCache

FindEvidence = Callable[[], EvidenceAnswer]
"""Looks for evidence of the template of a path, for which nothing else tells one."""


@dataclass(frozen=True, slots=True)
class RequestSources:
    """What may ask for the template of a path: the command line's option, the text's comment, and settings.

    The option is relative to ``folder``; so is the comment of a text without a path.
    """

    path: Path | None
    option: str | None
    comment: TemplateComment | None
    matches: list[LayerMatch]
    folder: Path


@dataclass(frozen=True, slots=True)
class FoundOrigin:
    """The origin of a template, None if there is none, its reason, and the problems with others asked for.

    ``refused`` is the comment in the text, if it names a file that is not read; ``evidence`` is that for the
    origin.
    """

    origin: Path | str | None
    reason: Reason
    problems: tuple[FileProblem, ...]
    refused: TemplateComment | None = None
    evidence: TemplateEvidence | None = None

    @property
    def file_of_comment(self) -> Path | None:
        """The file that the comment in the text has chosen."""
        return self.origin if self.reason.rule is Rule.COMMENT and isinstance(self.origin, Path) else None

    def config(self, config: Config) -> Config:
        """The settings of the path, which say that its comment was refused."""
        if self.refused is None:
            return config
        return with_refused(config, self.refused.value, alone=self.reason.rule is Rule.OUTSIDE)


def find_origin(
    sources: RequestSources,
    roots: Roots,
    bounds: TemplateBounds,
    templates: TemplateCache,
    find_evidence: FindEvidence,
) -> FoundOrigin:
    """The origin of the template that serves a path.

    A comment that names a file elsewhere makes the path a spec, even if no template serves it.
    """
    path, matches, folder = sources.path, sources.matches, sources.folder
    comment, refused = bounded_comment(sources.comment, path.parent if path else folder, bounds)
    requests = template_requests(path, sources.option, comment, matches, folder)
    origin, reason, problems = first_found(requests, templates)
    found = FoundOrigin(origin, reason, problems)
    if origin is None and path is not None:
        found = _without_request(path, matches, roots, bounds, find_evidence, problems)
    if refused is None:
        return found
    if found.origin is None:
        reason = Reason(Rule.OUTSIDE, path=path, line=refused.line)
        return FoundOrigin(SETTINGS_ORIGIN, reason, found.problems, refused)
    return replace(found, refused=refused)


def _without_request(
    path: Path,
    matches: list[LayerMatch],
    roots: Roots,
    bounds: TemplateBounds,
    find_evidence: FindEvidence,
    problems: tuple[FileProblem, ...],
) -> FoundOrigin:
    """The origin where nothing that is asked for exists: the layout's or evidence's template, or none.

    A list of sections, or rules on the header, do without a template.
    """
    if not may_be_spec(path, matches):
        return FoundOrigin(None, Reason(Rule.SUFFIX), problems)
    listed, listed_reason = listed_sections(matches)
    if listed is None or not has_no_template(matches):
        file = layout.template_for(path, roots)
        if file is not None and bounds.of_layout(path, file).holds(file):
            return FoundOrigin(file, Reason(Rule.LAYOUT), problems)
        problems += () if file is None else (FileProblem(file, 0, None, OUTSIDE),)
    if listed is not None:
        return FoundOrigin(listed, listed_reason, problems)
    found = find_evidence()
    evidence, known = found.evidence, match_with_header(matches)
    if known is not None and (evidence is None or is_document_of(known, evidence.file)):
        return FoundOrigin(SETTINGS_ORIGIN, reason_of_rule(known), problems)
    if found.is_template:
        return FoundOrigin(None, Reason(Rule.TEMPLATE), problems)
    if evidence is None or not bounds.of_layout(path, evidence.file).holds(evidence.file):
        return FoundOrigin(None, NOTHING, problems)
    return FoundOrigin(evidence.file, Reason(Rule.EVIDENCE), problems, evidence=evidence)
