"""trailing-whitespace: white space at a line's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.config import Config, WhiteSpace
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.rst.source import LINE_BREAK
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, line_content


def _find_in_lines(lines: Sequence[str], config: Config) -> Iterator[Finding[None]]:
    for number, line in enumerate(lines):
        if line == "\n":
            continue
        content = line_content(line)
        length = len(content.rstrip())
        if length == len(content):
            continue
        yield Finding(
            CHECK.code,
            Severity.ERROR if _is_rejected(content, config) else Severity.WARNING,
            "white space at the end of the line" if length else "white space in a line without text",
            Range.of(number, length, number, len(content)),
            subject=None,
        )


def _is_rejected(content: str, config: Config) -> bool:
    """True if the gate rejects a line that ends in white space; some gates only look for spaces."""
    seen = config.white_space is WhiteSpace.ANY or content.endswith(" ")
    return seen and config.is_error(CHECK.code)


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    space = spec.text.slice(finding.range)
    if spec.fields is not None and spec.fields.breaks_header(finding.range.start.line):
        return  # it ends the header too early, and goes with that
    if space and not LINE_BREAK.search(space):  # a line break to docutils, it may end a paragraph
        yield Fix("Remove the white space", (Edit(finding.range, ""),), safety=Safety.SAFE)


CHECK = Check(
    code="trailing-whitespace",
    summary="a line ends in white space",
    severity="warning",
    remedy="remove it",
    why=(
        "White space at a line's end is invisible, says nothing, and makes a difference in each review that"
        " follows: editors remove it, and the line shows up as changed."
    ),
    wrong="A line that ends in two spaces.  \nAnother line.\n",
    right="A line that ends in its full stop.\nAnother line.\n",
    find_in_lines=_find_in_lines,
    fix=_fix,
)
