"""zero-width-space: a character that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.passage import Passage
from spec_ls.text import Edit, Range

_ZERO_WIDTH_SPACE = "\u200b"


def _find(passage: Passage) -> Iterator[Finding]:
    severity = passage.config.severity(CHECK.code)
    for number, line in enumerate(passage.lines):
        count = line.count(_ZERO_WIDTH_SPACE)
        if count:
            message = "zero width space (U+200B)" if count == 1 else f"{count} zero width spaces (U+200B)"
            first, last = line.index(_ZERO_WIDTH_SPACE), line.rindex(_ZERO_WIDTH_SPACE)
            yield Finding(CHECK.code, severity, message, Range.of(number, first, number, last + 1))


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    text = analysis.text.slice(finding.range)
    if _ZERO_WIDTH_SPACE in text:
        yield Fix(
            "Remove what is not to be seen", (Edit(finding.range, text.replace(_ZERO_WIDTH_SPACE, "")),)
        )


CHECK = Check(
    "zero-width-space",
    "a line holds a zero width space (U+200B)",
    "The character is not to be seen and comes from pages that a text was copied from. Whoever searches for"
    " the word that it stands in, or copies a command with it, does not find out why nothing works.",
    "A word in\u200bside of which there is something.\n",
    "A word inside of which there is nothing.\n",
    find_in_block=_find,
    fix=_fix,
)
