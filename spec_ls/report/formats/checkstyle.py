"""``checkstyle``: the XML of Checkstyle, which many tools read.

Source: Checkstyle's own writer, ``XMLLogger.java`` in https://github.com/checkstyle/checkstyle:
``checkstyle`` with a version, in it ``file`` with a name, in it ``error`` with line, column from 1, severity
(error, warning, info, ignore), message and source.  Readers of the format run where this command runs, so
paths count from the current folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from spec_ls.findings import Severity
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.formats.xml import document, legal
from spec_ls.report.results import SpecResult

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """The document, with all specs, those without findings too."""
    root = Element("checkstyle", version="4.3")
    for result in results:
        file = SubElement(root, "file", name=legal(around.path_from_folder(result.path)))
        for shown in result.shown:
            finding = shown.finding
            SubElement(
                file,
                "error",
                line=str(finding.range.start.line + 1),
                column=str(finding.range.start.column + 1),
                severity=_SEVERITIES.get(finding.severity, "info"),
                message=legal(finding.message),
                source=f"spec-ls.{finding.code}",
            )
    return document(root)
