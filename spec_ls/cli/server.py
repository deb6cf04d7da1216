"""``spec-ls server``, the only command that loads the server's libraries."""

from __future__ import annotations

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.lsp import gc_policy

gc_policy.begin()  # before the libraries, which create many objects that stay

from spec_ls.lsp import logs  # noqa: E402
from spec_ls.lsp.transport import serve  # noqa: E402


def server(options: Options, console: Console) -> int:
    """Serve until the client ends the session, and return the exit status."""
    try:
        logs.begin(options.log_level, options.log_file)
    except OSError as error:
        console.failure(f"cannot write the log {options.log_file}: {error.strerror or error}")
        return console.status
    console.status = serve(options.tcp, options.ws, options.allow_remote)
    return console.status
