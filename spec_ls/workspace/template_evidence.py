"""Finds the template of a path by evidence: the documents around it are written after a file named like one.

Such documents are the witnesses: those of the path's own folder, and, while there are fewer than three, those
below the folders around it, up to the one where the template stands.  A template is accepted if three of ten
witnesses follow it, and at least two.  Its documents are those that follow it, too, and those that are named
as nearly all of its witnesses are (``pep-0001``, ``proposal``): a new, empty file is served as they are.  The
thresholds were measured on the specs of some 50 repositories, and are flat: half or double of each changes
the template of one document in a hundred at most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spec_ls.model.document import parse
from spec_ls.model.document_form import Form, follows_form, form_of
from spec_ls.model.evidence import Traits, with_demand_of_half
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace.file_snapshots import FileSnapshots
from spec_ls.workspace.files import same_file
from spec_ls.workspace.folder_listings import FolderListings
from spec_ls.workspace.spec_names import is_page_about_specs
from spec_ls.workspace.spec_traits import TraitsCache
from spec_ls.workspace.template_candidates import (
    ONLY_TEMPLATE,
    TemplateCandidate,
    folder_in_name,
    rank_by_name,
    template_candidates,
)
from spec_ls.workspace.witnesses import Witness, find_witnesses

_FEW_WITNESSES = 3
_SHARE_ACCEPTED, _ENOUGH_ACCEPTED = 0.3, 2
_SHARE_OF_NAME, _ENOUGH_OF_NAME = 0.8, 5
_SHARE_WITHOUT_NAME = 0.6
_USUAL_SHARE = 0.1
"""The share of any documents that have a title by chance."""

_NUMBERED = re.compile(r"([^\W\d_]*[-_. ]?)\d+")


@dataclass(frozen=True, slots=True)
class TemplateEvidence:
    """The evidence for a template: how many witnesses there are, and how many of them follow it.

    ``others`` are the other files that would serve.  ``specs`` are the traits of the witnesses.
    """

    file: Path
    witnesses: int
    following: int
    others: tuple[Path, ...]
    specs: tuple[Traits, ...]


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """The evidence for the template that serves a path; ``is_template`` is true if the path is one itself."""

    evidence: TemplateEvidence | None = None
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class _Folder:
    """The candidates for a folder's documents, and the witnesses: in it, then also below folders around."""

    snapshots: FileSnapshots
    candidates: tuple[TemplateCandidate, ...]
    witnesses: tuple[tuple[Witness, ...], ...]


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A candidate that its witnesses follow."""

    candidate: TemplateCandidate
    witnesses: tuple[Witness, ...]
    following: tuple[Witness, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """The key that sorts the best first."""
        candidate, count = self.candidate, max(1, len(self.witnesses))
        titles = Counter(title for witness in self.witnesses for title in witness.form.titles)
        fit = sum(titles[title] / count - _USUAL_SHARE for title in candidate.form.titles)
        late = candidate.rank >= ONLY_TEMPLATE
        place = candidate.steps, candidate.is_below
        return not candidate.is_named_for_folder, late, *place, candidate.rank, -fit, candidate.file


class EvidenceSearch:
    """Finds templates by evidence.  Holds caches alone."""

    def __init__(self, traits: TraitsCache) -> None:
        self._traits = traits
        self._listings = FolderListings()
        self._known: dict[tuple[tuple[Path, ...], Path | None], _Folder] = {}
        self._adjusted: dict[Path, tuple[Template, tuple[Traits, ...], Template]] = {}

    def answer(
        self, path: Path, folders: tuple[Path, ...], top: Path | None, text: Text | None
    ) -> EvidenceAnswer:
        """The template of a path, if there is evidence for one.

        ``folders`` are the path's own and those around it in which a template may stand; ``top`` is the
        repository's top.  ``text`` is the content, where it is not the file's.
        """
        folder = self._folder(folders, top)
        if not folder.candidates:
            return EvidenceAnswer()
        if self._is_only_template(path, folder):
            return EvidenceAnswer(is_template=True)
        accepted = [
            found for item in enumerate(folder.candidates) if (found := _accepted(path, folder, *item))
        ]
        accepted.sort(key=lambda found: found.order)
        if not accepted:
            return EvidenceAnswer()
        best, *others = accepted
        form = self._traits.get(path).form if text is None else form_of(parse(text))
        if any(same_file(path, file) for file in _unwritten_templates(best, others)):
            return EvidenceAnswer(is_template=True)
        if form.is_redirect or is_page_about_specs(path) or not _is_document(path, form, best):
            return EvidenceAnswer()
        return EvidenceAnswer(_evidence(best, others))

    def adjusted(self, template: Template, evidence: TemplateEvidence) -> Template:
        """The template with no more demand than its witnesses show; one object while both are the same."""
        known = self._adjusted.get(evidence.file)
        if known is None or known[0] is not template or known[1] != evidence.specs:
            known = (template, evidence.specs, with_demand_of_half(template, evidence.specs))
            self._adjusted[evidence.file] = known
        return known[2]

    def _is_only_template(self, path: Path, folder: _Folder) -> bool:
        """True for what is never a document: a candidate by its rank, or ``X-template`` near folder X."""
        rank = rank_by_name(path.stem)
        if rank is None:
            return False
        near = (*self._listings.names(path.parent).folders, *self._listings.names(path.parent.parent).folders)
        if folder_in_name(path) in map(str.casefold, near):
            return True
        return rank < ONLY_TEMPLATE and any(candidate.file == path for candidate in folder.candidates)

    def _folder(self, folders: tuple[Path, ...], top: Path | None) -> _Folder:
        known = self._known.get((folders, top))
        if known is None or not known.snapshots.is_current():
            snapshots = FileSnapshots()
            with snapshots.recording():
                candidates = tuple(template_candidates(folders, top, self._listings, self._traits))
                witnesses = find_witnesses(folders, candidates, self._listings, self._traits)
            known = self._known[folders, top] = _Folder(snapshots, candidates, witnesses)
        known.snapshots.pass_on()
        return known


def _accepted(path: Path, folder: _Folder, number: int, candidate: TemplateCandidate) -> _Accepted | None:
    """The candidate of this number, if the witnesses other than the path follow it."""
    witnesses: tuple[Witness, ...] = ()
    for around in folder.witnesses[: candidate.steps + 1]:
        witnesses = tuple(witness for witness in around if witness.file != path)
        if len(witnesses) >= _FEW_WITNESSES:
            break
    following = tuple(witness for witness in witnesses if witness.follows[number])
    if candidate.is_named_for_folder:
        is_accepted = bool(following) or not witnesses
    else:
        is_accepted = len(following) >= max(_ENOUGH_ACCEPTED, _SHARE_ACCEPTED * len(witnesses))
    return _Accepted(candidate, witnesses, following) if is_accepted else None


def _unwritten_templates(best: _Accepted, others: list[_Accepted]) -> Iterator[Path]:
    """The best candidate, and others that are no documents, for their fields hold placeholders."""
    yield best.candidate.file
    yield from (other.candidate.file for other in others if not other.candidate.form.is_filled_in)


def _is_document(path: Path, form: Form, accepted: _Accepted) -> bool:
    """True if a path is a document of a template: it follows it, or is named as its witnesses are."""
    if follows_form(form, accepted.candidate.form):
        return True
    following = accepted.following
    names = Counter(_shape(witness.file) for witness in following)
    shape, count = names.most_common(1)[0] if names else ("", 0)
    if len(following) >= _ENOUGH_OF_NAME and count >= _SHARE_OF_NAME * len(following):
        return _shape(path) == shape
    beside = any(witness.file.parent == path.parent for witness in following)
    return beside and len(following) >= _SHARE_WITHOUT_NAME * len(accepted.witnesses)


def _shape(file: Path) -> str:
    """A file's name up to its number, if it starts with a number or a word before one; else all of it."""
    stem = file.stem.casefold()
    numbered = _NUMBERED.match(stem)
    return f"{numbered[1]}9" if numbered else stem


def _evidence(best: _Accepted, others: list[_Accepted]) -> TemplateEvidence:
    return TemplateEvidence(
        best.candidate.file,
        len(best.witnesses),
        len(best.following),
        tuple(other.candidate.file for other in others),
        tuple(witness.traits for witness in best.witnesses),
    )
