"""How long a check of a whole folder takes, beside doc8, sphinx-lint and a loop of docutils over the same files.

    python tests/bench/check_times.py [FOLDER] [--runs N] [--copies N ...] [--short]
                                      [--doc8 PYTHON] [--sphinx-lint PYTHON]

Commands take turns, so that noise of the machine meets all alike; the median of the runs counts.  The folder
is copied first, as a spec is changed.  Nothing fails because of a time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shutil import copytree, ignore_patterns

import machine
import peers
from peers import Command
from process_tree import Cost, Failed, cost


def main() -> int:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="check-times-") as name:
        try:
            report(options, Path(name).resolve())
        except Failed as error:
            print(f"check_times: {error}", file=sys.stderr)
            return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("folder", type=Path, nargs="?", default=peers.ROOT.parent / "shared/corpus/nova-specs")
    made.add_argument("--runs", type=int, default=5)
    made.add_argument("--copies", type=int, nargs="+", default=[1, 4, 16], help="for growth; 0: none")
    made.add_argument(
        "--short", action="store_true", help="the samples, one run, tools that are there already"
    )
    made.add_argument("--doc8", metavar="PYTHON", help="a Python that has doc8; else pip installs it")
    made.add_argument("--sphinx-lint", metavar="PYTHON", help="a Python that has sphinx-lint; else pip does")
    return made


def report(options: argparse.Namespace, scratch: Path) -> None:
    """Measure, and print the tables."""
    folder, copies, runs = options.folder, options.copies, options.runs
    if options.short or not folder.is_dir():
        folder, copies, runs = peers.SAMPLE.parent, [1, 2], 1
    print(machine_line(runs), flush=True)
    given = {"doc8": options.doc8, "sphinxlint": options.sphinx_lint}
    pythons = peers.pythons(given, scratch, install=not options.short)
    environment = peers.environment(scratch)
    copied = copy(folder, scratch / "compared")
    commands = [
        *peers.of_ours(copied),
        *peers.of_docutils(copied),
        *peers.of_others(copied, pythons),
    ]
    small = copy(peers.SAMPLE.parent, scratch / "small")
    for command in (*peers.of_docutils(small), *peers.of_others(small, pythons), *peers.of_ours(small)):
        cost(command.words, scratch, environment)  # modules are compiled
    cost(peers.check(str(copied)), scratch, environment)  # results are kept
    print(f"\n{folder.name}: {len(list(copied.rglob('*.rst')))} files\n")
    print_comparison(measured(commands, runs, scratch, environment))
    print_starts(
        measured(list(peers.of_one_spec()), 1 if options.short else max(runs, 5), scratch, environment)
    )
    if any(copies):
        print_growth(folder, [number for number in copies if number], runs, scratch)


def machine_line(runs: int) -> str:
    """What figures depend on."""
    about = machine.description()
    return (
        f"{about['date']}, {about['cores']} cores of {about['cpu']}, load {about['load']}, {about['python']},"
        f" docutils {about['docutils']}, median of {runs}"
    )


def copy(folder: Path, place: Path) -> Path:
    """A copy of a folder, of the same name, in a new folder; its path."""
    return Path(copytree(folder, place / folder.name, ignore=ignore_patterns(".git")))


def measured(
    commands: Sequence[Command], runs: int, scratch: Path, environment: Mapping[str, str]
) -> dict[str, Cost]:
    """The medians of each command by its name; each run is told on standard error, as all take long."""
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    for _ in range(runs):
        for command in commands:
            command.before()
            found = cost(command.words, scratch, environment)
            costs[command.name].append(found)
            print(f"{command.name}: {found.clock:.2f} s, {found.processor:.2f} s", file=sys.stderr)
    return {name: median(found) for name, found in costs.items()}


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each figure by itself."""
    found = list(costs)
    memory = [megabytes for cost_ in found if (megabytes := cost_.memory) is not None]
    return Cost(
        statistics.median(cost_.clock for cost_ in found),
        statistics.median(cost_.processor for cost_ in found),
        statistics.median(memory) if memory else None,
    )


def print_comparison(costs: Mapping[str, Cost]) -> None:
    """Each command with the times of both loops over its own, by the clock, and of one by processor time."""
    print(
        "| | clock, s | processor, s | peak, MB | loop / it | two-process loop / it | loop / it, processor |"
    )
    print("|---|---|---|---|---|---|---|")
    loop, split = costs[peers.LOOP], costs[peers.SPLIT]
    for name, found in costs.items():
        ratios = (loop.clock / found.clock, split.clock / found.clock, loop.processor / found.processor)
        print(
            f"| {name} | {found.clock:.2f} | {found.processor:.2f} | {megabytes(found)} |"
            f" {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |",
            flush=True,
        )


def print_starts(costs: Mapping[str, Cost]) -> None:
    """Commands on one spec."""
    print("\n| | processor, ms | clock, ms |\n|---|---|---|")
    for name, found in costs.items():
        print(f"| {name} | {found.processor * 1000:.0f} | {found.clock * 1000:.0f} |", flush=True)


def print_growth(folder: Path, numbers: Sequence[int], runs: int, scratch: Path) -> None:
    """Time for a file, and memory, with more and more copies of a folder side by side in another one."""
    print(
        "\n| copies | files | | ms a file, clock | ms a file, processor | peak, MB |\n|---|---|---|---|---|---|"
    )
    for number in numbers:
        top = scratch / f"copies-{number}"
        for copied in range(number):
            copy(folder, top / str(copied))
        files = len(list(top.rglob("*.rst")))
        commands = [
            Command("cold", peers.check("--no-cache", str(top))),
            Command("warm", peers.check(str(top))),
        ]
        environment = peers.environment(scratch)
        cost(commands[1].words, scratch, environment)  # results are kept
        for name, found in measured(commands, runs, scratch, environment).items():
            times = (found.clock, found.processor)
            print(
                f"| {number} | {files} | {name} |"
                f" {' | '.join(f'{seconds * 1000 / files:.2f}' for seconds in times)} | {megabytes(found)} |",
                flush=True,
            )


def megabytes(found: Cost) -> str:
    """Peak memory as a table shows it; empty where the system does not say."""
    return "" if found.memory is None else f"{found.memory:.0f}"


if __name__ == "__main__":
    sys.exit(main())
