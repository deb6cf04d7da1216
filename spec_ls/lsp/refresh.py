"""Asks the client to request anew what it shows, once something else than the text has changed it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from lsprotocol import types

from spec_ls.lsp.client import Client

OF_DIAGNOSTICS = (types.WORKSPACE_DIAGNOSTIC_REFRESH,)
OF_ALL_ELSE = (
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
)
"""The requests for what is shown besides diagnostics."""


class Refresher:
    """Sends those of some requests that a client understands; those of several documents at once are one.

    ``methods`` are the requests, ``request`` sends one and gives the client's answer, ``run`` runs it beside
    the messages to come.
    """

    def __init__(
        self,
        client: Client,
        methods: Iterable[str],
        request: Callable[[str, Any], Coroutine[Any, Any, Any]],
        run: Callable[[Coroutine[Any, Any, Any]], None],
    ) -> None:
        self._methods = [method for method in methods if method in client.refreshes]
        self._request, self._run = request, run
        self._is_due = False

    def refresh(self) -> None:
        """Send the requests when no message waits."""
        if self._methods and not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        self._is_due = False
        for method in self._methods:
            self._run(self._request(method, None))
