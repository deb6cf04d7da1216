"""``textDocument/hover``."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from lsprotocol import types

from spec_ls.lsp.handlers.kinds import DocumentRequest

if TYPE_CHECKING:
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.snapshot import DocumentSnapshot

_WIDTH = 80
"""Columns of an explanation."""


def hover(snapshot: DocumentSnapshot, params: types.HoverParams) -> types.Hover | None:
    """What the markup under the cursor is for, and why the findings there are findings."""
    from spec_ls.features.hover import findings_at
    from spec_ls.features.hover import hover as hover_at
    from spec_ls.features.markup_hover import hover_markup
    from spec_ls.features.name_hover import hover_name
    from spec_ls.lsp.convert import markup, template_address

    converter = snapshot.converter
    position, markdown = converter.from_position(params.position), snapshot.client.markdown_hover
    found = hover_at(snapshot.spec, position) if snapshot.spec is not None else None
    found = found or hover_name(snapshot.document, position) or hover_markup(snapshot.document, position)
    about = findings_at(snapshot.checked, position) if snapshot.checked else {}
    if found is None and not about:
        return None
    parts = [_reason(code, snapshot.client) for code in about]
    if found is None:
        first = next(iter(about.values()))
        contents = markup("", "", markdown)
        contents.value = "\n\n".join(parts)
        return types.Hover(contents, converter.to_range(first.range))
    contents = markup(f"{found.title}: {found.summary}", found.guidance, markdown, found.is_example)
    if markdown and snapshot.spec is not None and found.line is not None:
        # In the first line: an editor may cut off what is below.  At its end: some wrap the address, too.
        head, gap, rest = contents.value.partition("\n\n")
        address = template_address(snapshot.spec.template, found.line)
        contents.value = f"{head}, [open it]({address}){gap}{rest}"
    contents.value = "\n\n".join([contents.value, *parts])
    return types.Hover(contents, converter.to_range(found.range))


def _reason(code: str, client: Client) -> str:
    """Why the findings of a code are findings, and a link to the code's page where no diagnostic has one."""
    from spec_ls.checks.run import reason_for
    from spec_ls.lsp.convert import markup, page_address

    # Neovim breaks a long line within words.
    text = fill(f"{code}: {reason_for(code)}", _WIDTH, break_on_hyphens=False)
    reason = markup(text, "", client.markdown_hover).value
    if not client.markdown_hover or client.links_codes:
        return reason
    return f"{reason}\n[example]({page_address(code)})"


HANDLER = DocumentRequest(
    types.TEXT_DOCUMENT_HOVER, hover, types.ServerCapabilities(hover_provider=True), feature="hover"
)
