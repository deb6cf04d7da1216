"""The comparison of whole checks works, and counts all processes; how fast anything is no test says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import peers
import pytest
from process_tree import Failed, cost

FOLDER = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are waited for as POSIX does")

# A process that takes 50 MB, in a child of its own, and 0.2 s of processor time.
CHILD = """
import subprocess, sys, time
work = "import time\\nheld = bytearray(b'x' * 50_000_000)\\nwhile time.process_time() < 0.2: pass"
subprocess.run([sys.executable, "-c", work], check=True)
"""


def test_each_command_that_is_there_has_its_figures() -> None:
    """There are tables of all our checks and both loops of docutils, with a loop's ratio to itself being 1."""
    command = [sys.executable, str(FOLDER / "check_times.py"), "--short"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    rows = [row.split(" | ") for row in re.findall(r"^\| (.*\d) \|$", done.stdout, re.MULTILINE)]
    by_name = {row[0]: row[1:] for row in rows if len(row) == 7}
    ours = [command.name for command in peers.of_ours(peers.SAMPLE.parent)]
    assert list(by_name)[:6] == [*ours, peers.LOOP, peers.SPLIT]
    for figures in by_name.values():
        assert all(re.fullmatch(r"\d+(\.\d+)?", figure) for figure in figures if figure)
    assert by_name[peers.LOOP][3] == by_name[peers.LOOP][5] == by_name[peers.SPLIT][4] == "1.0"
    assert [row[0] for row in rows if len(row) == 3] == [command.name for command in peers.of_one_spec()]
    assert [row[:3] for row in rows if len(row) == 6] == [
        [copies, copies, start] for copies in ("1", "2") for start in ("cold", "warm")
    ]


def test_processes_of_a_process_count(tmp_path: Path) -> None:
    """Time and memory of a child are those of the command."""
    found = cost([sys.executable, "-c", CHILD], tmp_path, os.environ)
    assert found.processor >= 0.2
    assert found.memory is None or found.memory > 50


def test_a_command_that_fails_stops_the_comparison(tmp_path: Path) -> None:
    """Figures of a command that did not do its work would be wrong; its last words are shown."""
    with pytest.raises(Failed, match="status 3\nwhy"):
        cost(
            [sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"],
            tmp_path,
            os.environ,
        )


def test_a_tool_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    """Without leave to install, only modules that a Python has are compared."""
    given = {"doc8": None, "no_such_module": None}
    assert "no_such_module" not in peers.pythons(given, tmp_path, install=False)


def test_a_file_is_another_one_each_time(tmp_path: Path) -> None:
    """A spec is changed before each run that is to find it changed."""
    path = tmp_path / "a.rst"
    path.write_text("Title\n")
    texts = {path.read_text()}
    for _ in range(3):
        peers.lengthen(path)
        texts.add(path.read_text())
    assert len(texts) == 4
