"""The interface of a check: one code, a search for findings, its reasons, and fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from spec_ls.config import Config
from spec_ls.findings import Finding, Fix, Severity, Subject
from spec_ls.model.outline import Match
from spec_ls.spec import Spec


def _find_nothing(spec: Spec) -> Iterator[Finding[Subject]]:
    return iter(())


def _no_fix(spec: Spec, finding: Finding[Subject]) -> Iterator[Fix]:
    return iter(())


def _is_no_root(finding: Finding[Subject]) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[Subject]):
    """One check, known by its code.

    ``find`` yields findings in a spec.  ``find_in_lines`` is for checks that look at each line alone: it gets
    some lines of the buffer, with their ends, and its ranges count from the first of these.  ``fix`` yields
    the fixes of one of the check's own findings, best first, as its subject says what it is about.
    ``is_root`` is true of a finding from which others may follow: those that are gone after its first fix
    get it as their cause, and its severity is the gravest of theirs.  With ``only_as_root`` it is evidence
    for the finding itself that others follow from it: else it is none.
    With ``always`` no setting switches the check off, and its findings follow from no other.
    With ``in_header`` it is about the fields of a header, and its findings follow from no others than such.
    ``summary``, ``severity``, ``remedy`` and ``why`` are plain text for its page; ``severity`` says in words
    how grave its findings are, ``remedy`` what its fixes do, empty where it has none.  ``wrong`` and
    ``right`` are RST, or names of files where the check is about those.
    """

    code: str
    summary: str
    severity: str
    why: str
    wrong: str
    right: str
    remedy: str = ""
    find: Callable[[Spec], Iterator[Finding[Subject]]] = _find_nothing
    find_in_lines: Callable[[Sequence[str], Config], Iterator[Finding[Subject]]] | None = None
    fix: Callable[[Spec, Finding[Subject]], Iterator[Fix]] = _no_fix
    is_root: Callable[[Finding[Subject]], bool] = _is_no_root
    only_as_root: bool = False
    always: bool = False
    in_header: bool = False


def finding_at_match(
    code: str, message: str, spec: Spec, match: Match, gated: bool = False
) -> Finding[Match]:
    """A warning at the title of a section that fills a slot, or was meant to; its subject is the match.

    ``gated`` is true if a gate may read this section so closely: if it rejects the code, it is an error.
    """
    return Finding(
        code,
        Severity.ERROR if gated and spec.config.is_error(code) else section_advice(spec),
        message,
        spec.document.title_range(match.section),
        spec.outline.path_of(match.section),
        spec.outline.template.place(match.slot),
        subject=match,
    )


def section_advice(spec: Spec) -> Severity:
    """The severity of advice on sections: information where habit alone asks for them."""
    return Severity.WARNING if spec.config.sections.asked is None else Severity.INFORMATION
