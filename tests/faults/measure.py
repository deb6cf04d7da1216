"""Lets each call of the file system fail, in each command and in a session, and says what goes wrong.

``python tests/faults/measure.py [NAME...] [--every N] [--first N] [--show N]``: the commands of ``command.py``,
or ``session``.  Prints a line for each way in which something goes wrong; the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from command import COMMANDS, Command
from processes import Fault
from repository import make_repository
from session import Session


def main() -> int:
    """Run what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[*COMMANDS, "session"])
    parser.add_argument("--every", type=int, default=1, help="try each Nth fault alone")
    parser.add_argument("--first", type=int, default=0, help="the first fault that is tried, with --every")
    parser.add_argument("--show", type=int, default=3, help="examples of each failure")
    options = parser.parse_args()
    gc.freeze()
    failures = 0
    with TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        repository = make_repository(scratch / "repository")
        for name in options.names:
            began = perf_counter()
            subject = (
                Session(repository, scratch) if name == "session" else Command(name, repository, scratch)
            )
            faults = list(subject.faults())[options.first :: options.every]
            found: dict[str, list[tuple[Fault, str]]] = defaultdict(list)
            for fault in faults:
                for wrong in subject.wrong(fault):
                    call = subject.plain.calls[fault.nth]
                    found[f"{call.name}: {wrong}"].append((fault, call.path))
            _report(found, options.show)
            failures += len(found)
            seconds = perf_counter() - began
            print(
                f"{name}: {len(subject.plain.calls)} calls, {len(faults)} faults, {seconds:.1f} s", flush=True
            )
    return failures > 0


def _report(found: dict[str, list[tuple[Fault, str]]], show: int) -> None:
    for wrong, cases in sorted(found.items()):
        print(f"  {wrong} ({len(cases)} times)")
        for fault, path in cases[:show]:
            print(f"      call {fault.nth}, {fault.error}{', lasting' * fault.lasting}: {path}")


if __name__ == "__main__":
    sys.exit(main())
