"""Real specs, read by docutils and by us: section trees, title lines and text must be the same.

    python tests/corpus/compare.py [FOLDER ...]

takes every regular .rst file below the folders (../shared/corpus, if none is given) and prints how many
files and sections there are and each difference.  Exit 1: something differs; 2: there is no such folder.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(REPOSITORY / "tests"), str(REPOSITORY)]

from judge import by_docutils, difference, of_document  # noqa: E402  (it lies in a folder added above)

from spec_ls.model.document import parse  # noqa: E402
from spec_ls.text import Text  # noqa: E402
from spec_ls.workspace import Unreadable, Workspace, read  # noqa: E402

CORPUS = REPOSITORY.parent / "shared" / "corpus"
_LINK = re.compile(rb"[^\s]+\.rst")


class Result(NamedTuple):
    """What one file gives: how many sections it has, and what is wrong, empty if nothing is."""

    path: Path
    sections: int
    wrong: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare section trees with docutils' on real files.")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[CORPUS])
    folders = parser.parse_args(arguments).folders
    for folder in folders:
        if not folder.is_dir():
            print(f"compare: no such folder: {folder}", file=sys.stderr)
            return 2
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(compare, [path for folder in folders for path in files(folder)], chunksize=8))
    differing = [result for result in results if result.wrong]
    for result in differing:
        print(f"{result.path}\n{result.wrong}\n")
    sections = sum(result.sections for result in results)
    print(f"{len(results):,} files, {sections:,} sections, {len(differing):,} differences")
    return 1 if differing else 0


def files(folder: Path) -> Iterator[Path]:
    """The regular .rst files below a folder, sorted.  Links are none.

    Neither are files that hold a link's path and nothing else: git writes links so where there are none.
    """
    for path in sorted(folder.rglob("*.rst")):
        if path.is_file() and not path.is_symlink() and not _LINK.fullmatch(path.read_bytes()):
            yield path


def chosen(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """At most ``count`` specs, each of which some template serves, taken at random."""
    workspace, paths = Workspace(folder), sorted(files(folder))
    Random(seed).shuffle(paths)
    for path in paths:
        if not count:
            return
        try:
            if workspace.resolve(path).template is not None and read(path):
                yield path
                count -= 1
        except Unreadable:
            continue


def asked_for(
    parser: argparse.ArgumentParser, arguments: list[str] | None, count: int
) -> tuple[argparse.Namespace, list[Path]]:
    """The options, with FOLDER, --files and --seed among them, and the specs that these choose at random.

    ``count`` is how many, unless --files says otherwise.  That there are none is said.
    """
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--files", type=int, default=count)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    paths = list(chosen(options.folder.resolve(), options.files, options.seed))
    if not paths:
        print(f"{parser.prog}: no specs below {options.folder}", file=sys.stderr)
    return options, paths


def compare(path: Path) -> Result:
    """Both readings of one file."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
        document = parse(Text.of(text))
        ours = of_document(document)
    except Exception as error:  # of any kind: not one of them may come out of the scanner
        return Result(path, 0, f"{type(error).__name__}: {error}")
    if "".join(block.text for block in document.blocks).encode("utf-8") != raw:
        return Result(path, len(ours), "the blocks, joined, are not the file")
    theirs = by_docutils(text)
    if theirs is None:
        return Result(path, len(ours), "docutils gives up on this file, so there is nothing to compare with")
    return Result(path, len(ours), difference(theirs, ours))


if __name__ == "__main__":
    sys.exit(main())
