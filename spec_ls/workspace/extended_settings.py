"""The settings files that a settings file extends, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from spec_ls.quoting import shortened
from spec_ls.schema import EXTEND
from spec_ls.workspace.files import FileProblem, same_file
from spec_ls.workspace.settings_files import SHARED_FILE, SettingsFile
from spec_ls.workspace.template_bounds import OUTSIDE, TemplateBounds

MOST_FILES = 10
"""Settings files in a row that extend each other; more are a mistake."""

TOML = ".toml"
"""How the name of a settings file ends; servers are told of changes of such files."""


def with_extended(
    file: SettingsFile, bounds: TemplateBounds, read: Callable[[Path], SettingsFile]
) -> tuple[tuple[SettingsFile, ...], tuple[FileProblem, ...]]:
    """A settings file and those that it extends, the most binding first, and the problem with the last one.

    ``bounds`` are those of the files: other people's settings must not lead to a file elsewhere.
    """
    files = [file]
    while (value := files[-1].layer.extend) is not None:
        last, target = files[-1], Path(os.path.normpath(files[-1].path.parent / value))
        wrong = _wrong_target(target, value, files, bounds)
        found = read(target) if wrong is None else None
        if found is not None:
            wrong = _wrong_content(found, value)
        if found is None or wrong is not None:
            return tuple(files), (last.problem(EXTEND, wrong or ""),)
        files.append(found)
    return tuple(files), ()


def _wrong_target(target: Path, value: str, files: list[SettingsFile], bounds: TemplateBounds) -> str | None:
    """The reason why a file is not even looked at."""
    if target.suffix != TOML:
        return f'"{shortened(value)}" does not end in {TOML}'
    if not bounds.holds(target):
        return f'"{shortened(value)}" {OUTSIDE}'
    if any(same_file(target, file.path) for file in files):
        names = " > ".join([*(file.path.name for file in files), target.name])
        return f"the files extend each other in a circle: {names}"
    if len(files) == MOST_FILES:
        return f"more than {MOST_FILES} files extend each other"
    return None


def _wrong_content(file: SettingsFile, value: str) -> str | None:
    if file.unreadable is not None:
        return f'"{shortened(value)}": {file.unreadable}'
    if file.is_empty and file.path.name == SHARED_FILE:
        return f'"{shortened(value)}" has no table [tool.spec-ls]'
    return None
