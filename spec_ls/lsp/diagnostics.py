"""Publishes findings as diagnostics.

They are sent as plain dictionaries: with lsprotocol's types a publication takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from lsprotocol import types

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import Checked
from spec_ls.findings import Finding, TemplatePlace
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import SOURCE, Converter
from spec_ls.lsp.protocol import Protocol
from spec_ls.text import Position

_Json = dict[str, Any]


class Publisher:
    """Publishes the diagnostics of one client's documents."""

    def __init__(self, connection: Protocol, client: Client) -> None:
        self._connection, self._client = connection, client

    async def until_room(self) -> None:
        """Wait while the client does not read what it is sent."""
        await self._connection.until_room()

    def publish(self, uri: str, version: int, checked: Checked | None) -> None:
        """Publish the findings of a version of a document; None: no template serves it, so there are none."""
        if checked is None:
            self._send({"uri": uri, "diagnostics": [], "version": version})
            return
        template, converter = checked.spec.template, Converter(checked.spec.text, self._client)

        @cache  # many findings are about the same line of the template
        def related(place: TemplatePlace | None) -> list[_Json] | None:
            found = converter.to_related(place, template)
            return None if found is None else [self._connection.plain(information) for information in found]

        shown = as_an_editor_shows(checked).findings
        diagnostics = [_diagnostic(finding, converter, related) for finding in shown]
        self._send({"uri": uri, "diagnostics": diagnostics, "version": version})

    def withdraw(self, uri: str) -> None:
        """Take the diagnostics of a document back."""
        self._send({"uri": uri, "diagnostics": []})

    def _send(self, params: _Json) -> None:
        self._connection.notify_plain(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def _diagnostic(
    finding: Finding[Any], converter: Converter, related: Callable[[TemplatePlace | None], list[_Json] | None]
) -> _Json:
    """A finding as JSON's ``Diagnostic``: what pygls makes of ``Converter.to_diagnostic``."""
    start, end = finding.range
    written = {
        "range": {"start": _position(start, converter), "end": _position(end, converter)},
        "message": finding.message,
        "severity": int(finding.severity),
        "code": finding.code,
        "source": SOURCE,
    }
    lines = related(finding.template)
    return written if lines is None else {**written, "relatedInformation": lines}


def _position(position: Position, converter: Converter) -> _Json:
    line, character = converter.to_line_and_character(position)
    return {"line": line, "character": character}
