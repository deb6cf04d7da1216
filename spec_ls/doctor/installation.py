"""The installation: spec-ls, Python, the platform, and the packages that the server needs.

``python -m spec_ls.doctor.installation NAME...`` imports packages and prints a JSON object for each.  It runs
as a process of its own, because a broken package may do anything when it is imported.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
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
from spec_ls import VERSION

NEEDED: Mapping[str, str | None] = {
    "pygls": "2.1",
    "lsprotocol": None,
    "cattrs": None,
    "docutils": "0.21",
    "editorconfig": "0.17",
    "pathspec": "0.12",
    "regex": "2024.5.15",
    "platformdirs": "4",
    "shtab": "1.13",
    "rich": "13",
}
"""The packages of ``pyproject.toml``, each with its oldest version, if that matters."""

_LEFT_OUT = frozenset({"regex", "rich", "shtab"})
"""Packages that are left out where spec-ls is bundled with an editor: compiled or for terminals alone."""

PACKAGE = Path(spec_ls.__file__).parent
_NOT_INSTALLED = "not installed"
_TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package: its version, the file that is imported, and the problem with it."""

    name: str
    needed: str | None
    version: str | None = None
    path: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """The installation; ``version`` is that of spec-ls."""

    version: str
    package: Path
    python: str
    implementation: str
    executable: str
    prefix: str
    platform: str
    encoding: str
    dependencies: tuple[Dependency, ...]


def installation() -> Installation:
    """Examine the installation; the packages are imported in a process of their own."""
    return Installation(
        VERSION,
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
    """The command line that runs a module with this Python, whatever files are in the current folder."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """The environment in which a process imports this very spec-ls, and everything else as before."""
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*([known] if known else []), str(PACKAGE.parent)])}


def main(names: list[str]) -> None:
    """Import each package and print its version, file and error; nothing else goes to standard output."""
    output, sys.stdout = sys.stdout, sys.stderr
    for name in names:
        print(json.dumps(_import(name)), file=output, flush=True)


def _dependencies() -> tuple[Dependency, ...]:
    imported: dict[str, Mapping[str, str | None]] = {}
    problem = "the process that imported it ended"
    try:
        done = subprocess.run(
            [*module_command("spec_ls.doctor.installation"), *NEEDED],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output, problem = error.stdout or b"", f"importing it takes longer than {_TIMEOUT:.0f} s"
    except OSError as error:
        output, problem = b"", f"Python could not be started: {error.strerror or error}"
    for line in output.splitlines():
        package = json.loads(line)
        imported[package["name"]] = package
    return tuple(_dependency(name, needed, imported.get(name), problem) for name, needed in NEEDED.items())


def _dependency(
    name: str, needed: str | None, imported: Mapping[str, str | None] | None, problem_without: str
) -> Dependency:
    if imported is None:
        return Dependency(name, needed, problem=problem_without)
    found, problem = imported["version"], imported["error"]
    if name in _LEFT_OUT and problem == _NOT_INSTALLED:
        return Dependency(name, needed)
    if problem is None and found and needed and _numbers(found) < _numbers(needed):
        problem = f"older than {needed}"
    return Dependency(name, needed, found, imported["path"], problem)


def _numbers(version_text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version_text)]


def _import(name: str) -> dict[str, str | None]:
    """The installed version, the file that is imported, and the error if that fails."""
    package: dict[str, str | None] = {"name": name, "version": None, "path": None, "error": None}
    try:
        package["version"] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        package["error"] = _NOT_INSTALLED
    try:
        module = importlib.import_module(name)
        package["path"] = module.__file__
        package["error"] = None  # it may be on the path without being installed
    except BaseException as error:
        package["path"] = _file_of(name)
        if not (isinstance(error, ModuleNotFoundError) and error.name == name):
            package["error"] = f"{type(error).__name__}: {' '.join(str(error).split())}"
        else:
            package["error"] = _NOT_INSTALLED
    return package


def _file_of(name: str) -> str | None:
    """The file of a package that cannot be imported."""
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        return None
    return spec.origin if spec else None


if __name__ == "__main__":
    main(sys.argv[1:])
