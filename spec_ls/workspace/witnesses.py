"""The documents around a folder that show which template it is written after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from spec_ls.model.document_form import Form, follows_form
from spec_ls.model.evidence import Traits
from spec_ls.workspace.files import regular_file_status
from spec_ls.workspace.folder_listings import FolderListings
from spec_ls.workspace.spec_names import is_never_a_spec, is_other_page, is_page_about_specs
from spec_ls.workspace.spec_traits import TraitsCache
from spec_ls.workspace.template_candidates import ONLY_TEMPLATE, TemplateCandidate, rank_by_name

_ENOUGH = 4
"""Witnesses, so that three are left when one of them is the document in question."""

_MOST_STEPS = 2
_MOST_WITNESSES, _MOST_LOOKED_AT = 60, 240
"""Documents, and names of files, of a folder."""

_File = TypeVar("_File", str, Path)

_MOST_BYTES = 10 * 1024 * 1024
"""Bytes of all of them, which take a second to read."""

_MOST_DEPTH, _MOST_FOLDERS, _MOST_NAMES = 3, 300, 5_000
"""Folders below each other, folders and files that are listed below a folder around."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A document with its form; ``follows`` says for each candidate whether it is written after it."""

    file: Path
    form: Form
    traits: Traits
    follows: tuple[bool, ...]


def find_witnesses(
    folders: tuple[Path, ...],
    candidates: Sequence[TemplateCandidate],
    listings: FolderListings,
    traits: TraitsCache,
) -> tuple[tuple[Witness, ...], ...]:
    """The witnesses in the first of some folders; while they are too few, also those below the next ones.

    No folder above all candidates is looked at.
    """
    found: list[tuple[Witness, ...]] = []
    for steps in range(min(_MOST_STEPS, max((c.steps for c in candidates), default=-1)) + 1):
        if found and len(found[-1]) >= _ENOUGH:
            break
        files = _own_files(folders[0], listings) if steps == 0 else _files_below(folders[steps], listings)
        found.append(tuple(_witnesses(files, candidates, traits)))
    return tuple(found)


def _own_files(folder: Path, listings: FolderListings) -> list[Path]:
    return [folder / name for name in _spread(listings.names(folder).files, _MOST_LOOKED_AT)]


def _files_below(folder: Path, listings: FolderListings) -> list[Path]:
    files = islice(listings.files_below(folder, _MOST_DEPTH, _MOST_FOLDERS), _MOST_NAMES)
    return _spread(sorted(files), _MOST_LOOKED_AT)


def _witnesses(
    files: list[Path], candidates: Sequence[TemplateCandidate], traits: TraitsCache
) -> Iterator[Witness]:
    templates = {candidate.file for candidate in candidates}
    left = _MOST_BYTES
    some = [
        file for file in _spread(files, _MOST_LOOKED_AT) if file not in templates and _may_be_witness(file)
    ]
    for file in _spread(some, _MOST_WITNESSES):
        status = regular_file_status(file)
        if status is None or status.size > left:
            continue
        left -= status.size
        known = traits.get(file)
        if not (known.form.is_empty or known.hints.is_other_page):
            follows = tuple(follows_form(known.form, candidate.form) for candidate in candidates)
            yield Witness(file, known.form, known.traits, follows)


def _spread(files: Sequence[_File], most: int) -> list[_File]:
    """So many of the files at most, evenly spread: numbers that stand beside each other are of one time."""
    count = min(len(files), most)
    return [files[number * len(files) // count] for number in range(count)]


def _may_be_witness(file: Path) -> bool:
    if is_never_a_spec(file) or is_other_page(file) or is_page_about_specs(file):
        return False
    rank = rank_by_name(file.stem)
    return rank is None or rank >= ONLY_TEMPLATE
