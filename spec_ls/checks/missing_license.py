"""missing-license: the template's licence comment is absent or altered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spec_ls.analysis import Analysis, Check, after, unpromoted
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.outline import Outline
from spec_ls.model.preamble import licence_words, preamble_end, speaks_of_licence
from spec_ls.text import Edit, Position, Range, line_content, split_lines


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    licence, gated = outline.template.licence, analysis.config.is_gated(CHECK.code)
    if licence is None or not (gated or analysis.document.outermost):
        return  # before its first heading a spec is in the making
    base = unpromoted(analysis)
    stated = _stated(base)
    if _passes(analysis, licence) if gated else _is_given(base, stated, licence):
        return
    differs = f"the licence {_kind(licence)} differs from the template's"
    yield Finding(
        CHECK.code,
        _severity(analysis),
        differs if stated else f"the template's licence {_kind(licence)} is missing",
        _lines_of(base, stated[0]) if stated else analysis.first_line,
        subject=stated[0] if stated else -1,
    )


def _severity(analysis: Analysis) -> Severity:
    config = analysis.config
    if config.is_error(CHECK.code):
        return Severity.ERROR
    return Severity.WARNING if config.is_gated(CHECK.code) else Severity.INFORMATION


def _kind(licence: str) -> str:
    return "comment" if licence.startswith("..") else "text"


def _stated(base: Analysis) -> list[int]:
    """The indices of the preamble's blocks that speak of a licence."""
    end = preamble_end(base.blocks, base.outline) if base.outline else 0
    return [index for index in range(end) if speaks_of_licence(base.blocks.items[index])]


def _is_given(base: Analysis, stated: list[int], licence: str) -> bool:
    """Whether one of the blocks says what the template's licence says, in the same words."""
    wanted = f" {licence_words(licence)} "
    return any(wanted in f" {licence_words(base.blocks.items[index].text)} " for index in stated)


def _passes(analysis: Analysis, licence: str) -> bool:
    """Whether a gate finds the licence: above the first line that starts with ``=``, with its spaces.

    The gate joins the lines with nothing between.
    """
    notice = "".join(map(line_content, split_lines(licence.removeprefix(".."))))
    above = takewhile(lambda line: not line.startswith("="), analysis.text.lines)
    return notice in "".join(map(line_content, above))


def _lines_of(base: Analysis, index: int) -> Range:
    """Where a block stands, without the blank lines behind it."""
    block = base.blocks.items[index]
    last = len(block.content) - 1
    start, end = base.blocks.position(index, 0), base.blocks.position(index, last)
    return Range(start, Position(end.line, end.column + len(block.content[last].rstrip())))


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    licence = analysis.template.licence if analysis.template else None
    if licence is None or not isinstance(finding.subject, int):
        return
    newline, lines = (
        analysis.text.newline,
        [line_content(line) for line in split_lines(licence.rstrip("\r\n"))],
    )
    if finding.subject >= 0:
        edit = Edit(finding.range, newline.join(lines))
        title = "Put the template's licence in its place"
    else:
        lines = lines if licence.startswith("..") else ["::", "", *lines]
        edit = Edit(Range.of(0, 0, 0, 0), newline.join(lines) + newline * 2)
        title = f"Insert the template's licence {_kind(licence)}"
    if _is_right(analysis, edit):
        yield Fix(title, (edit,))


def _is_right(analysis: Analysis, edit: Edit) -> bool:
    """Whether the licence is there then, and the sections are what they were."""
    now = after(analysis, [edit])
    if now.outline is None or analysis.outline is None or next(_find(now, now.outline), None):
        return False
    return _others(now) == _others(analysis) and len(now.outline.found) >= len(analysis.outline.found)


def _others(analysis: Analysis) -> list[tuple[str, ...]]:
    """The blocks that are no licence, nor lead to one: indented text might become part of a comment."""
    return [
        tuple(map(line_content, block.content))
        for block in analysis.blocks
        if not speaks_of_licence(block) and block.text.strip() not in ("", "::")
    ]


CHECK = Check(
    "missing-license",
    "the template's licence comment is absent or altered",
    "The licence says on what terms others may use the text. The template has it as a comment on top, and"
    " each spec keeps it as it is; where its lines end does not matter.",
    "============\nFaster lists\n============\n\nText.\n",
    "..\n This work is licensed under a Creative Commons Attribution 3.0 Unported\n License.\n\n"
    " http://creativecommons.org/licenses/by/3.0/legalcode\n\n"
    "============\nFaster lists\n============\n\nText.\n",
    find=_find,
    fix=_fix,
)
