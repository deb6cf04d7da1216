"""What a format may need to know besides the results."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from spec_ls.findings import Severity
from spec_ls.report.findings_json import portable
from spec_ls.workspace.report_root import without_linked_folders


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a format may need to know besides the results.

    ``folder`` is the current one; ``root`` is the one that paths in reports of code hosts count from; no
    folder in either is a link.  ``width`` is the terminal's in columns, None if there is no terminal.
    ``fail_on`` is the mildest severity that makes the run fail, ``status`` the exit status and ``failures``
    the messages about what could not be checked.
    """

    folder: Path
    is_coloured: bool = False
    root: Path | None = None
    width: int | None = None
    fail_on: Severity = Severity.ERROR
    status: int = 0
    failures: tuple[str, ...] = ()

    def path(self, path: str) -> str:
        """A path, as the user wrote it or absolute, as code hosts want it: from the root if it is below.

        It has forward slashes, neither ``.`` nor ``..`` within, and no folder in it is a link.
        """
        whole = self._whole(path)
        return portable(whole if whole == path == "-" else self._below(whole, whole))

    def path_from_folder(self, path: str) -> str:
        """A path as programs want it that run in the current folder: from there if it is below the root."""
        whole = self._whole(path)
        if whole == path == "-":
            return path
        is_inside = self._below(whole, "") != ""
        return portable(os.path.relpath(whole, self.folder) if is_inside else whole)

    def _whole(self, path: str) -> str:
        """An absolute path of a file, which may be a link itself; ``-`` for standard input without a name."""
        if path == "-":
            return path
        return without_linked_folders(os.path.join(self.folder, path))

    def _below(self, whole: str, otherwise: str) -> str:
        """A path from the root, or ``otherwise`` if it is not below."""
        below = os.path.relpath(whole, self.root or self.folder)
        return otherwise if below.split(os.sep)[0] == os.pardir else below


def printable(text: str) -> str:
    """A text in which lone surrogates, as names of files may have, are written as ``\\\\udc80``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
