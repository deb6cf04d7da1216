"""The formats of ``spec-ls check``, read back by the parsers of these formats or as their descriptions say."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from spec_ls.cli import arguments_report
from spec_ls.findings import Cause, Fixable, Severity, TemplatePlace
from spec_ls.report.formats import FORMATS, write
from spec_ls.report.formats.columns import cells
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import FindingFix, FindingResult, ShownFinding, SpecResult
from spec_ls.report.statistics import statistics
from spec_ls.report.stored_results import read_result, written
from spec_ls.text import Edit, Range

HERE = Path(os.path.abspath("/work tree"))
HOSTILE = 'specs/a "b" ]]>\n%,:: \x1b\x07\udc80é.rst'
MESSAGE = "100 % ::error:: of <a> & ]]>, \x1b[31m\r\nnot more"
LINES = ((0, "日本語 e\u0301x\n"), (1, "\tend \n"), (2, ""))
FIX = FindingFix("Mend it", True, (Edit(Range.of(0, 4, 0, 6), "é"), Edit(Range.of(1, 4, 1, 5), "")))


def result(path: str = HOSTILE) -> SpecResult:
    """A spec with an error that has a fix, what follows from it, and two warnings that are alike."""
    place = TemplatePlace(HERE / "specs" / "template one.rst", 4)
    first = FindingResult(
        "line-too-long", Severity.ERROR, MESSAGE, Range.of(0, 4, 0, 6), ("A",), place, None, FIX, "w", "Guide"
    )
    follows = FindingResult(
        "rst-syntax", Severity.WARNING, "m", Range.of(0, 0, 0, 1), cause=Cause("line-too-long", 0)
    )
    alike = FindingResult("tab-indentation", Severity.WARNING, "tab", Range.of(1, 0, 1, 1), words="end")
    hint = FindingResult("empty-section", Severity.HINT, "empty", Range.of(0, 0, 2, 0))
    findings = (first, follows, alike, alike, hint)
    shown = tuple(ShownFinding(findings[number], (number,)) for number in (0, 2, 3, 4))
    return SpecResult(path, findings, shown, Fixable(1, 0), True, LINES)


CLEAN = SpecResult("specs/clean.rst", (), (), Fixable(0, 0))
AROUND = Surroundings(HERE, status=2, failures=("x\udc80.rst: no such file",))


def output(name: str, around: Surroundings = AROUND) -> str:
    """All of the results in a format; lone surrogates come from names alone, and are their bytes."""
    return (
        write(name, [CLEAN, result()], around).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    )


def loaded(name: str) -> Any:
    """The value of a format that is JSON, which a strict parser of UTF-8 takes."""
    text = write(name, [CLEAN, result()], AROUND)
    return json.loads(text.encode("utf-8"))


def test_the_options_name_all_formats() -> None:
    """The command line names each format that there is."""
    assert arguments_report.FORMATS == FORMATS


def test_results_are_stored_with_their_lines() -> None:
    """A result that is written and read is the same."""
    assert read_result(written(result()), HOSTILE) == result()


def test_json_lines_are_the_objects_of_json() -> None:
    """Each line of jsonl is one object of json, whatever ends lines elsewhere."""
    lines = write("jsonl", [CLEAN, result()], AROUND).splitlines()
    assert [json.loads(line) for line in lines] == loaded("json")
    assert len(lines) == len(result().findings)


def test_github_commands_are_read_back() -> None:
    """What the runner reads (actions/runner, ActionCommand.cs) is the path, the place and the message."""
    *commands, failure = write("github", [CLEAN, result()], AROUND).splitlines()
    assert failure == "::error title=spec-ls::x\udc80.rst: no such file"
    assert len(commands) == 4
    found = []
    for command in commands:
        match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", command)
        assert match
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append((match[1], {name: _github(value, True) for name, value in properties.items()}))
        if len(found) == 1:
            assert _github(match[3]) == MESSAGE
    assert [kind for kind, _ in found] == ["error", "warning", "warning", "notice"]
    assert {properties["file"] for _, properties in found} == {HOSTILE}
    assert found[0][1] | {"file": ""} == {
        "title": "spec-ls line-too-long", "file": "", "line": "1", "endLine": "1", "col": "5", "endColumn": "7"
    }  # fmt: skip
    assert "col" not in found[3][1], "columns are for a single line"


def _github(text: str, is_property: bool = False) -> str:
    escapes = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if is_property else {})}
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def test_gitlab() -> None:
    """GitLab, "Code Quality report format": the keys that it asks for, unlike fingerprints, its severities."""
    issues = loaded("gitlab")
    assert len(issues) == len({issue["fingerprint"] for issue in issues}) == 4
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("./", "/"))


def test_a_fingerprint_survives_moved_lines() -> None:
    """A finding has the same fingerprint further down, however the user names its file."""
    spec = result("specs/a.rst")
    (first, *others) = spec.findings
    moved = FindingResult(first.code, first.severity, "other words", Range.of(9, 4, 9, 6), ("A",), words="w")
    shown = (ShownFinding(moved, (0,)),)
    now = SpecResult(str(HERE / "specs" / "a.rst"), (moved, *others), shown, Fixable(0, 0))
    before, after = (json.loads(write("gitlab", [each], AROUND)) for each in (spec, now))
    assert before[0]["fingerprint"] == after[0]["fingerprint"]


def test_sarif() -> None:
    """SARIF 2.1.0: places, rules, fixes, fingerprints and failures are where the standard has them."""
    log = loaded("sarif")
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")  # 3.13.2, 3.14.17
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"].endswith("/work%20tree/")  # 3.14.14: ends in a slash
    rules = run["tool"]["driver"]["rules"]
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]  # 3.27.6
    assert [found["level"] for found in run["results"]] == ["error", "warning", "warning", "note"]  # 3.27.10
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert unquote_to_bytes(place["artifactLocation"]["uri"]) == HOSTILE.encode("utf-8", "surrogateescape")
    assert not re.search(r"[^A-Za-z0-9/._~%-]", place["artifactLocation"]["uri"])  # RFC 3986
    assert place["region"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7}  # 3.30
    (change,) = first["fixes"][0]["artifactChanges"]  # 3.55
    assert [part["insertedContent"]["text"] for part in change["replacements"]] == ["é", ""]
    template = first["relatedLocations"][0]["physicalLocation"]
    assert template["artifactLocation"] == {"uri": "specs/template%20one.rst", "uriBaseId": "%SRCROOT%"}
    (invocation,) = run["invocations"]  # 3.20
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == r"x\udc80.rst: no such file"


def test_rdjson() -> None:
    """reviewdog.proto: severities, and columns in bytes; a suggestion does what the whole fix does."""
    value = loaded("rdjson")
    first, *others = value["diagnostics"]
    assert [found["severity"] for found in others] == ["WARNING", "WARNING", "INFO"]
    assert first["location"]["range"] == {
        "start": {"line": 1, "column": 11},
        "end": {"line": 1, "column": 14},
    }
    (suggestion,) = first["suggestions"]
    assert suggestion["range"] == {"start": {"line": 1, "column": 11}, "end": {"line": 2, "column": 6}}
    assert suggestion["text"] == "éx\n\tend"


def test_xml_is_read_back() -> None:
    """Checkstyle's XML is well-formed whatever a name or message holds, and says what is where."""
    root = ElementTree.fromstring(output("checkstyle").encode())
    clean, hostile = root
    assert (clean.get("name"), len(clean)) == ("specs/clean.rst", 0)
    assert hostile.get("name") == 'specs/a "b" ]]>\n%,:: \\x1b\\x07\\udc80é.rst'
    assert [error.get("severity") for error in hostile] == ["error", "warning", "warning", "info"]
    assert hostile[0].get("message") == "100 % ::error:: of <a> & ]]>, \\x1b[31m\\r\nnot more"
    assert (hostile[0].get("line"), hostile[0].get("column")) == ("1", "5")


