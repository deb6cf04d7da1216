"""Which template serves a path by where both stand in a repository.

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

from spec_ls.workspace import looks
from spec_ls.workspace.files import SUFFIX

ROOT_MARKS = (".git", ".gitreview")
_ENDING = "-template" + SUFFIX
_KINDS = (("specs",), ("doc", "specs"), ("doc", "source", "specs"))


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of specs and a path in it.

    ``kind`` is the folder's own path below the root, ``folder`` the folder, ``parts`` the path's names
    below the folder; the last one is the file's.
    """

    kind: tuple[str, ...]
    folder: Path
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders that may be the top of the repository which a path is in, the nearest first.

    ``in_repository`` is whether the last one is a repository's own top folder.  Outside of a
    repository the folders' names decide too.
    """

    folders: tuple[Path, ...]
    in_repository: bool


def is_root(folder: Path) -> bool:
    """Whether this is a repository's top folder."""
    return any(looks.is_there(os.path.join(folder, mark)) for mark in ROOT_MARKS)


def template_of(path: Path, roots: Roots) -> Path | None:
    """The template file that serves ``path``, or None."""
    for place in _places(path, roots):
        for candidate in _candidates(place):
            if looks.is_file(candidate):
                return candidate
    return None


def is_template(path: Path, roots: Roots) -> bool:
    """Whether ``path`` is where these rules look for a template of the folders that there are."""
    return any(_is_template(place) for place in _places(path, roots))


def _places(path: Path, roots: Roots) -> Iterator[Place]:
    for root in roots.folders:
        parts = path.relative_to(root).parts
        for kind in _KINDS:
            if parts[: len(kind)] == kind and len(parts) > len(kind):
                yield Place(kind, root.joinpath(*kind), parts[len(kind) :])
    if not roots.in_repository:
        yield from _places_by_name(path)


def _places_by_name(path: Path) -> Iterator[Place]:
    """The folders above ``path`` whose names end like a kind, the innermost first."""
    parts = path.parts
    for end in range(len(parts) - 1, 0, -1):
        for kind in reversed(_KINDS):
            if parts[max(0, end - len(kind)) : end] == kind:
                yield Place(kind, Path(*parts[:end]), parts[end:])
                break


def _candidates(place: Place) -> Iterator[Path]:
    if place.kind == _KINDS[2]:
        yield from _own_templates(place)
        return
    if place.kind == _KINDS[0] and len(place.parts) > 1:
        name = place.parts[0] + _ENDING
        yield place.folder / name
        yield place.folder / "templates" / name
    yield place.folder / ("template" + SUFFIX)


def _own_templates(place: Place) -> Iterator[Path]:
    """The template in the path's folder: named after a folder around it, else the only one there."""
    folder = place.folder.joinpath(*place.parts[:-1])
    for name in reversed(place.parts[:-1]):
        yield folder / (name + _ENDING)
    names = [one.name for one in looks.entries(folder) or () if one.name.endswith(_ENDING)]
    if len(names) == 1:
        yield folder / names[0]


def _is_template(place: Place) -> bool:
    """The name alone is never enough: ``X-template.rst`` in ``specs`` needs a folder X there."""
    *folders, name = place.parts
    if place.kind == _KINDS[2]:
        found = next(filter(looks.is_file, _own_templates(place)), None)
        return found is not None and found == place.folder.joinpath(*place.parts)
    if not folders and name == "template" + SUFFIX:
        return True
    if place.kind != _KINDS[0] or not name.endswith(_ENDING):
        return False
    release = name.removesuffix(_ENDING)
    return folders == ["templates"] or (not folders and looks.is_folder(place.folder / release))
