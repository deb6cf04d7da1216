"""Finds files anywhere in a repository that documents are written after which nothing serves.

Evidence looks for a template around its documents alone; ``spec-ls init`` looks everywhere, for somebody
reads what it proposes.  A template is likely if two documents follow it at least, and half of those in a
folder.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_ls.model.document_form import Form, follows_form, has_form_of_template
from spec_ls.workspace.spec_names import is_never_a_spec, is_other_page, is_page_about_specs
from spec_ls.workspace.spec_traits import TraitsCache
from spec_ls.workspace.template_candidates import rank_by_name

_FOLDERS_OF_TEMPLATES = frozenset({"template", "templates", "skeleton", "skeletons"})
_ENOUGH, _SHARE = 2, 0.5
_FEWEST_SECTIONS = 3
_MOST_CANDIDATES = 50
"""Files that documents are compared with: a repository has few templates, however many documents."""


@dataclass(frozen=True, slots=True)
class LikelyTemplate:
    """A file, and a folder whose documents are written after it.

    ``following`` of its ``documents`` follow it.  ``is_deep`` is true if those in folders below count, too.
    """

    file: Path
    folder: Path
    is_deep: bool
    following: int
    documents: int


@dataclass(frozen=True, slots=True)
class LikelyTemplates:
    """The likely templates, those for the innermost folders first; a folder has one at most.

    ``unused`` are files that look like templates, and that no two documents follow.
    """

    found: tuple[LikelyTemplate, ...] = ()
    unused: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """A candidate with the documents that follow it, among all documents that nothing serves."""

    file: Path
    followers: Sequence[Path]
    documents: Sequence[Path]
    served: Sequence[Path]


def likely_templates(
    unserved: Sequence[Path], templates: Sequence[Path] = (), served: Sequence[Path] = ()
) -> LikelyTemplates:
    """Look for the templates of files that no template serves, among these files and known ``templates``.

    A folder with ``served`` files is none of theirs.  All paths are absolute.  A file that cannot be read
    follows nothing.
    """
    traits = TraitsCache()
    files = [file for file in (*templates, *unserved) if not is_never_a_spec(file)]
    looked_at = [file for file in files if not os.path.islink(file)]  # what a link leads to counts once
    forms = {file: traits.get(file).form for file in looked_at}
    candidates = [file for file, form in forms.items() if _may_be_template(file, form)][:_MOST_CANDIDATES]
    others = {*templates, *candidates}
    documents = [file for file in forms if file not in others and not _is_page(file)]
    followers = defaultdict[Path, list[Path]](list)
    for document in documents:
        best = _best_template(document, forms, candidates)
        if best is not None:
            followers[best].append(document)
    groups = [_Group(file, followers[file], documents, served) for file in candidates if file in followers]
    found = [likely for group in groups for likely in _folders_of(group)]
    unused = tuple(file for file in candidates if all(likely.file != file for likely in found))
    return LikelyTemplates(tuple(_of_different_folders(found)), unused)


def _may_be_template(file: Path, form: Form) -> bool:
    if rank_by_name(file.stem) is not None or file.parent.name.casefold() in _FOLDERS_OF_TEMPLATES:
        return len(form.titles) >= _FEWEST_SECTIONS or has_form_of_template(form)
    return not form.is_filled_in and has_form_of_template(form)


def _is_page(file: Path) -> bool:
    return is_other_page(file) or is_page_about_specs(file)


def _best_template(document: Path, forms: Mapping[Path, Form], candidates: Sequence[Path]) -> Path | None:
    """The candidate with which a document shares most titles and fields, the nearest of several."""
    form = forms[document]

    def likeness(candidate: Path) -> tuple[int, int]:
        other = forms[candidate]
        shared = len(form.titles & other.titles) + len(form.fields & other.fields)
        common = os.path.commonpath([document.parent, candidate.parent])
        return shared, len(Path(common).parts)

    following = [candidate for candidate in candidates if follows_form(form, forms[candidate])]
    return max(following, key=likeness, default=None)


def _folders_of(group: _Group) -> Iterator[LikelyTemplate]:
    """The folder around all documents that follow a template if half of it does, else single folders."""
    folders = tuple(dict.fromkeys(document.parent for document in group.followers))
    around = Path(os.path.commonpath(folders))
    whole = _in_folder(group, around, is_deep=folders != (around,))
    if whole is not None:
        yield whole
        return
    for folder in folders:
        found = _in_folder(group, folder, is_deep=False)
        if found is not None:
            yield found


def _in_folder(group: _Group, folder: Path, is_deep: bool) -> LikelyTemplate | None:
    def count(paths: Sequence[Path]) -> int:
        return sum(path.is_relative_to(folder) if is_deep else path.parent == folder for path in paths)

    following, number = count(group.followers), count(group.documents)
    if following < _ENOUGH or following < _SHARE * number or count(group.served):
        return None
    return LikelyTemplate(group.file, folder, is_deep, following, number)


def _of_different_folders(found: Sequence[LikelyTemplate]) -> list[LikelyTemplate]:
    """One for each folder, that with most documents; a rule for an inner folder has to stand first."""
    best = dict[Path, LikelyTemplate]()
    for likely in found:
        known = best.get(likely.folder)
        if known is None or known.following < likely.following:
            best[likely.folder] = likely
    return sorted(best.values(), key=lambda likely: (-len(likely.folder.parts), likely.folder))
