"""Converts values of the core to LSP's types and back; this and ``encoding`` alone know LSP's positions."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from lsprotocol import types

from spec_ls import workspace
from spec_ls.features.markdown import escaped, fenced, to_markdown
from spec_ls.findings import Finding, Fix, TemplatePlace
from spec_ls.lsp import uris
from spec_ls.lsp.client import Client
from spec_ls.lsp.encoding import Encoding, to_column, to_units
from spec_ls.model.page_summary import Entry
from spec_ls.model.template import Template
from spec_ls.text import Edit, Position, Range, Text, line_content
from spec_ls.workspace import own_pages

SOURCE = "spec-ls"


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts values that refer to one text, for one client.

    Positions of the client that are outside the text are clamped into it (LSP 3.17, "Position": a
    character past the line's end is the line's end).
    """

    text: Text
    client: Client

    @property
    def encoding(self) -> Encoding:
        """The encoding in which the client counts characters."""
        return self.client.encoding

    def from_position(self, position: types.Position) -> Position:
        """The place in the text that a ``Position`` of the client means."""
        if position.line >= len(self.text.lines):
            return self.text.end
        line = line_content(self.text.lines[position.line])
        return Position(position.line, to_column(line, position.character, self.encoding))

    def from_range(self, range_: types.Range) -> Range:
        """The range of the text that a ``Range`` of the client means."""
        return Range(self.from_position(range_.start), self.from_position(range_.end))

    def to_line_and_character(self, position: Position) -> tuple[int, int]:
        """A place in the text as the two numbers of the client's ``Position``."""
        line, column = self.text.clamp(position)
        return line, to_units(self.text.lines[line], column, self.encoding)

    def to_position(self, position: Position) -> types.Position:
        """A place in the text as the client's ``Position``."""
        return types.Position(*self.to_line_and_character(position))

    def to_range(self, range_: Range) -> types.Range:
        """A range of the text as the client's ``Range``."""
        return types.Range(self.to_position(range_.start), self.to_position(range_.end))

    def to_edit(self, edit: Edit) -> types.TextEdit:
        """An edit of the text as the client's ``TextEdit``."""
        return types.TextEdit(self.to_range(edit.range), edit.text)

    def to_workspace_edit(self, fix: Fix, uri: str, version: int) -> types.WorkspaceEdit:
        """A fix of the document ``uri``, bound to its version if the client can check that.

        Only a client that can rename files gets a fix that does.
        """
        edits = [self.to_edit(edit) for edit in _before_last_line_end(self.text, fix.edits)]
        if not self.client.document_changes:
            return types.WorkspaceEdit(changes={uri: edits})
        document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
        changes = [types.TextDocumentEdit(document, edits)] if edits or fix.move_to is None else []
        moves = [] if fix.move_to is None else [_renaming(uri, fix.move_to)]
        return types.WorkspaceEdit(document_changes=[*changes, *moves])

    def to_diagnostic(self, finding: Finding[Any], template: Template) -> types.Diagnostic:
        """A finding as the editor shows it."""
        return types.Diagnostic(
            range=self.to_range(finding.range),
            message=finding.message,
            severity=types.DiagnosticSeverity(finding.severity),
            code=finding.code,
            code_description=self.to_code_description(finding.code),
            source=SOURCE,
            related_information=self.to_related(finding.template, template),
        )

    def to_code_description(self, code: str) -> types.CodeDescription | None:
        """The address of a code's page; None if the client shows none."""
        return types.CodeDescription(page_address(code)) if self.client.links_codes else None

    def to_related(
        self, place: TemplatePlace | None, template: Template
    ) -> list[types.DiagnosticRelatedInformation] | None:
        """The template's line that a finding is about; None if there is none, or the client shows none."""
        if place is None or not self.client.related_information:
            return None
        location = self.template_line(place, template)
        return [types.DiagnosticRelatedInformation(location, "the template asks for it here")]

    def template_line(self, place: TemplatePlace, template: Template) -> types.Location:
        """A whole line of a template's file, a built-in one's too."""
        line = template.text.clamp(Position(place.line, 0)).line
        whole = Range.of(line, 0, line, len(template.text.lines[line]))
        return types.Location(
            uri=uris.from_path(template_file(place.origin)),
            range=Converter(template.text, self.client).to_range(whole),
        )


def _before_last_line_end(text: Text, edits: tuple[Edit, ...]) -> list[Edit]:
    """The edits with what comes behind the last line end put before it, to the same effect.

    Neovim up to 0.11 adds a blank line to lines that are inserted behind it.
    """
    if len(text.lines) < 2 or text.lines[-1]:
        return list(edits)
    last = text.lines[-2]
    ending = last.removeprefix(line_content(last))
    place = Position(len(text.lines) - 2, len(line_content(last)))
    others = [edit for edit in edits if edit.range != Range.at(text.end)]
    if any(edit.range.end > place for edit in others):
        return list(edits)
    return [
        Edit(Range.at(place), ending + edit.text.removesuffix(ending))
        if edit.range == Range.at(text.end) and edit.text.endswith(ending)
        else edit
        for edit in edits
    ]


def entry_range(entry: Entry, encoding: Encoding) -> types.Range:
    """The range of an entry in a document that need not be open."""
    line = entry.before or " " * entry.end_column
    start, end = (to_units(line, column, encoding) for column in (entry.column, entry.end_column))
    return types.Range(types.Position(entry.line, start), types.Position(entry.line, end))


def _renaming(uri: str, move_to: PurePosixPath) -> types.RenameFile:
    """The operation that moves a file, unless the target exists; ``move_to`` is relative to its folder."""
    path = uris.to_path(uri)
    assert path is not None, "only files are moved"
    options = types.RenameFileOptions(overwrite=False, ignore_if_exists=True)
    return types.RenameFile(
        uri, uris.from_path(Path(os.path.normpath(path.parent / move_to))), options=options
    )


def template_file(origin: Path | str) -> Path:
    """The file of a template; a built-in one is a file of this package."""
    if isinstance(origin, Path):
        return origin
    return Path(workspace.__file__).parent.parent / "profiles" / f"{origin.removeprefix('builtin:')}.rst"


@cache
def page_address(code: str) -> str:
    """The address of the page of a check, a file of this package: it opens in the editor."""
    return uris.from_path(own_pages.check_page(code))


def template_address(template: Template, line: int) -> str:
    """The address of a line of a template, as editors open it from a link in a hover; ``line`` is 0-based."""
    return f"{uris.from_path(template_file(template.origin))}#L{line + 1}"


def markup(text: str, rst: str, markdown: bool, is_example: bool = False) -> types.MarkupContent:
    """A line of plain text and RST below it, in Markdown or plain text; either may be empty.

    An example stays RST: it is to be seen how it is written.
    """
    if markdown:
        text = escaped(text)
        rst = fenced(rst, "rst") if rst and is_example else to_markdown(rst)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.MarkupContent(kind, "\n\n".join(part for part in (text, rst) if part))
