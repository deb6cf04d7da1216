"""``spec-ls check --watch``: a process that checks again after real changes of files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run
from with_ctrl_c import COMMAND

WITHOUT_PACKAGE = """
import sys
sys.modules["watchfiles"] = None
from spec_ls.cli import main
sys.exit(main())
"""


class Watching:
    """The process, whose output and messages come from one pipe."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def until(self, words: str) -> str:
        """The lines up to the next that holds the words; fails at the end of the output."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                return "".join(lines)
        pytest.fail(f"{words!r} did not come: {''.join(lines)}")


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    """A check that watches, killed after 30 seconds at the latest."""
    process = subprocess.Popen(
        [*COMMAND, "check", "--watch", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, **IMPORTS},
    )
    end = threading.Timer(30, process.kill)
    end.start()
    try:
        with process:
            yield Watching(process)
            process.kill()
    finally:
        process.kill()
        end.cancel()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a spec that is complete."""
    return make(
        tmp_path,
        {
            ".git/HEAD": "",
            ".gitignore": "build/\n",
            "specs/template.rst": TEMPLATE,
            "specs/a.rst": SPEC,
            "build/x": "",
        },
    )


def test_changes_are_checked(folder: Path) -> None:
    """A change of a spec or of its template is named and checked; one that git ignores is neither."""
    with watching(folder, "specs") as process:
        assert "missing-section" not in process.until("1 spec")
        make(folder, {"build/x": "y", "specs/a.rst": WITHOUT_REFERENCES})
        printed = process.until("1 spec")
        assert "changed: specs/a.rst\n" in printed
        assert "missing-section" in printed
        make(folder, {"specs/template.rst": TEMPLATE[: TEMPLATE.index("References")]})
        printed = process.until("1 spec")
        assert "changed: specs/template.rst\n" in printed
        assert "missing-section" not in printed


def test_broken_settings_in_between(folder: Path) -> None:
    """Broken settings are reported each time, and mended ones count."""
    with watching(folder, "specs") as process:
        process.until("1 spec")
        for text in ("max-line-length = \n", "max-line-length = [\n"):
            make(folder, {".spec-ls.toml": text})
            process.until("changed: .spec-ls.toml\n")
            assert "broken TOML" in process.until("1 spec")
        make(folder, {".spec-ls.toml": "max-line-length = 5\n"})
        process.until("changed: .spec-ls.toml\n")
        process.until("line-too-long")


@pytest.mark.parametrize("repository", [True, False])
def test_a_folder_that_goes_and_comes_back(folder: Path, repository: bool) -> None:
    """A PATH that is deleted is reported, and checked once it is there again, in a repository and without."""
    if not repository:
        shutil.rmtree(folder / ".git")
    with watching(folder, "specs") as process:
        process.until("1 spec")
        shutil.rmtree(folder / "specs")
        process.until("specs: no such file")
        make(folder, {"specs/template.rst": TEMPLATE, "specs/a.rst": WITHOUT_REFERENCES})
        process.until("missing-section")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_ctrl_c(folder: Path) -> None:
    """Ctrl-C ends it, without a word, with status 130."""
    with watching(folder, "specs") as process:
        process.until("1 spec")
        process.process.send_signal(signal.SIGINT)
        assert process.process.stdout is not None
        assert process.process.stdout.read() == ""
        assert process.process.wait() == 130


@pytest.mark.parametrize("other", ["--fix", "--diff", "--output-file=x", "-"])
def test_wrong_use(folder: Path, other: str) -> None:
    """It goes with no option that writes files, and not with standard input."""
    done = run("check", "--watch", other, cwd=folder)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("--watch ")


def test_without_the_package(folder: Path) -> None:
    """Without watchfiles a message says how to install it; other checks do not need it."""
    command = [sys.executable, "-c", WITHOUT_PACKAGE, "check"]
    environment = {**os.environ, **IMPORTS}
    done = subprocess.run(
        [*command, "--watch"], check=False, cwd=folder, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 2
    assert done.stderr == "--watch needs watchfiles: pip install 'spec-ls[watch]'\n"
    assert (
        subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False).returncode != 2
    )
