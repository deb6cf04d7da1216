"""Some real files are formatted in each run; all of them take ``tox -e features``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from trees import CORPUS, REPOSITORY, needs_corpus

sys.path.insert(0, str(Path(__file__).parent))

import compare
import formatting

from spec_ls.text import Text

EVERY = 240


@needs_corpus
def test_sample_of_real_files() -> None:
    """Each of every so many real files keeps docutils' tree, and is as it should be after one time."""
    paths = list(compare.files(CORPUS))[::EVERY]
    results = [judge(path) for path in paths for judge in (formatting.of_settings, formatting.of_all_wrapped)]
    assert [result for result in results if result.wrong] == []
    assert any(result.changed for result in results)


def test_files_of_our_own(capsys: pytest.CaptureFixture[str]) -> None:
    """The program counts files, changed lines, and what is wrong."""
    folders = [str(REPOSITORY / name) for name in ("tests/samples", "spec_ls/profiles")]
    assert formatting.main([*folders, "--jobs", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert all(" 0 wrong" in line for line in lines[::2])


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that does not exist is an error of its own, with its own status."""
    assert formatting.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (lambda text: text, ""),
        (lambda text: Text.of(str(text).replace("word", "sword")), "another tree"),
        (lambda text: Text.of(str(text) + "\n"), "not idempotent"),
        (lambda text: Text.of(str(text).replace("\n====\n", "\n===========\n")), ""),
        (lambda text: 1 // 0, "failed"),
    ],
)
def test_what_is_wrong_is_seen(tmp_path: Path, make: object, wrong: str) -> None:
    """Another tree for docutils, a result that is formatted on, and a failure; a short adornment is none."""
    path = tmp_path / "a.rst"
    path.write_text("Title of it\n====\n\nA word.\n")
    result = formatting.judged(path, make)
    assert result.wrong.partition(":")[0] == wrong
    assert result.lines == 5
