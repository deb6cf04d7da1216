"""``spec-ls outline``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spec_ls.analysis import analyse
from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console
from spec_ls.cli.sources import resolved, sources
from spec_ls.report import outline_json, outline_text
from spec_ls.report.json import array
from spec_ls.workspace import Workspace


def outline(options: Options, console: Console) -> int:
    """Print the section tree of each file named and of each spec in a folder; returns the exit status."""
    workspace, folder = Workspace(), Path.cwd()
    objects: list[dict[str, Any]] = []
    trees: list[str] = []
    for source, is_named in sources(options.paths, None, workspace, console):
        both = resolved(source, workspace, console)
        if both is None or (both[1].template is None and not is_named):
            continue
        text, served = both
        try:
            analysis = analyse(text, served.template, served.config, source.path)
            if options.format == "json":
                objects.append(outline_json.outline_object(source.shown, analysis, folder))
            else:
                trees.append("".join(outline_text.lines(source.shown, analysis, folder)))
        except Exception as error:
            console.unexpected(source.shown, error)
    if options.format == "json":
        console.out(array(objects))
    elif trees:
        console.out("\n".join([*trees, outline_text.LEGEND]))
    return console.status
