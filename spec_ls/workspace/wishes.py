"""Why a path is a spec of its template, or none; and the templates that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from spec_ls.patterns import filled
from spec_ls.workspace.files import FileProblem
from spec_ls.workspace.layers import Served, Source
from spec_ls.workspace.settings import Settings


class Rule(StrEnum):
    """What decided whether a path is a spec, and of which template."""

    COMMAND = "command-line"  # --template
    COMMENT = "comment"  # the spec itself says so
    SETTINGS = "settings"  # the project's
    EDITOR = "editor"  # its settings
    PROFILE = "profile"
    LAYOUT = "layout"  # where both stand in the repository
    EXTENSION = "wrong-extension"  # a spec of which the name alone matters
    NAME = "name"  # no spec: README and index never are
    EXCLUDED = "excluded"  # no spec: a rule for its path says so
    SUFFIX = "suffix"  # no spec: it is not called .rst
    TEMPLATE = "template"  # no spec: it is a template
    LINK = "link"  # no spec: it holds nothing but the path of another file
    NOTHING = "nothing"  # no spec: nothing says what it is written from


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and where it is written: under ``key`` in ``settings``, or at a line of a file (0-based)."""

    rule: Rule
    key: str | None = None
    settings: Settings | None = None
    path: Path | None = None
    line: int = 0

    def problem(self, message: str) -> FileProblem:
        """Something wrong with what is written there."""
        if self.settings is not None and self.key is not None:
            return self.settings.problem(self.key, message)
        return FileProblem(self.path, self.line, self.key, message)


NOTHING = Reason(Rule.NOTHING)
"""Nobody asks for a template."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A template that is asked for: by which name, seen from which folder; or a ``file`` that is there."""

    reason: Reason
    value: str = ""
    folder: Path = Path()
    file: Path | None = None


def wishes_of(served: Served, path: Path | None) -> Iterator[Wish]:
    """The templates that one layer asks for: its rule's, then its own."""
    source, rule = served.source, served.rule
    if path and rule and rule.templates:
        reason = because(source, f"paths[{source.layer.paths.index(rule) + 1}].template")
        found = next(served.candidates(path), None)
        if found is not None:
            yield Wish(reason, file=found)
        elif not source.is_profile:
            yield Wish(reason, filled(rule.templates[0], served.names), source.folder)
    if source.layer.template is not None:
        yield Wish(because(source, "template"), source.layer.template, source.folder)


def excluding(served: list[Served]) -> Reason | None:
    """Why a path is no spec by the most binding rule for it, if that says so."""
    one = next((one for one in reversed(served) if one.rule), None)
    if one is None or one.rule is None or one.rule.is_spec:
        return None
    reason = because(one.source, f"paths[{one.source.layer.paths.index(one.rule) + 1}].spec")
    return Reason(Rule.EXCLUDED, reason.key, reason.settings)


def because(source: Source, key: str | None) -> Reason:
    """A layer is the reason."""
    if source.settings is None:
        return Reason(Rule.EDITOR, key)
    return Reason(Rule.PROFILE if source.is_profile else Rule.SETTINGS, key, source.settings)
