"""What runs here: spec-ls, Python, the platform, and the packages that the server needs."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import spec_ls

NEEDED: Mapping[str, str | None] = {
    "pygls": "2.1",
    "lsprotocol": None,
    "cattrs": None,
    "docutils": "0.21",
    "pathspec": "0.12",
}
"""The packages of ``pyproject.toml``, each with its oldest version, if that matters."""

PACKAGE = Path(spec_ls.__file__).parent
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package: its version, the file that is imported, and what is wrong with it."""

    name: str
    needed: str | None
    version: str | None = None
    path: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """``version`` is None where spec-ls runs without having been installed."""

    version: str | None
    package: Path
    python: str
    implementation: str
    executable: str
    prefix: str
    platform: str
    encoding: str
    dependencies: tuple[Dependency, ...]


def installation() -> Installation:
    """What runs here; the packages are imported in a process of their own."""
    return Installation(
        _version(),
        PACKAGE,
        platform.python_version(),
        platform.python_implementation(),
        sys.executable,
        sys.prefix,
        platform.platform(),
        sys.getfilesystemencoding(),
        _dependencies(),
    )


def module_command(module: str) -> list[str]:
    """The command line that runs a module with this Python, whatever lies in the current folder."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """The environment in which a process finds this very spec-ls, and all else where it was found before."""
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*([known] if known else []), str(PACKAGE.parent)])}


def _version() -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("spec-ls")
    except PackageNotFoundError:
        return None


def _dependencies() -> tuple[Dependency, ...]:
    seen: dict[str, Mapping[str, str | None]] = {}
    problem = "the process that imported it ended"
    try:
        done = subprocess.run(
            [*module_command("spec_ls.doctor.imports"), *NEEDED],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output, problem = error.stdout or b"", f"importing it takes longer than {_PATIENCE:.0f} s"
    except OSError as error:
        output, problem = b"", f"Python could not be started: {error.strerror or error}"
    for line in output.splitlines():
        one = json.loads(line)
        seen[one["name"]] = one
    return tuple(_dependency(name, needed, seen.get(name), problem) for name, needed in NEEDED.items())


def _dependency(
    name: str, needed: str | None, seen: Mapping[str, str | None] | None, otherwise: str
) -> Dependency:
    if seen is None:
        return Dependency(name, needed, problem=otherwise)
    version, problem = seen["version"], seen["error"]
    if problem is None and version and needed and _numbers(version) < _numbers(needed):
        problem = f"older than {needed}"
    return Dependency(name, needed, version, seen["path"], problem)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]
