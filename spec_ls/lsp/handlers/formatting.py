"""``textDocument/formatting``, ``rangeFormatting`` and ``onTypeFormatting``.

The client's ``FormattingOptions`` do not count: indentation is the author's, the rest the same for all.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.text import Range

_Steps = Generator[None, None, list[types.TextEdit]]

_FEATURE = "formatting"
_FIRST_CHARACTER = "\n"
_OTHER_CHARACTERS = (" ", "|", *"=-~^\"'`#*+:._")
"""Space, bar, and the characters of the usual adornment."""


def formatting(snapshot: DocumentSnapshot, params: types.DocumentFormattingParams) -> _Steps:
    """The edits that format a document."""
    return _formatted(snapshot, None)


def range_formatting(snapshot: DocumentSnapshot, params: types.DocumentRangeFormattingParams) -> _Steps:
    """The edits that format the blocks that a range touches."""
    return _formatted(snapshot, snapshot.converter.from_range(params.range))


def _formatted(snapshot: DocumentSnapshot, only: Range | None) -> _Steps:
    from spec_ls.features.formatting.whole import formatting as steps_of

    spec, converter = snapshot.spec, snapshot.converter
    if spec is None:
        edits = yield from steps_of(snapshot.document, None, only)
    else:
        edits = yield from steps_of(snapshot.document, spec.config, only, spec.is_preamble)
    return [converter.to_edit(edit) for edit in edits]


def on_type_formatting(
    snapshot: DocumentSnapshot, params: types.DocumentOnTypeFormattingParams
) -> list[types.TextEdit]:
    """The edits that a character asks for that was typed."""
    from spec_ls.features.formatting.on_type import on_type

    spec, converter = snapshot.spec, snapshot.converter
    position = converter.from_position(params.position)
    if spec is None:
        edits = on_type(snapshot.document, position, params.ch)
    elif spec.is_preamble(position.line):
        edits = ()
    else:
        slots = [slot.style for slot in spec.template.walk()]
        adornment = frozenset(style[0] for style in (spec.template.title_style, *slots) if style)
        edits = on_type(snapshot.document, position, params.ch, spec.config, adornment)
    return [converter.to_edit(edit) for edit in edits]


_ON_TYPE = types.DocumentOnTypeFormattingOptions(_FIRST_CHARACTER, list(_OTHER_CHARACTERS))

HANDLERS = (
    DocumentRequest(
        types.TEXT_DOCUMENT_FORMATTING,
        formatting,
        types.ServerCapabilities(document_formatting_provider=True),
        feature=_FEATURE,
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_RANGE_FORMATTING,
        range_formatting,
        types.ServerCapabilities(document_range_formatting_provider=True),
        feature=_FEATURE,
    ),
    DocumentRequest(
        types.TEXT_DOCUMENT_ON_TYPE_FORMATTING,
        on_type_formatting,
        types.ServerCapabilities(document_on_type_formatting_provider=_ON_TYPE),
        feature="on-type-formatting",
    ),
)
