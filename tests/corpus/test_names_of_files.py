"""Names of some real files beside docutils'; all of them take ``tox -e features``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from trees import CORPUS, needs_corpus

sys.path.insert(0, str(Path(__file__).parent))

import names

TEXT = "A\n=\n\nSee A_, *b* and c_.\n"


@needs_corpus
def test_sample_of_real_files() -> None:
    """Markup and names of some real files are docutils'."""
    paths = sorted((CORPUS / "nova-specs").rglob("*.rst"))[::60]
    assert paths
    assert [wrong for found in map(names.compare, paths) if found for wrong in found.wrong] == []


def test_files_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files are counted with their markup and uses; those that docutils is not asked about are apart."""
    (tmp_path / "a.rst").write_text(TEXT)
    (tmp_path / "b.rst").write_text(f"{TEXT}\n.. glossary::\n\n   a\n     b\n")
    assert names.main([str(tmp_path)]) == 0
    expected = "2 files, 6 pieces of inline markup, 4 uses of names, 1 files apart, 0 wrong\n"
    assert capsys.readouterr().out == expected
