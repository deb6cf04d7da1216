"""The trial of renames itself, and some of the real files in each run; 200 of them take ``tox -e features``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from trees import CORPUS, needs_corpus

sys.path.insert(0, str(Path(__file__).parent))

import renames
from names_judge import resolved_in_order

TEXT = "A\n=\n\nSee A_, b_ and [1]_.\n\n.. _b: x\n.. _C d: x\n.. [1] y\n"


@needs_corpus
def test_sample_of_real_files(capsys: pytest.CaptureFixture[str]) -> None:
    """After all renames in some real files docutils resolves the same references to the same places."""
    assert renames.main([str(CORPUS / "nova-specs"), "--files", "6", "--minutes", "0.5"]) == 0, (
        capsys.readouterr().out
    )


def test_renames_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each name of a file is renamed."""
    (tmp_path / "a.rst").write_text(TEXT)
    assert renames.main([str(tmp_path)]) == 0
    expected = "1 files: 4 renames (2 target, 1 section, 1 footnote), 0 refused, 0 wrong\n"
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(("old", "new"), [("_b:", "_c:"), ("A_", "C d_"), ("A\n=", "A\n"), ("[1]_", "[2]_")])
def test_the_judge_sees_what_is_wrong(old: str, new: str) -> None:
    """A name that changes at one of its places alone, or a title that becomes text, is no rename to docutils."""
    assert resolved_in_order(TEXT.replace(old, new, 1)) != resolved_in_order(TEXT)
