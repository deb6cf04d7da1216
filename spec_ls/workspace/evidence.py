"""Looks at the specs around a spec for evidence of how much anybody asks for a section of their template.

These are at most 30 specs that follow the same template: those of the same folder and, while they are too
few, those of the folders around it, the nearest release first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spec_ls.latest import Latest
from spec_ls.layer import Layer
from spec_ls.model.evidence import ENOUGH_SPECS, Traits, with_evidence
from spec_ls.model.template import Template
from spec_ls.workspace import file_snapshots
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import SUFFIX, Unreadable, follow_links
from spec_ls.workspace.layers import release_order
from spec_ls.workspace.read_failures import forbidden_is_absent

_MAX_SPECS = 30
_MAX_FILES = 100
"""Files that are looked at, specs of this template or not."""

_MAX_DEPTH = 4

_MOST_FOLDERS = 200
"""Folders whose templates are kept, 20 KB each."""

TraitsOf = Callable[[Path, Template], Traits | None]
"""The traits of a file, if this template serves it and it follows it; else None."""


@dataclass(frozen=True, slots=True)
class _Adjusted:
    """A template with evidence from a folder, and all that it depends on."""

    template: Template
    settings: Layer
    snapshots: FileSnapshots
    adjusted: Template


class Evidence:
    """Adjusts templates to the specs of a folder.  Holds a cache alone."""

    def __init__(self) -> None:
        self._known = Latest[tuple[Path, Path | str], _Adjusted](_MOST_FOLDERS)

    def adjusted(
        self,
        template: Template,
        folder: Path,
        top: Path,
        settings: Layer,
        traits_of: TraitsOf,
        has_gate: bool,
    ) -> Template:
        """The template with less demand for the sections that the specs in and around a folder lack.

        With ``has_gate`` a known gate asks for sections, and the demand for those stays.  The search for
        specs ends at ``top``.  Returns the same object while no file changes.
        """
        known = self._known.get((folder, template.origin))
        if (
            known
            and known.template is template
            and known.settings is settings
            and known.snapshots.is_current()
        ):
            known.snapshots.pass_on()
            return known.adjusted
        snapshots = FileSnapshots()
        with snapshots.recording(), forbidden_is_absent():
            specs = _sample(folder, top, lambda file: traits_of(file, template))
        adjusted = with_evidence(template, specs, has_gate)
        snapshots.pass_on()
        self._known[folder, template.origin] = _Adjusted(template, settings, snapshots, adjusted)
        return adjusted


def top_of_specs(path: Path, template: Template, roots: tuple[Path, ...]) -> Path:
    """The folder of all specs of a template: its own if the spec is below it, else the repository's."""
    folder = template.origin.parent if isinstance(template.origin, Path) else None
    if folder is not None and path.is_relative_to(folder):
        return folder
    return roots[-1] if roots and path.is_relative_to(roots[-1]) else path.parent


def _sample(folder: Path, top: Path, traits_of: Callable[[Path], Traits | None]) -> list[Traits]:
    """The traits of the nearest specs."""
    specs: list[Traits] = []
    seen: set[Path] = set()
    for files in _nearest_first(folder, top):
        for file in files:
            if len(specs) == _MAX_SPECS or len(seen) == _MAX_FILES:
                return specs
            try:
                end = follow_links(file)
            except Unreadable:
                continue
            if end not in seen:
                seen.add(end)
                traits = traits_of(file)
                specs += [] if traits is None else [traits]
        if len(specs) >= ENOUGH_SPECS:
            break
    return specs


def _nearest_first(folder: Path, top: Path) -> Iterator[Iterator[Path]]:
    """The files of a folder, then those of each folder beside it and around it up to ``top``."""
    yield _files_in(folder)
    while folder != top and folder.is_relative_to(top):
        beside = sorted(_folders_in(folder.parent), key=lambda other: release_order(other.name))
        own = beside.index(folder) if folder in beside else 0
        for _, other in sorted(enumerate(beside), key=lambda item: abs(item[0] - own)):
            if other != folder:
                yield _files_below(other, _MAX_DEPTH)
        folder = folder.parent
        yield _files_in(folder)


def _files_below(folder: Path, depth: int) -> Iterator[Path]:
    yield from _files_in(folder)
    if depth:
        for inner in _folders_in(folder):
            yield from _files_below(inner, depth - 1)


def _files_in(folder: Path) -> Iterator[Path]:
    for entry in file_snapshots.entries(folder) or ():
        if entry.name.endswith(SUFFIX) and not entry.is_folder and not entry.name.startswith("."):
            yield folder / entry.name


def _folders_in(folder: Path) -> list[Path]:
    entries = file_snapshots.entries(folder) or ()
    return [folder / entry.name for entry in entries if entry.is_folder and not entry.name.startswith(".")]
