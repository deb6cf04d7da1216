"""Our findings under doc8's rules beside doc8's own: recorded ones in each run, doc8 itself where there is one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import doc8
from doc8_cases import CASES, LIMIT

SAMPLES = Path(__file__).parents[1] / "samples"

needs_doc8 = pytest.mark.skipif(
    "SPEC_LS_DOC8" not in os.environ, reason="SPEC_LS_DOC8 names no python with doc8"
)


@pytest.mark.parametrize(("text", "said"), CASES)
def test_what_doc8_says(text: str, said: str) -> None:
    """Each text has findings in the lines in which doc8 has some."""
    assert doc8.found(text, LIMIT) == doc8.recorded(said)


@needs_doc8
def test_doc8_still_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """doc8 itself says what is recorded, and of the samples what we say."""
    assert doc8.main([str(SAMPLES)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("python", ["/no/such/python", sys.executable])
def test_without_doc8(python: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An interpreter that is none, or that has no doc8, is said to be so, with a status of its own."""
    assert doc8.main(["--doc8", python, str(SAMPLES)]) == 2
    assert capsys.readouterr().err.startswith("doc8: ")


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that does not exist is an error."""
    assert doc8.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err
