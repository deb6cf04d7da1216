"""misplaced-file: a spec in a folder where the gate wants none."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Outline


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    path, config = analysis.path, analysis.config
    if path is None or not config.belongs_in:
        return
    severity = config.severity(CHECK.code)
    folders = " or ".join(f'"{_shown(path.parent, folder)}"' for folder in config.belongs_in)
    message = f'a spec stands in {folders}, not in "{path.parent.name}"'
    yield Finding(CHECK.code, severity, message, analysis.first_line)


def _shown(folder: Path, other: str) -> str:
    """A folder seen from another, by its own name and that of the one above it."""
    return "/".join(PurePosixPath(os.path.normpath(folder / other)).parts[-2:])


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    for folder in analysis.config.belongs_in:
        if analysis.path is not None:
            yield Fix(
                f'Move the file to "{_shown(analysis.path.parent, folder)}"',
                (),
                PurePosixPath(folder, analysis.path.name),
            )


CHECK = Check(
    "misplaced-file",
    "a spec stands in a folder where the gate wants none",
    "Some projects sort their specs by what became of them: their gate rejects one that stands in the"
    " release's own folder, beside those for approved and implemented specs.",
    "specs/2026.1/add-a-flag.rst\n",
    "specs/2026.1/approved/add-a-flag.rst\n",
    find=_find,
    fix=_fix,
)
