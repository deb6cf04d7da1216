"""check-incomplete: a part of a spec that was not checked, because that would take too long."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.long_lines import slow_pattern
from spec_ls.findings import Finding, Severity
from spec_ls.rst.reach import MOST_LINES
from spec_ls.rst.syntax.messages import messages
from spec_ls.spec import Spec
from spec_ls.suppressions import INCOMPLETE
from spec_ls.text import Range, line_content

_BY_DOCUTILS, _OF_LINES = "rst-syntax", "line-too-long"
_SHOWN = 80
"""Characters of a pattern in a message."""


def _find(spec: Spec) -> Iterator[Finding[None]]:
    yield from _rest(spec)
    yield from _unread(spec)
    yield from _not_searched(spec)


def _rest(spec: Spec) -> Iterator[Finding[None]]:
    """The place at which the reading of a text ends that has too many lines."""
    index = spec.blocks.rest
    if index is None:
        return
    line = spec.blocks.starts[index]
    message = f"nothing is checked from here on: the text is longer than {MOST_LINES:,} lines"
    range_ = Range.of(line, 0, line, len(line_content(spec.text.lines[line])))
    yield Finding(CHECK.code, Severity.WARNING, message, range_, subject=None)


def _unread(spec: Spec) -> Iterator[Finding[None]]:
    if not spec.config.is_enabled(_BY_DOCUTILS):
        return  # docutils is not asked
    found = spec.messages or messages(spec.blocks, spec.document.tree)
    for index in found.unread:
        start = spec.blocks.position(index, 0)
        end = len(spec.blocks.items[index].lines[0].rstrip())
        range_ = Range.of(start.line, start.column, start.line, start.column + end)
        message = "docutils does not read this: it would take too long"
        yield Finding(CHECK.code, Severity.WARNING, message, range_, subject=None)


def _not_searched(spec: Spec) -> Iterator[Finding[None]]:
    """The first line that takes a pattern of the settings too long; more would say the same."""
    slow = slow_pattern(spec.document, spec.config) if spec.config.is_enabled(_OF_LINES) else None
    if slow is None:
        return
    line, pattern = slow
    origin = spec.config.exempt_lines_origin
    where = f" ({origin})" if origin else ""
    message = (
        f'"{pattern[:_SHOWN]}" in exempt-lines{where} takes too long: this line is not compared with it,'
        " nor are others like it, so they are not exempt"
    )
    range_ = Range.of(line, 0, line, len(line_content(spec.text.lines[line])))
    yield Finding(CHECK.code, Severity.WARNING, message, range_, subject=None)


CHECK = Check(
    code=INCOMPLETE,
    summary="a part of the spec would take too long to check",
    severity="warning",
    why=(
        "Some markup takes docutils far longer than other text of that length. It is then not asked, and the"
        " mistakes that it would find are not reported: the check is not complete. The last such part may"
        " stand for all behind it. Divide the paragraph or table, or the spec: one of more than 12,000 lines"
        " is not read to its end."
        " A regular expression of the setting exempt-lines may also take too long to search for: write it so"
        " that there are not many ways in which it matches the same text."
        " The command then ends with status 2, and nothing switches this finding off."
    ),
    wrong="Words *and `more |words\n" * 1_000,
    right="A paragraph that somebody can read.\n",
    find=_find,
    always=True,
)
