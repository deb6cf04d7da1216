"""trailing-whitespace: white space at a line's end."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.config import Config, WhiteSpace
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.passage import Passage
from spec_ls.rst.source import LINE_BREAK
from spec_ls.text import Edit, Range, line_content


def _find(passage: Passage) -> Iterator[Finding]:
    for number, line in enumerate(passage.lines):
        content = line_content(line)
        length = len(content.rstrip())
        if length == len(content):
            continue
        yield Finding(
            CHECK.code,
            Severity.ERROR if _is_rejected(content, passage.config) else Severity.WARNING,
            "white space at the end of the line" if length else "white space in a line without text",
            Range.of(number, length, number, len(content)),
        )


def _is_rejected(content: str, config: Config) -> bool:
    """Whether the gate rejects a line that ends in white space; some see no other than spaces."""
    seen = config.white_space is WhiteSpace.ANY or content.endswith(" ")
    return seen and config.is_error(CHECK.code)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    space = analysis.text.slice(finding.range)
    if space and not LINE_BREAK.search(space):  # a line break to docutils, it may end a paragraph
        yield Fix("Remove the white space", (Edit(finding.range, ""),))


CHECK = Check(
    "trailing-whitespace",
    "a line ends in white space",
    "White space at a line's end is not to be seen, says nothing, and makes a difference in each review that"
    " follows: editors remove it, and the line shows up as changed.",
    "A line that ends in two spaces.  \nAnother line.\n",
    "A line that ends in its full stop.\nAnother line.\n",
    find_in_block=_find,
    fix=_fix,
)
