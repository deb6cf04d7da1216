"""carriage-return: a line end that the gate rejects, or that differs from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.chunks import Chunk, chunk_lines
from spec_ls.rst.kept import kept
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, line_content, line_end, most_common_line_end

_NAMES = {"\n": "a line feed", "\r\n": "a carriage return and a line feed", "\r": "a carriage return"}


def _find(spec: Spec) -> Iterator[Finding[None]]:
    """Each line that the gate rejects; without a gate, the first line that ends unlike most lines."""
    is_gated, newline = spec.config.is_gated(CHECK.code), _newline(spec)
    for number, end in _odd_lines(spec, newline):
        message = f"line ends in {_NAMES[end]}"
        if not is_gated:
            message += f", other lines in {_NAMES[newline]}"
        length = len(line_content(spec.text.lines[number]))
        range_ = Range.of(number, max(0, length - 1), number, length)
        yield Finding(CHECK.code, spec.config.severity(CHECK.code), message, range_, subject=None)
        if not is_gated:
            return


def _newline(spec: Spec) -> str:
    """The line end that all lines should have."""
    if spec.config.is_gated(CHECK.code):
        return "\n"
    counts = Counter[str]()
    for chunk in spec.blocks.chunks:
        counts.update(_line_ends(chunk))
    return most_common_line_end(counts)


def _odd_lines(spec: Spec, newline: str) -> Iterator[tuple[int, str]]:
    """The numbers of the lines with another line end than ``newline``, with that line end."""
    for chunk, start in spec.blocks.with_lines():
        if _line_ends(chunk).keys() - {newline}:
            for number, line in enumerate(chunk_lines(chunk), start):
                if line_end(line) not in ("", newline):
                    yield number, line_end(line)


@kept
def _line_ends(chunk: Chunk) -> Counter[str]:
    """How many lines of a chunk end in each kind of line end."""
    lines = chunk_lines(chunk)
    if not any("\r" in line for line in lines):
        return Counter({"\n": chunk.height} if chunk.height else ())
    return Counter(filter(None, map(line_end, lines)))


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    lines, newline = spec.text.lines, _newline(spec)
    edits = []
    for is_odd, group in groupby(
        range(len(lines)), lambda number: line_end(lines[number]) not in ("", newline)
    ):
        if is_odd:
            run = list(group)
            contents = [line_content(lines[number]) for number in run]
            range_ = Range.of(run[0], len(contents[0]), run[-1] + 1, 0)
            edits.append(Edit(range_, newline.join(["", *contents[1:], ""])))
    if edits:
        yield Fix(f"End all lines in {_NAMES[newline]}", tuple(edits), safety=Safety.SAFE)


CHECK = Check(
    code="carriage-return",
    summary="a line ends in a carriage return where it should not, or not as the others",
    severity="warning",
    remedy="replace the line end",
    why=(
        "Line ends of several kinds in one file make changes of whole files in reviews, and an editor that"
        " does not know one of them shows two lines as one. A gate that looks for carriage returns takes"
        " none."
    ),
    wrong="A line.\nThe next one has come from another system.\r\n",
    right="A line.\nThe next one ends as the others do.\n",
    find=_find,
    fix=_fix,
)
