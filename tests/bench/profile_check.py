"""Where `spec-ls check` spends its processor time: a table by part.

    python tests/bench/profile_check.py FOLDER [--rounds N] [OPTION OF CHECK ...]

Each round is a process of its own.  A part's time is without that of the parts inside it, so they add up to
the whole; the median of the rounds counts.  Findings are not printed.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START = "start, imports, the rest"
DOCUTILS, PROOFS, OF_PROOFS = "docutils", "fixes and their proofs", "docutils, for proofs"

PARTS = {
    "spec_ls.cli.check:spec_inputs": "walk",
    "spec_ls.cli.spec_inputs:read_and_resolve": "template and settings of a path",
    "spec_ls.workspace.evidence:_sample": "evidence of the specs around",
    "spec_ls.workspace.spec_traits:_read": "traits of a spec, for evidence",
    "spec_ls.cli.inputs:read": "reading a file",
    "spec_ls.cli.spec_inputs:parse": "blocks and section tree",
    "spec_ls.cli.spec_inputs:compare": "outline beside the template",
    "spec_ls.checks.run:messages": "messages, without docutils",
    "spec_ls.rst.syntax.unit_readings:read": DOCUTILS,
    "spec_ls.rst.syntax.unit_readings:read_inline": DOCUTILS,
    "spec_ls.checks.run:with_causes": "causes",
    "spec_ls.checks.run:_without_suppressed": "suppressions",
    "spec_ls.report.make_result:batch_fix": PROOFS,
    "spec_ls.report.make_result:count_fixable": PROOFS,
    "spec_ls.cli.checking:result_of": "results",
}
"""Parts by the function that does them, in the module that calls it."""


class Clock:
    """Processor time by part; each moment counts for the innermost part that runs."""

    def __init__(self) -> None:
        self.seconds, self.calls = Counter[str](), Counter[str]()
        self._running, self._last = [START], 0.0

    def around(self, part_of: Callable[..., str], function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose time counts for the part that its arguments give."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._switch()
            part = part_of(*args)
            if part == DOCUTILS and PROOFS in self._running:
                part = OF_PROOFS
            self.calls[part] += 1
            self._running.append(part)
            try:
                return function(*args, **kwargs)
            finally:
                self._switch()
                self._running.pop()

        return timed

    def total(self) -> float:
        """The processor time of the process so far, all of which is some part's."""
        self._switch()
        return self._last

    def _switch(self) -> None:
        now = time.process_time()
        self.seconds[self._running[-1]] += now - self._last
        self._last = now


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", action="store_true", help="one round in this process, printed as JSON")
    arguments, options = parser.parse_known_args()
    if arguments.one:
        print(json.dumps(measure(arguments.folder, options)))
        return
    command = [sys.executable, __file__, arguments.folder, "--one", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    rounds = [json.loads(subprocess.check_output(command, env=environment)) for _ in range(arguments.rounds)]
    print_table(rounds)


def measure(folder: str, options: list[str]) -> dict[str, Any]:
    """One check of a folder: seconds and calls by part, seconds in all, and peak memory in MB."""
    clock = Clock()
    for place, part in PARTS.items():
        module, name = place.split(":")
        home = importlib.import_module(module)
        setattr(home, name, clock.around(lambda *_, part=part: part, getattr(home, name)))
    run = importlib.import_module("spec_ls.checks.run")
    run._contained = clock.around(lambda code, _: f"check {code}", run._contained)
    from spec_ls.cli import main as spec_ls

    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.suppress(SystemExit):
        spec_ls(["check", "--format", "json", folder, *options])
    total = clock.total()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": clock.seconds, "calls": clock.calls, "total": total, "MB": memory}


def print_table(rounds: list[dict[str, Any]]) -> None:
    """Print the parts, the dearest first, as a table in Markdown."""
    parts = sorted({part for round_ in rounds for part in round_["seconds"]})
    median = {
        part: statistics.median(round_["seconds"].get(part, 0.0) for round_ in rounds) for part in parts
    }
    print("| part | calls | s |\n|---|---|---|")
    for part in sorted(parts, key=lambda part: -median[part]):
        print(f"| {part} | {rounds[0]['calls'].get(part, 1)} | {median[part]:.3f} |")
    total = statistics.median(round_["total"] for round_ in rounds)
    print(f"| all | | {total:.2f} |")
    print(f"\npeak memory {max(round_['MB'] for round_ in rounds):.0f} MB")


if __name__ == "__main__":
    main()
