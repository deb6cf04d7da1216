"""What the command says when something cannot be done."""

from __future__ import annotations

import os
import traceback

from spec_ls.workspace import ChangedMeanwhile, GitFailure, LeadsOutside, Unreadable
from spec_ls.workspace.read_failures import reason


def failure_message(where: str, error: Exception) -> str:
    """A message in one line; ``where`` is the file as the user named it, or the part that failed."""
    if isinstance(error, Unreadable):
        line = "" if error.line is None else f"{error.line + 1}:"
        return f"{where}:{line} {error}"
    if isinstance(error, ChangedMeanwhile):
        return f"{where}: not fixed: it changed meanwhile"
    if isinstance(error, LeadsOutside | GitFailure):
        return f"{where}: {error}"
    if isinstance(error, OSError | MemoryError):
        return f"{where}: {reason(error)}"
    return internal_error(where, error)


def internal_error(where: str, error: Exception) -> str:
    """A message about a fault of the program.  With ``SPEC_LS_DEBUG`` the traceback is printed, too."""
    if os.environ.get("SPEC_LS_DEBUG"):
        traceback.print_exception(error)
    words = " ".join(str(error).split()) or "no reason given"
    return f"{where}: internal error: {type(error).__name__}: {words}"
