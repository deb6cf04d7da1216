"""``spec-ls outline``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.cli.inputs import InputSource, input_sources, read_and_resolve
from spec_ls.model.document import parse
from spec_ls.report.findings_json import json_text
from spec_ls.report.section_tree import LEGEND, tree_lines, tree_object
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace


def outline(options: Options, console: Console) -> int:
    """Print the section tree of each file named and of each spec in a folder; return the exit status."""
    workspace, folder = Workspace(others=map(Path, options.paths)), Path.cwd()
    objects: list[dict[str, Any]] = []
    trees: list[str] = []
    with console.reporting_failures():
        inputs = [
            (source, is_named, _resolved(source, workspace, console))
            for source, is_named in input_sources(options.paths, None, workspace, console)
        ]
    for source, is_named, resolved in inputs:
        if resolved is None or (resolved[1].template is None and not is_named):
            continue
        text, resolution = resolved
        try:
            document, template, stubs = parse(text), resolution.template, resolution.config.stubs
            compared = compare(document, template).outline if template else None
            if options.format == "json":
                objects.append(tree_object(source.name, document, compared, stubs, folder))
            else:
                trees.append("".join(tree_lines(source.name, document, compared, stubs, folder)))
        except Exception as error:
            console.failed(source.name, error)
    if options.format == "json":
        console.out(json_text(objects))
    elif trees:
        console.out("\n".join([*trees, LEGEND]))
    return console.status


def _resolved(source: InputSource, workspace: Workspace, console: Console) -> tuple[Text, Resolution] | None:
    """The text of an input and its resolution; None, after a message, whatever is wrong with it."""
    try:
        return read_and_resolve(source, workspace, console)
    except Exception as error:
        console.failed(source.name, error)
        return None
