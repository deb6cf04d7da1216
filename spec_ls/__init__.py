"""Language server and command for specs in reStructuredText."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str | None:
    """The version that is installed; None where spec-ls runs without being installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed  # reads the installed packages: only when asked

    try:
        return installed("spec-ls")
    except PackageNotFoundError:
        return None
