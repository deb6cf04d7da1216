"""Completion of paths of files: in directives, in ``:download:`` and in targets, folder by folder.

A path is relative to the document, or, behind a slash, to the folder of ``conf.py``, as Sphinx reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from spec_ls.features.candidates import Candidate, CandidateKind
from spec_ls.features.markup_context import MarkupContext, Wanted, markup_context
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.text import Edit, Position, Range

MOST_PATHS = 300
"""Candidates in one answer; typing on narrows them."""

_IMAGES = frozenset(
    {".apng", ".avif", ".bmp", ".eps", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".tif"}
    | {".tiff", ".webp"}
)
_RST = frozenset({".rst", ".rest", ".txt", ".inc"})
_ARGUMENTS = {"image": _IMAGES, "figure": _IMAGES, "include": _RST, "literalinclude": frozenset[str]()}
"""The directives whose argument is a file, with the suffixes that fit; none where any does."""

_OPTIONS = {
    ("csv-table", "file"): frozenset({".csv", ".tsv"}),
    ("raw", "file"): frozenset({".html", ".htm", ".tex", ".svg"}),
    ("literalinclude", "diff"): frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class PathWanted:
    """A path that is begun: ``folder`` is the absolute one whose names may come next.

    ``typed`` is the begun name in it, ``range`` where that stands; ``suffixes`` are those that fit best, and
    ``closing`` ends the markup behind a file.
    """

    folder: Path
    typed: str
    range: Range
    suffixes: frozenset[str]
    closing: str


def path_wanted(
    document: Document, position: Position, path: Path, pages: Callable[[], LinkedPages]
) -> PathWanted | None:
    """The path at a position of the document at ``path``, which is absolute; None where none may stand.

    ``pages`` is asked for paths behind a slash alone.
    """
    context = markup_context(document, position)
    suffixes = None if context is None else _suffixes(context)
    if context is None or suffixes is None or ":" in context.typed or "\0" in context.typed:
        return None
    above, slash, name = context.typed.rpartition("/")
    base: Path | None = path.parent
    if context.typed.startswith("/"):
        base = None if context.wanted is Wanted.TARGET_PATH else pages().source_of(path)
    if base is None:
        return None
    folder = Path(os.path.normpath(base / PurePosixPath((above + slash).lstrip("/"))))
    end = context.range.end
    place = Range(Position(end.line, end.column - len(name)), end)
    return PathWanted(folder, name, place, suffixes, _closing(context))


def complete_path(
    wanted: PathWanted, path: Path, files: Iterable[str], folders: Iterable[str]
) -> tuple[Candidate, ...]:
    """The candidates among the names in the folder: files that fit, folders, other files.

    Those that begin with what is typed come first of these.  The document at ``path`` itself is left out, and
    so are names with white space, which directives read as several.
    """
    own = path.name if path.parent == wanted.folder else ""
    fitting, others = list[Candidate](), list[Candidate]()
    for name in files:
        if name != own and not _has_space(name):
            fits = not wanted.suffixes or PurePosixPath(name).suffix.lower() in wanted.suffixes
            (fitting if fits else others).append(_candidate(wanted, name, wanted.closing, "a file"))
    below = [_candidate(wanted, f"{name}/", "", "a folder") for name in folders if not _has_space(name)]
    found, typed = [*fitting, *below, *others], wanted.typed.casefold()
    if len(found) > MOST_PATHS:
        found = [candidate for candidate in found if typed in candidate.label.casefold()]
    found.sort(key=lambda candidate: not candidate.label.casefold().startswith(typed))
    return tuple(found[:MOST_PATHS])


def _suffixes(context: MarkupContext) -> frozenset[str] | None:
    """The suffixes of files that fit, none where any does; None where no path stands."""
    name = context.name.lower()
    if context.wanted is Wanted.ARGUMENT:
        return _ARGUMENTS.get(name)
    if context.wanted is Wanted.OPTION_VALUE:
        return _OPTIONS.get((name, context.option.lower()))
    is_path = context.wanted is Wanted.TARGET_PATH
    return frozenset() if is_path or (context.wanted is Wanted.ROLE_TARGET and name == "download") else None


def _closing(context: MarkupContext) -> str:
    """What ends the markup behind a file, without what stands there already."""
    if context.wanted is not Wanted.ROLE_TARGET:
        return ""
    closing = ">`" if context.opened_by == "<" else "`"
    return "" if context.rest.startswith(closing) else closing


def _candidate(wanted: PathWanted, name: str, closing: str, summary: str) -> Candidate:
    kind = CandidateKind.FOLDER if name.endswith("/") else CandidateKind.FILE
    return Candidate(name, Edit(wanted.range, name + closing), summary, kind=kind)


def _has_space(name: str) -> bool:
    return any(character.isspace() or character in "`<>" for character in name)
