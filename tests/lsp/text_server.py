"""The real server over standard input and output, and one request more: the text that it has of a document.

    python tests/lsp/text_server.py

answers ``workspace/executeCommand`` with the text of the document whose URI is the first argument.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from lsprotocol import types

from spec_ls.lsp import gc_policy, logs, transport
from spec_ls.lsp.handlers import HANDLERS, SessionRequest
from spec_ls.lsp.server import Server
from spec_ls.lsp.session import Session

METHOD = types.WORKSPACE_EXECUTE_COMMAND


def _text(session: Session, params: Any) -> str | None:
    document = session.document(params.arguments[0])
    return None if document is None else str(document.parsed_version().document.text)


def main() -> int:
    gc_policy.begin()
    logs.begin()
    others = [handler for handler in HANDLERS if handler.method != METHOD]
    transport.Server = partial(Server, handlers=[*others, SessionRequest(METHOD, _text)])
    return transport.serve()


if __name__ == "__main__":
    sys.exit(main())
