"""``spec-ls clean``."""

from __future__ import annotations

from pathlib import Path

from spec_ls.cli.arguments import Options
from spec_ls.cli.console import Console, display_path
from spec_ls.workspace.store import all_stores, delete_stores, store_of


def clean(options: Options, console: Console) -> int:
    """Delete stores, and say which; return the exit status."""
    files = all_stores() if options.all else [store_of(Path(options.path))]
    deleted = 0
    try:
        for file in delete_stores(files):
            console.out(f"deleted {display_path(file)}\n")
            deleted += 1
    except OSError as error:
        console.failed(str(error.filename or options.path), error)
    if not deleted and not console.status:
        console.message("nothing is kept")
    return console.status
