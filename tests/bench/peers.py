"""The commands that check_times.py compares, and the environments of those that are not ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "samples" / "volume-trim.rst"
LOOP, SPLIT = "docutils loop", "docutils loop, two processes"
REQUIREMENTS = {"doc8": "doc8>=2,<3", "sphinxlint": "sphinx-lint"}
"""The packages of other tools by their module, each installed in an environment of its own."""


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its name in the table; ``before`` is done untimed before each of its runs."""

    name: str
    words: tuple[str, ...]
    before: Callable[[], object] = _nothing


def of_ours(folder: Path) -> Iterator[Command]:
    """Our own checks of a folder; results are kept between runs, where they are, by the runs themselves."""
    yield Command("spec-ls, cold, all checks", check("--no-cache", str(folder)))
    yield Command(
        "spec-ls, cold, without rst-syntax", check("--no-cache", "--ignore", "rst-syntax", str(folder))
    )
    yield Command("spec-ls, warm", check(str(folder)))
    changed = max(folder.rglob("*.rst"), key=lambda path: (path.stat().st_size, path))
    yield Command("spec-ls, one file changed", check(str(folder)), lambda: lengthen(changed))


def of_docutils(folder: Path) -> Iterator[Command]:
    """A program that reads all files with docutils and does nothing else."""
    loop = (sys.executable, str(ROOT / "tests" / "bench" / "docutils_loop.py"), str(folder))
    yield Command(LOOP, loop)
    yield Command(SPLIT, (*loop, "--processes", "2"))


def of_others(folder: Path, pythons: Mapping[str, str]) -> Iterator[Command]:
    """Other tools, each run by the Python that has it."""
    for module, python in pythons.items():
        yield Command(REQUIREMENTS[module].split(">")[0], (python, "-m", module, str(folder)))


def of_one_spec() -> Iterator[Command]:
    """Commands whose start is most of their time."""
    spec_ls = (sys.executable, "-m", "spec_ls")
    yield Command("`spec-ls --version`", (*spec_ls, "--version"))
    sample = SAMPLE.relative_to(ROOT)
    for option in ("--no-cache ", ""):
        words = (*spec_ls, "check", *option.split(), str(SAMPLE))
        yield Command(f"`spec-ls check {option}{sample.as_posix()}`", words)


def check(*arguments: str) -> tuple[str, ...]:
    """Our command on these arguments."""
    return (sys.executable, "-m", "spec_ls", "check", "--format", "json", *arguments)


def lengthen(path: Path) -> None:
    """Add a paragraph to a file, another one each time."""
    number = path.stat().st_size
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nParagraph {number}.\n")


def environment(scratch: Path) -> dict[str, str]:
    """Variables of all commands: compiled modules and kept results are in the scratch folder."""
    variables = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(scratch / "compiled"),
        "XDG_CACHE_HOME": str(scratch / "cache"),
    }
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def pythons(given: Mapping[str, str | None], scratch: Path, install: bool) -> dict[str, str]:
    """A Python for each other tool, by module: the one that is given, or that of a new environment.

    With ``install`` off, tools that the given Python, or this one, does not have are left out.
    Raises CalledProcessError: pip could not install a tool.
    """
    found = {}
    for module, python in given.items():
        if python is None and install:
            found[module] = _made(scratch / module, REQUIREMENTS[module])
        elif _has(python or sys.executable, module):
            found[module] = python or sys.executable
    return found


def _made(folder: Path, requirement: str) -> str:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", requirement], check=True)
    return python


def _has(python: str, module: str) -> bool:
    looking = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", looking], check=False).returncode == 0
