"""Which mutants do the tests notice?

    python tests/mutants/run.py [--sample N] [--seed N] [--minutes N] [--children N] [MODULE ...]

A MODULE is a folder or a file below ``spec_ls/`` (``checks``, ``edits/wrap.py``), or the name of one mutant as it
is printed (``edits/wrap:_wrapped:4``); without one, ``checks`` and ``edits``.  The tests are collected once.  Then, each in a process forked from that state, all of them run once,
noting which functions of the modules each test enters, and each mutant runs those that enter its function, the
tests of its own name first, until a test fails.  A survivor is printed with its diff.

Exit 1: the score is below ``--least``.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parents[1])]

from mutants.mutations import Mutant, mutants  # noqa: E402  (it lies in the folder added above)
from mutants.session import Killed, Outcomes, Session  # noqa: E402

import spec_ls  # noqa: E402

TESTS = Path(__file__).resolve().parents[1]
_FOLDERS = ("checks", "edits")
_TESTS = ("checks", "edits", "features", "model", "api", "profiles")
"""Folders of tests that call checks and fixes in their own process."""


def main() -> int:
    """The command."""
    options = _options()
    chosen = _chosen(options)
    session = Session(chosen, children=options.children, until=time.monotonic() + 60 * options.minutes)
    folders = dict.fromkeys([*_TESTS, *(mutant.label.partition("/")[0] for mutant in chosen)])
    tests = options.tests or [str(TESTS / folder) for folder in folders]
    print(f"{len(chosen)} are tried", flush=True)
    pytest.main([*tests, "-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"], [session])
    return _report(session.outcomes, options.least)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Which mutants do the tests notice?")
    parser.add_argument("modules", nargs="*", default=_FOLDERS, metavar="MODULE")
    parser.add_argument("--sample", type=int, help="so many of the mutants, by chance (default: all)")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--minutes", type=float, default=60, help="no mutant is begun later")
    parser.add_argument("--children", type=int, default=2, help="mutants at a time")
    parser.add_argument(
        "--tests",
        nargs="+",
        help="these alone (default: those that call checks and fixes, and the mutants' folders)",
    )
    parser.add_argument("--least", type=float, default=0, help="per cent that must be noticed")
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> list[Mutant]:
    found = [mutant for module in options.modules for mutant in _named(module)]
    print(f"{len(found)} mutants")
    chance = random.Random(options.seed)
    return chance.sample(found, min(options.sample, len(found))) if options.sample else found


def _named(name: str) -> list[Mutant]:
    """The mutants of a folder, of a file, or the one of this label."""
    package = Path(spec_ls.__file__).resolve().parent
    if ":" in name:
        path = package / (name.partition(":")[0] + ".py")
        return [mutant for mutant in mutants(path) if mutant.label == name]
    path = package / name
    paths = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [mutant for found in paths for mutant in mutants(found)]


def _report(outcomes: Outcomes, least: float) -> int:
    """Print a row for each module, then the survivors; 1 if the score is too low."""
    tried, killed = Counter[str](), Counter[str]()
    for mutant, outcome in outcomes.items():
        module = mutant.label.partition(":")[0]
        tried[module] += 1
        killed[module] += isinstance(outcome, Killed)
    for module in sorted(tried):
        print(
            f"{module:40} {killed[module]:5} of {tried[module]:5} {100 * killed[module] / tried[module]:6.1f} %"
        )
    score = 100 * killed.total() / max(1, tried.total())
    print(f"\n{killed.total()} of {tried.total()} mutants noticed: {score:.1f} %")
    return int(score < least)


if __name__ == "__main__":
    sys.exit(main())
