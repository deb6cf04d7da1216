"""Writes findings as one JSON array, for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from spec_ls.findings import TemplatePlace
from spec_ls.report.results import FindingFix, FindingResult, SpecResult
from spec_ls.text import Edit, Range


def finding_objects(result: SpecResult, folder: Path) -> list[dict[str, Any]]:
    """One object for each finding of a spec; ``folder`` is the current one."""
    path = portable(result.path)
    return [_finding_object(path, finding, folder) for finding in result.findings]


def json_text(value: list[dict[str, Any]] | dict[str, Any]) -> str:
    """A value as JSON with a line end.  Lone surrogates, as in the name of a file, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def template_object(place: TemplatePlace | None, folder: Path) -> dict[str, Any] | None:
    """A place in a template; its file is relative to ``folder`` if it is below."""
    if place is None:
        return None
    return {"path": _origin(place.origin, folder), "line": place.line + 1}


def _finding_object(path: str, finding: FindingResult, folder: Path) -> dict[str, Any]:
    return {
        "path": path,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "section": list(finding.section) if finding.section else None,
        **_position(finding.range),
        "fix": _fix(path, finding.fix),
        "cause": finding.cause and {"code": finding.cause.code, "line": finding.cause.line + 1},
        "template": template_object(finding.template, folder),
    }


def _fix(path: str, fix: FindingFix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"title": fix.title, "safe": fix.is_safe, "edits": [_edit(path, edit) for edit in fix.edits]}


def _edit(path: str, edit: Edit) -> dict[str, Any]:
    return {"path": path, **_position(edit.range), "text": edit.text}


def _position(range_: Range) -> dict[str, int]:
    (line, column), (end_line, end_column) = range_
    return {"line": line + 1, "column": column + 1, "end_line": end_line + 1, "end_column": end_column + 1}


def _origin(origin: Path | str, folder: Path) -> str:
    if isinstance(origin, str):
        return origin
    below = origin.relative_to(folder) if origin.is_relative_to(folder) else origin
    return portable(str(below))


def portable(path: str) -> str:
    """A path with forward slashes, decoded as UTF-8 whatever encoding the system has for names."""
    return os.fsencode(path).decode("utf-8", "surrogateescape").replace(os.sep, "/")
