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
from pathlib import Path

from spec_ls.model.document_form import Form, has_form_of_template
from spec_ls.workspace.folder_listings import FolderListings
from spec_ls.workspace.spec_names import is_never_a_spec, is_page_about_specs
from spec_ls.workspace.spec_traits import TraitsCache

ONLY_TEMPLATE = 2
"""Files of a lower rank are never documents."""

_LATE = 4
_RANKS = (
    (0, re.compile(r"template")),
    (0.5, re.compile(r"skeleton|boilerplate|[a-z]{2,6}[-_. ]?template|0{3,}[-_. ]?template")),
    (1, re.compile(r"(?:.*[-_. ])?[a-z]{0,6}?(?:n{3,}|x{3,})(?:[-_. ].*)?")),
    (2, re.compile(r".+[-_]template|template[-_].+")),
    (3, re.compile(r"example|sample")),
)
_FILLER_NUMBER = re.compile(r"[a-z]{0,6}[-_. ]?(?:0{3,}|9{3,})(?:[-_. ].*)?")
_NUMBERED = re.compile(r"[a-z]{0,6}[-_. ]?(\d{3,})(?:[-_. ].*)?")
_CALLED_TEMPLATE = re.compile(r"\btemplate(?: and instructions)?$")
_FOLDERS_OF_TEMPLATES = frozenset({"template", "templates", "skeleton", "skeletons"})
_NUMBERED_FOLDER = re.compile(r"[a-z]{0,6}[-_. ]?\d{3,}(?:[-_. ].*)?")
_MOST_FOLDERS, _MOST_FILES, _MOST_NUMBERED = 64, 8, 16
"""Folders below one, and files and numbered files in a folder, that are looked at."""


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

    ``top`` is the repository's own top folder.
    """
    for steps, around in enumerate(folders):
        way = {folder.name.casefold() for folder in folders[:steps]}
        names = listings.names(around).folders
        inner = [name for name in names if _may_hold_template(name, steps, around == top)]
        for place in (around, *(around / name for name in inner[:_MOST_FOLDERS])):
            for file, rank in _ranked(place, listings, traits, numbered=place == around):
                form = traits.get(file).form
                if has_form_of_template(form):
                    named = _folder_in_name(file) in way
                    yield TemplateCandidate(file, rank, around, steps, place != around, named, form)


def rank_by_name(stem: str) -> float | None:
    """The rank of a file by its name without the suffix; None if the name is no template's."""
    return next((rank for rank, pattern in _RANKS if pattern.fullmatch(stem.casefold())), None)


def _may_hold_template(name: str, steps: int, is_top: bool) -> bool:
    folded = name.casefold()
    if is_top or steps:
        return folded in _FOLDERS_OF_TEMPLATES or not is_top and bool(_NUMBERED_FOLDER.fullmatch(folded))
    return True


def _ranked(
    folder: Path, listings: FolderListings, traits: TraitsCache, numbered: bool
) -> Iterator[tuple[Path, float]]:
    files = [
        folder / name
        for name in listings.names(folder).files
        if not is_never_a_spec(Path(name)) and not is_page_about_specs(Path(name))
    ]
    by_name = [(file, rank) for file in files if (rank := rank_by_name(file.stem)) is not None]
    yield from sorted(by_name, key=lambda found: found[1])[:_MOST_FILES]
    if numbered:
        known = {file for file, _ in by_name}
        for file in _lowest_numbers([file for file in files if file not in known]):
            rank = _rank_by_form(file, traits.get(file).form)
            if rank is not None:
                yield file, rank


def _lowest_numbers(files: list[Path]) -> list[Path]:
    found = [(int(match[1]), file) for file in files if (match := _NUMBERED.fullmatch(file.stem.casefold()))]
    found.sort()
    last = [item for item in found if _FILLER_NUMBER.fullmatch(item[1].stem.casefold())][-_LATE:]
    return [file for _, file in dict.fromkeys((*found[:_MOST_NUMBERED], *last))]


def _rank_by_form(file: Path, form: Form) -> float | None:
    if _FILLER_NUMBER.fullmatch(file.stem.casefold()):
        return 1 if "template" in form.title or not form.is_filled_in else None
    return 3 if _CALLED_TEMPLATE.search(form.title) else None


def _folder_in_name(file: Path) -> str:
    return re.sub(r"[-_]template$", "", file.stem.casefold())
