"""Findings as diagnostics, for clients that are sent them and for those that ask.

They are sent as plain dictionaries: with lsprotocol's types a publication takes twice as long.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from typing import Any

from lsprotocol import types

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import Checked
from spec_ls.findings import Finding, TemplatePlace
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import SOURCE, Converter, page_address
from spec_ls.lsp.protocol import Protocol
from spec_ls.lsp.switches import DIAGNOSTICS
from spec_ls.text import Position

Json = dict[str, Any]


class Publisher:
    """Gives one client the diagnostics of its open documents.

    They are published to a client that does not ask for them.  One that does is told to ask again if
    something else than the document's own text has changed them: ``refresh`` does that.  ``is_on`` says
    whether a feature is on.
    """

    def __init__(
        self,
        connection: Protocol,
        client: Client,
        is_on: Callable[[str], bool] = lambda feature: True,
        refresh: Callable[[], None] = lambda: None,
    ) -> None:
        self._connection, self._client, self._is_on, self._ask_to_refresh = connection, client, is_on, refresh
        self._pulled: dict[str, tuple[int, _Served]] = {}  # by URI: the version, and what served it

    async def until_room(self) -> None:
        """Wait while the client does not read what it is sent."""
        await self._connection.until_room()

    def publish(self, uri: str, version: int, checked: Checked | None) -> None:
        """Publish the findings of a version of a document; None: no template serves it, so there are none."""
        if self._client.pulls_diagnostics:
            pulled = self._pulled.get(uri)
            if pulled is not None and pulled[0] == version and pulled[1] != _served(checked):
                self.refresh()
            return
        if not self._is_on(DIAGNOSTICS):
            checked = None
        diagnostics = diagnostics_of(checked, self._client, self._connection.plain)
        self._send({"uri": uri, "diagnostics": diagnostics, "version": version})

    def pull(self, uri: str, version: int, checked: Checked | None) -> list[Json]:
        """The diagnostics for a client that asks for them."""
        self._pulled[uri] = version, _served(checked)
        return diagnostics_of(checked, self._client, self._connection.plain)

    def withdraw(self, uri: str) -> None:
        """Take the diagnostics of a document back."""
        self._pulled.pop(uri, None)
        if not self._client.pulls_diagnostics:
            self._send({"uri": uri, "diagnostics": []})

    def refresh(self) -> None:
        """Tell a client that asks for diagnostics to ask again, once for all that changes at a time."""
        self._pulled.clear()  # it asks for all of them
        self._ask_to_refresh()

    def _send(self, params: Json) -> None:
        self._connection.notify_plain(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


_Served = tuple[Any, ...]


def _served(checked: Checked | None) -> _Served:
    """All on which a document's diagnostics depend besides its text."""
    return () if checked is None else (checked.spec.template, checked.spec.config, checked.spec.headers)


def diagnostics_of(checked: Checked | None, client: Client, plain: Callable[[Any], Any]) -> list[Json]:
    """The findings that an editor shows as JSON's ``Diagnostic``; ``plain`` makes JSON of LSP's types."""
    if checked is None:
        return []
    template, converter = checked.spec.template, Converter(checked.spec.text, client)

    @cache  # many findings are about the same line of the template
    def related(place: TemplatePlace | None) -> list[Json] | None:
        found = converter.to_related(place, template)
        return None if found is None else [plain(information) for information in found]

    return [_diagnostic(finding, converter, related) for finding in as_an_editor_shows(checked).findings]


def result_id(diagnostics: list[Json]) -> str:
    """A name for diagnostics: the same for equal ones, whenever and by whichever server they are made."""
    return blake2b(json.dumps(diagnostics).encode(), digest_size=12).hexdigest()


def _diagnostic(
    finding: Finding[Any], converter: Converter, related: Callable[[TemplatePlace | None], list[Json] | None]
) -> Json:
    """A finding as JSON's ``Diagnostic``: what pygls makes of ``Converter.to_diagnostic``."""
    start, end = finding.range
    written = {
        "range": {"start": _position(start, converter), "end": _position(end, converter)},
        "message": finding.message,
        "severity": int(finding.severity),
        "code": finding.code,
        "source": SOURCE,
    }
    if converter.client.links_codes:
        written["codeDescription"] = {"href": page_address(finding.code)}
    lines = related(finding.template)
    return written if lines is None else {**written, "relatedInformation": lines}


def _position(position: Position, converter: Converter) -> Json:
    line, character = converter.to_line_and_character(position)
    return {"line": line, "character": character}
