"""``textDocument/hover``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.features.hover import hover
from spec_ls.lsp.convert import markup
from spec_ls.lsp.document import View


def handle(view: View, params: types.HoverParams) -> types.Hover | None:
    """What the template says about the heading under the cursor."""
    converter = view.converter
    found = hover(view.analysis, converter.from_position(params.position))
    if found is None:
        return None
    contents = markup(f"{found.title}: {found.summary}", found.guidance, view.client.markdown_hover)
    return types.Hover(contents, converter.to_range(found.range))
