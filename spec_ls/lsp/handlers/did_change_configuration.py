"""``workspace/didChangeConfiguration``."""

from __future__ import annotations

from lsprotocol import types

from spec_ls.lsp.session import SECTION, Session


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take new settings; a client that sends none is asked for them, if it answers such questions."""
    if params.settings is not None:
        session.configure(params.settings)
    elif session.client.configuration:
        items = [types.ConfigurationItem(section=SECTION)]
        question = types.ConfigurationParams(items)
        session.link.ask(
            types.WORKSPACE_CONFIGURATION,
            question,
            lambda found: session.configure(next(iter(found or ()), None)),
        )
