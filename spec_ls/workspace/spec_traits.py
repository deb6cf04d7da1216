"""The traits of specs as last read; a file is read again if it changes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from spec_ls.latest import Latest
from spec_ls.model.document import parse
from spec_ls.model.document_form import Form, form_of
from spec_ls.model.evidence import Traits, traits_of
from spec_ls.text import Text
from spec_ls.workspace.files import MAX_SETTINGS_SIZE, Unreadable, read, regular_file_status
from spec_ls.workspace.raw_reads import FileStatus
from spec_ls.workspace.read_failures import collecting
from spec_ls.workspace.template_hints import TemplateHints, hints_in, hints_of

_MOST_FILES = 2_000
"""Files whose traits are kept: 4 MB, and more files than any specs around one."""


class KnownTraits(NamedTuple):
    """A file's hints about its template, its traits, and its form."""

    hints: TemplateHints = TemplateHints()
    traits: Traits = Traits()
    form: Form = Form()

    @property
    def titles(self) -> frozenset[str]:
        """The titles, as in ``title_set``."""
        return self.traits.titles


class TraitsCache:
    """The traits of files.  Holds a cache alone."""

    def __init__(self) -> None:
        self._files = Latest[Path, tuple[FileStatus | None, KnownTraits]](_MOST_FILES)

    def get(self, path: Path) -> KnownTraits:
        """The traits of a file; none of a file that cannot be read, or that is larger than 1 MB."""
        status = regular_file_status(path)
        known = self._files.get(path)
        if known is None or known[0] != status:
            with collecting() as failures:
                known = (status, KnownTraits() if status is None else _read(path))
            if not failures:
                self._files[path] = known
        return known[1]


def hints_of_file(path: Path | None) -> TemplateHints:
    """The hints in a file as it is now; none of a file that cannot be read."""
    try:
        return hints_of(Text.of(read(path))) if path else TemplateHints()
    except Unreadable:
        return TemplateHints()


def _read(path: Path) -> KnownTraits:
    try:
        document = parse(Text.of(read(path, MAX_SETTINGS_SIZE)))
    except Unreadable:
        return KnownTraits()
    return KnownTraits(hints_in(document), traits_of(document, path), form_of(document))
