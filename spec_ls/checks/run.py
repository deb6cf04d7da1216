"""Runs the checks on a spec, and gives the fixes of their findings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any

from spec_ls.checks import ALL_CHECKS, CODES, rst_syntax
from spec_ls.checks.causes import known_causes, with_causes
from spec_ls.checks.given_severity import beside_milder_causes, with_given
from spec_ls.checks.proof import is_proven
from spec_ls.checks.revealed import with_safety_of_revealed
from spec_ls.checks.unused_suppression import find_unused
from spec_ls.config import Config
from spec_ls.deadline import NO_DEADLINE, Deadline, OutOfTime, interrupt_if_over, interrupting
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.chunks import Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.rst.syntax.messages import Messages, messages, prompt_messages, stepwise_messages
from spec_ls.rst.syntax.reading import Stepwise
from spec_ls.spec import Spec
from spec_ls.suppressions import UNUSED, apply, suppressions

_log = logging.getLogger(__name__)
_BY_CODE = {check.code: check for check in ALL_CHECKS}


@dataclass(frozen=True, slots=True)
class Checked:
    """A spec with its findings, sorted by their starts.

    ``complete`` is true if these are all findings, false if some of docutils' messages were not known.
    """

    spec: Spec
    findings: tuple[Finding[Any], ...]
    complete: bool = True


def check(spec: Spec) -> Checked:
    """The findings of a spec."""
    complete = spec.messages is None or spec.messages.complete
    partly_known = frozenset[str]() if complete else frozenset({rst_syntax.CHECK.code})
    find = partial(_findings_anew, complete=complete)
    severities = spec.config.severities
    findings = with_given(severities, _all_findings(spec))
    findings = with_causes(spec, findings, _BY_CODE, find, partly_known)
    findings = [finding for finding in findings if _is_wanted(spec.config, finding.code)]
    findings = known_causes(_without_suppressed(spec, findings, complete))
    findings = beside_milder_causes(severities, with_given(severities, findings))
    findings.sort(key=attrgetter("range.start"))
    return Checked(spec, tuple(findings), complete)


def check_promptly(spec: Spec) -> Checked:
    """The findings that are known within milliseconds: all, unless docutils has much to read anew."""
    if not spec.config.is_enabled(rst_syntax.CHECK.code):
        return check(spec)
    return check(replace(spec, messages=prompt_messages(spec.blocks, spec.document.tree)))


def finish_check(checked: Checked) -> Stepwise[Checked]:
    """The same spec with all findings: docutils reads what it has not read yet, in small steps."""
    spec = checked.spec
    found = yield from stepwise_messages(spec.blocks, spec.document.tree)
    return check(replace(spec, messages=found))


def fixes(spec: Spec, finding: Finding[Any], deadline: Deadline = NO_DEADLINE) -> tuple[Fix, ...]:
    """The fixes of a finding of this spec that do no harm, best first, as far as that is proven in time."""
    if finding.cause is not None or deadline.is_over() or spec.blocks.rest is not None:
        return ()
    found = list[Fix]()
    try:
        with interrupting(deadline):
            for fix in _proven_fixes(spec, finding):
                fix = _with_safety_of_revealed(spec, fix)
                found.append(_by_hand(fix) if _is_advice_on_sections(spec, finding) else fix)
                if deadline.is_over():
                    break
    except OutOfTime:
        return tuple(found)
    except Exception:
        _log.exception("the fix of %s failed", finding.code)
        return ()
    return tuple(found)


def _proven_fixes(spec: Spec, finding: Finding[Any]) -> Iterator[Fix]:
    return (fix for fix in _BY_CODE[finding.code].fix(spec, finding) if is_proven(spec, fix))


def _with_safety_of_revealed(spec: Spec, fix: Fix) -> Fix:
    wanted = [check for check in ALL_CHECKS if check.in_header and _is_wanted(spec.config, check.code)]
    return with_safety_of_revealed(spec, fix, wanted, _proven_fixes)


def _is_advice_on_sections(spec: Spec, finding: Finding[Any]) -> bool:
    """True if nobody but habit asks for a section: its author decides, and no batch."""
    is_of_sections = finding.is_advice and finding.code.endswith("-section")
    return spec.config.sections.asked is not None and is_of_sections


def _by_hand(fix: Fix) -> Fix:
    return replace(fix, safety=Safety.BY_HAND)


def reason_for(code: str) -> str:
    """Why the findings of a code are findings, as sentences."""
    return _BY_CODE[code].why


def is_root(finding: Finding[Any]) -> bool:
    """True if other findings may follow from this one."""
    return finding.cause is None and _BY_CODE[finding.code].is_root(finding)


def _is_wanted(config: Config, code: str) -> bool:
    return config.is_enabled(code) or _BY_CODE[code].always


def _all_findings(spec: Spec) -> list[Finding[Any]]:
    return [*_findings(spec), *_findings_in_lines(spec)]


def _findings_anew(spec: Spec, complete: bool) -> list[Finding[Any]]:
    """The findings of a mended spec, but for those of checks that look at each line alone.

    docutils reads all that the mending changed, however much it is: how much of it happens to be read
    already depends on earlier edits.  Where not all messages of the spec are known yet, ``complete`` is false
    and they are left out.
    """
    return list(_findings(spec if complete else replace(spec, messages=Messages((), complete=False))))


_OF_ABSENCE = frozenset({"missing-section", "missing-blueprint-url", "missing-license"})
"""The codes of checks that look for something in all of a text: they say nothing where it is not all read."""


def _findings(spec: Spec) -> Iterator[Finding[Any]]:
    """The findings of the checks that are asked for, and of those from whose findings others may follow."""
    if spec.messages is None and spec.config.is_enabled(rst_syntax.CHECK.code):  # two checks ask for them
        spec = replace(spec, messages=messages(spec.blocks, spec.document.tree))
    for check in ALL_CHECKS:
        if spec.blocks.rest is not None and check.code in _OF_ABSENCE:
            continue
        if _is_wanted(spec.config, check.code) or check.only_as_root:
            yield from _contained(check.code, partial(check.find, spec))


def _findings_in_lines(spec: Spec) -> Iterator[Finding[Any]]:
    for chunk, line in spec.blocks.with_lines():
        for finding in _findings_in_chunk(chunk, spec.config):
            yield finding.moved(line)


@kept
def _findings_in_chunk(chunk: Chunk, config: Config) -> tuple[Finding[Any], ...]:
    """The findings of the checks that look at each line alone; lines count from the chunk's first."""
    found, lines = list[Finding[Any]](), chunk_lines(chunk)
    for check in ALL_CHECKS:
        if check.find_in_lines is not None and config.is_enabled(check.code):
            found += _contained(check.code, partial(check.find_in_lines, lines, config))
    return tuple(found)


def _contained(code: str, find: Callable[[], Iterable[Finding[Any]]]) -> list[Finding[Any]]:
    """The findings of a check; one that fails is logged and leaves the others alone."""
    findings: list[Finding[Any]] = []
    interrupt_if_over()
    try:
        findings.extend(find())
    except Exception:
        _log.exception("the check %s failed", code)
    return findings


def _without_suppressed(spec: Spec, findings: list[Finding[Any]], complete: bool) -> list[Finding[Any]]:
    """The findings that no comment switches off, and those about comments that switch off none.

    The latter are known only when the findings are complete.
    """
    stated = suppressions(spec)
    left, unused = apply(stated, findings)
    if not (unused and complete and spec.config.is_enabled(UNUSED)):
        return left
    return left + apply(stated, find_unused(spec, unused, CODES))[0]
