"""The processes of an editor, and a ``spec-ls`` for it to find."""

from __future__ import annotations

import os
import shlex
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from .scenario import DEADLINE, Scenario

Found = TypeVar("Found")


def program(scenario: Scenario, folder: Path) -> Path:
    """A command ``spec-ls`` in a folder, which an editor finds by its PATH; it is the package under test."""
    folder.mkdir(parents=True, exist_ok=True)
    command = " ".join(map(shlex.quote, scenario.server[:-1]))
    assignments = "".join(
        f"export {key}={shlex.quote(value)}\n" for key, value in scenario.environment.items()
    )
    path = folder / "spec-ls"
    path.write_text(f'#!/bin/sh\n{assignments}exec {command} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def home(work: Path, *programs: Path) -> dict[str, str]:
    """An environment in which an editor writes below ``work`` alone, with the programs' folders first on PATH."""
    places = {
        "HOME": work,
        "XDG_CONFIG_HOME": work / "config",
        "XDG_DATA_HOME": work / "data",
        "XDG_STATE_HOME": work / "state",
        "XDG_CACHE_HOME": work / "cache",
        "XDG_RUNTIME_DIR": work / "run",
        "TMPDIR": work / "tmp",
    }
    for path in places.values():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Without the folders that hold a spec-ls of the machine's own.
    system = [folder for folder in os.get_exec_path() if not (Path(folder) / "spec-ls").exists()]
    path = os.pathsep.join([*(str(one.parent) for one in programs), *system])
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "TMUX", "NVIM", "VIM"))
    }
    named = {key: str(value) for key, value in places.items()}
    return {**kept, **named, "PATH": path, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def servers(editor: int) -> list[int]:
    """The processes below an editor's that are a spec-ls server."""
    found = []
    for child in _children(editor):
        line = words(child)
        if "spec_ls" in line and "server" in line:
            found.append(child)
        else:
            found += servers(child)
    return found


def below(process: int) -> list[int]:
    """All processes that a process has started, and those that they have, and so on."""
    return [one for child in _children(process) for one in (child, *below(child))]


def words(process: int) -> list[str]:
    """A process's command line; empty if it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return []


def kill(process: int) -> None:
    """End a process without a chance to say goodbye."""
    os.kill(process, signal.SIGKILL)


def until(
    found: Callable[[], Found], seconds: float = DEADLINE, pause: Callable[[float], None] = time.sleep
) -> Found:
    """What a function finds, asked until that is something, or else what it says when the time is over."""
    end = time.monotonic() + seconds
    while not (result := found()) and time.monotonic() < end:
        pause(0.03)
    return result


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found
