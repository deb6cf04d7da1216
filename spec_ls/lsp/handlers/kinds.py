"""The three kinds of handler: each names its method, its function, and the capabilities that announce it.

Handler modules are imported before ``initialize`` is answered, for the capabilities.  That answer must not
wait for the core, so handlers import it inside their functions, or for type checkers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.snapshot import DocumentSnapshot


@dataclass(frozen=True, slots=True)
class Notification:
    """Handles a notification, when it is read, in the order of the messages."""

    method: str
    handle: Callable[[Session, Any], None]
    capabilities: types.ServerCapabilities = field(default_factory=types.ServerCapabilities)


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Answers a request about ``params.text_document``; one that is not open is answered with null.

    The snapshot is the document as it was when the request came; it has no ``spec`` if no template serves it.
    """

    method: str
    handle: Callable[[DocumentSnapshot, Any], Any]
    capabilities: types.ServerCapabilities = field(default_factory=types.ServerCapabilities)


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """Answers a request that is about no single document."""

    method: str
    handle: Callable[[Session, Any], Any]
    capabilities: types.ServerCapabilities = field(default_factory=types.ServerCapabilities)


Handler = Notification | DocumentRequest | SessionRequest
