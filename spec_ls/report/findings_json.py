"""Writes findings as one JSON array, for programs."""

from __future__ import annotations

import json
import os
import posixpath
from pathlib import Path
from typing import Any

from spec_ls.checks.run import Checked, fixes
from spec_ls.findings import Finding, TemplatePlace
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range


def finding_objects(path: str, checked: Checked, folder: Path) -> list[dict[str, Any]]:
    """One object for each finding; ``path`` as the user wrote it, ``folder`` is the current one."""
    return [_finding_object(portable(path), finding, checked.spec, folder) for finding in checked.findings]


def json_text(value: list[dict[str, Any]] | dict[str, Any]) -> str:
    """A value as JSON with a line end.  Lone surrogates, as in the name of a file, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def template_object(place: TemplatePlace | None, folder: Path) -> dict[str, Any] | None:
    """A place in a template; its file is relative to ``folder`` if it is below."""
    if place is None:
        return None
    return {"path": _origin(place.origin, folder), "line": place.line + 1}


def _finding_object(path: str, finding: Finding[Any], spec: Spec, folder: Path) -> dict[str, Any]:
    return {
        "path": path,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "section": list(finding.section) if finding.section else None,
        **_position(finding.range),
        "fix": _fix(path, finding, spec),
        "template": template_object(finding.template, folder),
    }


def _fix(path: str, finding: Finding[Any], spec: Spec) -> dict[str, Any] | None:
    fix = next(iter(fixes(spec, finding)), None)
    if fix is None:
        return None
    edits = [_edit(path, edit) for edit in fix.edits]
    if fix.move_to is None:
        return {"title": fix.title, "edits": edits}
    moved = posixpath.normpath(posixpath.join(posixpath.dirname(path), fix.move_to))
    return {"title": fix.title, "edits": edits, "rename": moved}


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
