"""The bar of a long check: on a terminal that can show it, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from trees import IMPORTS

pty = pytest.importorskip("pty", reason="no terminals to make here")

WORK = (
    "from spec_ls.report.progress import with_progress; print(list(with_progress('abc', 3, after={after})))"
)


def on_terminal(after: float, **variables: str) -> tuple[str, str]:
    """Standard output, and what a terminal gets on standard error."""
    ours, theirs = pty.openpty()
    with open(ours, "rb", buffering=0) as terminal:
        process = subprocess.run(
            [sys.executable, "-c", WORK.format(after=after)],
            env={**os.environ, **IMPORTS, "TERM": "xterm", **variables},
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
            check=True,
        )
        os.close(theirs)
        shown = b""
        try:
            while part := terminal.read(65536):
                shown += part
        except OSError:  # so Linux says that nobody has the other end any more
            pass
    return process.stdout, shown.decode()


def test_a_bar_on_a_terminal():
    """It counts what is done, is taken away at the end, and every item comes."""
    output, shown = on_terminal(0)
    assert output == "['a', 'b', 'c']\n"
    assert "checking" in shown
    assert "3/3" in shown
    assert shown.endswith("\x1b[2K")


@pytest.mark.parametrize(("after", "terminal"), [(60, "xterm"), (0, "dumb")])
def test_no_bar(after, terminal):
    """Work that is done soon has none, nor has a terminal that cannot move its cursor."""
    assert on_terminal(after, TERM=terminal) == ("['a', 'b', 'c']\n", "")


def test_a_pipe_gets_nothing():
    """Where standard error is no terminal it stays empty."""
    done = subprocess.run(
        [sys.executable, "-c", WORK.format(after=0)],
        env={**os.environ, **IMPORTS}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("['a', 'b', 'c']\n", "")
