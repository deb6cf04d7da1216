"""Work-done progress of one request (LSP 3.17, "Work Done Progress")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types


class Progress:
    """Tells the client how far the work for its request has come, if it gave a token for that.

    ``notify`` sends a notification with parameters that are plain JSON.
    """

    def __init__(
        self, notify: Callable[[str, dict[str, Any]], None], token: int | str | None, title: str
    ) -> None:
        self._notify, self._token, self._title = notify, token, title
        self._percentage: int | None = None
        self._has_ended = token is None

    def report(self, done: int, whole: int) -> None:
        """``done`` parts of the whole are done; said once for each percent."""
        percentage = 100 * done // max(whole, 1)
        if self._has_ended or percentage == self._percentage:
            return
        kind = "begin" if self._percentage is None else "report"
        self._percentage = percentage
        title = {"title": self._title, "cancellable": True} if kind == "begin" else {}
        self._send({"kind": kind, **title, "message": f"{done}/{whole}", "percentage": percentage})

    def end(self) -> None:
        """The work is done; nothing is said after it."""
        if not self._has_ended and self._percentage is not None:
            self._send({"kind": "end"})
        self._has_ended = True

    def _send(self, value: dict[str, Any]) -> None:
        self._notify(types.PROGRESS, {"token": self._token, "value": value})
