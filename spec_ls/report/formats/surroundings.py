"""What a format may need to know besides the results."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from spec_ls.findings import Severity
from spec_ls.report.findings_json import portable


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a format may need to know besides the results.

    ``folder`` is the current one; ``root`` is the one that paths in reports of code hosts count from.
    ``width`` is the terminal's in columns, None if there is no terminal.  ``fail_on`` is the mildest severity
    that makes the run fail, ``status`` the exit status and ``failures`` the messages about what could not be
    checked.
    """

    folder: Path
    is_coloured: bool = False
    root: Path | None = None
    width: int | None = None
    fail_on: Severity = Severity.ERROR
    status: int = 0
    failures: tuple[str, ...] = ()

    def path(self, path: str) -> str:
        """A path, as the user wrote it or absolute, as reports have it: from the root if it is below.

        It has forward slashes and neither ``.`` nor ``..`` within.
        """
        if path == "-":
            return path
        root = str(self.root or self.folder)
        whole = os.path.normpath(os.path.join(self.folder, path))
        below = os.path.relpath(whole, root)
        return portable(whole if below.split(os.sep)[0] == os.pardir else below)


def printable(text: str) -> str:
    """A text in which lone surrogates, as names of files may have, are written as ``\\\\udc80``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
