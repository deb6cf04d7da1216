"""Where the paths in reports of code hosts count from: a host knows a file by its place in the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_TOP_MARK = ".git"
_CHECKOUTS = ("CI_PROJECT_DIR", "GITHUB_WORKSPACE")
"""The variables in which GitLab and GitHub name the folder that a job's repository is copied to."""


def report_root(folder: Path, paths: Iterable[str]) -> Path:
    """The top of the repository around the current folder, without links.

    Outside of repositories it is the top of the one that all ``paths`` are in, else the folder that a code
    host names, if the current one is below, else the current one.
    """
    folder = Path(os.path.realpath(folder))
    top = _top(folder)
    if top is not None:
        return top
    folders = {os.path.dirname(os.path.join(folder, path)) for path in paths if path != "-"}
    tops = {_top(Path(os.path.realpath(each))) for each in folders}
    if len(tops) == 1 and (top := tops.pop()) is not None:
        return top
    for name in _CHECKOUTS:
        named = os.environ.get(name, "")
        if os.path.isabs(named) and folder.is_relative_to(os.path.realpath(named)):
            return Path(os.path.realpath(named))
    return folder


def without_linked_folders(path: str) -> str:
    """An absolute path in whose folders no link is; the file itself may be one."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)


def _top(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if os.path.lexists(each / _TOP_MARK)), None)
