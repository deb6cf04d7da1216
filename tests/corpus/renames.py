"""Each target, footnote, citation, substitution and section of real files renamed, and docutils asked what changed.

    python tests/corpus/renames.py [FOLDER] [--files N] [--seed S] [--minutes M] [--show N]

takes N files (200) of FOLDER (../shared/corpus, if none is given), chosen by the seed S (0), for M minutes at
most (20), and renames each name in turn.  docutils reads the whole text before and after: the same references
must resolve to the same places, in a tree of the same nodes, and the new name must stand at each place.
Renames that are refused are counted by their reasons.  Exit 1: a rename changed something else.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path[1:1] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from names_judge import resolved_in_order  # noqa: E402  (what follows lies in folders added above)

from spec_ls.features.rename import CannotRename, rename  # noqa: E402
from spec_ls.model.document import Document, parse  # noqa: E402
from spec_ls.model.names import occurrences, uses_of  # noqa: E402
from spec_ls.model.occurrence import NameKind, Occurrence  # noqa: E402
from spec_ls.rst.syntax.reading import run_to_end  # noqa: E402
from spec_ls.text import Text  # noqa: E402

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_UNNAMED = (NameKind.ANONYMOUS_TARGET, NameKind.CONTENTS)


class Trial(NamedTuple):
    """What came of a rename: nothing is ``wrong`` and it was done, or ``refused`` says why not."""

    path: Path
    name: str
    kind: NameKind
    uses: int
    refused: str = ""
    wrong: str = ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Rename names of real files.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--files", metavar="N", type=int, default=200)
    parser.add_argument("--seed", metavar="S", type=int, default=0)
    parser.add_argument("--minutes", metavar="M", type=float, default=20)
    parser.add_argument("--show", metavar="N", type=int, default=10)
    options = parser.parse_args(arguments)
    paths = sorted(path for path in options.folder.rglob("*.rst") if path.is_file())
    chosen = Random(options.seed).sample(paths, min(options.files, len(paths)))
    end = time.monotonic() + 60 * options.minutes
    done, refused, wrong = Counter[str](), Counter[str](), list[Trial]()
    files = 0
    with ProcessPoolExecutor(2) as pool:
        for trials in pool.map(trials_until, chosen, [end] * len(chosen)):
            files += trials is not None
            for trial in trials or ():
                if trial.wrong:
                    wrong.append(trial)
                elif trial.refused:
                    refused[re.sub(r"\d+|\".*?\"", "…", trial.refused)] += 1
                else:
                    done[trial.kind.value] += 1
    for trial in wrong[: options.show]:
        print(f"{trial.path}: {trial.kind.value} {trial.name!r}: {trial.wrong}")
    _print_counts(files, done, refused, len(wrong))
    return 1 if wrong or not files else 0


def trials_until(path: Path, end: float) -> list[Trial] | None:
    """What came of renaming each name of a file; None if the time is over, or it cannot be read."""
    if time.monotonic() > end:
        return None
    try:
        text = path.read_bytes().decode()
    except (UnicodeDecodeError, OSError):
        return None
    document = parse(Text.of(text))
    before = resolved_in_order(text)
    return None if before is None else list(_trials(path, document, before, end))


def _trials(path: Path, document: Document, before: object, end: float) -> Iterator[Trial]:
    for number, name in enumerate(occurrences(document)):
        if not name.is_definition or not name.name or name.kind in _UNNAMED or time.monotonic() > end:
            continue
        uses = uses_of(document, name)
        tried = (path, name.name, name.kind, len(uses))
        new = _new_name(name, number)
        try:
            edits = run_to_end(rename(document, name.range.start, new))
        except CannotRename as error:
            yield Trial(*tried, refused=str(error))
            continue
        after = document.after(edits)
        if resolved_in_order(str(after.text)) != before:
            yield Trial(*tried, wrong="docutils resolves other references, or has another tree")
        elif len(set(_names(after)) & {" ".join(new.lower().split())}) != 1:
            yield Trial(*tried, wrong=f"there is no {new!r}")
        elif sum(map(_is_new(new), _names(after))) != len(uses) + 1:
            yield Trial(*tried, wrong=f"{new!r} is not at all places")
        else:
            yield Trial(*tried)


def _is_new(new: str) -> object:
    wanted = " ".join(new.lower().split())
    return lambda name: name.lower() == wanted


def _names(document: Document) -> list[str]:
    return [name.name for name in occurrences(document)]


def _new_name(name: Occurrence, number: int) -> str:
    """A name that no file has, of a form that the construct may have, in turn simple and of several words."""
    if name.kind is NameKind.FOOTNOTE and not name.auto:
        return f"7{number:04}"
    if name.kind in (NameKind.FOOTNOTE, NameKind.CITATION):
        return f"re-named.{number}"
    return f"renamed-{number}" if number % 2 else f"Renamed: 漢字 {number}"


def _print_counts(files: int, done: Counter[str], refused: Counter[str], wrong: int) -> None:
    counts = ", ".join(f"{count} {kind}" for kind, count in done.most_common())
    print(f"{files} files: {done.total()} renames ({counts}), {refused.total()} refused, {wrong} wrong")
    for reason, count in refused.most_common():
        print(f"  {count:5} {reason}")


if __name__ == "__main__":
    sys.exit(main())
