"""A document's diagnostics as JSON, written anew only where they have changed.

The JSON is, letter by letter, what pygls makes of ``Converter.to_diagnostic``.  Asking pygls takes longer
than all else that a keystroke asks for: a long document has hundreds of diagnostics that it does not touch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lsprotocol import types

from spec_ls.findings import Finding
from spec_ls.lsp.client import Client
from spec_ls.lsp.convert import SOURCE, Converter, message
from spec_ls.model.template import Template
from spec_ls.text import Range


class _Shape(NamedTuple):
    """What a diagnostic's JSON depends on besides the numbers of its lines, but for what ``_fits`` compares.

    The text of the first and the last line decides how many units of the client's encoding a column is.
    """

    message: str
    column: int
    end_column: int
    first: str
    last: str


class _Diagnostic(NamedTuple):
    """A finding's diagnostic: its JSON, and the pieces of that around the numbers of its lines.

    ``first`` and ``last`` are the lines of the buffer that it starts and ends on.  ``inside`` tells that the
    finding lies in the text, as all should.
    """

    finding: Finding
    line: int
    end_line: int
    first: str
    last: str
    shape: _Shape
    json: str
    middle: str
    rest: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The diagnostics of one state of a document, and for whom they were written."""

    client: Client | None = None
    template: Template | None = None
    diagnostics: tuple[_Diagnostic, ...] = ()

    def params(self, uri: str, version: int) -> str:
        """The parameters of ``textDocument/publishDiagnostics``."""
        listed = ", ".join([one.json for one in self.diagnostics])
        return f'{{"uri": {json.dumps(uri)}, "diagnostics": [{listed}], "version": {json.dumps(version)}}}'


def write(
    findings: Sequence[Finding], converter: Converter, template: Template | None, old: Written
) -> Written:
    """The diagnostics of findings in the converter's text; ``old`` spares those that it has."""
    if old.client is not converter.client or old.template is not template:
        old = Written()
    lines, height = converter.text.lines, len(converter.text.lines)
    known = {id(one.finding): one for one in old.diagnostics if one.inside}
    shapes: dict[_Shape, _Diagnostic] = {}
    diagnostics = []
    for finding in findings:
        one = known.get(id(finding))
        # A line that has not changed is the same string; its text decides about the range's characters.
        if (
            one is None
            or one.end_line >= height
            or lines[one.line] is not one.first
            or lines[one.end_line] is not one.last
        ):
            shapes = shapes or {one.shape: one for one in old.diagnostics}
            one = _diagnostic(finding, converter, template, shapes)
        diagnostics.append(one)
    return Written(converter.client, template, tuple(diagnostics))


def _diagnostic(
    finding: Finding, converter: Converter, template: Template | None, shapes: dict[_Shape, _Diagnostic]
) -> _Diagnostic:
    """A finding's diagnostic, made of one in ``shapes`` that differs in its lines' numbers alone."""
    lines = converter.text.lines
    range_ = Range(*map(converter.text.clamp, finding.range))
    (line, column), (end_line, end_column) = range_
    first, last = lines[line], lines[end_line]
    shape = _Shape(finding.message, column, end_column, first, last)
    like = shapes.get(shape)
    if like is not None and _fits(finding, like.finding):
        middle, rest = like.middle, like.rest
    else:
        units, end_units = (one.character for one in map(converter.to_position, range_))
        middle = f', "character": {units}}}, "end": {{"line": '
        rest = f', "character": {end_units}}}}}, {_rest(finding, converter, template)}'
    written = f'{{"range": {{"start": {{"line": {line}{middle}{end_line}{rest}'
    inside = range_ == finding.range
    return _Diagnostic(finding, line, end_line, first, last, shape, written, middle, rest, inside)


def _fits(finding: Finding, other: Finding) -> bool:
    """Whether two findings of one shape have the same diagnostic but for their lines' numbers."""
    return (
        finding.code == other.code
        and finding.severity is other.severity
        and (finding.template is other.template or finding.template == other.template)
    )


def _rest(finding: Finding, converter: Converter, template: Template | None) -> str:
    """What stands behind the range, up to the closing brace."""
    fields = {
        "message": message(finding),
        "severity": int(finding.severity),
        "code": finding.code,
        "source": SOURCE,
    }
    related = converter.related(finding, template)
    if related is not None:
        fields["relatedInformation"] = [_related(one) for one in related]
    return json.dumps(fields)[1:]


def _related(one: types.DiagnosticRelatedInformation) -> dict[str, object]:
    start, end = one.location.range.start, one.location.range.end
    range_ = {
        "start": {"line": start.line, "character": start.character},
        "end": {"line": end.line, "character": end.character},
    }
    return {"location": {"uri": one.location.uri, "range": range_}, "message": one.message}
