"""``spec-ls config``."""

from __future__ import annotations

from pathlib import Path

from spec_ls.checks import CODES
from spec_ls.cli.arguments import Options
from spec_ls.cli.config_option import has_template, option_layer
from spec_ls.cli.console import Console
from spec_ls.report.findings_json import json_text
from spec_ls.report.setting_rows import setting_rows, settings_object, settings_text
from spec_ls.settings_json_schema import settings_json_schema
from spec_ls.text import Text
from spec_ls.workspace import Unreadable, Workspace, file_snapshots, read


def config(options: Options, console: Console) -> int:
    """Print the settings of a path, or the schema of settings; return the exit status."""
    if options.action == "schema":
        console.out(json_text(settings_json_schema(CODES)))
        return console.status
    settings = option_layer(options.settings, console)
    if settings is None:
        return console.status
    path = Path(options.path)
    workspace = Workspace(others=[path], options=settings)
    if not has_template(settings, workspace, console):
        return console.status
    with console.reporting_failures():
        file, text = _file(path, console)
        resolution = workspace.resolve(file, text)
        rows = setting_rows(file, workspace, resolution.config)
    for problem in resolution.problems:
        console.file_problem(problem, options.path)
    console.out(json_text(settings_object(path, rows)) if options.format == "json" else settings_text(rows))
    return console.status


def _file(path: Path, console: Console) -> tuple[Path, Text]:
    """The file whose settings are shown, and its text: for a folder a spec ``spec.rst`` in it."""
    status = file_snapshots.status(path)
    if status is None:
        return path, Text.of("")
    if status.is_folder:
        return path / "spec.rst", Text.of("")
    try:
        return path, Text.of(read(path))
    except Unreadable as error:
        console.failed(str(path), error)
        return path, Text.of("")
