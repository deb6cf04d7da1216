"""The measure of conversions, on a text that has one of everything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import conversions
from trees import CORPUS, needs_corpus

TEXT = """\
Title
=====

A paragraph, see https://example.org/page and [2]_ and [1]_,
on two lines.

- a
- b

1. c
2. d

=====  =====
a       b
=====  =====
c       d | e
=====  =====

+---+---+
| a | b |
+---+---+

.. [1] one
.. [2] two
"""


def test_all_conversions_of_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is made at each block, and docutils finds nothing wrong."""
    (tmp_path / "a.rst").write_text(TEXT)
    assert conversions.main([str(tmp_path)]) == 0
    out = capsys.readouterr().out
    for kind in ("unwrap", "target", "table", "list", "footnotes"):
        assert f" refactor.rewrite.{kind}\n" in out
    assert " 0 wrong" in out


def test_what_is_wrong_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A conversion that changes something else ends with status 1."""
    wrong = conversions.Trial("a.rst:1", (), 0.0, ("Convert: other links",))
    assert conversions.show([[wrong]], 1) == 1
    assert capsys.readouterr().out.startswith("a.rst:1: Convert: other links\n")


def test_no_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without files is an error of its own, with its own status."""
    assert conversions.main([str(tmp_path)]) == 2
    assert "no files" in capsys.readouterr().err


@needs_corpus
def test_conversions_in_real_documents() -> None:
    """Tables, lists and paragraphs of a few of them keep docutils' reading, and no text is lost."""
    assert conversions.main([str(CORPUS), "--files", "6", "--places", "4", "--minutes", "0.1"]) == 0
