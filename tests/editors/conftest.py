"""Whether an editor that is absent is skipped or a failure, and the folders that an editor may write to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from .scenario import lay_out


@pytest.fixture
def need():
    """Skip a test if something is absent, with one line that says what; fail with SPEC_LS_EDITORS=all."""

    def needs(missing: str | None) -> None:
        if missing is None:
            return
        if os.environ.get("SPEC_LS_EDITORS") == "all":
            pytest.fail(f"SPEC_LS_EDITORS=all, and {missing}", pytrace=False)
        pytest.skip(missing)

    return needs


@pytest.fixture
def scenario(tmp_path):
    """The repositories in a folder of their own, and the steps."""
    return lay_out(tmp_path / "files")


@pytest.fixture
def work():
    """An empty folder that becomes the editor's HOME, and takes all else that it writes.

    Not pytest's own, which bears the test's name: a socket's whole path has at most 107 bytes.
    """
    with tempfile.TemporaryDirectory(prefix="ed", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
