"""Several processes at work for ``spec-ls check``: as one would do it, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, WITHOUT_REFERENCES, Run, make, run
from with_ctrl_c import COMMAND

from spec_ls.cli.workers import Lost, in_processes

METHODS = ["spawn", *(["fork"] if sys.platform == "linux" else [])]
needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to find processes in")


def double(number: int) -> int:
    """A bit of work."""
    return 2 * number


def make_double():
    """The function that works in each process."""
    return double


def make_fragile(folder: Path, deaths: int):
    """A function that ends its process at 7, as often as is said."""

    def work(number: int) -> int:
        if number == 7:
            marks = len(list(folder.iterdir()))
            if marks < deaths:
                (folder / str(marks)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    return work


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("items", "processes"), [(0, 2), (1, 3), (50, 1), (50, 3), (5, 9)])
def test_all_items_are_done(method: str, items: int, processes: int) -> None:
    """Each item has its result, whatever the number of processes."""
    done = dict(in_processes(make_double, range(items), processes, method))
    assert done == {number: 2 * number for number in range(items)}


@pytest.mark.parametrize(("deaths", "result"), [(1, 14), (2, Lost())])
def test_a_process_that_is_killed(tmp_path: Path, deaths: int, result: object) -> None:
    """The items of a process that is killed are tried once more; one that kills it again is given up alone."""
    done = dict(in_processes(partial(make_fragile, tmp_path, deaths), range(30), 2, METHODS[-1]))
    assert done == {number: 2 * number for number in range(30)} | {7: result}


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [
            int(child)
            for task in Path(f"/proc/{process}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def until(condition) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A repository whose check takes a while."""
    paragraph = "\n\nSome *words* and ``more`` of them, :ref:`here`.\n" * 100
    specs = {
        f"specs/spec-{number}.rst": (SPEC if number % 2 else WITHOUT_REFERENCES) + paragraph
        for number in range(60)
    }
    return make(tmp_path, {".git/HEAD": "", "specs/template.rst": TEMPLATE, **specs})


def started(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """A check in two processes, in a group of its own, once both are at work."""
    command = [*COMMAND, "check", "--no-cache", "-j", "2", *options]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **IMPORTS},
        start_new_session=True,
    )
    until(lambda: len(children(process.pid)) == 2 or process.poll() is not None)
    return process


def is_gone(process: int) -> bool:
    """True if a process has ended; its parent may not have looked yet."""
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_processes_change_nothing(many: Path) -> None:
    """Output, messages and status are those of one process, in its order."""
    make(many, {"specs/broken.rst": b"\xff", "specs/loop.rst": "loop.rst"})
    one, three = (run("check", "--no-cache", "-j", jobs, cwd=many) for jobs in "13")
    assert one.out
    assert one.err
    assert three == one


@needs_proc
def test_a_killed_worker_costs_nothing(many: Path) -> None:
    """The specs of a worker that the system kills are checked again."""
    expected = run("check", "--no-cache", "-j", "1", cwd=many)
    process = started(many)
    os.kill(children(process.pid)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert Run(process.returncode, out, err) == expected


@needs_proc
@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)]
)
def test_no_process_is_left(many: Path, sent: signal.Signals, status: int) -> None:
    """Ctrl-C, which reaches all processes, and a signal to the first one end all of them, without a word."""
    process = started(many)
    workers = children(process.pid)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)
    else:
        os.kill(process.pid, sent)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (status, b"", b"")
    until(lambda: all(map(is_gone, workers)))


def test_a_wrong_number_of_processes(tmp_path: Path) -> None:
    """``-j`` takes a number above 0."""
    for word in ("0", "-1", "x"):
        done = run("check", "-j", word, cwd=tmp_path)
        assert done.status == 2
        assert "Traceback" not in done.err
