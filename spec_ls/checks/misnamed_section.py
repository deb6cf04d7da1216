"""misnamed-section: a title that is nearly the template's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spec_ls.check import Check, finding_at_match
from spec_ls.checks.severity import is_reported_as_missing, is_reported_as_unknown
from spec_ls.edits.rename import rename_to_slot
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.outline import Match
from spec_ls.spec import Spec

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?\s+")


def _find(spec: Spec) -> Iterator[Finding[Match]]:
    if spec.is_closed:
        return
    for match in spec.outline.misnamed:
        if is_reported_as_missing(match, spec) or is_reported_as_unknown(match, spec):
            continue
        title, name = match.section.title, match.slot.title
        if _NUMBER.sub("", title) == name and spec.config.sections.asked is not None:
            continue  # numbered by hand, which nobody minds where no gate compares titles
        message = f'section "{title}" is called "{name}" in the template'
        finding = finding_at_match(CHECK.code, message, spec, match)
        same = title.casefold() == name.casefold()  # a reader finds it all the same
        yield replace(finding, severity=Severity.INFORMATION) if same else finding


def _fix(spec: Spec, finding: Finding[Match]) -> Iterator[Fix]:
    yield rename_to_slot(spec, finding.subject.section, finding.subject.slot)


CHECK = Check(
    code="misnamed-section",
    summary="a title differs from a missing section's by case, number or a typo",
    severity="warning",
    remedy="rename it",
    why="Gates compare titles letter by letter: to them a section under nearly the right name is missing.",
    wrong="Work items\n----------\n\n* Write it.\n",
    right="Work Items\n----------\n\n* Write it.\n",
    find=_find,
    fix=_fix,
)
