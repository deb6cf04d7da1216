"""What documents of a workspace refer to in each other: labels, and documents by their names.

Source of the rules: Sphinx's standard domain (``:ref:``, ``:doc:``) and its toctree.  A document's name is
its path without suffix, relative to the document that names it, or, behind a slash, to the folder of
``conf.py``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from spec_ls.model.page_summary import DOCUMENT_NAMES, Entry, EntryKind

_SUFFIX = ".rst"


class Place(NamedTuple):
    """An entry of a document."""

    path: Path
    entry: Entry


@dataclass(frozen=True, slots=True)
class LinkedPages:
    """The documents of a workspace.

    ``summaries`` are by absolute path.  ``sources`` are the folders that hold a ``conf.py``, absolute too.
    """

    summaries: Mapping[Path, tuple[Entry, ...]] = field(default_factory=dict)
    sources: frozenset[Path] = frozenset()

    def labels(self) -> Iterator[Place]:
        """All labels."""
        return self._entries(EntryKind.LABEL)

    def label(self, name: str) -> Place | None:
        """The label of a name, as docutils normalises it."""
        return next((place for place in self.labels() if place.entry.name == name), None)

    def uses_of_label(self, name: str) -> Iterator[Place]:
        """The references to a label in all documents."""
        return (place for place in self._entries(EntryKind.LABEL_REFERENCE) if place.entry.name == name)

    def titles(self, title: str) -> Iterator[Place]:
        """The titles that are the same as a title."""
        return (place for place in self._entries(EntryKind.TITLE) if place.entry.name == title)

    def people(self, path: Path | None) -> list[str]:
        """Who is named in other documents than that at ``path``: first those whom most of them name."""
        others = ((place.entry.name, place.path) for place in self._entries(EntryKind.PERSON))
        known = Counter(name for name, other in sorted(set(others), reverse=True) if other != path)
        return [name for name, _ in known.most_common()]

    def document(self, name: str, path: Path) -> Path | None:
        """The document that a name in the document at ``path`` means; None if it is not there."""
        for folder in self._folders(name, path):
            for written in (name, name + _SUFFIX):
                found = Path(os.path.normpath(folder / PurePosixPath(written.lstrip("/"))))
                if found in self.summaries:
                    return found
        return None

    def name_of(self, document: Path, path: Path) -> str:
        """The name by which the document at ``path`` refers to a document: relative where it is near."""
        relative = relative_name(document, path)
        source = self.source_of(path)
        if relative.startswith("..") and source is not None and document.is_relative_to(source):
            return "/" + document.relative_to(source).with_suffix("").as_posix()
        return relative

    def uses_of_document(self, document: Path) -> Iterator[Place]:
        """The references to a document in all documents."""
        for path, entries in self.summaries.items():
            for entry in entries:
                if entry.kind in DOCUMENT_NAMES and self.document(entry.name, path) == document:
                    yield Place(path, entry)

    def source_of(self, path: Path) -> Path | None:
        """The innermost folder with a ``conf.py`` around a document."""
        around = [source for source in self.sources if path.is_relative_to(source)]
        return max(around, key=lambda source: len(source.parts), default=None)

    def _folders(self, name: str, path: Path) -> Iterator[Path]:
        """The folders to which a name is relative.

        Specs often lie beside the folder of ``conf.py`` and are linked into it: then any of these will do.
        """
        if not name.startswith("/"):
            yield path.parent
            return
        source = self.source_of(path)
        yield from (source,) if source is not None else sorted(self.sources)
        if source is None:  # the specs' own folder, as it is seen from the linking one
            yield from path.parents

    def _entries(self, kind: EntryKind) -> Iterator[Place]:
        return (
            Place(path, entry)
            for path, entries in self.summaries.items()
            for entry in entries
            if entry.kind is kind
        )


def relative_name(document: Path, path: Path) -> str:
    """The path of a document without its suffix, relative to the document at ``path``."""
    relative = os.path.relpath(document.with_suffix(""), path.parent)
    return PurePosixPath(*Path(relative).parts).as_posix()


NO_PAGES = LinkedPages()
"""The documents of a workspace of which nothing is known."""
