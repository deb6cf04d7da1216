"""wrong-extension: a file among the specs that is not called .rst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.outline import Outline

_USUAL = ".rst"


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    path, config = analysis.path, analysis.config
    if path is None or path.suffix in config.extensions or not config.is_gated(CHECK.code):
        return
    severity = config.severity(CHECK.code)
    listed = " or ".join(config.extensions)
    yield Finding(CHECK.code, severity, f'"{path.name}" does not end in {listed}', analysis.first_line)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if analysis.path is not None:
        name = analysis.path.stem + _USUAL
        yield Fix(f'Rename the file to "{name}"', (), PurePosixPath(name))


CHECK = Check(
    "wrong-extension",
    "a file among the specs is not called .rst",
    "The gate opens each file in a folder of specs and wants a name that ends in .rst: under any other the"
    " documentation's build would leave the spec out. The file's text is not looked at.",
    "specs/2026.1/approved/add-a-flag.txt\n",
    "specs/2026.1/approved/add-a-flag.rst\n",
    find=_find,
    fix=_fix,
)
