"""link-without-role: an address for which the gate wants a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.config import Config
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.blocks import Kind
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range

_PROSE = frozenset({Kind.PARAGRAPH, Kind.BULLET_ITEM, Kind.BLOCK_QUOTE, Kind.DEFINITION_ITEM})


def _find_in_lines(lines: Sequence[str], config: Config) -> Iterator[Finding[str]]:
    for number, line in enumerate(lines):
        lower = line.lower() if config.role_links else ""
        for link in config.role_links:
            found = next((text for text in link.any_of if text in lower), None)
            if found is not None:
                column = lower.index(found) if len(lower) == len(line) else 0
                range_ = Range.of(number, column, number, column + len(found))
                message = f"a link to this address should be written with the role :{link.role}:"
                severity = config.severity(CHECK.code)
                yield Finding(CHECK.code, severity, message, range_, subject=link.role)


def _fix(spec: Spec, finding: Finding[str]) -> Iterator[Fix]:
    """A bare address becomes the role, by its author's hand, for its words go; other markup is left alone."""
    line = spec.text.lines[finding.range.start.line]
    address = spec.text.slice(finding.range)
    pattern = rf"(?<![\w`<./])https?://\S*{re.escape(address)}0*(\d+)(?:\.html|/)?(?![\w`>/#])"
    found = re.search(pattern, line, re.IGNORECASE)
    index = spec.blocks.at(finding.range.start.line)
    if found is not None and index >= 0 and spec.blocks.items[index].kind in _PROSE:
        number = finding.range.start.line
        edit = Edit(Range.of(number, found.start(), number, found.end()), f":{finding.subject}:`{found[1]}`")
        yield Fix(f'Write "{edit.text}"', (edit,), safety=Safety.BY_HAND)


CHECK = Check(
    code="link-without-role",
    summary="an address for which the gate wants a role",
    severity="error, where the gate checks this",
    remedy="write the role (by hand)",
    why="A role links to the right page in whatever form the document is published; some gates insist on it.",
    wrong="See https://proposals.example.org/0008/ for the style.\n",
    right="See :pep:`8` for the style.\n",
    find_in_lines=_find_in_lines,
    fix=_fix,
)
