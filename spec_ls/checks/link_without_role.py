"""link-without-role: an address for which the gate wants a role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.config import Config
from spec_ls.findings import Finding
from spec_ls.text import Range


def _find_in_lines(lines: Sequence[str], config: Config) -> Iterator[Finding[str]]:
    for number, line in enumerate(lines):
        lower = line.lower() if config.role_links else ""
        for link in config.role_links:
            found = next((text for text in link.any_of if text in lower), None)
            if found is not None:
                column = lower.index(found) if len(lower) == len(line) else 0
                range_ = Range.of(number, column, number, column + len(found))
                message = f"a link to this address is written with the role :{link.role}:"
                severity = config.severity(CHECK.code)
                yield Finding(CHECK.code, severity, message, range_, subject=link.role)


CHECK = Check(
    code="link-without-role",
    summary="an address for which there is a role",
    why="A role links to the right page in whatever form the document is published; some gates insist on it.",
    wrong="See https://proposals.example.org/0008/ for the style.\n",
    right="See :pep:`8` for the style.\n",
    find_in_lines=_find_in_lines,
)
