"""``shutdown``."""

from __future__ import annotations

from spec_ls.lsp.session import Session


def handle(session: Session, params: object) -> None:
    """Nothing is open that would have to be saved; the protocol takes note of the rest."""
