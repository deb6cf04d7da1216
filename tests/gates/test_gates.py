"""Each profile beside the rules of its repository's gate, on good specs and on spoiled ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

import pytest
from trees import make

from spec_ls.checks.run import check
from spec_ls.findings import Finding, Severity
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace

from .mutants import VERBATIM, Mutant, mutants, spec, template
from .rows import ROWS, Row, faults

ROUNDS = int(os.environ.get("SPEC_LS_ROUNDS", "1"))
"""How often a row's spec is spoiled in each way; each time in another place."""

FEW = 8
"""So many of the lines are tried where a gate has no rule for lines, or another row has the same."""

BY_DOCUTILS = "rst-syntax"
"""What docutils itself says is compared elsewhere."""


@dataclass(frozen=True)
class Verdict:
    """Whether a spec is rejected, and which top sections are told as missing and as extra."""

    rejected: bool
    missing: frozenset[str]
    extra: frozenset[str]

    def __str__(self) -> str:
        word = "rejected" if self.rejected else "passed"
        return f"{word}, missing {sorted(self.missing)}, extra {sorted(self.extra)}"


@pytest.fixture
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A checkout of a row's repository, with its template and a good spec in it."""
    row: Row = request.getfixturevalue("row")
    files: dict[str, str] = {".gitreview": f"[gerrit]\nhost=review.example.org\nproject={row.project}.git\n"}
    if row.template:
        files[row.template] = template(row.of_template or row.wanted, row.head)
    for path in (row.opened, *row.outside, *row.refused):
        files[str(PurePosixPath(path).parent) + "/"] = ""
    return make(tmp_path, files | {row.opened: spec(row.wanted, row.head)})


def found(workspace: Workspace, path: Path, text: str) -> tuple[Finding, ...]:
    """What the command finds in a file with this text."""
    served = workspace.resolve(path, content := Text.of(text))
    assert not served.problems
    if served.template is None:
        return ()
    return check(compare(parse(content), served.template, served.config, path)).findings


def ours(findings: tuple[Finding, ...]) -> Verdict:
    """The verdict of findings."""
    errors = [one for one in findings if one.severity is Severity.ERROR and one.code != BY_DOCUTILS]
    tops = [one for one in errors if one.section and len(one.section) == 1]
    return Verdict(
        bool(errors),
        frozenset(one.section[0] for one in tops if one.section and one.code == "missing-section"),
        frozenset(one.section[0] for one in tops if one.section and one.code == "unknown-section"),
    )


def theirs(row: Row, text: str) -> Verdict:
    """The verdict of the reference."""
    told = faults(row, text, template(row.of_template or row.wanted, row.head))
    return Verdict(
        bool(told),
        frozenset(one.missing for one in told if one.missing),
        frozenset(one.extra for one in told if one.extra),
    )


def of(row: Row) -> Iterator[Mutant]:
    """A row's mutants.  Which literal blocks doc8 knows is compared with doc8 itself elsewhere."""
    lines = FEW if row.name or not (row.text or row.file) else None
    for mutant in mutants(row.wanted, row.head, row.id, ROUNDS, lines):
        if not (row.file and mutant.name.partition(", in ")[0] in VERBATIM):
            yield mutant


def disagreement(row: Row, mutant: Mutant, findings: tuple[Finding, ...]) -> str | None:
    """Both verdicts and the text, if they differ.  A gate that counts names no section that is too many."""
    own, gate = ours(findings), theirs(row, mutant.text)
    counts = row.project.endswith(("telemetry-specs", "ceilometer-specs"))
    if own == gate or (counts and (own.rejected, own.missing - {"Story"}) == (gate.rejected, gate.missing)):
        return None
    reasons = "\n".join(
        f"  {one.words}"
        for one in faults(row, mutant.text, template(row.of_template or row.wanted, row.head))
    )
    told = "\n".join(
        f"  {one.range.start.line + 1}: {one.severity} {one.code}: {one.message}" for one in findings
    )
    return (
        f"{row.id}: {mutant.name}\nthe gate: {gate}\n{reasons}\nspec-ls: {own}\n{told}\n"
        f"{'- ' * 40}\n{mutant.text}{'- ' * 40}"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_gates_verdict(row: Row, repository: Path) -> None:
    """Good and spoiled specs are judged as by the gate, and the same sections are missing and extra."""
    workspace, path = Workspace(repository), repository / row.opened
    assert workspace.resolve(path).template is not None
    wrong = [
        told for mutant in of(row) if (told := disagreement(row, mutant, found(workspace, path, mutant.text)))
    ]
    assert not wrong, f"{len(wrong)} disagreements\n\n" + "\n\n".join(wrong[:5])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_names_that_a_gate_refuses(row: Row, repository: Path) -> None:
    """A good spec fails under a name with a suffix that its gate does not take, and nowhere else."""
    workspace, good = Workspace(repository), spec(row.wanted, row.head)
    for suffix in (".rst", ".txt", ".md", ".RST", ".json", ".rst.orig", ""):
        path = (repository / row.opened).with_suffix("")
        rejected = bool(row.suffixes) and not suffix.endswith(row.suffixes)
        assert ours(found(workspace, path.with_name(path.name + suffix), good)).rejected == rejected, suffix


@pytest.mark.parametrize("row", [row for row in ROWS if row.outside or row.refused], ids=lambda row: row.id)
def test_places_that_a_gate_does_not_look_at(row: Row, repository: Path) -> None:
    """No spec is rejected where its gate opens none; a good one is where the gate wants none."""
    workspace = Workspace(repository)
    for mutant in islice(mutants(row.wanted, row.head, row.id, lines=FEW), 5, 40, 3):
        for path in row.outside:
            assert not ours(found(workspace, repository / path, mutant.text)).rejected, (path, mutant)
    for path in row.refused:
        assert ours(found(workspace, repository / path, spec(row.wanted, row.head))).rejected, path
