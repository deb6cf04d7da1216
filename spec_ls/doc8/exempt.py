"""The lines that doc8 (2.x) exempts from its check D001."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spec_ls.doc8.verbatim import verbatim_lines
from spec_ls.model.document import Document
from spec_ls.model.line_regions import lines_in_regions
from spec_ls.text import line_content

_DIRECTIVE = re.compile(r"\s*..\s.*?::|::\s*$")  # two characters of any kind, as doc8 has it
_LIST_ITEM = re.compile(r"\s*(\* |- |#\. |\d+\. )")


def exempt_lines(document: Document, candidates: Iterable[int]) -> frozenset[int]:
    """Those of the buffer lines ``candidates`` (0-based) that doc8 lets pass, however long they are.

    Each of these is enough: no space inside, a web address, a line below that is indented more (but not below
    a list's item), a directive that the line opens or stands in, verbatim text as docutils sees it.
    The patterns of the settings are applied elsewhere.
    """
    lines, numbers = document.text.lines, sorted(candidates)
    exempt = {number for number in numbers if _is_exempt_itself(lines, number)}
    rest = [number for number in numbers if number not in exempt]
    exempt |= lines_in_regions(lines, rest, opens_directive, goes_on_in_directive)
    return frozenset(exempt | verbatim_lines(document, [number for number in rest if number not in exempt]))


def opens_directive(line: str) -> bool:
    """True if doc8 takes a line for the first of a directive, or for the start of a literal block."""
    return "::" in line and _DIRECTIVE.match(line_content(line)) is not None


def goes_on_in_directive(line: str) -> bool:
    """True if a line is empty or indented: doc8 takes it for a part of the directive above it, if any."""
    return not line or line[0].isspace()


def _is_exempt_itself(lines: Sequence[str], number: int) -> bool:
    content = line_content(lines[number])
    if " " not in content.lstrip() or "http://" in content or "https://" in content:
        return True
    if opens_directive(content):
        return True
    below = line_content(lines[number + 1]) if number + 1 < len(lines) else ""
    return _indent(content) < _indent(below) and not _LIST_ITEM.match(content)


def _indent(content: str) -> int:
    return len(content) - len(content.lstrip())
