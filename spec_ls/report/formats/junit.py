"""``junit``: JUnit's XML, which CI systems show as tests.

Source: the schema ``jenkins-junit.xsd`` of Jenkins' xUnit plugin: ``testsuites``, ``testsuite``, ``testcase``
with ``failure``, ``error`` and ``system-out``.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.formats.xml import document, legal
from spec_ls.report.results import FindingResult, SpecResult


def write(results: Sequence[SpecResult], around: Surroundings) -> str:
    """A suite with a test for each finding that people are shown, and one for each spec without any.

    Findings that make the run fail are failures, the others passing tests with some output.  What could not
    be checked is a test with an error.
    """
    root = Element("testsuites", name="spec-ls")
    suite = SubElement(root, "testsuite", name="spec-ls")
    for result in results:
        path = legal(around.path(result.path))
        for shown in result.shown:
            _add_finding(suite, path, shown.finding, around)
        if not result.shown:
            SubElement(suite, "testcase", name="no findings", classname=path, file=path, time="0")
    for message in map(legal, around.failures):
        case = SubElement(suite, "testcase", name=message, classname="spec-ls", time="0")
        SubElement(case, "error", message=message, type="failure")
    counts = {
        "tests": len(suite),
        "failures": len(suite.findall("testcase/failure")),
        "errors": len(suite.findall("testcase/error")),
    }
    for element in (root, suite):
        element.attrib.update({name: str(count) for name, count in counts.items()}, time="0")
    suite.set("skipped", "0")
    return document(root)


def _add_finding(suite: Element, path: str, finding: FindingResult, around: Surroundings) -> None:
    line, column = finding.range.start
    name = f"{finding.code} {line + 1}:{column + 1}"
    case = SubElement(suite, "testcase", name=name, classname=path, file=path, line=str(line + 1), time="0")
    message, severity = legal(finding.message), str(finding.severity)
    text = f"{path}:{line + 1}:{column + 1}: {severity} {finding.code} {message}"
    if finding.severity <= around.fail_on:
        SubElement(case, "failure", message=message, type=severity).text = text
    else:
        SubElement(case, "system-out").text = text
