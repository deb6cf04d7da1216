"""Some of the real specs in each run, and the comparison itself; all of them take ``tox -e corpus``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import judge
import pytest
from trees import CORPUS, needs_corpus

sys.path.insert(0, str(Path(__file__).parent))

import compare

EVERY = 24
SPEC = "=====\nTitle\n=====\n\nSection\n=======\n\nText.\n\nSubsection\n----------\n\nText.\n"


@needs_corpus
def test_sample_of_real_specs() -> None:
    """Each of every so many real specs has docutils' section tree, and comes out of its blocks unchanged."""
    paths = list(compare.files(CORPUS))[:: int(os.environ.get("SPEC_LS_EVERY", EVERY))]
    wrong = [result for result in map(compare.compare, paths) if result.wrong]
    assert not wrong, "\n\n".join(f"{result.path}\n{result.wrong}" for result in wrong)
    assert paths


COUNTS = {"nova-specs": 840, "heat-specs": 161, "rally": 24}
"""The files of some repositories; five of each of the first two hold nothing but a link's path."""


@needs_corpus
def test_real_specs_are_counted_without_links() -> None:
    """Links to specs are no specs, also where they are files that hold a path."""
    counts = {name: len(list(compare.files(CORPUS / name))) for name in COUNTS}
    assert counts == COUNTS


def test_equal_trees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that read the same on both sides are counted with their sections, and nothing else is said."""
    (tmp_path / "below").mkdir()
    (tmp_path / "one.rst").write_text(SPEC)
    (tmp_path / "below" / "two.rst").write_bytes(SPEC.replace("\n", "\r\n").encode())
    (tmp_path / "link.rst").write_text("below/two.rst")
    (tmp_path / "notes.txt").write_text(SPEC)
    assert compare.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "2 files, 6 sections, 0 differences\n"


def test_a_file_that_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be compared counts as a difference and is named."""
    (tmp_path / "one.rst").write_text(SPEC)
    (tmp_path / "two.rst").write_bytes(b"\xff\n")
    assert compare.main([str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert str(tmp_path / "two.rst") in out
    assert "UnicodeDecodeError" in out
    assert out.endswith("2 files, 3 sections, 1 differences\n")


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that does not exist is an error of its own, with its own status."""
    assert compare.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_difference_reads_well() -> None:
    """A difference shows the sections around it, each with its level and line."""
    want, got = judge.by_docutils(SPEC), judge.by_us(SPEC.replace("-", "="))
    assert want is not None
    assert judge.difference(want, got).split("\n") == [
        "--- docutils",
        "+++ spec-ls",
        "@@ -1,3 +1,3 @@",
        " title: 'Title' (level 1, line 2)",
        "-subtitle: 'Section' (level 2, line 5)",
        "-      'Subsection' (level 3, line 10)",
        "+    'Section' (level 2, line 5)",
        "+    'Subsection' (level 2, line 10)",
    ]
