"""``textDocument/signatureHelp``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.snapshot import DocumentSnapshot


def signature_help(
    snapshot: DocumentSnapshot, params: types.SignatureHelpParams
) -> types.SignatureHelp | None:
    """What the directive takes that is being written."""
    from spec_ls.features.signature import signature
    from spec_ls.lsp.encoding import Encoding, to_units

    found = signature(snapshot.document, snapshot.converter.from_position(params.position))
    if found is None:
        return None

    def label(place: tuple[int, int]) -> tuple[int, int] | str:
        if not snapshot.client.signature_offsets:
            return found.label[slice(*place)]
        start, end = (to_units(found.label, column, Encoding.UTF_16) for column in place)
        return start, end

    parameters = [types.ParameterInformation(label(place)) for place in found.parameters]
    active = len(parameters) if found.active is None else found.active
    information = types.SignatureInformation(found.label, found.summary, parameters)
    return types.SignatureHelp([information], active_signature=0, active_parameter=active)


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_SIGNATURE_HELP,
    signature_help,
    types.ServerCapabilities(
        signature_help_provider=types.SignatureHelpOptions(
            trigger_characters=[":"], retrigger_characters=[" "]
        )
    ),
    feature="signature-help",
)
