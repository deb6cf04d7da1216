"""The worked examples of CONTRIBUTING.md and of the page on profiles, followed word for word in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
PROFILES = (REPOSITORY / "spec_ls" / "docs" / "profiles.md").read_text("utf-8")
EXAMPLES = re.findall(r"^## (Worked example: .*)$", PAGE, re.MULTILINE)

_BLOCK = re.compile(
    r"^(?P<lead>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`([\w/]+\.\w+)`")


class Step(NamedTuple):
    """One fenced block of an example: its language, the file named in the line above it, and its text."""

    language: str
    file: str
    text: str


def steps(title: str, page: str = PAGE) -> list[Step]:
    """The fenced blocks below a heading of a page, in order."""
    section = page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = []
    for match in _BLOCK.finditer(section):
        named = _FILE.findall(match["lead"])
        found.append(Step(match["language"], named[0] if named else "", match["text"]))
    return found


def changed(text: str, diff: str) -> str:
    """``text`` after a diff without line numbers: its old lines stand there once, and become its new ones."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] or "\n" for line in lines if line[:1] != "+")
    new = "".join(line[1:] or "\n" for line in lines if line[:1] != "-")
    assert text.count(old) == 1, f"these lines stand there {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def follow(step: Step, checkout: Path) -> None:
    """Do what one block of the page says."""
    if step.language == "sh":
        environment = {**os.environ, "PYTHONPATH": str(checkout), "PIP_NO_INDEX": "1"}
        environment.pop("PYTEST_XDIST_WORKER", None)
        done = subprocess.run(
            ["sh", "-ec", step.text],
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step.text}\n{done.stdout}\n{done.stderr}"
    elif step.language == "diff":
        path = checkout / step.file
        path.write_text(changed(path.read_text("utf-8"), step.text), "utf-8")
    else:
        path = checkout / step.file
        assert step.file, f"no file is named above:\n{step.text}"
        assert not path.exists(), f"{step.file} is there already"
        path.write_text(step.text, "utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the files that git tracks, with a ``.venv`` whose Python is the running one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    copy = tmp_path / "spec-ls"
    for name in filter(None, listed.split("\0")):
        source = REPOSITORY / name
        if source.is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy / name)
    python = copy / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return copy


def test_there_are_two_examples() -> None:
    """The page shows how a check and an LSP method are added."""
    assert EXAMPLES == ["Worked example: add a check", "Worked example: add an LSP method"]


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_can_be_followed(title: str, checkout: Path) -> None:
    """Each block of an example does what it says: files are written and changed, commands end well."""
    done = steps(title)
    assert {step.language for step in done} >= {"python", "diff", "sh"}
    for step in done:
        follow(step, checkout)


def test_a_process_can_be_added(checkout: Path) -> None:
    """A profile of ten lines makes a repository's documents specs, as the page says."""
    done = steps("Write one: a profile in ten lines", PROFILES)
    assert len(done[0].text.splitlines()) == 10
    for step in done:
        follow(step, checkout)
