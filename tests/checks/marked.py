"""Specs with their findings marked in them.

``«text»(code)`` marks a finding with exactly this range; ``«»(code)`` an empty one.  Several findings of one
range are ``«text»(code, other-code)``, several of one code ``«text»(2 code)``; marks may stand in each other.
A text without a mark must be silent.  Both signs, and what stands behind the second, are no part of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from spec_ls.checks.run import check as run
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.findings import Finding, Fix
from spec_ls.model.document import parse
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.template import Template
from spec_ls.spec import Spec, compare
from spec_ls.text import Position, Range, Text

_MARK = re.compile(r"«|»\(([^)]*)\)")
_COUNTED = re.compile(r"(?:(\d+) )?([a-z-]+)")


@dataclass(frozen=True)
class Case:
    """A spec and its findings."""

    spec: Spec
    findings: tuple[Finding, ...]

    def one(self, code: str, title: str | None = None) -> Finding:
        """The finding of a code, on a section if several have it."""
        found = [
            finding
            for finding in self.findings
            if finding.code == code and title in (None, (finding.section or "-")[-1])
        ]
        assert len(found) == 1, found
        return found[0]

    def fixes(self, code: str, title: str | None = None) -> tuple[Fix, ...]:
        """The fixes of a finding."""
        return fixes(self.spec, self.one(code, title))

    def fixed(self, code: str, title: str | None = None) -> str:
        """The text once a finding's first fix is applied."""
        return self.applied(self.fixes(code, title)[0])

    def applied(self, fix: Fix | None) -> str:
        """The text once a fix is applied."""
        assert fix is not None
        return str(self.spec.after(fix.edits).text)


def check(
    marked: str,
    template: Template,
    path: Path | None = None,
    config: Config = Config(),
    shown: bool = False,
) -> Case:
    """The spec, its findings compared with its marks by code and exact range.

    With ``shown`` those alone that people are shown: they follow from no other.
    """
    text, wanted = unmarked(marked)
    case = look(text, template, path, config)
    found = Counter(
        (finding.range, finding.code) for finding in case.findings if finding.is_shown or not shown
    )
    assert found == wanted, f"not marked: {dict(found - wanted)}, not found: {dict(wanted - found)}"
    return case


def look(
    text: str,
    template: Template,
    path: Path | None = None,
    config: Config = Config(),
    headers: ProcessHeaders | None = None,
) -> Case:
    """The spec with its findings, whatever they are."""
    spec = compare(parse(Text.of(text)), template, config, path, None, headers)
    return Case(spec, run(spec).findings)


def unmarked(marked: str) -> tuple[str, Counter[tuple[Range, str]]]:
    """A text without its marks, and what they say."""
    parts: list[str] = []
    wanted: Counter[tuple[Range, str]] = Counter()
    opened: list[Position] = []
    last = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[last : mark.start()])
        last = mark.end()
        here = Text.of("".join(parts)).end
        if mark[0] == "«":
            opened.append(here)
            continue
        range_ = Range(opened.pop(), here)
        for count, code in _COUNTED.findall(mark[1]):
            wanted[range_, code] += int(count or 1)
    assert not opened, "a mark is not closed"
    return "".join(parts) + marked[last:], wanted
