"""line-too-long: a line over the limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check, after
from spec_ls.config import Config
from spec_ls.edits.wrap import rewrap
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.rst.blocks import Block
from spec_ls.rst.nested import literal_lines
from spec_ls.text import Range, line_content

_URL = re.compile(r"[a-zA-Z0-9+.-]://")  # only a scheme's last character: linear time on any line


def _find(block: Block, lines: tuple[str, ...], config: Config) -> Iterator[Finding]:
    limit = config.max_line_length
    for number, line in enumerate(lines):
        if len(line) <= limit:
            continue
        content = line_content(line)
        length = len(content)
        if length <= limit or len(content.split()) < 2 or _URL.search(content):
            continue
        if number in _verbatim(block):
            continue
        yield Finding(
            CHECK.code,
            Severity.ERROR,
            f"line is {length} characters long, {length - limit} over the limit of {limit}",
            Range.of(number, limit, number, length),
        )


def _verbatim(block: Block) -> frozenset[int]:
    """The buffer lines of a block, from its first, that are verbatim text."""
    known = block.memo.get("verbatim")
    if known is None:
        known = frozenset(block.offset(index).line for index in literal_lines(block))
        block.memo["verbatim"] = known
    return frozenset(known)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    line = finding.range.start.line
    edit = rewrap(analysis, line)
    if edit is None:
        return
    limit = analysis.config.max_line_length
    now = after(analysis, [edit]).text
    before, behind = edit.range.start.line, edit.range.end.line + len(now.lines) - len(analysis.text.lines)
    old = analysis.text.lines[before : edit.range.end.line + 1]
    if _over(now.lines[before : behind + 1], limit) < _over(old, limit):
        yield Fix(f"Wrap the paragraph at {limit} columns", (edit,))


def _over(lines: tuple[str, ...], limit: int) -> int:
    return sum(len(line_content(line)) > limit for line in lines)


CHECK = Check(
    "line-too-long",
    "a line is longer than the limit",
    "Specs are reviewed line by line, side by side with their last version; a line that is too wide for"
    " that is hard to read there and to comment on."
    " Lines with a URL, lines without inner white space and verbatim text may be longer.",
    "This sentence goes on and on until it no longer fits on the screen of the one who reads it.\n",
    "This sentence goes on and on until it no longer fits on the screen of the one\nwho reads it.\n",
    find_in_block=_find,
    fix=_fix,
)
