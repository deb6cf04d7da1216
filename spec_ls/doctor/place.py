"""A path seen as the command and the server see it: is it a spec, of which template, under which settings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from spec_ls.config import Config
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import (
    FileProblem,
    Reason,
    Resolution,
    Surroundings,
    Unreadable,
    Workspace,
    is_ignored,
    looks,
    read,
)


class Kind(StrEnum):
    """What is at a path."""

    FILE = "file"
    FOLDER = "folder"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A path, and what was decided for it; for a folder that is about a spec ``spec.rst`` in it.

    ``unreadable`` is why its text, or its entries, cannot be had; ``ignored`` tells that git ignores it.
    ``specs`` counts the files in a folder of a repository and below by their template, None for what is no
    spec.
    """

    path: Path
    kind: Kind
    unreadable: str | None
    ignored: bool
    template: Template | None
    reason: Reason
    by_name: bool
    config: Config
    problems: tuple[FileProblem, ...]
    around: Surroundings
    specs: Mapping[Path | str | None, int]

    @property
    def is_spec(self) -> bool | None:
        """Whether the path is a spec; None for a folder."""
        return None if self.kind is Kind.FOLDER else self.template is not None


def place(path: Path) -> Place:
    """What is known of a path; it need not be there."""
    path = Path(os.path.abspath(path))
    workspace = Workspace()
    status = looks.status(path)
    if status is not None and status.is_folder:
        return _folder(path, workspace)
    text, unreadable = _text(path)
    around = workspace.surroundings(path.parent)
    kind = Kind.NOTHING if status is None else Kind.FILE
    return _place(path, kind, unreadable, workspace.resolve(path, text), around, {})


def _folder(path: Path, workspace: Workspace) -> Place:
    around = workspace.surroundings(path)
    served = workspace.resolve(path / "spec.rst", Text.of(""))
    unreadable = None if looks.entries(path) is not None else "the folder cannot be read"
    in_repository = around.top is not None and not unreadable
    found = workspace.walk(path) if in_repository else ()  # elsewhere there is no end to what is below
    templates = [served.template for served in map(workspace.resolve, found)]
    specs = Counter(None if one is None else one.origin for one in templates)
    return _place(path, Kind.FOLDER, unreadable, served, around, specs)


def _place(
    path: Path,
    kind: Kind,
    unreadable: str | None,
    served: Resolution,
    around: Surroundings,
    specs: Mapping[Path | str | None, int],
) -> Place:
    problems = tuple(dict.fromkeys((*around.problems, *served.problems)))
    ignored = kind is Kind.FILE and is_ignored(path)
    return Place(
        path,
        kind,
        unreadable,
        ignored,
        served.template,
        served.reason,
        served.by_name,
        served.config,
        problems,
        around,
        specs,
    )


def _text(path: Path) -> tuple[Text, str | None]:
    """The text of a file, empty if that cannot be had, and then why."""
    try:
        return Text.of(read(path)), None
    except Unreadable as error:
        at = "" if error.line is None else f"line {error.line + 1}: "
        return Text.of(""), f"{at}{error}"
