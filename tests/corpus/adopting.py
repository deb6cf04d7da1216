"""Runs ``spec-ls init`` on copies of real repositories: does it keep what served their specs, and serve more?

``python tests/corpus/adopting.py FOLDER [NAME...]`` prints a row for each repository in the folder, and fails
where a spec is served no longer or otherwise, where ``check`` ends with status 2 that did not before, or where
a second run finds something to do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import spec_ls
from spec_ls.workspace import Workspace

IMPORTS = {"PYTHONPATH": str(Path(spec_ls.__file__).parents[1])}


class Row(NamedTuple):
    """A repository, the number of its specs before and after, what init said and wrote, and the mistakes."""

    name: str
    before: int
    after: int
    status: int
    said: str
    written: tuple[str, ...]
    mistakes: tuple[str, ...]


def served(top: Path) -> dict[str, str]:
    """The specs of a repository, with their templates."""
    workspace = Workspace(top)
    found = {}
    for path in workspace.walk(top):
        template = workspace.resolve(path).template
        if template is not None:
            found[path.relative_to(top).as_posix()] = str(template.origin)
    return found


def run(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [sys.executable, "-m", "spec_ls", *arguments]
    environment = {**os.environ, **IMPORTS}
    return subprocess.run(command, cwd=top, capture_output=True, text=True, env=environment, check=False)


def adopt(top: Path) -> Row:
    """Run init on a repository, which is changed."""
    subprocess.run(["git", "init", "--quiet"], cwd=top, check=True)
    before, there, status = served(top), files(top), run(top, "check").returncode
    done = run(top, "init", "--pre-commit", "--ci", "github")
    written = tuple(sorted(files(top) - there))
    after, again = served(top), run(top, "init", "--pre-commit", "--ci", "github")
    checked = run(top, "check")
    mistakes = [
        *(["some specs are served otherwise"] if not before.items() <= after.items() else []),
        *([f"init ends with 2: {done.stderr}"] if done.returncode == 2 != status else []),
        *([f"check ends with 2: {checked.stderr}"] if checked.returncode == 2 != status else []),
        *(["a second run has something to do"] if files(top) != there.union(written) else []),
        *(["a second run does not say so"] if done.returncode == 0 and DONE not in again.stdout else []),
    ]
    said = "; ".join(" ".join(line.split()) for line in done.stdout.splitlines() if line[:1] in "ps")
    return Row(top.name, len(before), len(after), done.returncode, said, written, tuple(mistakes))


DONE = "nothing is left to do"


def files(top: Path) -> set[str]:
    """All files below a folder but git's own."""
    paths = (path.relative_to(top) for path in top.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if path.parts[0] != ".git"}


def rows(folder: Path, names: list[str]) -> Iterator[Row]:
    """The rows of some repositories in a folder, of all without names."""
    for source in sorted(folder.iterdir()):
        if not any(source.rglob("*.rst")) or (names and source.name not in names):
            continue
        with TemporaryDirectory() as scratch:
            yield adopt(Path(shutil.copytree(source, Path(scratch) / source.name, symlinks=True)))


def main() -> int:
    """Print the table; the exit status is 1 if there is a mistake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    failed = False
    for row in rows(options.folder, options.names):
        counts = f"{row.before} -> {row.after} specs, status {row.status}"
        print(f"{row.name}: {counts}; {row.said}; wrote {', '.join(row.written) or 'nothing'}", flush=True)
        for mistake in row.mistakes:
            failed = True
            print(f"  MISTAKE: {mistake}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
