"""How much memory the command takes for texts that are nested deeply: each level could cost a copy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from kinds import KINDS, varied  # noqa: E402  (it lies in the folder added above)
from measure import TEMPLATE  # noqa: E402

_SIZE = 1_000_000
"""Characters, before the indentation that a variation adds."""

_MOST = 150
"""MB at the peak: an empty check takes 32, and before copies were bounded these took from 240 to 2,600."""


_MEASURING = """
import resource, subprocess, sys
assert subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode in (0, 1, 2)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Prints a command's greatest memory.  A small process: that of the process which starts another one counts."""


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell a child's memory")
@pytest.mark.parametrize("option", ["--no-cache", "--diff"])
@pytest.mark.parametrize(
    ("kind", "variation"),
    [
        ("nested bullets", "in a note"),
        ("nested notes", "in a note"),
        ("nested quotes", "in a list"),
        ("bullets of bullets", "in a note"),
    ],
)
def test_nested_text_takes_little_memory(kind: str, variation: str, option: str, tmp_path: Path) -> None:
    """Text that is nested a thousand times is neither kept in a thousand copies, nor anew for each fix."""
    (tmp_path / "template.rst").write_text(TEMPLATE)
    (tmp_path / "spec.rst").write_text(varied(KINDS[kind], variation)(_SIZE))
    command = ["check", option, "--template", "template.rst", "spec.rst"]
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURING, sys.executable, "-m", "spec_ls", *command],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    assert int(measured.stdout) / (1024 if sys.platform == "linux" else 1024**2) < _MOST
