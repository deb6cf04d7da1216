"""Writes findings as one JSON array, for programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from spec_ls.checks.fix_all import batch_fix
from spec_ls.checks.run import Checked
from spec_ls.deadline import NO_DEADLINE, Deadline
from spec_ls.findings import Finding, Safety, TemplatePlace
from spec_ls.text import Edit, Range


def finding_objects(
    path: str, checked: Checked, folder: Path, unsafe: bool, deadline: Deadline = NO_DEADLINE
) -> list[dict[str, Any]]:
    """One object for each finding; ``path`` as the user wrote it, ``folder`` is the current one.

    ``unsafe`` is true if unsafe fixes are wanted, too.  A fix that is not proven in time is left out.
    """
    path = portable(path)
    return [_finding_object(path, finding, checked, folder, unsafe, deadline) for finding in checked.findings]


def json_text(value: list[dict[str, Any]] | dict[str, Any]) -> str:
    """A value as JSON with a line end.  Lone surrogates, as in the name of a file, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def template_object(place: TemplatePlace | None, folder: Path) -> dict[str, Any] | None:
    """A place in a template; its file is relative to ``folder`` if it is below."""
    if place is None:
        return None
    return {"path": _origin(place.origin, folder), "line": place.line + 1}


def _finding_object(
    path: str, finding: Finding[Any], checked: Checked, folder: Path, unsafe: bool, deadline: Deadline
) -> dict[str, Any]:
    return {
        "path": path,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "section": list(finding.section) if finding.section else None,
        **_position(finding.range),
        "fix": _fix(path, finding, checked, unsafe, deadline),
        "cause": _cause(finding),
        "template": template_object(finding.template, folder),
    }


def _fix(
    path: str, finding: Finding[Any], checked: Checked, unsafe: bool, deadline: Deadline
) -> dict[str, Any] | None:
    fix = batch_fix(checked, finding, unsafe, deadline)
    if fix is None:
        return None
    edits = [_edit(path, edit) for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safety is Safety.SAFE, "edits": edits}


def _cause(finding: Finding[Any]) -> dict[str, Any] | None:
    if finding.cause is None or not finding.cause.reported:
        return None
    return {"code": finding.cause.code, "line": finding.cause.line + 1}


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
