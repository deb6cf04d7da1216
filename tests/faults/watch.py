"""``check --watch``, one fault at a time: it goes on, and is right again behind the fault."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

from calls import NO_FAULT, Fault, faults_of
from command import Command
from processes import Run, forked, read_calls
from repository import CACHE, make_repository, settle

_SECONDS = 20.0
"""Seconds within which each check has to end."""

_SUMMARY = re.compile(r"^(\d+ \w+.* in \d+ of|no findings in|no specs).*\n", re.MULTILINE)
_CHANGED = "specs/1.0/new.rst"


class Watch:
    """A check that watches a repository: its output while the fault may come, and behind the last change.

    The first check is that of ``check``: the faults of calls that this makes as well are left out.
    """

    def __init__(self, scratch: Path) -> None:
        self._folder, self._scratch = scratch / "watch", scratch / "watch.streams"
        self._scratch.mkdir()
        (self._scratch / "joined").touch()
        make_repository(self._folder)
        settle(self._folder)
        self._text = (self._folder / _CHANGED).read_bytes()
        self._others = Command("check", self._scratch).plain.calls
        self.plain = self._run(NO_FAULT)
        self.not_made = 0

    def faults(self) -> Iterator[Fault]:
        """The faults that are tried."""
        return faults_of(
            self.plain.calls, self._others, lambda path: not os.path.lexists(self._folder / path)
        )

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong with the run that has this fault."""
        run_ = self._run(fault)
        self.not_made += run_.met is None
        wrong = []
        if run_.status != self.plain.status:
            wrong.append(f"status {run_.status}: {run_.err}")
        if "Traceback" in run_.err or "internal error" in run_.err:
            wrong.append("an internal error")
        if run_.out != self.plain.out:
            wrong.append("other findings once the fault is gone")
        return wrong

    def _run(self, fault: Fault) -> Run:
        shutil.rmtree(self._folder / CACHE, ignore_errors=True)
        (self._folder / _CHANGED).write_bytes(self._text)
        settle(self._folder)
        arguments = ("check", "--watch", ".")
        with forked(arguments, self._folder, fault, self._scratch, fault is NO_FAULT) as (process, _, output):
            first = _until_summary(output)
            (self._folder / _CHANGED).write_bytes(self._text + b"\nMore. \n")
            first += _until_summary(output)
            (self._scratch / "armed").unlink()
            (self._folder / _CHANGED).write_bytes(self._text + b"\nMuch more. \n")
            last = _until_summary(output)
            if _SUMMARY.search(last):
                os.kill(process, signal.SIGINT)
        _, status = os.waitpid(process, 0)
        calls, met = read_calls((self._scratch / "calls").read_text())
        return Run(os.waitstatus_to_exitcode(status), last.partition("\n")[2], first, calls, met)


def _until_summary(output: int) -> str:
    """What the process prints up to the end of a check, or to its own end."""
    found = b""
    while not _SUMMARY.search(found.decode()):
        ready, _, _ = select.select([output], [], [], _SECONDS)
        part = os.read(output, 1 << 16) if ready else b""
        if not part:
            break
        found += part
    return found.decode()
