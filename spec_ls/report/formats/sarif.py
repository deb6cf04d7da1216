"""``sarif``: the Static Analysis Results Interchange Format 2.1.0, an OASIS standard.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.  Columns count code points, as
``columnKind`` says (section 3.14.17).  Paths are URI references relative to ``%SRCROOT%``, the top of the
repository (3.4.4); that GitHub wants it so, and which properties it reads, is in
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support.  GitHub's action
for uploads adds the one fingerprint that GitHub looks at, ``primaryLocationLineHash``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from spec_ls import VERSION
from spec_ls.checks import ALL_CHECKS
from spec_ls.findings import Severity, TemplatePlace
from spec_ls.report.check_pages import page
from spec_ls.report.findings_json import json_text
from spec_ls.report.formats.fingerprints import shown_with_fingerprints
from spec_ls.report.formats.sarif_regions import sarif_replacements, text_region
from spec_ls.report.formats.source_lines import Lines, shown_range
from spec_ls.report.formats.surroundings import Surroundings, printable
from spec_ls.report.results import FindingFix, FindingResult, SpecResult
from spec_ls.workspace.own_pages import check_page_alone

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "specLsFinding/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """The log, with one run."""
    codes = sorted({shown.finding.code for result in results for shown in result.shown})
    found = [finding for result in results for finding in _results(result, codes, around)]
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {_ROOT: {"uri": f"{_file_uri(str(around.root or around.folder))}/"}},
        "invocations": [_invocation(around)],
        "results": found,
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(codes: list[str]) -> dict[str, Any]:
    checks = {check.code: check for check in ALL_CHECKS}
    rules = [
        {
            "id": code,
            "name": "".join(word.capitalize() for word in code.split("-")),
            "shortDescription": {"text": f"{checks[code].summary[0].upper()}{checks[code].summary[1:]}."},
            "fullDescription": {"text": " ".join(checks[code].why.split())},
            "help": {"text": page(checks[code]), "markdown": check_page_alone(code)},
        }
        for code in codes
        if code in checks
    ]
    return {"name": "spec-ls", "version": VERSION, "rules": rules}


def _invocation(around: Surroundings) -> dict[str, Any]:
    notifications = [{"level": "error", "message": _message(message)} for message in around.failures]
    return {
        "executionSuccessful": around.status != 2,
        "exitCode": around.status,
        "toolExecutionNotifications": notifications,
    }


def _results(result: SpecResult, codes: list[str], around: Surroundings) -> Iterator[dict[str, Any]]:
    path, lines = around.path(result.path), dict(result.lines)
    file = _location(path)
    for finding, fingerprint in shown_with_fingerprints(result, path):
        region = text_region(shown_range(finding.range, lines), lines)
        yield {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _LEVELS.get(finding.severity, "note"),
            "message": _message(finding.message),
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
            "partialFingerprints": {_FINGERPRINT: fingerprint},
            **_template(finding, around),
            **({"fixes": [_fix(finding.fix, file, lines)]} if finding.fix and finding.fix.edits else {}),
        }


def _message(text: str) -> dict[str, str]:
    """A message without placeholders: braces are doubled (3.11.5)."""
    return {"text": printable(text).replace("{", "{{").replace("}", "}}")}


def _template(finding: FindingResult, around: Surroundings) -> dict[str, Any]:
    """The place in the template as a related location, if it is a file."""
    place = finding.template
    if not isinstance(place, TemplatePlace) or not isinstance(place.origin, Path):
        return {}
    where = {
        "artifactLocation": _location(around.path(str(place.origin))),
        "region": {"startLine": place.line + 1},
    }
    return {
        "relatedLocations": [{"physicalLocation": where, "message": {"text": "the template asks for it"}}]
    }


def _fix(fix: FindingFix, file: dict[str, str], lines: Lines) -> dict[str, Any]:
    replacements = [part for edit in fix.edits for part in sarif_replacements(edit, lines)]
    changes = [{"artifactLocation": file, "replacements": replacements}]
    return {"description": _message(fix.title), "artifactChanges": changes}


def _location(path: str) -> dict[str, str]:
    if os.path.isabs(path):
        return {"uri": _file_uri(path)}
    return {"uri": _uri(path), "uriBaseId": _ROOT}


def _file_uri(path: str) -> str:
    absolute = _uri(path.replace(os.sep, "/"))
    return f"file://{absolute}" if absolute.startswith("/") else f"file:///{absolute}"


def _uri(path: str) -> str:
    """A path percent-encoded (RFC 3986), with the bytes that it has on disk."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
