"""wrong-extension: a file among the specs that is not called .rst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec

_USUAL = ".rst"


def _find(spec: Spec) -> Iterator[Finding[None]]:
    path, config = spec.path, spec.config
    if path is None or path.suffix in config.extensions or not config.is_gated(CHECK.code):
        return
    message = f'"{path.name}" does not end in {" or ".join(config.extensions)}'
    yield Finding(CHECK.code, config.severity(CHECK.code), message, spec.document.first_line, subject=None)


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    if spec.path is not None:
        name = spec.path.stem + _USUAL
        yield Fix(f'Rename the file to "{name}"', (), PurePosixPath(name), safety=Safety.UNSAFE)


CHECK = Check(
    code="wrong-extension",
    summary="the name of a file among the specs does not end in .rst",
    severity="error, where the gate checks this",
    remedy="rename the file",
    why=(
        "The gate opens each file in a folder of specs and wants a name that ends in .rst: under any other"
        " the documentation's build would leave the spec out. The file's text is not looked at."
    ),
    wrong="specs/2026.1/approved/add-a-flag.txt\n",
    right="specs/2026.1/approved/add-a-flag.rst\n",
    find=_find,
    fix=_fix,
)
