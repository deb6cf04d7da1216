"""What other documents say of files that are to be renamed: references by name, and toctrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from spec_ls.model.linked_pages import LinkedPages, Place, relative_name
from spec_ls.model.page_summary import DOCUMENT_NAMES, Entry


class NewName(NamedTuple):
    """The name that an entry's document is to be called by."""

    place: Place
    name: str


def renamed(pages: LinkedPages, moves: Mapping[Path, Path]) -> Iterator[NewName]:
    """The references that have to change when files, or folders of files, are moved; paths are absolute.

    References in a moved file are relative to its old place, so those change, too, though what they name
    stays.
    """
    for path, entries in pages.summaries.items():
        target_of_page = moved(path, moves)
        for entry in entries:
            if entry.kind not in DOCUMENT_NAMES:
                continue
            target = pages.document(entry.name, path)
            if target is None:
                continue
            name = _name(entry, moved(target, moves), target, target_of_page, path)
            if name != entry.name:
                yield NewName(Place(path, entry), name)


def moved(path: Path, moves: Mapping[Path, Path]) -> Path:
    """Where a path is after the moves."""
    for old, new in moves.items():
        if path == old:
            return new
        if path.is_relative_to(old):
            return new / path.relative_to(old)
    return path


def _name(entry: Entry, now: Path, before: Path, page: Path, page_before: Path) -> str:
    """The new name of an entry's document, in the form that the old one has."""
    if now == before and page.parent == page_before.parent:
        return entry.name
    suffix = ".rst" if entry.name.endswith(".rst") else ""
    if not entry.name.startswith("/"):
        return relative_name(now, page) + suffix
    if now == before:
        return entry.name
    parts = before.with_suffix("").parts
    named = PurePosixPath(entry.name.removesuffix(".rst").lstrip("/")).parts
    top = Path(*parts[: len(parts) - len(named)])  # the folder that the slash means
    if not now.is_relative_to(top):
        return entry.name
    return "/" + now.relative_to(top).with_suffix("").as_posix() + suffix
