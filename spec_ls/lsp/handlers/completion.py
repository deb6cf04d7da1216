"""``textDocument/completion``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.features.candidates import Candidate
    from spec_ls.lsp.convert import Converter
    from spec_ls.lsp.snapshot import DocumentSnapshot


def completion(snapshot: DocumentSnapshot, params: types.CompletionParams) -> types.CompletionList | None:
    """What the template wants, and RST's own markup; the order of the list is that of ``sortText``."""
    from spec_ls.config import Config
    from spec_ls.features.completion import complete
    from spec_ls.features.markup_completion import MOST_CANDIDATES, complete_markup

    converter, spec = snapshot.converter, snapshot.spec
    position = converter.from_position(params.position)
    candidates = () if spec is None else complete(spec, position)
    if spec is None or not (candidates or spec.is_preamble(position.line)):
        config = Config() if spec is None else spec.config
        candidates = complete_markup(
            snapshot.document, position, config, snapshot.linked_pages, snapshot.path
        )
    items = [_item(candidate, rank, converter) for rank, candidate in enumerate(candidates)]
    return types.CompletionList(is_incomplete=len(items) >= MOST_CANDIDATES, items=items)


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
        completion_provider=types.CompletionOptions(trigger_characters=[":", "`", "[", "<"])
    ),
    feature="completion",
)
