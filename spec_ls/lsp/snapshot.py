"""The state of a document that a request sees, whatever edits come after it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spec_ls.checks.run import Checked
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.diagnostics import Publisher
from spec_ls.lsp.token_data import TokenResults
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.spec import Spec
from spec_ls.text import Text
from spec_ls.workspace import Resolution, SettingsFile


@dataclass(frozen=True, slots=True)
class ParsedVersion:
    """A version of a document, parsed; ``uri`` is spelled as the client spells it."""

    uri: str
    version: int
    document: Document


@dataclass(frozen=True, slots=True)
class DocumentSnapshot:
    """A version of an open document.

    ``checked`` is the document beside its template, with its findings: all of them, or those that are known
    at once; None if no template serves the document.  ``template_name`` is for people.  ``publisher`` makes
    diagnostics of findings; ``linked_pages`` gives the documents of the workspace as they are known now;
    ``read`` the text of another one, with what serves it: None if no template does; ``names_in`` the files
    and folders in a folder, for the document at a path; ``token_results`` has
    the semantic tokens that the client got of the document; ``own_settings`` is the project's settings file
    in effect; ``wrap_at`` is the width at which text is to be wrapped where no template serves.
    """

    client: Client
    parsed: ParsedVersion
    path: Path | None
    checked: Checked | None
    template_name: str
    publisher: Publisher
    linked_pages: Callable[[], LinkedPages]
    token_results: TokenResults
    read: Callable[[Path], Awaitable[tuple[Text, Resolution] | None]]
    names_in: Callable[[Path, Path], Awaitable[tuple[Sequence[str], Sequence[str]]]]
    own_settings: SettingsFile | None = None
    wrap_at: int | None = None

    @property
    def uri(self) -> str:
        """The document's URI as the client spells it."""
        return self.parsed.uri

    @property
    def version(self) -> int:
        """The number that the client gave to this version."""
        return self.parsed.version

    @property
    def absolute_path(self) -> Path | None:
        """The document's path as an index of the workspace has it; None if it is no file."""
        return None if self.path is None else Path(os.path.abspath(self.path))

    @property
    def document(self) -> Document:
        """The parsed text, whether or not a template serves it."""
        return self.parsed.document

    @property
    def spec(self) -> Spec | None:
        """The document beside its template; None if no template serves it."""
        return None if self.checked is None else self.checked.spec

    @property
    def converter(self) -> Converter:
        """Converts positions in the document."""
        return Converter(self.document.text, self.client)
