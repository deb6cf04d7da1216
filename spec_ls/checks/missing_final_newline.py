"""missing-final-newline: the last line does not end."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.passage import Passage, ending
from spec_ls.text import Edit, Range


def _find(passage: Passage) -> Iterator[Finding]:
    last = passage.lines[-1] if passage.lines else ""
    if last and not ending(last):  # only a text's last line can be so
        number = len(passage.lines) - 1
        yield Finding(
            CHECK.code,
            passage.config.severity(CHECK.code),
            "last line without a line end",
            Range.of(number, len(last) - 1, number, len(last)),
        )


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if analysis.text.lines[-1]:
        yield Fix("End the last line", (Edit(Range.at(analysis.text.end), analysis.text.newline),))


CHECK = Check(
    "missing-final-newline",
    "the last line does not end",
    "Each line of a text file ends in a line end. If the last one lacks it, the next author who adds a line"
    " changes this one, too, and tools that join files join two lines.",
    "The last line has no end.",
    "The last line has its end.\n",
    find_in_block=_find,
    fix=_fix,
)
