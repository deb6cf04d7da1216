"""Finds the template of a path by the place of both in a repository.

The rules, first match, all below the repository's root:

- ``specs/REL-template.rst`` or ``specs/templates/REL-template.rst`` for ``specs/REL/**``;
- ``specs/template.rst`` for ``specs/**``;
- ``doc/specs/template.rst`` for ``doc/specs/**``;
- ``X-template.rst`` below ``doc/source/specs`` for the files of its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spec_ls.workspace import file_snapshots
from spec_ls.workspace.files import SUFFIX

ROOT_MARKS = (".git", ".gitreview")
_ENDING = "-template" + SUFFIX
_SPECS = ("specs",)
_DOC_SPECS = ("doc", "specs")
_DOC_SOURCE_SPECS = ("doc", "source", "specs")
_LAYOUTS = (_SPECS, _DOC_SPECS, _DOC_SOURCE_SPECS)


@dataclass(frozen=True, slots=True)
class SpecsPath:
    """A path in a folder of specs.

    ``layout`` is that folder's own path below the root, ``folder`` the folder, ``parts`` the path's names
    below the folder; the last of them is the file's.
    """

    layout: tuple[str, ...]
    folder: Path
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders that may be the top of the repository around a path, the nearest first.

    ``in_repository`` is true if the last one is a repository's own top folder.  Outside of a repository the
    names of the folders decide too.
    """

    folders: tuple[Path, ...]
    in_repository: bool


def working_folder(folder: Path | None) -> Path:
    """The absolute path of a folder, None for the current one: the top of all files if that is gone."""
    try:
        return Path(os.path.abspath(folder or "."))
    except FileNotFoundError:
        return Path(os.sep)


def is_root(folder: Path) -> bool:
    """True if this is a repository's top folder."""
    return any(file_snapshots.is_there(os.path.join(folder, mark)) for mark in ROOT_MARKS)


def template_for(path: Path, roots: Roots) -> Path | None:
    """The template file that serves ``path``, or None.  It may be a broken link or a FIFO, to be reported."""
    for place in _specs_paths(path, roots):
        for candidate in _candidates(place):
            if file_snapshots.is_there(candidate) and not file_snapshots.is_folder(candidate):
                return candidate
    return None


def is_template(path: Path, roots: Roots) -> bool:
    """True if these rules look for a template at ``path``, given the folders that exist."""
    return any(_is_template(place) for place in _specs_paths(path, roots))


def _specs_paths(path: Path, roots: Roots) -> Iterator[SpecsPath]:
    for root in roots.folders:
        parts = path.relative_to(root).parts
        for layout in _LAYOUTS:
            if parts[: len(layout)] == layout and len(parts) > len(layout):
                yield SpecsPath(layout, root.joinpath(*layout), parts[len(layout) :])
    if not roots.in_repository:
        yield from _specs_paths_by_name(path)


def _specs_paths_by_name(path: Path) -> Iterator[SpecsPath]:
    """The same outside of a repository: folders above ``path`` named as in a layout, the innermost first."""
    parts = path.parts
    for end in range(len(parts) - 1, 0, -1):
        for layout in reversed(_LAYOUTS):
            if parts[max(0, end - len(layout)) : end] == layout:
                yield SpecsPath(layout, Path(*parts[:end]), parts[end:])
                break


def _candidates(place: SpecsPath) -> Iterator[Path]:
    if place.layout == _DOC_SOURCE_SPECS:
        yield from _templates_beside(place)
        return
    if place.layout == _SPECS and len(place.parts) > 1:
        name = place.parts[0] + _ENDING
        yield place.folder / name
        yield place.folder / "templates" / name
    yield place.folder / ("template" + SUFFIX)


def _templates_beside(place: SpecsPath) -> Iterator[Path]:
    """The template in the path's own folder: named after a folder around it, else the only one there."""
    folder = place.folder.joinpath(*place.parts[:-1])
    for name in reversed(place.parts[:-1]):
        yield folder / (name + _ENDING)
    entries = file_snapshots.entries(folder) or ()
    names = [entry.name for entry in entries if entry.name.endswith(_ENDING)]
    if len(names) == 1:
        yield folder / names[0]


def _is_template(place: SpecsPath) -> bool:
    """The name alone is never enough: ``X-template.rst`` in ``specs`` needs a folder X there."""
    *folders, name = place.parts
    if place.layout == _DOC_SOURCE_SPECS:
        found = next(filter(file_snapshots.is_file, _templates_beside(place)), None)
        return found is not None and found == place.folder.joinpath(*place.parts)
    if not folders and name == "template" + SUFFIX:
        return True
    if place.layout != _SPECS or not name.endswith(_ENDING):
        return False
    release = name.removesuffix(_ENDING)
    return folders == ["templates"] or (not folders and file_snapshots.is_folder(place.folder / release))
