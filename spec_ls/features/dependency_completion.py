"""Completion of the names of other specs in a section about dependencies, as specs name each other there.

A list over each word of prose would be noise.  Names are offered for the first word of a paragraph or of a
list item, for a word with a hyphen or an underscore in it, and for none where an author asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from spec_ls.features.candidates import Candidate, CandidateKind
from spec_ls.model.dependency_sections import asks_for_dependencies
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import Entry, EntryKind, first_title
from spec_ls.rst.blocks import Kind
from spec_ls.rst.nested import literal_lines
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

MOST_NAMES = 100
"""Candidates in one answer; typing on narrows them."""

_FEWEST_LETTERS, _FEWEST_OF_WORD = 2, 3
"""Letters with which names are offered, and with which a word in their middle counts."""

_COMMON = frozenset(
    {"the", "this", "that", "these", "there", "for", "and", "with", "none", "not", "any", "all", "its", "our"}
)
"""Words with which prose begins, and which stand in many names."""

_FIRST_WORD = re.compile(r"\s*(?P<mark>(?:[-+*\u2022]|\(?(?:\d{1,3}|#)[.)])[ \t]+)?(?P<typed>\w[\w.-]*)?$")
_JOINED_WORD = re.compile(r"(?:.*[\s(])?(?P<typed>\w+[-_][\w.-]*)$")
_JOINTS = re.compile(r"[-_.\s]+")
_KINDS = frozenset(
    {
        Kind.TITLE,
        Kind.PARAGRAPH,
        Kind.BULLET_ITEM,
        Kind.ENUMERATED_LIST,
        Kind.BLOCK_QUOTE,
        Kind.DEFINITION_ITEM,
    }
)
"""Blocks in which, or in the blank lines behind which, names are written."""

_Rank = tuple[bool, bool, bool, str]

_FEWEST_REFERRING, _SHARE_REFERRING = 3, 20
"""Documents that refer to others by ``:doc:``, and the one of so many that does, where that is the habit."""


def complete_dependency(
    spec: Spec, position: Position, path: Path, pages: Callable[[], LinkedPages], asked: bool
) -> tuple[Candidate, ...]:
    """The specs whose names or titles have a word that begins as typed, those in the same folder first.

    ``path`` is the spec's, which is absolute; ``asked`` is true if the author may have asked for candidates.
    """
    typed = _typed(spec, position)
    if typed is None or typed.casefold() in _COMMON:
        return ()
    if len(typed) < _FEWEST_LETTERS and not (asked and not typed):
        return ()
    known = pages()
    by_role, wanted = _refers_by_role(known), frozenset(slot.title for slot in spec.template.slots)
    place = Range(Position(position.line, position.column - len(typed)), position)
    found = dict[str, Candidate]()
    for named in _ranked(known, path, _folded(typed)):
        is_spec = named.title != spec.template.title and _is_written_after(wanted, named.entries)
        if is_spec and named.path.stem not in found:
            own_link = _own_link(named.entries) or named.path.stem
            text = f":doc:`{known.name_of(named.path, path)}`" if by_role else own_link
            found[named.path.stem] = _candidate(named, typed, Edit(place, text))
        if len(found) == MOST_NAMES:
            break
    return tuple(found.values())


class _Named(NamedTuple):
    """A document that may be a spec."""

    path: Path
    title: str
    entries: tuple[Entry, ...]


def _candidate(named: _Named, typed: str, edit: Edit) -> Candidate:
    name = named.path.stem
    begun = _begun(name, _folded(typed)) or _begun(named.title, _folded(typed))
    return Candidate(
        name,
        edit,
        named.title,
        guidance=f"{named.title}\n\n``{named.path.parent.name}/{named.path.name}``",
        chosen_by="" if name.startswith(typed) else f"{typed}{begun[len(typed) :]} {name}",
        kind=CandidateKind.REFERENCE,
    )


def _typed(spec: Spec, position: Position) -> str | None:
    """The word that may become a name; None where none is begun, or the section is about something else."""
    spec = spec.unpromoted
    document, line = spec.document, line_content(spec.text.lines[position.line])
    section = document.section_at(position.line)
    slot = None if section is None else spec.outline.slot_of(section)
    if section is None or slot is None or not asks_for_dependencies(slot):
        return None
    index = spec.blocks.at(position.line)
    block, inside = spec.blocks.items[index], position.line - spec.blocks.starts[index]
    if block.kind not in _KINDS or position.line < document.heading_lines(section)[1]:
        return None
    if inside in literal_lines(block) or line[position.column : position.column + 1].strip():
        return None
    before = line[: position.column]
    joined, first = _JOINED_WORD.match(before), _FIRST_WORD.match(before)
    if joined is not None:
        return joined["typed"]
    above = spec.text.lines[position.line - 1].strip()
    if first is None or not (first["mark"] or not above or above.endswith((":", ","))):
        return None
    return first["typed"] or ""


def _ranked(pages: LinkedPages, path: Path, typed: str) -> list[_Named]:
    """The other documents with a word that begins as typed.

    Those come first whose names begin so, then those with such a word in their names; of these the ones in
    the same folder, and then the last by their paths, as folders are often releases.
    """
    first, folder, found = typed.partition(" ")[0], str(path.parent), list[tuple[_Rank, _Named]]()
    for other, entries in pages.summaries.items():
        title = first_title(entries)
        if title is None or other == path:
            continue
        name = other.stem
        if first not in name.casefold() and first not in title.name.casefold():
            continue
        in_name = _begins(name, typed)
        if in_name or _begins(title.name, typed):
            begins = _folded(name).startswith(typed)
            above = str(other.parent)
            rank = (begins, in_name, above == folder, f"{above}/{name}")
            found.append((rank, _Named(other, title.name, entries)))
    found.sort(key=lambda ranked: ranked[0], reverse=True)
    return [named for _, named in found]


def _is_written_after(wanted: frozenset[str], entries: Iterable[Entry]) -> bool:
    """True if a document has half of the sections that a template has at the top; releases differ in some."""
    titles = {entry.name for entry in entries if entry.kind is EntryKind.TITLE}
    return len(titles & wanted) * 2 >= max(len(wanted), 2)


def _own_link(entries: Iterable[Entry]) -> str | None:
    """The link to a document's work: it stands above its sections."""
    titles = 0
    for entry in entries:
        titles += entry.kind is EntryKind.TITLE
        if entry.kind is EntryKind.WORK:
            return entry.name
        if titles > 1:
            break
    return None


def _refers_by_role(pages: LinkedPages) -> bool:
    """True if documents of the workspace refer to each other by ``:doc:``."""
    count = sum(
        any(entry.kind is EntryKind.DOCUMENT_REFERENCE for entry in entries)
        for entries in pages.summaries.values()
    )
    return count >= _FEWEST_REFERRING and count * _SHARE_REFERRING >= len(pages.summaries)


def _begins(text: str, typed: str) -> bool:
    """True if a text, or with enough letters a word of it, begins as typed, which is folded."""
    folded = _folded(text)
    return folded.startswith(typed) or (len(typed) >= _FEWEST_OF_WORD and f" {typed}" in folded)


def _begun(text: str, typed: str) -> str:
    """A text from the word on that begins as typed, to which editors compare that; else nothing."""
    starts = (0, *(joint.end() for joint in _JOINTS.finditer(text)))
    return next((text[start:] for start in starts if _folded(text[start:]).startswith(typed)), "")


def _folded(text: str) -> str:
    """A text with single spaces in place of what joins its words, whatever its case."""
    return _JOINTS.sub(" ", text).casefold()
