"""What a command costs with all processes that it starts: clock time, processor time, peak memory (Linux, macOS)."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.02
"""Seconds between two looks at memory."""


class Failed(Exception):
    """A command ended with a status that means neither that all is well nor that something was found."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds on a processor, and peak megabytes (10**6 bytes), of all processes together."""

    clock: float
    processor: float
    memory: float | None


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command; its output is thrown away.  Raises Failed: its status is neither 0 nor 1.

    Processes that it started count as far as it waited for them (``wait4``).
    """
    with (folder / "stderr").open("w+b") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        ended, peaks = threading.Event(), [0.0]
        sampler = threading.Thread(target=_sample, args=(process.pid, ended, peaks))
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        ended.set()
        sampler.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            errors.seek(0)
            raise Failed(f"{' '.join(command[:6])}: status {process.returncode}\n{errors.read().decode()}")
    return Cost(clock, usage.ru_utime + usage.ru_stime, peaks[0] or None)


def _sample(process: int, ended: threading.Event, peaks: list[float]) -> None:
    while not ended.wait(PAUSE):
        peaks[0] = max(peaks[0], sum(map(_megabytes, _family(process))))


def _family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _family(int(child))


def _megabytes(process: int) -> float:
    """The memory of a process, of pages shared by n processes an nth (PSS): the sum counts none twice."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _read(path: Path) -> str:
    """The text of a file of /proc; empty once its process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""
