"""All parts of a finding and of its fixes as text, for tables of what is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spec_ls.checks.run import fixes
from spec_ls.findings import Finding
from spec_ls.spec import Spec


def said(spec: Spec, finding: Finding[Any]) -> Iterator[str]:
    """Where a finding stands and what for, its message, and each of its fixes; lines and columns from 1."""
    yield ", ".join(_parts(finding))
    yield finding.message
    for fix in fixes(spec, finding):
        yield f"{fix.safety.name}: {fix.title}" + (f" -> {fix.move_to}" if fix.move_to else "")


def _parts(finding: Finding[Any]) -> Iterator[str]:
    start, end = finding.range
    yield finding.severity.name.lower()
    yield f"{start.line + 1}:{start.column + 1}-{end.line + 1}:{end.column + 1}"
    if finding.section:
        yield f"in {' > '.join(finding.section)}"
    if finding.template:
        yield f"line {finding.template.line + 1} of {finding.template.origin}"
    if finding.cause:
        yield f"follows from {finding.cause.code} in line {finding.cause.line + 1}"
