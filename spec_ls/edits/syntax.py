"""Fixes of what docutils warns of, where the author's intention is clear."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from spec_ls.findings import Fix, Safety
from spec_ls.rst.docutils_messages import (
    ABOUT_ADORNMENT,
    BLANK_LINE_MISSING,
    UNDERLINE_MISSING,
    MessageKind,
    kind_of,
    quoted_name,
)
from spec_ls.rst.prose import ADORNMENT, column_width
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.sphinx import known_directives, known_roles
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_LIKE = 0.75
"""The ratio of difflib from which on an unknown name is taken for a typo of a known one."""

_OF_DRAWINGS = ("|", "+-", "+=", "/", "\\")
_SINGLE_COLON = re.compile(r"\S::$")


def syntax_fixes(spec: Spec, text: str, range_: Range) -> Iterator[Fix]:
    """Possible fixes of a docutils message, by its text and range; the caller tries whether they work."""
    kind, line = kind_of(text), range_.start.line
    if kind in ABOUT_ADORNMENT:
        yield from _adorned(spec, line)
    elif kind in UNDERLINE_MISSING:
        yield from _underlined(spec, line)
    elif kind in BLANK_LINE_MISSING:
        where = Position(line, 0)
        if not _is_drawn(spec, line):
            yield Fix("Insert a blank line", (Edit(Range.at(where), spec.text.newline),), safety=Safety.SAFE)
    elif kind is MessageKind.LITERAL_BLOCK_EXPECTED:
        content = line_content(spec.text.lines[line]).rstrip()
        if _SINGLE_COLON.search(content):
            colon = Range.of(line, len(content) - 1, line, len(content))
            yield Fix("End the paragraph in a single colon", (Edit(colon, ""),), safety=Safety.SAFE)
    elif kind is MessageKind.UNKNOWN_ROLE or kind is MessageKind.UNKNOWN_DIRECTIVE:
        yield from _renamed(spec, quoted_name(text), kind is MessageKind.UNKNOWN_ROLE, range_)


def _is_drawn(spec: Spec, line: int) -> bool:
    """True if a line and the one above look like those of a drawing, which a blank line would part."""
    around = spec.text.lines[max(line - 1, 0) : line + 1]
    return all(text.lstrip().startswith(_OF_DRAWINGS) for text in around)


def _adorned(spec: Spec, line: int) -> Iterator[Fix]:
    """The adornment above and below a title as wide as the title; its character is the one it has."""
    title = as_docutils_reads(spec.text.lines[line])
    below = _adornment(spec, line + 1)
    above = _adornment(spec, line - 1)
    if below is None:
        return
    overlined = title[:1] == " " or (above is not None and above[0] == below[0])
    width = max(column_width(title), 4)
    if overlined and title[:1] == " ":
        width += len(title) - len(title.lstrip())
    lines = [line - 1, line + 1] if overlined and above is not None else [line + 1]
    edits = tuple(_rewritten(spec, number, below[0] * width) for number in lines)
    yield Fix("Make the adornment as long as the title", edits, safety=Safety.SAFE)


def _underlined(spec: Spec, line: int) -> Iterator[Fix]:
    """An underline like the overline, below a title that has none."""
    over = _adornment(spec, line)
    if over is None or line + 1 >= len(spec.text.lines):
        return
    title = spec.text.lines[line + 1]
    end = Position(line + 1, len(line_content(title)))
    width = max(len(over), column_width(as_docutils_reads(title)))
    edits = (
        _rewritten(spec, line, over[0] * width),
        Edit(Range.at(end), spec.text.newline + over[0] * width),
    )
    yield Fix("Underline the title", edits, safety=Safety.SAFE)


def _adornment(spec: Spec, line: int) -> str | None:
    if not 0 <= line < len(spec.text.lines):
        return None
    content = as_docutils_reads(spec.text.lines[line])
    return content if ADORNMENT.match(content) else None


def _rewritten(spec: Spec, line: int, content: str) -> Edit:
    return Edit(Range.of(line, 0, line, len(line_content(spec.text.lines[line]))), content)


def _renamed(spec: Spec, name: str, role: bool, range_: Range) -> Iterator[Fix]:
    """A role or directive of nearly this name in its place."""
    near = difflib.get_close_matches(
        name.lower(), sorted(known_roles() if role else known_directives()), 1, _LIKE
    )
    written = spec.text.slice(range_)
    at = written.find(f":{name}:") + 1 if role else 0
    if not near or "\n" in written or written[at : at + len(name)] != name:
        return
    start = range_.start.column + at
    where = Range.of(range_.start.line, start, range_.start.line, start + len(name))
    yield Fix(f'Write "{near[0]}"', (Edit(where, near[0]),), safety=Safety.BY_HAND)