def test_junit_is_read_back() -> None:
    """JUnit's XML counts its tests; a spec without findings passes, what fails the run is a failure."""
    (suite,) = ElementTree.fromstring(output("junit").encode())
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("6", "1", "1")
    assert [child.tag for case in suite for child in case] == ["failure", *["system-out"] * 3, "error"]
    mild = ElementTree.fromstring(output("junit", Surroundings(HERE, fail_on=Severity.HINT)).encode())
    assert mild.get("failures") == "4"


def test_junitparser_reads_junit() -> None:
    """A parser of the format finds the same tests."""
    junitparser = pytest.importorskip("junitparser")
    (suite,) = junitparser.JUnitXml.fromstring(output("junit").encode())
    assert (suite.tests, suite.failures, suite.errors) == (6, 1, 1)
    assert [len(case.result) for case in suite] == [0, 1, 0, 0, 0, 1]


def test_full_underlines_the_right_columns() -> None:
    """Marks stand below wide, combining and tabulated characters, and nothing acts on the terminal."""
    text = write("full", [result()], AROUND)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    lines = text.split("\n")
    assert lines[0].endswith("100 % ::error:: of <a> & ]]>, <U+001B>[31m<U+000D><U+000A>not more")
    assert lines[1:3] == ["1 | 日本語 e\u0301x", "  |        ^"]
    assert lines[4:9] == [
        "  = template: specs/template one.rst:5:  Guide",
        "  = fix: Mend it (--fix)",
        "    - 日本語 e\u0301x",
        "    - →end·",
        "    + 日本語 éx",
    ]


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("start", [0, 30, 100, 290])
def test_full_cuts_long_lines(width: int, start: int) -> None:
    """A line is as wide as the terminal at most, and the mark stands below what it marks."""
    line = "".join(chr(ord("a") + number % 26) if number % 7 else "語" for number in range(300))
    finding = FindingResult("line-too-long", Severity.ERROR, "m", Range.of(0, start, 0, start + 5))
    spec = SpecResult("a", (finding,), (ShownFinding(finding, (0,)),), Fixable(0, 0), True, ((0, line),))
    _, shown, marks, *_ = write("full", [spec], Surroundings(HERE, width=max(width, 24))).split("\n")
    assert all(sum(cell.width for cell in cells(text)) <= max(width, 24) for text in (shown, marks))
    column, found = marks.index("^"), 0
    for cell in cells(shown):
        if found == column:
            assert cell.shown == line[start]
            break
        found += cell.width


