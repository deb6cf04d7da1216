"""Severities that settings give to codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from trees import REPOSITORY, SPEC, TEMPLATE, make, run

from checks.templates import FLAT
from spec_ls.checks import CODES
from spec_ls.checks.fix_all import fix_all
from spec_ls.checks.run import check, fixes
from spec_ls.config import Config, SeverityTable
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import Spec, compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace

SAMPLE = REPOSITORY / "tests" / "samples" / "volume-trim.rst"
BROKEN = (
    SPEC.replace("It is slow.", "It is slow. \n\n*It")
    .replace("Wait.", "")
    .replace("References\n==========", "Reference\n===")
)
FILES = {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": BROKEN}


def sample(**settings: Severity) -> Spec:
    """The sample beside its template, with severities for codes."""
    text = Text.of(SAMPLE.read_text("utf-8"))
    served = Workspace().resolve(SAMPLE, text)
    assert served.template is not None
    given = {code.replace("_", "-"): severity for code, severity in settings.items()}
    config = replace(served.config, severities=SeverityTable.of_mapping(given))
    return compare(parse(text), served.template, config, SAMPLE)


@pytest.mark.parametrize("severity", Severity)
def test_a_given_severity_goes_before_that_of_the_check(severity: Severity) -> None:
    """Each finding has the severity that settings give to its code, whatever check and gate make of it."""
    given = {code.replace("-", "_"): severity for code in CODES}
    findings = check(sample(**given)).findings
    assert len({finding.code for finding in findings}) > 5
    assert {finding.severity for finding in findings} == {severity}


def test_only_the_severity_changes() -> None:
    """Findings, their causes and fixes are those without given severities."""
    before = check(sample())
    after = check(sample(**{code.replace("-", "_"): Severity.HINT for code in CODES}))
    for old, new in zip(before.findings, after.findings, strict=True):
        assert (old.code, old.range, old.message) == (new.code, new.range, new.message)
        assert (old.cause is None) == (new.cause is None)
        assert fixes(before.spec, old) == fixes(after.spec, new)
    assert str(fix_all(before, True)[0].spec.text) == str(fix_all(after, True)[0].spec.text)


@pytest.mark.parametrize(("given", "shown"), [(None, False), (Severity.ERROR, False), (Severity.HINT, True)])
def test_what_follows_from_a_milder_finding(given: Severity | None, shown: bool) -> None:
    """It is shown beside it, and stays a consequence without a fix; beside a graver one it is not shown."""
    text = Text.of("Spec\n====\n\nProblem\n-------\n\nP.\n\n## Change\n\nC.\n\nTesting\n-------\n\nT.\n")
    severities = SeverityTable.of_mapping({"broken-heading": given} if given else {})
    spec = compare(parse(text), read_template(FLAT, "builtin:example"), Config(severities=severities))
    found = {finding.code: finding for finding in check(spec).findings}
    missing = found["missing-section"]
    assert (missing.is_shown, missing.severity, fixes(spec, missing)) == (shown, Severity.ERROR, ())
    assert found["broken-heading"].is_shown
    assert found["broken-heading"].severity is (given or Severity.ERROR)


ROWS = {
    "a table": ('severity = {"trailing-whitespace" = "error", "missing-section" = "hint"}\n', "specs/a.rst", {"trailing-whitespace": "error", "missing-section": "hint"}),
    "dotted keys": ('severity.trailing-whitespace = "error"\nseverity.missing-section = "information"\n', "specs/a.rst", {"trailing-whitespace": "error", "missing-section": "information"}),
    "paths": ('severity.trailing-whitespace = "hint"\n[[paths]]\npath = "specs/*"\nseverity.trailing-whitespace = "error"\n', "specs/a.rst", {"trailing-whitespace": "error"}),
    "merged by code": ('severity.trailing-whitespace = "hint"\n[[paths]]\npath = "specs/*"\nseverity.missing-section = "error"\n', "specs/a.rst", {"trailing-whitespace": "hint", "missing-section": "error"}),
    "no gate": ('covered = false\nseverity.missing-section = "error"\n', "specs/a.rst", {"missing-section": "error"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_where_severities_are_given(tmp_path: Path, name: str) -> None:
    """Tables are merged by code, and a rule for the path goes before the rest; errors make the exit status."""
    settings, path, expected = ROWS[name]
    done = run("check", "--format", "json", path, cwd=make(tmp_path, FILES | {"spec-ls.toml": settings}))
    found = {finding["code"]: finding["severity"] for finding in done.json}
    assert expected.items() <= found.items()
    assert done.status == ("error" in {finding["severity"] for finding in done.json})


def test_a_consequence_that_is_graver_than_its_cause_is_shown(tmp_path: Path) -> None:
    """Where settings make a cause milder than what follows from it, people are shown both."""
    files = FILES | {"specs/a.rst": SPEC.replace("References\n==========", "Reference\n=========")}
    make(tmp_path, files)
    usual = run("check", cwd=tmp_path)
    assert (usual.status, usual.out.count("\n")) == (1, 1)
    code = usual.out.split()[2]
    done = run("check", "--config", f"severity.{code}=hint", cwd=tmp_path)
    severities = [line.split()[1] for line in done.out.splitlines()]
    assert "hint" in severities
    assert done.status == ("error" in severities)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('\nseverity = "error"\n', "2: severity: expected a table of severities by code"),
        ('severity.trailing-witespace = "error"\n', '1: severity.trailing-witespace: unknown code, did you mean "trailing-whitespace"?'),
        ('[severity]\ntrailing-whitespace = "eror"\n', '2: severity.trailing-whitespace: expected one of "error", "warning", "information", "hint", did you mean "error"?'),
        ('[[paths]]\npath = "a"\n[[paths]]\npath = "b"\nseverity = {"rst-syntax" = 1}\n', '5: paths[2].severity.rst-syntax: expected one of "error", "warning", "information", "hint"'),
    ],
)  # fmt: skip
def test_wrong_severities(tmp_path: Path, settings: str, message: str) -> None:
    """A wrong code or word is reported with its line and the nearest word."""
    done = run("check", cwd=make(tmp_path, FILES | {"spec-ls.toml": settings}))
    assert (done.status, done.err.splitlines()[0]) == (2, f"spec-ls.toml:{message}")
