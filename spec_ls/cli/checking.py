"""Checks one spec for ``spec-ls check``, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from spec_ls.checks.known import without_known
from spec_ls.checks.run import Checked
from spec_ls.checks.run import check as run_checks
from spec_ls.cli.failures import failure_message
from spec_ls.cli.since import Since
from spec_ls.cli.spec_inputs import SpecInput
from spec_ls.deadline import Deadline
from spec_ls.findings import Finding
from spec_ls.report.make_result import result_of, words_of
from spec_ls.report.results import FixesWanted, SpecResult

CHECK_SECONDS = 1.7
"""Processor time for a document, its check and the proofs of its fixes; a real spec takes a fifth of that."""

LEAST_PROOF_SECONDS = 0.3
"""Processor time in which fixes are proven however long the check took; a real spec's take 0.2 s at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a spec, or why there is none: ``failure`` is a message for people."""

    result: SpecResult | None = None
    failure: str | None = None


def check_spec(spec: SpecInput, wanted: FixesWanted, since: Since | None = None) -> Outcome:
    """Check a spec; with ``since`` its result has only what is new."""

    def look() -> Checked:
        checked = run_checks(spec.spec())
        return checked if since is None else since.new_findings(checked, spec.source.is_stdin)

    return outcome_of(spec, look, wanted)


def without_baseline(spec: SpecInput, checked: Checked) -> tuple[Checked, int]:
    """The findings that a baseline does not have, and the number of those that it has."""

    if not spec.source.known:
        return checked, 0

    def key_of(finding: Finding[Any]) -> tuple[str, tuple[str, ...], str]:
        return finding.code, finding.section or (), words_of(finding, checked.spec.text)

    return without_known(checked, dict(spec.source.known), key_of)


def outcome_of(spec: SpecInput, look: Callable[[], Checked | None], wanted: FixesWanted) -> Outcome:
    """The outcome of looking at a spec; a failure stops no other spec.  No result if nothing is returned."""
    name, deadline = spec.source.name, Deadline.after(CHECK_SECONDS)
    try:
        checked = look()
        if checked is None:
            return Outcome()
        checked, known = without_baseline(spec, checked)
        result = result_of(name, checked, wanted, deadline.at_least(LEAST_PROOF_SECONDS))
        return Outcome(replace(result, known=known))
    except Exception as error:
        return Outcome(failure=failure_message(name, error))
