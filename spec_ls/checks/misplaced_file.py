"""misplaced-file: a spec in a folder where the gate wants none."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[None]]:
    path, config = spec.path, spec.config
    if path is None or not config.belongs_in:
        return
    severity = config.severity(CHECK.code)
    folders = " or ".join(f'"{_shown(path.parent, folder)}"' for folder in config.belongs_in)
    message = f'a spec stands in {folders}, not in "{path.parent.name}"'
    yield Finding(CHECK.code, severity, message, spec.document.first_line, subject=None)


def _shown(folder: Path, relative: str) -> str:
    """The last two parts of a path that is relative to a folder."""
    return "/".join(PurePosixPath(os.path.normpath(folder / relative)).parts[-2:])


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    for folder in spec.config.belongs_in:
        if spec.path is not None:
            title = f'Move the file to "{_shown(spec.path.parent, folder)}"'
            yield Fix(title, (), PurePosixPath(folder, spec.path.name), safety=Safety.UNSAFE)


CHECK = Check(
    code="misplaced-file",
    summary="a spec is in a folder where the gate allows none",
    severity="error, where the gate checks this",
    remedy="move the file",
    why=(
        "Some projects sort their specs by what became of them: their gate rejects one that stands in the"
        " release's own folder, beside those for approved and implemented specs."
    ),
    wrong="specs/2026.1/add-a-flag.rst\n",
    right="specs/2026.1/approved/add-a-flag.rst\n",
    find=_find,
    fix=_fix,
)
