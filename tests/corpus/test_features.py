"""The program that looks at what editors are answered; ``tox -e features`` looks at real documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trees import CORPUS, needs_corpus

PROGRAM = Path(__file__).with_name("features.py")
SAMPLES = PROGRAM.parents[1] / "samples"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The program, run with some arguments."""
    return subprocess.run(
        [sys.executable, PROGRAM, *map(str, arguments)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_answers_about_samples_and_broken_copies_of_them() -> None:
    """All is nested, in order and inside the file, and no request raises."""
    done = run(SAMPLES, "--broken", 4, "--places", 4)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(" files, 4 broken copies of each: 0 faults\n")


@needs_corpus
def test_answers_about_some_real_documents() -> None:
    """So it is for a few of the real documents."""
    done = run(CORPUS, "--files", 5, "--broken", 1, "--places", 2)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_documents(tmp_path: Path) -> None:
    """A folder without documents is an error of its own, with its own status."""
    assert run(tmp_path).returncode == 2
