"""Each target, footnote, citation, substitution and section of real files renamed, and docutils asked what changed.

    python tests/corpus/renames.py [FOLDER] [--files N] [--seed S] [--minutes M] [--show N]

takes N files (200) of FOLDER (../shared/corpus, if none is given), chosen by the seed S (0), for M minutes at
most (20), and renames each name in turn.  docutils reads the whole text before and afterwards: the same
references must resolve to the same places, in a tree of the same nodes, and new names must stand at each place.
Renames that are refused are counted by their reasons.  Exit 1: a rename changed something else.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
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
    return 1 if wrong or not done else 0


def trials_until(path: Path, end: float) -> list[Trial] | None:
    """What came of renaming all names of a file, one after the other; None if the time is over, or it is no text.

    docutils is asked once all are renamed, and about each where that comes out wrong.
    """
    if time.monotonic() > end:
        return None
    try:
        text = path.read_bytes().decode()
    except (UnicodeDecodeError, OSError):
        return None
    before = resolved_in_order(text)
    if before is None:
        return None
    document, trials = _all_renamed(path, parse(Text.of(text)), end)
    if resolved_in_order(str(document.text)) == before:
        return trials
    return _all_renamed(path, parse(Text.of(text)), end, before)[1]


def _all_renamed(
    path: Path, document: Document, end: float, before: object = None
) -> tuple[Document, list[Trial]]:
    """A document after its names are changed in turn; docutils is asked each time if ``before`` is its answer."""
    trials = []
    count = sum(name.is_definition for name in occurrences(document))
    for number in range(count):
        name = [name for name in occurrences(document) if name.is_definition][number]
        if not name.name or name.kind in _UNNAMED or time.monotonic() > end:
            continue
        after, trial = _renamed(path, document, name, number)
        if before is not None and not trial.refused and resolved_in_order(str(after.text)) != before:
            trial = trial._replace(
                wrong=trial.wrong or "docutils resolves other references, or has another tree"
            )
        else:
            document = after
        trials.append(trial)
    return document, trials


def _renamed(path: Path, document: Document, name: Occurrence, number: int) -> tuple[Document, Trial]:
    """The document after a name is changed, and what came of it; the same document where it is refused."""
    uses = uses_of(document, name)
    trial = Trial(path, name.name, name.kind, len(uses))
    new = _new_name(name, number)
    try:
        edits = run_to_end(rename(document, name.range.start, new))
    except CannotRename as error:
        return document, trial._replace(refused=str(error))
    after = document.after(edits)
    wanted = " ".join(new.lower().split())
    places = sum(place.name.lower() == wanted for place in occurrences(after))
    wrong = "" if places == len(uses) + 1 else f"{new!r} is at {places} places instead of {len(uses) + 1}"
    return after, trial._replace(wrong=wrong)


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
