"""``junit``: JUnit's XML, which CI systems show as tests.

Source: https://github.com/jenkinsci/xunit-plugin (``junit-10.xsd``): ``testsuites``, ``testsuite``,
``testcase`` with ``failure``, ``error`` and ``system-out``.  ``file`` and ``line`` of a ``testcase`` are not
in that schema; GitLab shows the first, and readers for GitHub Actions both.  GitLab compares the tests of two
branches by their names, and ignores a second test of the same name:
https://docs.gitlab.com/ci/testing/unit_test_reports/#junit-xml-format-specification
"""

from __future__ import annotations

from collections import Counter
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
        path, names = legal(around.path(result.path)), Counter[str]()
        for shown in result.shown:
            name = legal(f"{shown.finding.code}: {shown.finding.message}")
            names[name] += 1
            number = f" ({names[name]})" if names[name] > 1 else ""
            _add_finding(suite, path, f"{name}{number}", shown.finding, around)
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


def _add_finding(suite: Element, path: str, name: str, finding: FindingResult, around: Surroundings) -> None:
    line, column = finding.range.start
    case = SubElement(suite, "testcase", name=name, classname=path, file=path, line=str(line + 1), time="0")
    message, severity = legal(finding.message), str(finding.severity)
    text = f"{path}:{line + 1}:{column + 1}: {severity} {finding.code} {message}"
    if finding.severity <= around.fail_on:
        SubElement(case, "failure", message=message, type=severity).text = text
    else:
        SubElement(case, "system-out").text = text
