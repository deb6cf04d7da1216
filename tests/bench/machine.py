"""The machine that figures belong to, and what a process takes of it (Linux's /proc; None elsewhere)."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROC = Path("/proc")


def memory(process: int) -> float | None:
    """The resident memory of a process in megabytes (10**6 bytes)."""
    for line in _lines(_PROC / str(process) / "status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return None


def own_memory(process: int) -> float | None:
    """The resident memory that a process shares with no other (USS), in megabytes (10**6 bytes)."""
    lines = [line.split() for line in _lines(_PROC / str(process) / "smaps_rollup")]
    private = [int(words[1]) for words in lines if words[0] in ("Private_Clean:", "Private_Dirty:")]
    return sum(private) * 1024 / 1e6 if private else None


def cpu(process: int) -> float | None:
    """The seconds that all threads of a process have run on a processor."""
    threads = (_PROC / str(process) / "task").glob("*/schedstat")
    times = [int(line.split()[0]) for thread in threads for line in _lines(thread)]
    return sum(times) / 1e9 if times else None


def description() -> dict[str, object]:
    """What somebody must know who compares the figures with others."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        **{name: _version(name) for name in ("spec-ls", "pygls", "docutils")},
    }


def _cpu_model() -> str:
    for line in _lines(_PROC / "cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
