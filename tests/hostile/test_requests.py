"""A server answers everything that it is asked about hostile documents; ``measure_requests.py`` measures that."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from measure_requests import main  # noqa: E402  (it lies in the folder added above)


@pytest.mark.parametrize("kinds", ["roles", "nested bullets", "grid table", "substitution"])
def test_each_request_is_answered(kinds: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever the request and the document: the server answers, and stays."""
    status = main(["--kinds", kinds, "--size", "20000", "--limit", "1000"])
    assert status == 0, capfd.readouterr().out
