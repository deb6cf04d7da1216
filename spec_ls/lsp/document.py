"""An open document, as the client has it and as it was last checked; and what a request sees of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from spec_ls.analysis import Analysis, spliced
from spec_ls.checks.run import Checked
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import Converter
from spec_ls.lsp.written import Written
from spec_ls.text import Splice, Text
from spec_ls.workspace import Content, FileProblem, content_in, content_of


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as the client has it now; ``uri`` is spelled as the client does.

    ``analysis`` is that of the text but for the edits in ``waiting``, which nobody has looked at yet:
    what each made of the text, and where. It is None until the template is known that serves the
    document. ``checked`` is what was found last, ``written`` how the client was told. ``is_due`` tells
    that the version is yet to be answered. ``problems`` are those of the files that serve it;
    ``template_name`` is for people.
    """

    uri: str
    version: int
    path: Path | None
    text: Text
    analysis: Analysis | None = None
    waiting: tuple[tuple[Text, Splice], ...] = ()
    checked: Checked | None = None
    written: Written = field(default_factory=Written, repr=False)
    is_due: bool = True
    problems: tuple[FileProblem, ...] = ()
    template_name: str = ""

    def looked_at(self) -> OpenDocument:
        """The document without edits that wait."""
        if not self.waiting:
            return self
        analysis = None if self.analysis is None else spliced(self.analysis, self.waiting)
        return replace(self, analysis=analysis, waiting=())

    @property
    def content(self) -> Content:
        """What of the text matters for which template serves it, where no edits wait."""
        return content_of(self.text) if self.analysis is None else content_in(self.analysis)


@dataclass(frozen=True, slots=True)
class View:
    """What a request sees: a document as it was when the request came, whatever edits come after it."""

    client: Client
    uri: str
    version: int
    checked: Checked
    template_name: str

    @property
    def analysis(self) -> Analysis:
        """What the text means beside its template."""
        return self.checked.analysis

    @property
    def path(self) -> Path | None:
        """The file, if it is one."""
        return self.analysis.path

    @property
    def converter(self) -> Converter:
        """What converts positions in the document."""
        return Converter(self.analysis.text, self.client)
