"""The templates that a command line, a comment, settings or a profile ask for, and why one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from spec_ls.config import Config
from spec_ls.field_rules import HeaderRules
from spec_ls.patterns import fill_names
from spec_ls.quoting import shortened
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import SUFFIX, FileProblem
from spec_ls.workspace.located_layers import OPTION, LayerMatch, LocatedLayer
from spec_ls.workspace.settings_files import SettingsFile
from spec_ls.workspace.template_bounds import OUTSIDE, TemplateBounds
from spec_ls.workspace.template_hints import TemplateComment
from spec_ls.workspace.templates import (
    SETTINGS_ORIGIN,
    NoTemplate,
    TemplateCache,
    is_file_name,
    template_file,
)


class Rule(StrEnum):
    """The rule that decides whether a path is a spec, and of which template."""

    COMMAND = "command-line"  # --template
    COMMENT = "comment"  # in the spec itself
    SETTINGS = "settings"  # the project's
    EDITOR = "editor"  # the editor's settings
    PROFILE = "profile"
    LAYOUT = "layout"  # the places of spec and template in the repository
    EVIDENCE = "evidence"  # documents around it are written after a file that is named like a template
    EXTENSION = "wrong-extension"  # a spec of which only the name is checked
    NAME = "name"  # no spec: README, index, placeholder and their like are none
    PAGE = "page"  # no spec: it only lists other documents, or leads to one
    EXCLUDED = "excluded"  # no spec: a rule for its path says so
    SUFFIX = "suffix"  # no spec: it is not called .rst
    TEMPLATE = "template"  # no spec: it is a template
    LINK = "link"  # no spec: it holds nothing but the path of another file
    OUTSIDE = "template-outside"  # its comment names a file that is not read, and no other rule a template
    NOTHING = "nothing"  # no spec: no rule names a template


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and where it is written: under ``key`` in ``settings``, or at a line of a file (0-based)."""

    rule: Rule
    key: str | None = None
    settings: SettingsFile | None = None
    path: Path | None = None
    line: int = 0

    def problem(self, message: str) -> FileProblem:
        """A problem at the place where the rule is written."""
        if self.settings is not None and self.key is not None:
            return self.settings.problem(self.key, message)
        return FileProblem(self.path, self.line, self.key, message)


NOTHING = Reason(Rule.NOTHING)
"""No rule names a template."""


@dataclass(frozen=True, slots=True)
class TemplateRequest:
    """A template that a rule asks for: a name, relative to ``folder``; or a ``file`` that exists.

    ``bounds`` are the folders in which it has to lie; None if it may be anywhere.
    """

    reason: Reason
    value: str = ""
    folder: Path = Path()
    file: Path | None = None
    bounds: TemplateBounds | None = None

    @property
    def outside_problem(self) -> FileProblem | None:
        """The problem with a template that lies elsewhere; None if it may be read."""
        if self.bounds is None or not (self.file or is_file_name(self.value)):
            return None
        file = self.file or template_file(self.value, self.folder)
        if file_snapshots.once_in_a_look(self.bounds.holds, file):
            return None
        if self.reason.rule is Rule.PROFILE:
            return FileProblem(file, 0, None, OUTSIDE)  # the profile names no such place, a link does
        return self.reason.problem(f'"{shortened(self.value or str(file))}" {OUTSIDE}')


def bounded_comment(
    comment: TemplateComment | None, folder: Path, bounds: TemplateBounds
) -> tuple[TemplateComment | None, TemplateComment | None]:
    """The comment of a text in a folder, and the same if what it names is not read: one of both is None."""
    if comment is None or not is_file_name(comment.value):
        return comment, None
    is_held = bounds.holds(template_file(comment.value, folder))
    return (comment, None) if is_held else (None, comment)


def template_requests(
    path: Path | None,
    option: str | None,
    comment: TemplateComment | None,
    matches: list[LayerMatch],
    folder: Path,
) -> Iterator[TemplateRequest]:
    """The templates asked for, the most binding first.

    ``option`` is the one of the command line, relative to ``folder``; so is a comment's in a text without
    a path.
    """
    if option is not None:
        yield TemplateRequest(Reason(Rule.COMMAND, "template"), option, folder)
    if comment is not None:
        reason = Reason(Rule.COMMENT, path=path, line=comment.line)
        yield TemplateRequest(reason, comment.value, path.parent if path else folder)
    if path and not may_be_spec(path, matches):
        return
    for match in reversed(matches):
        yield from _requests_of_layer(match, path)


