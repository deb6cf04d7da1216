"""How long a full scan takes, and how long a keystroke takes to become findings, inside the core.

    python tests/bench/bench.py [--short] [--json FILE]

docutils reads the same texts in the same run, for comparison.  The text is a real spec where
../shared/corpus (or $SPEC_LS_CORPUS) has one, else the sample in this repository, again and again under
one title with its sections renamed.  Nothing fails here: the figures are printed beside what is expected.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(1, str(REPOSITORY))

import docutils  # noqa: E402
from docutils.core import publish_doctree  # noqa: E402

from spec_ls.analysis import analyse, edited  # noqa: E402  (they lie in a folder added above)
from spec_ls.checks.run import check  # noqa: E402
from spec_ls.model.template import read_template  # noqa: E402
from spec_ls.rst.scan import scan  # noqa: E402
from spec_ls.text import Edit, Position, Range, Text  # noqa: E402

SIZES = (1_000, 10_000)
CORPUS = Path(os.environ.get("SPEC_LS_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
REAL = CORPUS / "nova-specs/specs/newton/implemented/generic-resource-pools.rst"
SAMPLE = REPOSITORY / "tests/samples/volume-trim.rst"
TEMPLATE = REPOSITORY / "spec_ls/profiles/nova.rst"
ADORNMENT = frozenset("=-~")
QUIET = {"report_level": 5, "halt_level": 5, "warning_stream": None, "file_insertion_enabled": False}


class Edits(NamedTuple):
    """Milliseconds: of the splice of the text alone, and of the rest of an edit up to its findings."""

    splice: float
    median: float
    p95: float
    worst: float


def document(lines: int) -> str:
    """A text of at least so many lines: copies of a spec below one title, each with sections of its own."""
    source = REAL if REAL.is_file() else SAMPLE
    body = source.read_text("utf-8").split("\n")
    first = next(i for i, line in enumerate(body) if line.startswith("Problem description"))
    parts, copy = body[:], 0
    while len(parts) < lines:
        copy += 1
        parts += _renamed(body[first:], f" {copy}")
    return "\n".join(parts[:lines]) + "\n"


def _renamed(body: list[str], suffix: str) -> list[str]:
    """The lines with every section's title, and its underline, made longer by ``suffix``."""
    lines = body[:]
    for index in range(1, len(lines)):
        line, title = lines[index], lines[index - 1]
        if title.strip() and len(line) > 3 and set(line) <= ADORNMENT and len(set(line)) == 1:
            lines[index - 1], lines[index] = title + suffix, line + line[0] * len(suffix)
    return lines


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """The median time of a piece of work."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def keystrokes(text: str, typed: str, runs: int) -> Edits:
    """Edits at random places in running text, each in what the one before left."""
    rng = random.Random(1)
    template = read_template(TEMPLATE.read_text("utf-8"), "builtin:nova")
    checked = check(analyse(Text.of(text), template))
    splices, rests = [], []
    for run in range(runs + 20):
        lines = checked.analysis.text.lines
        line = rng.choice([i for i in rng.sample(range(len(lines)), 50) if lines[i][:1].isalpha()] or [0])
        edit = Edit(Range.at(Position(line, min(3, len(lines[line]) - 1))), typed)
        start = time.perf_counter()
        checked.analysis.text.replace(edit)
        middle = time.perf_counter()
        checked = check(edited(checked.analysis, [edit]), checked)
        end = time.perf_counter()
        if run >= 20:  # the first ones warm up
            splices.append(middle - start)
            rests.append(end - middle - (middle - start))
    ranked = sorted(rests)
    p95 = ranked[int(len(ranked) * 0.95)]
    return Edits(*(1000 * t for t in (statistics.median(splices), statistics.median(rests), p95, ranked[-1])))


def measure(runs: int) -> dict[str, dict[str, object]]:
    """All figures, by number of lines."""
    found: dict[str, dict[str, object]] = {}
    for size in SIZES:
        text = document(size)
        found[str(size)] = {
            "scan": milliseconds(lambda text=text: scan(Text.of(text)), 7),
            "docutils": milliseconds(lambda text=text: publish_doctree(text, settings_overrides=QUIET), 3),
            "character": keystrokes(text, "x", runs)._asdict(),
            "new line": keystrokes(text, "\n", runs)._asdict(),
        }
    return found


def report(found: dict[str, dict[str, object]]) -> None:
    """Print the figures, in milliseconds, and whether they are as expected."""
    source = "a real spec" if REAL.is_file() else "the sample"
    print(f"{platform.python_implementation()} {platform.python_version()}, docutils {docutils.__version__},")
    print(f"{os.cpu_count()} processors, text from {source}; all figures in ms\n")
    print(
        f"{'lines':>7} {'scan':>8} {'docutils':>9}   {'edit':<10} {'splice':>7} {'median':>7} {'p95':>7} {'worst':>7}"
    )
    for size, row in found.items():
        for number, kind in enumerate(("character", "new line")):
            edit = Edits(**row[kind])  # type: ignore[arg-type]
            head = f"{int(size):>7,} {row['scan']:>8.1f} {row['docutils']:>9.1f}" if not number else " " * 26
            print(
                f"{head}   {kind:<10} {edit.splice:>7.3f} {edit.median:>7.3f} {edit.p95:>7.3f} {edit.worst:>7.3f}"
            )
    small, large = (Edits(**found[str(size)]["character"]) for size in SIZES)  # type: ignore[arg-type]
    ratio = large.median / small.median
    print()
    _verdict(
        "a character at 10,000 lines beyond the splice below 1 ms", large.median < 1, f"{large.median:.3f} ms"
    )
    _verdict(
        "and at most 1.5 times that at 1,000 lines, or below 0.5 ms",
        ratio <= 1.5 or large.median < 0.5,
        f"{ratio:.2f} times, {large.median:.3f} ms",
    )


def _verdict(expected: str, met: bool, figure: str) -> None:
    print(f"{'as expected' if met else 'MISSED':<12} {expected}: {figure}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure scans and keystrokes inside the core.")
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    found = measure(40 if options.short else 300)
    report(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
