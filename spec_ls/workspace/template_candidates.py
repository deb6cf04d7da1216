"""Finds the files that could be the template of the documents in a folder, by their names and their form.

They stand in the folder or above it, or in a folder right below one of these.  Their ranks, the lower the
likelier: what is called template alone; a process's short name with it, or 0000-template; NNNN or XXXX for
the number, or a number of zeros or nines with a placeholder inside; any other name with "template" in it;
an example, or a numbered document whose own title calls it a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from pathlib import Path

from spec_ls.model.document_form import Form, has_form_of_template
from spec_ls.workspace.folder_listings import FolderListings
from spec_ls.workspace.spec_names import is_never_a_spec
from spec_ls.workspace.spec_traits import TraitsCache

ONLY_TEMPLATE = 2
"""Files of a lower rank are never documents."""

_RANKS = (
    (0, re.compile(r"template")),
    (0.5, re.compile(r"skeleton|boilerplate|[a-z]{2,6}[-_. ]?template|0{3,}[-_. ]?template")),
    (1, re.compile(r"(?:.*[-_. ])?[a-z]{0,6}?(?:n{3,}|x{3,})(?:[-_. ].*)?")),
    (2, re.compile(r".+[-_]template|template[-_].+")),
    (3, re.compile(r"example|sample")),
)
_WORD = re.compile(r"template|skeleton|boilerplate|example|sample|n{3}|x{3}", re.IGNORECASE)
"""A part of each name that has a rank."""

_FILLER_NUMBER = re.compile(r"[a-z]{0,6}[-_. ]?(?:0{3,}|9{3,})[-_. ].*", re.IGNORECASE)
_NUMBERED = re.compile(r"[a-z]{0,6}[-_. ]?(\d{3,})[-_. ].*", re.IGNORECASE)
_CALLED_TEMPLATE = re.compile(r"\btemplate(?: and instructions)?$")
_FOLDERS_OF_TEMPLATES = frozenset({"template", "templates", "skeleton", "skeletons"})
_NUMBERED_FOLDER = re.compile(r"[a-z]{0,6}[-_. ]?\d{3,}(?:[-_. ].*)?")
_MOST_NAMED = 1_000
_MOST_FOLDERS, _MOST_FILES, _MOST_NUMBERED, _MOST_FILLERS = 64, 8, 16, 4
"""Folders below one, and files by their names, by low numbers and by filler numbers, that are looked at."""


@dataclass(frozen=True, slots=True)
class TemplateCandidate:
    """A file that could be a template.

    ``around`` is the folder in or right below which it stands, ``steps`` folders above that of the documents;
    ``is_below`` is true if it stands in a folder below.  ``is_named_for_folder`` is true for ``X-template``
    of documents in a folder X.
    """

    file: Path
    rank: float
    around: Path
    steps: int
    is_below: bool
    is_named_for_folder: bool
    form: Form


def template_candidates(
    folders: tuple[Path, ...], top: Path | None, listings: FolderListings, traits: TraitsCache
) -> Iterator[TemplateCandidate]:
    """The candidates for the documents of the first of some folders, each of which is in the next.

    ``top`` is the repository's own top folder: of the folders in it only those for templates are looked into.
    """
    for steps, around in enumerate(folders):
        way = {folder.name.casefold() for folder in folders[:steps]}
        names = listings.names(around).folders
        others = {name.casefold() for name in names} - way  # X-template is for the folder X alone
        inner = [name for name in names if _may_hold_template(name, steps, around == top)]
        for place in (around, *(around / name for name in inner[:_MOST_FOLDERS])):
            files = listings.names(place).files
            ranked = _ranked_by_name(place, files, way)
            if place == around:
                ranked += _ranked_by_form(place, files, traits)
            for file, rank in ranked:
                if folder_in_name(file) in others:
                    continue
                form = traits.get(file).form
                if has_form_of_template(form):
                    is_named = folder_in_name(file) in way
                    yield TemplateCandidate(file, rank, around, steps, place != around, is_named, form)


def rank_by_name(stem: str) -> float | None:
    """The rank of a file by its name without the suffix; None if the name is no template's."""
    return next((rank for rank, pattern in _RANKS if pattern.fullmatch(stem.casefold())), None)


def folder_in_name(file: Path) -> str:
    """The X in the name of ``X-template``, lower case; else the whole name."""
    return re.sub(r"[-_]template$", "", file.stem.casefold())


def _may_hold_template(name: str, steps: int, is_top: bool) -> bool:
    folded = name.casefold()
    if is_top or steps:
        return folded in _FOLDERS_OF_TEMPLATES or (not is_top and bool(_NUMBERED_FOLDER.fullmatch(folded)))
    return True


def _ranked_by_name(folder: Path, names: tuple[str, ...], way: set[str]) -> list[tuple[Path, float]]:
    """The files that are named like templates, those first that are named for a folder on the way."""
    found = []
    for name in islice(filter(_WORD.search, names), _MOST_NAMED):
        file = folder / name
        rank = rank_by_name(file.stem)
        if rank is not None and not is_never_a_spec(file):
            found.append((file, rank))
    found.sort(key=lambda item: (folder_in_name(item[0]) not in way, item[1]))
    return found[:_MOST_FILES]


def _ranked_by_form(folder: Path, names: tuple[str, ...], traits: TraitsCache) -> list[tuple[Path, float]]:
    """The numbered documents that call themselves templates, of the lowest numbers and filler numbers."""
    numbered = [(int(found[1]), found[0]) for found in map(_NUMBERED.fullmatch, names) if found]
    fillers = [name for _, name in numbered if _FILLER_NUMBER.fullmatch(name)][-_MOST_FILLERS:]
    lowest = [name for _, name in nsmallest(_MOST_NUMBERED, numbered)]
    files = [folder / name for name in dict.fromkeys((*lowest, *fillers)) if not _WORD.search(name)]
    ranks = ((file, _rank_by_form(file, traits.get(file).form)) for file in files)
    return [(file, rank) for file, rank in ranks if rank is not None]


def _rank_by_form(file: Path, form: Form) -> float | None:
    if _FILLER_NUMBER.fullmatch(file.name):
        return 1 if "template" in form.title or not form.is_filled_in else None
    return 3 if _CALLED_TEMPLATE.search(form.title) else None