def full(
    lines: tuple[tuple[int, str], ...], where: Range, *edits: Edit, width: int | None = None
) -> list[str]:
    """The lines of ``full`` for one finding with a fix, behind the first."""
    finding = FindingResult("rst-syntax", Severity.ERROR, "m", where, fix=FindingFix("Mend it", True, edits))
    spec = SpecResult("a", (finding,), (ShownFinding(finding, (0,)),), Fixable(0, 0), True, lines)
    return write("full", [spec], Surroundings(HERE, width=width)).split("\n")[1:]


def test_full_fills_the_screen_at_the_end_of_a_line() -> None:
    """What is marked at the end of a long line is shown up to that end, with as much before it as there is room."""
    line = "".join(chr(ord("a") + number % 26) for number in range(100))
    shown, marks, *_ = full(((0, f"{line}\r\n"),), Range.of(0, 98, 0, 100), width=44)
    assert shown == f"1 | ...{line[-37:]}"
    assert marks == f"  | {' ' * 38}^^"


def test_full_shows_where_lines_are_left_out() -> None:
    """Between two parts of a fix that lie apart stand dots; no line stands for what is behind the last one."""
    lines = tuple(enumerate(["a\r\n", "b\r\n", "c\r\n", "d\r\n", "e"]))
    edits = (
        Edit(Range.of(0, 0, 0, 1), "A"),
        Edit(Range.of(3, 0, 3, 0), "C\r\n"),
        Edit(Range.of(4, 1, 4, 1), "\r\n"),
    )
    shown = full(lines, Range.of(0, 0, 0, 1), *edits)
    start = shown.index("  = fix: Mend it (--fix)")
    assert shown[start + 1 :] == ["    - a", "    + A", "      ...", "    + C", "      d", "", ""]


