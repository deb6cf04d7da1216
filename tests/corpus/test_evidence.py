"""Templates found by evidence in real repositories that are not OpenStack's, at their place and in copies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from trees import CORPUS, needs_corpus

sys.path.insert(0, str(Path(__file__).parent))

import evidence

COUNTS = {"peps": (151, 3), "numpy": (56, 5), "deps": (23, 1), "matplotlib": (18, 3)}
"""The documents of each process, and its other files."""


@needs_corpus
@pytest.mark.parametrize("name", COUNTS)
def test_real_processes(name: str) -> None:
    """In a copy under another name all documents of a process get its template, and no other file does."""
    documents, others = COUNTS[name]
    counts = evidence.measured(CORPUS / name, as_copy=True, show=0)
    for way in ("evidence", "both"):
        assert counts[way] == {"right": documents, "left": others}
    assert counts["layout"] == {"missed": documents, "left": others}


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without repositories is an error with a status of its own."""
    assert evidence.main([str(tmp_path)]) == 2
    assert "no repositories" in capsys.readouterr().err
