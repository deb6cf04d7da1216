"""Paragraphs, lists, tables, URLs and footnotes of real files converted, and docutils asked what changed.

    python tests/corpus/conversions.py [FOLDER] [--files N] [--places N] [--seed S] [--minutes M] [--show N]

takes N files (300) of FOLDER (../shared/corpus, if none is given), chosen by the seed S (0), for M minutes at
most (20).  In each it goes to N blocks (20) at random, and to all tables and footnotes, as a cursor and as a selection, and
makes each conversion that is offered there.  Simple and grid tables are also written as Markdown and made
tables again.  docutils reads the whole text before and after.  Printed are the conversions by kind and the
longest processor time that the offers of a place took.  Exit 1: a conversion changed something else.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path[1:1] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from conversions_judge import broken_promise  # noqa: E402  (what follows lies in folders added above)

from spec_ls.config import DEFAULT_MAX_LINE_LENGTH  # noqa: E402
from spec_ls.features.action_kinds import ActionKind  # noqa: E402
from spec_ls.features.conversions.conversion import Conversion, lines_of, rewritten  # noqa: E402
from spec_ls.features.conversions.offered import conversions  # noqa: E402
from spec_ls.features.conversions.table import read_table  # noqa: E402
from spec_ls.model.document import Document, parse  # noqa: E402
from spec_ls.rst.blocks import TABLE_KINDS, Kind  # noqa: E402
from spec_ls.rst.inline import InlineKind, inline_markup  # noqa: E402
from spec_ls.rst.source import as_docutils_reads  # noqa: E402
from spec_ls.text import Position, Range, Text, apply_edits  # noqa: E402

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_ALL = (*TABLE_KINDS, Kind.FOOTNOTE)


class Trial(NamedTuple):
    """The offers at a place: their kinds, the processor time that they took, and what is wrong with them."""

    place: str
    kinds: tuple[ActionKind, ...]
    seconds: float
    wrong: tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Convert parts of real files.")
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--files", metavar="N", type=int, default=300)
    parser.add_argument("--places", metavar="N", type=int, default=20)
    parser.add_argument("--seed", metavar="S", type=int, default=0)
    parser.add_argument("--minutes", metavar="M", type=float, default=20)
    parser.add_argument("--show", metavar="N", type=int, default=10)
    options = parser.parse_args(arguments)
    paths = sorted(path for path in options.folder.rglob("*.rst") if path.is_file())
    if not paths:
        print(f"conversions: no files in {options.folder}", file=sys.stderr)
        return 2
    chosen = Random(options.seed).sample(paths, min(options.files, len(paths)))
    end = time.monotonic() + 60 * options.minutes
    works = [(path, options.places, options.seed, end) for path in chosen]
    with ProcessPoolExecutor() as pool:
        return show(pool.map(trials_of, works), options.show)


def show(results: Iterable[list[Trial]], most: int) -> int:
    """Print what is wrong, and the sums; returns the exit status."""
    kinds, places, wrong, longest = Counter[str](), 0, 0, 0.0
    for trials in results:
        for trial in trials:
            places += 1
            longest = max(longest, trial.seconds)
            kinds.update(kind.value for kind in trial.kinds)
            for problem in trial.wrong:
                wrong += 1
                if wrong <= most:
                    print(f"{trial.place}: {problem}", flush=True)
    for kind, count in kinds.most_common():
        print(f"{count:7,} {kind}")
    done = f"{places:,} places, {sum(kinds.values()):,} conversions"
    print(f"{done}, {wrong:,} wrong, at most {1000 * longest:.0f} ms for the offers of a place")
    return 1 if wrong or not kinds else 0


def trials_of(work: tuple[Path, int, int, float]) -> list[Trial]:
    """The conversions at some places of a file; none where it cannot be read, or the time is over."""
    path, count, seed, end = work
    try:
        document = parse(Text.of(path.read_bytes().decode()))
    except (OSError, UnicodeDecodeError):
        return []
    random = Random(f"{seed} {path.name}")
    found = list[Trial]()
    for range_ in places(document, count, random):
        if time.monotonic() > end:
            break
        found.append(tried(f"{path}:{range_.start.line + 1}", document, range_))
    for number in document.blocks.where(lambda block: block.kind in TABLE_KINDS):
        if time.monotonic() < end and (trial := from_markdown(f"{path}", document, number)):
            found.append(trial)
    return found


def places(document: Document, count: int, random: Random) -> Iterator[Range]:
    """Cursors in blocks, and selections of whole ones."""
    blocks = document.blocks
    chosen = random.sample(range(len(blocks)), min(count, len(blocks)))
    for number in dict.fromkeys([*chosen, *blocks.where(lambda block: block.kind in _ALL)]):
        where = lines_of(document, number)
        if where is None or where.start >= where.end:
            continue
        line = random.randrange(where.start, where.end)
        yield Range.at(Position(line, random.randint(0, len(document.text.lines[line]))))
        yield Range.of(where.start, 0, where.end, 0)
        for markup in inline_markup(blocks.items[number]):
            if markup.kind in (InlineKind.URL, InlineKind.FOOTNOTE_REFERENCE):
                yield Range.at(Position(markup.range.start.line + where.start, markup.range.start.column + 1))
                break


def tried(place: str, document: Document, range_: Range) -> Trial:
    """The conversions at a place, judged."""
    start = time.process_time()
    found = conversions(document, range_, DEFAULT_MAX_LINE_LENGTH)
    seconds = time.process_time() - start
    wrong = [problem for conversion in found if (problem := problem_of(document, conversion))]
    return Trial(place, tuple(conversion.kind for conversion in found), seconds, tuple(wrong))


def problem_of(document: Document, conversion: Conversion) -> str:
    """What is wrong with a conversion; empty if nothing is."""
    after = str(apply_edits(document.text, conversion.edits))
    problem = broken_promise(conversion.kind, str(document.text), after)
    return f"{conversion.title}: {problem}" if problem else ""


def from_markdown(place: str, document: Document, number: int) -> Trial | None:
    """A table written as Markdown and made a table again; None where it has cells of several lines."""
    block, where = document.blocks.items[number], lines_of(document, number)
    table = read_table(block.kind, [as_docutils_reads(line) for line in block.content])
    if table is None or where is None or any(len(cell) > 1 for row in table.rows for cell in row):
        return None
    rows = [[cell[0].replace("|", "\\|") if cell else "" for cell in row] for row in table.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    made = document.after([rewritten(document, where, lines)])
    selection = Range.of(where.start, 0, where.start + len(lines), 0)
    start = time.process_time()
    found = [
        each
        for each in conversions(made, selection, DEFAULT_MAX_LINE_LENGTH)
        if each.kind is ActionKind.TABLE
    ]
    seconds = time.process_time() - start
    wrong = [
        f"{each.title}: {problem}"
        for each in found
        if (problem := _other_cells(document, apply_edits(made.text, each.edits)))
    ]
    return Trial(f"{place}:{where.start + 1}", tuple(each.kind for each in found), seconds, tuple(wrong))


def _other_cells(document: Document, now: Text) -> str | None:
    return broken_promise(ActionKind.TABLE, str(document.text), str(now))


if __name__ == "__main__":
    sys.exit(main())
