"""docutils' messages of real specs, as docutils gives them of the whole text, beside ours.

    python tests/corpus/syntax.py [FOLDER ...]

takes every regular .rst file below the folders (../shared/corpus, if none is given) and prints how many
files and messages there are and each difference in level, text or block.  Exit 1: something differs;
2: there is no such folder.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

sys.path[1:1] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

from compare import CORPUS, files  # noqa: E402  (they lie in folders added above)
from messages import difference, docutils_messages, our_messages  # noqa: E402


class Result(NamedTuple):
    """What one file gives: the messages by level, and what differs, empty if nothing does."""

    path: Path
    levels: Counter[int]
    wrong: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare messages with docutils' on real files.")
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[CORPUS])
    folders = parser.parse_args(arguments).folders
    for folder in folders:
        if not folder.is_dir():
            print(f"syntax: no such folder: {folder}", file=sys.stderr)
            return 2
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(compare, [path for folder in folders for path in files(folder)], chunksize=8))
    differing = [result for result in results if result.wrong]
    for result in differing:
        print(f"{result.path}\n{result.wrong}\n")
    levels = sum((result.levels for result in results), Counter[int]())
    told = ", ".join(f"{count} of level {level}" for level, count in sorted(levels.items()))
    print(f"{len(results):,} files, {levels.total():,} messages ({told}), {len(differing):,} differences")
    return 1 if differing else 0


def compare(path: Path) -> Result:
    """Both sides' messages of one file."""
    try:
        text = path.read_bytes().decode("utf-8")
        ours = our_messages(text)
    except Exception as error:  # of any kind: no text may make us raise
        return Result(path, Counter(), f"{type(error).__name__}: {error}")
    theirs = docutils_messages(text)
    if theirs is None:
        return Result(path, Counter(), "docutils gives up on this file, so there is nothing to compare with")
    return Result(path, Counter(one.level for one in theirs), difference(theirs, ours))


if __name__ == "__main__":
    sys.exit(main())
