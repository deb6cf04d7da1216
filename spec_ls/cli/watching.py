"""``spec-ls check --watch``: checks again after each change, until Ctrl-C."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from spec_ls.cli.arguments import Options
from spec_ls.cli.check import check
from spec_ls.cli.console import Console, display_path
from spec_ls.cli.inputs import STDIN
from spec_ls.workspace import folder_of, is_ignored
from spec_ls.workspace.store import store_folder, top_of

_NO_PACKAGE = "--watch needs watchfiles: pip install 'spec-ls[watch]'"
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_NAMED_CHANGES = 3
_PATIENCE = 100
"""Milliseconds after which the first check begins: the folders are watched by then, so no change is lost."""


class _Watched(NamedTuple):
    """Absolute folders, with all below unless a PATH is not there: its nearest folder may be far above."""

    folders: frozenset[Path]
    recursive: bool


def watch(options: Options, console: Console) -> int:
    """Check, and check again after each change.

    Returns only for wrong use and without the package watchfiles; Ctrl-C ends it by ``KeyboardInterrupt``.
    Raises ``OSError`` if the system cannot watch the folders.
    """
    problem = _wrong_use(options)
    if problem is None:
        try:
            import watchfiles  # an extra
        except ModuleNotFoundError:
            problem = _NO_PACKAGE
    if problem is not None:
        console.failure(problem)
        return console.status
    paths = [Path(os.path.abspath(path)) for path in options.paths or ["."]]
    changed = set[Path]()
    while True:
        watched, is_new = _watched(paths), True
        for batch in watchfiles.watch(
            *watched.folders,
            watch_filter=None,
            recursive=watched.recursive,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
        ):
            changed.update(_that_count((Path(path) for _, path in batch), watched))
            if not (is_new or changed):
                continue
            if not is_new and (changed & watched.folders or _watched(paths) != watched):
                break  # a folder went, and may have come back: the system watches the old one
            _check_again(changed, options, console)
            changed, is_new = set(), False


def _wrong_use(options: Options) -> str | None:
    """The message on options that --watch is not used with; None if all is well."""
    if STDIN in options.paths:
        return "--watch waits for changes of files, it is not used with standard input"
    given = {
        "--fix": options.fix,
        "--diff": options.diff,
        "--add-suppressions": options.add_suppressions,
        "--write-baseline": options.write_baseline,
        "--output-file": options.output_file is not None,
    }
    others = [name for name, is_given in given.items() if is_given]
    return f"--watch prints findings, it is not used with {others[0]}" if others else None


def _watched(paths: Iterable[Path]) -> _Watched:
    """The tops of the repositories around the paths, for templates and settings count, else their folders."""
    folders, recursive = set[Path](), True
    for path in paths:
        folder = folder_of(path)
        top = top_of(folder)
        folders.add(top)
        recursive = recursive and (top != folder or folder in (path, path.parent))
    return _Watched(frozenset(folders), recursive)


def _that_count(paths: Iterable[Path], watched: _Watched) -> set[Path]:
    """The changed paths without git's own files, those that git ignores, and what is kept on disk."""
    from watchfiles import Change, DefaultFilter

    is_no_editors_file, kept = DefaultFilter(ignore_dirs=()), Path(os.path.abspath(store_folder()))
    return {
        path
        for path in paths
        if path in watched.folders
        or not (
            any(".git" in path.relative_to(top).parts for top in watched.folders if path.is_relative_to(top))
            or path.is_relative_to(kept)
            or not is_no_editors_file(Change.modified, str(path))
            or is_ignored(path)
        )
    }


def _check_again(changed: set[Path], options: Options, console: Console) -> None:
    """Check on a cleared terminal, else below a line that names what changed."""
    console.reset()
    if console.is_terminal:
        console.out(_CLEAR)
        console.flush()
    elif changed:
        names = sorted(map(display_path, changed))
        more = f" and {len(names) - _NAMED_CHANGES} more" if len(names) > _NAMED_CHANGES else ""
        console.message(f"--- {datetime.now():%H:%M:%S} changed: {', '.join(names[:_NAMED_CHANGES])}{more}")
    check(options, console)
