"""Lets each call of the file system fail, in each command and in a session, and says what goes wrong.

``python tests/faults/measure.py [NAME...] [--every N] [--first N] [--show N]``: the commands of ``scenarios.py``,
``watch``, and the sessions ``session`` and ``log``.  Prints a line for each way in which something goes wrong; the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from calls import Fault
from command import Command
from scenarios import COMMANDS
from session import SESSIONS, Session
from watch import Watch


def main() -> int:
    """Run what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[*COMMANDS, "watch", *SESSIONS])
    parser.add_argument("--every", type=int, default=1, help="try each Nth fault alone")
    parser.add_argument("--first", type=int, default=0, help="the first fault that is tried, with --every")
    parser.add_argument("--show", type=int, default=3, help="examples of each failure")
    options = parser.parse_args()
    gc.freeze()
    failures = 0
    with TemporaryDirectory() as folder:
        for name in options.names:
            began = perf_counter()
            scratch = Path(folder).resolve()
            subject = _subject(name, scratch)
            faults = list(subject.faults())[options.first :: options.every]
            found: dict[str, list[Fault]] = defaultdict(list)
            for fault in faults:
                for wrong in subject.wrong(fault):
                    found[f"{fault.call.name}: {wrong}"].append(fault)
            _report(found, options.show)
            failures += len(found)
            counts = f"{len(subject.plain.calls)} calls, {len(faults)} faults, {len(found)} reports"
            counts += f", {subject.not_made} not met" * bool(subject.not_made)
            print(f"{name}: {counts}, {perf_counter() - began:.1f} s", flush=True)
    return failures > 0


def _subject(name: str, scratch: Path) -> Command | Session | Watch:
    """What is tried under a name."""
    if name == "watch":
        return Watch(scratch)
    return Session(name, scratch) if name in SESSIONS else Command(name, scratch)


def _report(found: dict[str, list[Fault]], show: int) -> None:
    for wrong, faults in sorted(found.items()):
        print(f"  {wrong} ({len(faults)} times)")
        for fault in faults[:show]:
            print(f"      {fault}")


if __name__ == "__main__":
    sys.exit(main())