def test_tests_have_names_that_stay() -> None:
    """GitLab compares JUnit's tests by their names: each is one of a kind, without the line."""
    (suite,) = ElementTree.fromstring(output("junit").encode())
    names = [case.get("name") for case in suite]
    assert names[2:5] == ["tab-indentation: tab", "tab-indentation: tab (2)", "empty-section: empty"]
    assert len({(case.get("classname"), case.get("name")) for case in suite}) == len(suite)


def test_braces_are_no_placeholders() -> None:
    """A message of SARIF has braces doubled: single ones stand for arguments (3.11.5)."""
    finding = FindingResult("empty-section", Severity.HINT, "section {0} is {empty}", Range.of(0, 0, 0, 1))
    spec = SpecResult("a.rst", (finding,), (ShownFinding(finding, (0,)),), Fixable(0, 0), True, ((0, "A"),))
    (found,) = json.loads(write("sarif", [spec], AROUND))["runs"][0]["results"]
    assert found["message"]["text"].format() == finding.message


def test_a_range_ends_in_a_line_that_it_covers() -> None:
    """Whole lines end in the last of them; the end of a text is a place in its last line."""
    lines = ((0, "\ufeffA\r\n"), (1, "é\r\n"), (2, ""))
    ranges = (Range.of(0, 0, 2, 0), Range.of(2, 0, 2, 0), Range.of(1, 0, 1, 0))
    findings = tuple(FindingResult("empty-section", Severity.HINT, "m", each) for each in ranges)
    shown = tuple(ShownFinding(finding, (number,)) for number, finding in enumerate(findings))
    spec = SpecResult("a.rst", findings, shown, Fixable(0, 0), True, lines)
    regions = [
        tuple(found["locations"][0]["physicalLocation"]["region"].values())
        for found in json.loads(write("sarif", [spec], AROUND))["runs"][0]["results"]
    ]
    assert regions == [(1, 1, 2, 2), (2, 2, 2, 2), (2, 1, 2, 1)]
    places = [
        tuple(place for end in ("start", "end") for place in found["location"]["range"][end].values())
        for found in json.loads(write("rdjson", [spec], AROUND))["diagnostics"]
    ]
    assert places == [(1, 1, 2, 3), (2, 3, 2, 3), (2, 1, 2, 1)]
    assert "endLine=2" in write("github", [spec], AROUND).splitlines()[0]
    assert json.loads(write("gitlab", [spec], AROUND))[0]["location"]["lines"] == {"begin": 1, "end": 2}


def test_statistics_count_by_code() -> None:
    """The most frequent code comes first, with what ``--fix`` would do."""
    assert statistics([result()]) == "2  tab-indentation\n1  empty-section\n1  line-too-long    1 fixable\n"


def test_paths_count_from_the_root() -> None:
    """A path in a report counts from the folder that a code host shows, without dots; outside it is absolute."""
    around = Surroundings(HERE / "docs", root=HERE)
    assert around.path(os.path.join(".", "a", "..", "b.rst")) == "docs/b.rst"
    assert around.path(os.path.join("..", "c.rst")) == "c.rst"
    assert around.path(os.path.join("..", "..", "d.rst")).endswith("/d.rst")
    assert around.path_from_folder(os.path.join(".", "b.rst")) == "b.rst"
    assert around.path_from_folder(str(HERE / "c.rst")) == "../c.rst"
    assert around.path_from_folder(os.path.join("..", "..", "d.rst")).endswith("/d.rst")
    assert around.path_from_folder(os.path.join("..", "..", "d.rst"))[0] != "."
