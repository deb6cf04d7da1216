"""carriage-return: a line end that the gate does not take, or that differs from the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.passage import Passage, at_start, ending
from spec_ls.text import Edit, Range, line_content

_NAMES = {"\n": "a line feed", "\r\n": "a carriage return and a line feed", "\r": "a carriage return"}


def _find(passage: Passage) -> Iterator[Finding]:
    """Each line that the gate minds; without one, the first line that ends unlike those before it."""
    minds = passage.config.is_gated(CHECK.code)
    if not passage.lines or (passage.before.odd and not minds):
        return
    newline = passage.before.newline or ending(passage.lines[0])
    for number, line in enumerate(passage.lines):
        end = ending(line)
        if end in ("", newline):
            continue
        message = f"line ends in {_NAMES[end]}"
        if not minds:
            message += f", the lines before it in {_NAMES[newline]}"
        length = len(line_content(line))
        where = Range.of(number, max(0, length - 1), number, length)
        yield Finding(CHECK.code, passage.config.severity(CHECK.code), message, where)
        if not minds:
            return


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    lines = analysis.text.lines
    newline = at_start(analysis.config).newline or analysis.text.newline
    edits = []
    for odd, group in groupby(range(len(lines)), lambda number: ending(lines[number]) not in ("", newline)):
        run = list(group)
        if odd:
            kept = [line_content(lines[number]) for number in run]
            where = Range.of(run[0], len(kept[0]), run[-1] + 1, 0)
            edits.append(Edit(where, newline.join(["", *kept[1:], ""])))
    if edits:
        yield Fix(f"End all lines in {_NAMES[newline]}", tuple(edits))


CHECK = Check(
    "carriage-return",
    "a line ends in a carriage return where it should not, or not as the others",
    "Line ends of several kinds in one file make changes of whole files in reviews, and an editor that does"
    " not know one of them shows two lines as one. A gate that minds carriage returns takes none.",
    "A line.\nThe next one has come from another system.\r\n",
    "A line.\nThe next one ends as the others do.\n",
    find_in_block=_find,
    fix=_fix,
)
