"""``spec-ls server``: the one command that loads the server's libraries."""

from __future__ import annotations

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.lsp import collector

collector.begin()  # before the libraries, which make much that stays

from spec_ls.lsp.server import serve  # noqa: E402


def server(options: Options, console: Console) -> int:
    """Serve until the end; returns the exit status."""
    console.status = serve(tcp=options.tcp, ws=options.ws)
    return console.status
