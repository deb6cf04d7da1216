"""An empty repository that is there for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def empty_repository() -> Iterator[Path]:
    """The top folder of a repository that no settings file of the user's is about."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (Path(folder) / ".git").mkdir()
        yield Path(folder)
