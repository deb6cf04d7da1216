"""Outlines as indented text, for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spec_ls.analysis import Analysis
from spec_ls.report.outline import Row, rows

_MARKS = {"written": "[x]", "stub": "[-]", "empty": "[ ]", "missing": "[!]"}
LEGEND = "[x] written  [-] stub  [ ] empty  [!] missing\n"


def lines(path: str, analysis: Analysis, folder: Path) -> list[str]:
    """The tree of a document, one section a line: its mark, its title and, 1-based, its line."""
    document = analysis.document
    head = [f"{path} ({_template(analysis, folder)})\n"]
    head += [f"{section.title}\n" for section in (document.title, document.subtitle) if section]
    return [*head, *_tree(rows(analysis), analysis.template is not None)]


def _tree(below: tuple[Row, ...], served: bool) -> Iterator[str]:
    for row in below:
        indent = "  " * row.level
        where = "" if row.line is None else f"  {row.line + 1}"
        unknown = "  not in the template" if served and not row.known else ""
        yield f"{indent}{_MARKS[row.status]} {row.title}{where}{unknown}\n"
        yield from _tree(row.rows, served)


def _template(analysis: Analysis, folder: Path) -> str:
    if analysis.template is None:
        return "no template"
    origin = analysis.template.origin
    if isinstance(origin, Path) and origin.is_relative_to(folder):
        origin = origin.relative_to(folder)
    return f"template {origin}"
