"""A few faults of ``tox -e faults`` in each command and in a session: none makes a traceback or loses a text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from trees import IMPORTS

MEASURE = Path(__file__).parent / "measure.py"
SHORT = {
    "check": 211,
    "fix": 241,
    "unsafe": 217,
    "since": 223,
    "init": 263,
    "outline": 181,
    "output": 71,
    "write-baseline": 23,
    "log": 5,
    "session": 257,
}
"""Commands, with the step from one fault that is tried to the next: some six of each."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked to be quick")


@pytest.mark.parametrize("name", SHORT)
def test_a_fault_is_said_and_loses_nothing(name: str) -> None:
    """A call that fails is said in a line that names its file, and each file is its old or its new text."""
    command = [sys.executable, str(MEASURE), name, "--every", str(SHORT[name]), "--first", "5"]
    done = subprocess.run(
        command, env={**os.environ, **IMPORTS}, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
