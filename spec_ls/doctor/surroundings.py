"""The surroundings of the program that can change what it does: variables, and programs that are optional."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import sys
from dataclasses import dataclass

from spec_ls.workspace import GitFailure, git_version

_PREFIXES = ("PYTHON", "SPEC_LS_", "LC_")
_NAMES = frozenset({"LANG", "GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES", "VIRTUAL_ENV"})
"""Other variables are nobody's business: some hold passwords."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings; a program that is absent has the version None.

    ``search_path`` are the folders in which Python looks for packages.
    """

    variables: tuple[tuple[str, str], ...]
    search_path: tuple[str, ...]
    locale_encoding: str
    git: str | None
    websockets: str | None


def surroundings() -> Surroundings:
    """The surroundings as they are now."""
    variables = [
        (name, value)
        for name, value in sorted(os.environ.items())
        if name.startswith(_PREFIXES) or name in _NAMES
    ]
    return Surroundings(
        tuple(variables), tuple(sys.path), locale.getencoding(), _git_version(), _websockets_version()
    )


def _git_version() -> str | None:
    try:
        return git_version()
    except GitFailure:
        return None


def _websockets_version() -> str | None:
    try:
        return importlib.metadata.version("websockets")
    except importlib.metadata.PackageNotFoundError:
        return None
