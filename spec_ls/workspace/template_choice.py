"""Chooses among the templates that could serve a spec: the one whose titles the spec shares most.

Files beside a template for all specs, such as ``specs/policy-template.rst``, serve the documents that look
like them.  A template of the spec's own folder or release goes before the one for all.  Where a gate asks
for sections, it reads one template, and there is no choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from spec_ls.model.document import parse
from spec_ls.model.evidence import title_set
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import file_snapshots, layout
from spec_ls.workspace.files import same_file
from spec_ls.workspace.layout import Roots
from spec_ls.workspace.located_layers import LayerMatch
from spec_ls.workspace.spec_traits import TraitsCache
from spec_ls.workspace.template_bounds import TemplateBounds
from spec_ls.workspace.template_requests import Reason, Rule
from spec_ls.workspace.templates import TemplateCache

FOR_ALL = "template.rst"
"""The name of a template for all specs around it."""

ENOUGH_TO_CHANGE = 2
"""Titles that another template must share more than the one that serves a spec already."""

_OTHER = re.compile(r"(?P<kind>.+)[-_]template\.rst")


class TemplateChoice:
    """Finds the templates that could serve a spec and chooses one.  Holds nothing of its own."""

    def __init__(self, templates: TemplateCache, traits: TraitsCache) -> None:
        self._templates = templates
        self._traits = traits

    def candidates(
        self,
        path: Path,
        origin: Path,
        reason: Reason,
        matches: Sequence[LayerMatch],
        roots: Roots,
        bounds: TemplateBounds,
    ) -> list[Path]:
        """The templates that could serve a path, ``origin`` among them; the first where nothing decides.

        All others lie in ``bounds``.
        """

        def may_be_read(file: Path) -> bool:
            return file == origin or bounds.of_layout(path, file).holds(file)

        files = _named(path, origin, reason, matches)
        beside: Iterator[Path] = iter(())
        if origin.name == FOR_ALL and reason.rule in (Rule.PROFILE, Rule.LAYOUT):
            own = layout.template_for(path, roots)
            if own is not None and own.name != FOR_ALL:
                files = [own, *files]
            beside = (file for file in _beside(origin) if may_be_read(file))
        files = [file for file in files if may_be_read(file)]
        return list(dict.fromkeys([*files, *filter(self._is_written_as_template, beside)]))

    def best(
        self, path: Path, files: Sequence[Path], text: Text | None, before: Template | None
    ) -> Path | None:
        """The file of the template that shares most titles with a spec, else the first.

        None if the path is one of the templates.

        The titles are those of ``text``, or of the spec's file.  ``before`` is the template that has served
        the spec: it is changed only for one that shares two titles more.
        """
        if len(files) == 1:
            return files[0]
        if any(same_file(path, file) for file in files):
            return None
        titles = self._traits.get(path).titles if text is None else title_set(parse(text))
        origins = {file: self._templates.get(file)[0].origin for file in files}
        shared = {file: len(titles & self._titles_of(origins[file])) for file in files}
        best = max(files, key=lambda file: shared[file])
        same = next((file for file in files if before and origins[file] == before.origin), None)
        if same is not None and shared[best] < shared[same] + ENOUGH_TO_CHANGE:
            return same
        return best

    def _titles_of(self, origin: Path | str) -> frozenset[str]:
        return self._traits.get(origin).titles if isinstance(origin, Path) else frozenset()

    def _is_written_as_template(self, file: Path) -> bool:
        """True if a text has placeholders, so that it is a template and not a spec about one."""
        template, _ = self._templates.get(file)
        return bool(template.placeholders) or any(slot.placeholders for slot in template.walk())


def _named(path: Path, origin: Path, reason: Reason, matches: Sequence[LayerMatch]) -> list[Path]:
    """The templates that the rule names which names ``origin``: all files, unless patterns stand for them."""
    for match in matches if reason.rule in (Rule.PROFILE, Rule.SETTINGS) else ():
        if match.rule and not any("*" in text for text in match.rule.templates):
            files = list(match.template_files(path))
            if origin in files:
                return files
    return [origin]


def _beside(origin: Path) -> Iterator[Path]:
    """The files beside a template for all specs that are named like templates, but not for a folder there."""
    entries = file_snapshots.entries(origin.parent) or ()
    folders = {entry.name for entry in entries if entry.is_folder}
    for entry in entries:
        found = None if entry.is_folder else _OTHER.fullmatch(entry.name)
        if found and found["kind"] not in folders:
            yield origin.parent / entry.name
