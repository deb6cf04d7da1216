"""The measure of what an editor says too early."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import typed

TEMPLATE = "=====\nTitle\n=====\n\nProblem\n=======\n\nWhat?\n\nChange\n======\n\nHow?\n\nTesting\n=======\n\nBy whom?\n"
SPEC = "=====\nReads\n=====\n\nProblem\n=======\n\nSlow, see `a`_.\n\nChange\n======\n\nCache.\n\n"
END = "Testing\n=======\n\nBy hand.\n\n.. _a: https://example.org/\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "template.rst").write_text(TEMPLATE)
    return tmp_path


def test_nothing_is_said_too_early(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A spec whose author goes from its top to its end has no diagnostic on the way but "still to write"."""
    (repository / "specs" / "reads.rst").write_text(SPEC + END)
    assert typed.main([str(repository), "--files", "1"]) == 0
    assert capsys.readouterr().out == "1 specs, 20 lines typed: 0 diagnostics too early\n"


def test_what_is_said_too_early_is_printed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A section that is written behind the template's last one is missing until then."""
    problem = SPEC.partition("Change")[0]
    (repository / "specs" / "reads.rst").write_text(problem + END + "\nChange\n======\n\nCache.\n")
    assert typed.main([str(repository), "--files", "1"]) == 1
    out = capsys.readouterr().out
    assert 'reads.rst: after 11 lines: missing-section section "Change" is missing' in out
    assert out.endswith("1 specs, 20 lines typed: 1 diagnostics too early\n")


def test_no_specs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without specs is an error of its own, with its own status."""
    assert typed.main([str(tmp_path)]) == 2
    assert "no specs" in capsys.readouterr().err
