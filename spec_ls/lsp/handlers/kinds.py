"""The kinds of handler: each names its method, its function, and the capabilities that announce it.

A handler of a ``feature`` that the client's settings switch off is not announced, and answers with null.
Capabilities that depend on the client's are a function of these.

Handler modules are imported before ``initialize`` is answered, for the capabilities.  That answer must not
wait for the core, so handlers import it inside their functions, or for type checkers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from spec_ls.findings import Fix
    from spec_ls.lsp.client import Client
    from spec_ls.lsp.session import Session
    from spec_ls.lsp.snapshot import DocumentSnapshot
    from spec_ls.text import Position


Capabilities = types.ServerCapabilities | Callable[["Client"], types.ServerCapabilities]


@dataclass(frozen=True, slots=True)
class Notification:
    """Handles a notification, when it is read, in the order of the messages."""

    method: str
    handle: Callable[[Session, Any], None]
    capabilities: Capabilities = field(default_factory=types.ServerCapabilities)
    feature: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Answers a request about ``params.text_document``; one that is not open is answered with null.

    The snapshot is the document as it was when the request came; it has no ``spec`` if no template serves it.
    ``handle`` gives the answer, or a generator: long work, done in slices, that returns it.  An edit
    ends a request that is ``only_newest`` with the error ``ServerCancelled``: nobody shows its answer then.
    """

    method: str
    handle: Callable[[DocumentSnapshot, Any], Any]
    capabilities: Capabilities = field(default_factory=types.ServerCapabilities)
    feature: str = ""
    only_newest: bool = False


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """Answers a request that is about no single document, with an answer or a generator as above.

    ``when_off`` is the answer while the feature is switched off.
    """

    method: str
    handle: Callable[[Session, Any], Any]
    capabilities: Capabilities = field(default_factory=types.ServerCapabilities)
    feature: str = ""
    when_off: Any = None


@dataclass(frozen=True, slots=True)
class Command:
    """A command of ``workspace/executeCommand``: the client is asked to apply the fix that it makes.

    Its one argument is an object as in ``TextDocumentPositionParams``; ``position`` may be left out.
    ``fix`` gets None then, else a position of the core; it gives None if there is nothing to do, and a
    sentence for the user where it cannot be done.
    """

    name: str
    fix: Callable[[DocumentSnapshot, Position | None], Fix | str | None]
    feature: str = ""


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """Runs the commands."""

    method: str
    commands: tuple[Command, ...]
    capabilities: Capabilities = field(default_factory=types.ServerCapabilities)
    feature: str = ""


Handler = Notification | DocumentRequest | SessionRequest | CommandRequest
