"""Outlines as one JSON array, for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spec_ls.analysis import Analysis
from spec_ls.findings import TemplatePlace
from spec_ls.report.json import portable, template_object
from spec_ls.report.outline import Row, rows


def outline_object(path: str, analysis: Analysis, folder: Path) -> dict[str, Any]:
    """A document's outline.  ``path`` is the file's as the user wrote it, ``folder`` the current one."""
    document, template = analysis.document, analysis.template
    place = TemplatePlace(template.origin, 0) if template else None
    return {
        "path": portable(path),
        "title": document.title and document.title.title,
        "subtitle": document.subtitle and document.subtitle.title,
        "template": template_object(place, folder),
        **_below(rows(analysis)),
    }


def _object(row: Row) -> dict[str, Any]:
    line = None if row.line is None else row.line + 1
    return {"title": row.title, "level": row.level, "line": line, "status": row.status, **_below(row.rows)}


def _below(below: tuple[Row, ...]) -> dict[str, Any]:
    return {
        "sections": [_object(row) for row in below if not row.is_missing],
        "missing": [_object(row) for row in below if row.is_missing],
    }
