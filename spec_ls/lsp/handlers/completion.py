"""``textDocument/completion``."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.features.candidates import Candidate
    from spec_ls.features.path_completion import PathWanted
    from spec_ls.lsp.convert import Converter
    from spec_ls.lsp.slices import Waiting
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.text import Position


_Steps = Generator["Waiting | None", None, types.CompletionList]

_SLASH = "/"


def completion(
    snapshot: DocumentSnapshot, params: types.CompletionParams
) -> types.CompletionList | _Steps | None:
    """Paths, what the template wants, and RST's own markup; the order of the list is that of ``sortText``.

    A slash that was typed asks for paths and names of documents alone: prose is full of them.
    """
    from spec_ls.features.path_completion import path_wanted

    path, context = snapshot.absolute_path, params.context
    position = snapshot.converter.from_position(params.position)
    if path is not None:
        wanted = path_wanted(snapshot.document, position, path, snapshot.linked_pages)
        if wanted is not None:
            return _paths(snapshot, path, wanted)
    if context is not None and context.trigger_character == _SLASH:
        return _names_of_documents(snapshot, position)
    asked = context is None or context.trigger_kind is types.CompletionTriggerKind.Invoked
    return _all_else(snapshot, position, asked)


def _paths(snapshot: DocumentSnapshot, path: Path, wanted: PathWanted) -> _Steps:
    """The files and folders that may come next; they are read in the thread for files."""
    from spec_ls.features.path_completion import MOST_PATHS, complete_path
    from spec_ls.lsp.slices import awaited

    files, folders = yield from awaited(partial(snapshot.names_in, wanted.folder, path))
    return _list(snapshot, complete_path(wanted, path, files, folders), MOST_PATHS)


def _names_of_documents(snapshot: DocumentSnapshot, position: Position) -> types.CompletionList | None:
    from spec_ls.features.markup_context import Wanted, markup_context

    context = markup_context(snapshot.document, position)
    if context is None or context.wanted is not Wanted.ROLE_TARGET:
        return None
    return _all_else(snapshot, position, asked=False)


def _all_else(snapshot: DocumentSnapshot, position: Position, asked: bool) -> types.CompletionList:
    from spec_ls.config import Config
    from spec_ls.features.adornment_completion import complete_adornment
    from spec_ls.features.completion import complete
    from spec_ls.features.dependency_completion import MOST_NAMES, complete_dependency
    from spec_ls.features.markup_completion import MOST_CANDIDATES, complete_markup

    spec = snapshot.spec
    path, pages = snapshot.absolute_path, snapshot.linked_pages
    candidates = () if spec is None else complete(spec, position, lambda: pages().people(path))
    if not candidates and not (spec is not None and spec.is_preamble(position.line)):
        config = Config() if spec is None else spec.config
        candidates = complete_adornment(snapshot.document, position, spec) or complete_markup(
            snapshot.document, position, config, pages, snapshot.path
        )
    if spec is None or path is None:
        return _list(snapshot, candidates, MOST_CANDIDATES)
    specs = complete_dependency(spec, position, path, pages, asked)
    return _list(snapshot, [*candidates, *specs], MOST_CANDIDATES, len(specs) >= MOST_NAMES)


def _list(
    snapshot: DocumentSnapshot, candidates: Sequence[Candidate], most: int, is_cut: bool = False
) -> types.CompletionList:
    converter = snapshot.converter
    items = [_item(candidate, rank, converter) for rank, candidate in enumerate(candidates)]
    return types.CompletionList(is_incomplete=is_cut or len(items) >= most, items=items)


def _item(candidate: Candidate, rank: int, converter: Converter) -> types.CompletionItem:
    from spec_ls.features.candidates import CandidateKind
    from spec_ls.features.hover import need
    from spec_ls.lsp.convert import markup

    client, slot, edit = converter.client, candidate.slot, converter.to_edit(candidate.edit)
    item = types.CompletionItem(
        label=candidate.label,
        kind=_kind(candidate),
        detail=candidate.summary,
        sort_text=f"{rank:04}",
        filter_text=candidate.chosen_by or candidate.label,
        text_edit=edit,
        additional_text_edits=[converter.to_edit(edit) for edit in candidate.also] or None,
    )
    if candidate.guidance:
        is_example = candidate.kind is CandidateKind.DIRECTIVE
        item.documentation = markup("", candidate.guidance, client.markdown_completion, is_example)
    if slot and client.label_details:
        item.label_details = types.CompletionItemLabelDetails(description=need(slot))
    if client.snippets and (candidate.body is not None or _SPACE.search(candidate.edit.text)):
        # Neovim 0.11 inserts only the first word of a plain text, without the space behind it.
        edit.new_text = _snippet(candidate.edit.text, candidate.body)
        item.insert_text_format = types.InsertTextFormat.Snippet
    return item


def _kind(candidate: Candidate) -> types.CompletionItemKind:
    if candidate.kind is not None:
        return _KINDS[candidate.kind.name]
    return types.CompletionItemKind.Struct if candidate.slot else types.CompletionItemKind.Text


_SPACE = re.compile(r"\s")

_KINDS = {
    "FIELD": types.CompletionItemKind.Field,
    "DIRECTIVE": types.CompletionItemKind.Class,
    "OPTION": types.CompletionItemKind.Property,
    "ROLE": types.CompletionItemKind.Function,
    "VALUE": types.CompletionItemKind.Value,
    "REFERENCE": types.CompletionItemKind.Reference,
    "FILE": types.CompletionItemKind.File,
    "FOLDER": types.CompletionItemKind.Folder,
    "ADORNMENT": types.CompletionItemKind.Text,
}
"""By the names of ``CandidateKind``, which is imported with the core."""


def _snippet(text: str, body: tuple[int, int] | None) -> str:
    """The text as a snippet with the body selected, if it has one; the cursor ends up behind it."""
    if body is None:
        return f"{_escaped(text)}$0"
    before, stub, after = text[: body[0]], text[body[0] : body[1]], text[body[1] :]
    return f"{_escaped(before)}${{1:{_escaped(stub)}}}$0{_escaped(after)}"


def _escaped(text: str) -> str:
    for character in "\\$}":
        text = text.replace(character, f"\\{character}")
    return text


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_COMPLETION,
    completion,
    types.ServerCapabilities(
        completion_provider=types.CompletionOptions(trigger_characters=[":", "`", "[", "<", _SLASH])
    ),
    feature="completion",
)