def first_found(
    requests: Iterator[TemplateRequest], templates: TemplateCache
) -> tuple[Path | str | None, Reason, tuple[FileProblem, ...]]:
    """The origin of the first requested template that exists, its reason, and the problems before it."""
    problems: list[FileProblem] = []
    for request in requests:
        outside = request.outside_problem
        if outside is not None:
            problems.append(outside)
            continue
        if request.file is not None:
            return request.file, request.reason, tuple(problems)
        try:
            return templates.named(request.value, request.folder), request.reason, tuple(problems)
        except NoTemplate as error:
            problems.append(request.reason.problem(str(error)))
    return None, NOTHING, tuple(problems)


def exclusion(matches: list[LayerMatch]) -> Reason | None:
    """The reason why a path is no spec, if the most binding rule for it says so."""
    match = next((match for match in reversed(matches) if match.rule), None)
    if match is None or match.rule is None or match.rule.is_spec:
        return None
    reason = _layer_reason(match.located, f"{match.rule_key}.spec")
    return Reason(Rule.EXCLUDED, reason.key, reason.settings)


def may_be_spec(path: Path, matches: list[LayerMatch]) -> bool:
    """True for the suffix of RST, and for one that the pattern of the rule for the path ends with."""
    if path.suffix == SUFFIX:
        return True
    match = next((match for match in reversed(matches) if match.rule), None)
    if match is None or match.rule is None or not match.rule.is_spec or not path.suffix:
        return False
    return match.rule.pattern.text.endswith(path.suffix)


def has_gate(matches: list[LayerMatch], config: Config) -> bool:
    """True if a profile or settings say that a gate opens this file."""
    return config.covered and bool(config.gate) and any("gate" in match.values for match in matches)


def asks_for_sections(matches: list[LayerMatch], config: Config) -> bool:
    """True if a gate that is known asks for the sections of this file, or a project's settings list them."""
    if any("sections.listed" in match.values for match in matches if not match.located.is_profile):
        return True
    return has_gate(matches, config) and config.is_gated("missing-section")


def listed_sections(matches: list[LayerMatch]) -> tuple[str | None, Reason]:
    """The origin of the empty template, where a rule makes a path a spec and no template can serve it."""
    for match in reversed(matches):
        rule = match.rule
        if rule and rule.is_spec and (not rule.templates or "sections.listed" in match.values):
            return SETTINGS_ORIGIN, reason_of_rule(match)
    return None, NOTHING


def match_with_header(matches: list[LayerMatch]) -> LayerMatch | None:
    """The match of a profile that calls a path a spec and knows its header: it needs no template for that."""
    for match in reversed(matches):
        header = match.values.get("header")
        if match.located.is_profile and match.rule and match.rule.is_spec and isinstance(header, HeaderRules):
            return match if header.kind is not None else None
    return None


def is_document_of(match: LayerMatch, file: Path) -> bool:
    """True if a rule for a path is one for another file, too."""
    folder = match.located.folder
    if match.rule is None or not file.is_relative_to(folder):
        return False
    return match.rule.pattern.match(file.relative_to(folder).as_posix()) is not None


def reason_of_rule(match: LayerMatch) -> Reason:
    """The reason why a path is a spec: the rule for it."""
    return _layer_reason(match.located, match.rule_key)


def has_no_template(matches: list[LayerMatch]) -> bool:
    """True if a profile's rule for the path names no template: a template of the layout is not meant then."""
    return any(match.located.is_profile and match.rule and not match.rule.templates for match in matches)


def _requests_of_layer(match: LayerMatch, path: Path | None) -> Iterator[TemplateRequest]:
    """The templates that one layer asks for: its rule's, then its own.  Those that are elsewhere go first."""
    located, rule, bounds = match.located, match.rule, match.located.bounds
    if path and rule and rule.templates:
        reason = _layer_reason(located, f"{match.rule_key}.template")
        outside = [
            TemplateRequest(reason, name, folder, bounds=bounds)
            for folder, name in match.named_templates(path)
            if bounds is not None and is_file_name(name) and not bounds.may_hold(folder / name)
        ]
        yield from outside
        file = next(match.template_files(path), None)
        if file is not None:
            yield TemplateRequest(reason, folder=located.folder, file=file, bounds=bounds)
        elif not (located.is_profile or outside):
            name = fill_names(rule.templates[0], match.names)
            yield TemplateRequest(reason, name, located.folder, bounds=bounds)
    if located.layer.template is not None:
        reason = _layer_reason(located, "template")
        yield TemplateRequest(reason, located.layer.template, located.folder, bounds=bounds)


def _layer_reason(located: LocatedLayer, key: str | None) -> Reason:
    if located.file is None:
        return Reason(Rule.COMMAND, f"{OPTION} {key}") if located.is_option else Reason(Rule.EDITOR, key)
    return Reason(Rule.PROFILE if located.is_profile else Rule.SETTINGS, key, located.file)
