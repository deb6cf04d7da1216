"""line-too-long: a line over the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.checks.long_lines import count_not_exempt, limit_of, over_limit, too_long
from spec_ls.config import Config
from spec_ls.edits.wrap import paragraphs_by_line, rewrap
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.prose_lines import list_start
from spec_ls.rst.blocks import Block
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import is_in_table
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content


def _find(spec: Spec) -> Iterator[Finding[None]]:
    config = spec.config
    severity = config.severity(CHECK.code)
    for number in too_long(spec.document, config):
        line = spec.text.lines[number]
        length, limit = len(line_content(line)), limit_of(line, config)
        yield Finding(
            CHECK.code,
            severity,
            f"line is {length} characters long, {length - limit} over the limit of {limit}"
            + _advice(spec, number),
            Range.of(number, limit, number, length),
            subject=None,
        )


def _advice(spec: Spec, line: int) -> str:
    """What helps, where wrapping does not."""
    index = spec.blocks.at(line)
    if index >= 0 and is_in_table(spec.blocks.items[index], line - spec.blocks.starts[index]):
        return "; narrower columns or a list-table keep the limit"
    return (
        "; the list needs a blank line before it" if _list_without_blank_line(spec, line) is not None else ""
    )


def _list_without_blank_line(spec: Spec, line: int) -> int | None:
    """The first buffer line of a list that docutils reads as running text, if the line is in it."""
    index = spec.blocks.at(line)
    if index < 0 or spec.blocks.start(index).column:
        return None
    start = spec.blocks.starts[index]
    first = _late_lists(spec.blocks.items[index]).get(line - start)
    return None if first is None else start + first


@kept
def _late_lists(block: Block) -> dict[int, int]:
    """The lines of lists in a block that docutils reads as running text, each with its list's first line."""
    found = dict[int, int]()
    for start, end, column in dict.fromkeys(paragraphs_by_line(block).values()):
        lines = [line_content(raw) for raw in block.lines[start:end]]
        first = list_start([lines[0][column:], *lines[1:]])
        if first is not None:
            found |= dict.fromkeys(range(start + first, end), start + first)
    return found


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    line = finding.range.start.line
    first_item = _list_without_blank_line(spec, line)
    if first_item is not None:
        where = Position(first_item, 0)
        blank = Edit(Range.at(where), spec.text.newline)
        yield Fix("Insert a blank line before the list", (blank,), safety=Safety.BY_HAND)
        return
    edit = rewrap(spec, line)
    if edit is None:
        return
    config = spec.config
    now = spec.after([edit]).text
    before, behind = edit.range.start.line, edit.range.end.line + len(now.lines) - len(spec.text.lines)
    old = spec.text.lines[before : edit.range.end.line + 1]
    before_over, now_over = _over(old, config), _over(now.lines[before : behind + 1], config)
    if before_over is not None and now_over is not None and now_over < before_over:
        yield Fix(f"Wrap the paragraph at {config.wrap_length} columns", (edit,), safety=Safety.SAFE)


def _over(lines: Sequence[str], config: Config) -> int | None:
    """The number of lines that are too long for the gate, wherever they stand; None if it takes too long."""
    contents = (line_content(lines[number]) for number in over_limit(lines, config))
    return count_not_exempt(contents, config)


CHECK = Check(
    code="line-too-long",
    summary="a line is longer than the limit of 79 characters, or the gate's",
    severity="error",
    remedy="wrap the paragraph",
    why=(
        "Specs are reviewed line by line, side by side with their last version; a line that is too wide for"
        " that is hard to read there and to comment on. Lines with a URL, lines without inner white space"
        " and verbatim text may be longer."
    ),
    wrong="This sentence goes on and on until it no longer fits on the screen of the one who reads it.\n",
    right="This sentence goes on and on until it no longer fits on the screen of the one\nwho reads it.\n",
    find=_find,
    fix=_fix,
)
