"""Edits that put right what docutils warns of, as far as it is clear what was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from spec_ls.analysis import Analysis
from spec_ls.findings import Fix
from spec_ls.rst.prose import ADORNMENT, column_width
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.sphinx import known_directives, known_roles
from spec_ls.text import Edit, Position, Range, line_content

_ADORNMENT = re.compile(r"Title (?:under|over)line too short|Title overline & underline mismatch")
_UNADORNED = re.compile(r"Missing matching underline|Incomplete section title")
_BLANK_LINE = re.compile(
    r"unexpected unindent\.$|^Unexpected indentation\.|ends without a blank line|^Blank line required"
)
_UNKNOWN = re.compile(r'Unknown (?P<kind>directive type|interpreted text role) "(?P<name>[^"]*)"')
_LIKE = 0.75
"""How much alike two names must be, as difflib counts, for one to be meant by the other."""

_SINGLE_COLON = re.compile(r"\S::$")


def mending(analysis: Analysis, text: str, range_: Range) -> Iterator[Fix]:
    """The ways to put a message of docutils right, by its text and where it is shown; to be tried out."""
    line = range_.start.line
    if _ADORNMENT.match(text):
        yield from _adorned(analysis, line)
    elif _UNADORNED.match(text):
        yield from _underlined(analysis, line)
    elif _BLANK_LINE.search(text):
        where = Position(line, 0)
        yield Fix("Insert a blank line", (Edit(Range.at(where), analysis.text.newline),))
    elif text.startswith("Literal block expected"):
        content = line_content(analysis.text.lines[line]).rstrip()
        if _SINGLE_COLON.search(content):
            colon = Range.of(line, len(content) - 1, line, len(content))
            yield Fix("End the paragraph in a single colon", (Edit(colon, ""),))
    elif match := _UNKNOWN.match(text):
        yield from _renamed(analysis, match["name"], "role" in match["kind"], range_)


def _adorned(analysis: Analysis, line: int) -> Iterator[Fix]:
    """The adornment above and below a title as wide as the title; its character is the one it has."""
    title = as_docutils_reads(analysis.text.lines[line])
    below = _adornment(analysis, line + 1)
    above = _adornment(analysis, line - 1)
    if below is None:
        return
    overlined = title[:1] == " " or (above is not None and above[0] == below[0])
    width = max(column_width(title), 4)
    if overlined and title[:1] == " ":
        width += len(title) - len(title.lstrip())
    lines = [line - 1, line + 1] if overlined and above is not None else [line + 1]
    edits = tuple(_rewritten(analysis, number, below[0] * width) for number in lines)
    yield Fix("Make the adornment as long as the title", edits)


def _underlined(analysis: Analysis, line: int) -> Iterator[Fix]:
    """An underline like the overline, below a title that has none."""
    over = _adornment(analysis, line)
    if over is None or line + 1 >= len(analysis.text.lines):
        return
    title = analysis.text.lines[line + 1]
    end = Position(line + 1, len(line_content(title)))
    width = max(len(over), column_width(as_docutils_reads(title)))
    edits = (
        _rewritten(analysis, line, over[0] * width),
        Edit(Range.at(end), analysis.text.newline + over[0] * width),
    )
    yield Fix("Underline the title", edits)


def _adornment(analysis: Analysis, line: int) -> str | None:
    if not 0 <= line < len(analysis.text.lines):
        return None
    content = as_docutils_reads(analysis.text.lines[line])
    return content if ADORNMENT.match(content) else None


def _rewritten(analysis: Analysis, line: int, content: str) -> Edit:
    return Edit(Range.of(line, 0, line, len(line_content(analysis.text.lines[line]))), content)


def _renamed(analysis: Analysis, name: str, role: bool, range_: Range) -> Iterator[Fix]:
    """A role or directive of nearly this name in its place."""
    near = difflib.get_close_matches(
        name.lower(), sorted(known_roles() if role else known_directives()), 1, _LIKE
    )
    written = analysis.text.slice(range_)
    at = written.find(f":{name}:") + 1 if role else 0
    if not near or "\n" in written or written[at : at + len(name)] != name:
        return
    start = range_.start.column + at
    where = Range.of(range_.start.line, start, range_.start.line, start + len(name))
    yield Fix(f'Write "{near[0]}"', (Edit(where, near[0]),))
