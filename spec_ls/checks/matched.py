"""What checks share that warn of a section because of the slot it fills, or was meant to fill."""

from __future__ import annotations

from spec_ls.analysis import Analysis
from spec_ls.findings import Finding, Severity
from spec_ls.model.outline import Match, Outline


def warning(code: str, message: str, analysis: Analysis, outline: Outline, one: Match) -> Finding:
    """A warning at a section's title, with the slot's place in the template; its subject is the match."""
    return Finding(
        code,
        Severity.WARNING,
        message,
        analysis.document.title_range(one.section),
        outline.path_of(one.section),
        outline.template.place(one.slot),
        one,
    )
