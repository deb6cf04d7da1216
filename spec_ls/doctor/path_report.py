"""Examines a path: whether it is a spec, of which template, and under which settings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from spec_ls.text import Text
from spec_ls.workspace import (
    FileProblem,
    ProjectInfo,
    Resolution,
    Unreadable,
    Workspace,
    file_snapshots,
    is_ignored,
    read,
)

_SPEC = "spec.rst"
"""A new spec in a folder."""


class PathKind(StrEnum):
    """The kind of file at a path."""

    FILE = "file"
    FOLDER = "folder"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PathReport:
    """A path with its resolution; a folder has that of a spec ``spec.rst`` in it.

    ``unreadable`` is the reason why its text, or its entries, cannot be read; ``ignored`` is true if git
    ignores it.  ``specs`` counts the files in a folder of a repository and below by the origin of their
    template, None for files that are no specs.
    """

    path: Path
    kind: PathKind
    unreadable: str | None
    ignored: bool
    resolution: Resolution
    project: ProjectInfo
    specs: Mapping[Path | str | None, int]

    @property
    def is_spec(self) -> bool | None:
        """True if the path is a spec; None for a folder."""
        return None if self.kind is PathKind.FOLDER else self.resolution.template is not None

    @property
    def spec_path(self) -> Path:
        """The path, or that of the spec in a folder whose resolution this is."""
        return self.path / _SPEC if self.kind is PathKind.FOLDER else self.path

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """The problems in the settings and the template that serve the path, each once."""
        return tuple(dict.fromkeys((*self.project.problems, *self.resolution.problems)))


def examine_path(path: Path) -> PathReport:
    """Examine a path, which need not exist."""
    path = Path(os.path.abspath(path))
    workspace = Workspace(others=[path])
    status = file_snapshots.status(path)
    if status is not None and status.is_folder:
        return _examine_folder(path, workspace)
    text, unreadable = _text(path)
    project = workspace.project_info(path.parent)
    kind = PathKind.NOTHING if status is None else PathKind.FILE
    ignored = kind is PathKind.FILE and is_ignored(path)
    return PathReport(path, kind, unreadable, ignored, workspace.resolve(path, text), project, {})


def _examine_folder(path: Path, workspace: Workspace) -> PathReport:
    project = workspace.project_info(path)
    resolution = workspace.resolve(path / _SPEC, Text.of(""))
    unreadable = None if file_snapshots.entries(path) is not None else "the folder cannot be read"
    in_repository = project.top is not None and not unreadable
    files = workspace.walk(path) if in_repository else ()  # outside of one the walk could be endless
    templates = [workspace.resolve(file).template for file in files]
    specs = Counter(None if template is None else template.origin for template in templates)
    return PathReport(path, PathKind.FOLDER, unreadable, False, resolution, project, specs)


def _text(path: Path) -> tuple[Text, str | None]:
    """The text of a file; an empty text and the reason if it cannot be read."""
    try:
        return Text.of(read(path)), None
    except Unreadable as error:
        line = "" if error.line is None else f"line {error.line + 1}: "
        return Text.of(""), f"{line}{error}"
