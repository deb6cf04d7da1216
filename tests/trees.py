"""Makes folders of real files from tables, and runs the command on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import spec_ls

REPOSITORY = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("SPEC_LS_CORPUS", REPOSITORY.parent / "shared" / "corpus"))

IMPORTS = {"PYTHONPATH": str(Path(spec_ls.__file__).parents[1])}
"""The environment that makes a process import the package that the tests import."""

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"no real specs at {CORPUS}; SPEC_LS_CORPUS names their folder"
)

TEMPLATE = """\
=============
Example title
=============

Problem description
===================

What is wrong?

Proposed change
===============

What to do?

Alternatives
------------

What else?

References
==========

Links.
"""

SPEC = """\
=====
Cache
=====

Problem description
===================

It is slow.

Proposed change
===============

Keep it.

Alternatives
------------

Wait.

References
==========

None
"""

WITHOUT_REFERENCES = SPEC[: SPEC.index("References")]


@dataclass(frozen=True)
class Link:
    """A symbolic link to ``to``."""

    to: str


@dataclass(frozen=True)
class Fifo:
    """A named pipe that nobody writes to: who opens it to read waits for ever."""


def make(folder: Path, files: Mapping[str, str | bytes | Link | Fifo]) -> Path:
    """Put files into a folder, their line ends as they are; a name that ends in ``/`` is a folder."""
    for name, content in files.items():
        path = folder / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            link(path, content.to)
        elif isinstance(content, Fifo):
            fifo(path)
        elif not name.endswith("/"):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def link(path: Path, to: str) -> None:
    """Make a symbolic link, or skip the test where the system has none."""
    try:
        path.symlink_to(to)
    except (OSError, NotImplementedError) as error:
        pytest.skip(f"no symbolic links here: {error}")


def fifo(path: Path) -> None:
    """Make a FIFO, or skip the test where the system has none."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no FIFOs here")
    os.mkfifo(path)


@dataclass(frozen=True)
class Run:
    """The result of a command."""

    status: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.stderr.decode("utf-8")

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def run(*arguments: str, cwd: Path, stdin: str | bytes = b"", **environment: str) -> Run:
    """Run ``spec-ls`` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "spec_ls", *arguments],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, **IMPORTS, **environment},
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)
