"""missing-license: the template's licence comment is absent or altered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.front_matter import front_matter_end, licence_words, speaks_of_licence
from spec_ls.rst.chunks import Blocks
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content, split_lines

_ENOUGH = 0.5
"""The part of a licence's words from which on it is taken for the same licence."""

_SHORTEST = 4
"""Characters of a word that counts."""


def _find(spec: Spec) -> Iterator[Finding[int | None]]:
    """The subject is the index of the block that should be the licence, if there is one."""
    licence, gated = spec.template.licence, spec.config.is_gated(CHECK.code)
    if licence is None or not (gated or spec.document.outermost):
        return  # before its first heading a spec is in the making
    stated = _stated(spec)
    if _passes(spec, licence) if gated else _is_given(spec.blocks, stated, licence):
        return
    differs = f"the licence {_kind(licence)} differs from the template's"
    yield Finding(
        CHECK.code,
        _severity(spec),
        differs if stated else f"the template's licence {_kind(licence)} is missing",
        _lines_of(spec.blocks, stated[0]) if stated else spec.document.first_line,
        subject=stated[0] if stated else None,
    )


def _severity(spec: Spec) -> Severity:
    config = spec.config
    if config.is_error(CHECK.code):
        return Severity.ERROR
    return Severity.WARNING if config.is_gated(CHECK.code) else Severity.INFORMATION


def _kind(licence: str) -> str:
    return "comment" if licence.startswith("..") else "text"


def _stated(spec: Spec) -> list[int]:
    """The indices of the front matter's blocks that speak of a licence."""
    end = front_matter_end(spec.blocks, spec.unpromoted.outline)
    return [index for index in range(end) if speaks_of_licence(spec.blocks.items[index])]


def _is_given(blocks: Blocks, stated: list[int], licence: str) -> bool:
    """True if the blocks have the words of the template's licence, or all but a few of them.

    Other words may stand around it, and holder and year may be others.
    """
    wanted = set(_significant(licence))
    given = {word for index in stated for word in _significant(blocks.items[index].text)}
    return bool(given) and len(wanted & given) >= _ENOUGH * len(wanted)


def _significant(text: str) -> list[str]:
    return [word for word in licence_words(text).split() if len(word) >= _SHORTEST and not word.isdigit()]


def _passes(spec: Spec, licence: str) -> bool:
    """True if a gate finds the licence: above the first line that starts with ``=``, with its spaces.

    The gate joins the lines with nothing between.
    """
    notice = "".join(map(line_content, split_lines(licence.removeprefix(".."))))
    above = takewhile(lambda line: not line.startswith("="), spec.text.lines)
    return notice in "".join(map(line_content, above))


def _lines_of(blocks: Blocks, index: int) -> Range:
    """The range of a block, without the blank lines behind it."""
    content = blocks.items[index].content
    start, end = blocks.position(index, 0), blocks.position(index, len(content) - 1)
    return Range(start, Position(end.line, end.column + len(content[-1].rstrip())))


def _fix(spec: Spec, finding: Finding[int | None]) -> Iterator[Fix]:
    licence, newline = spec.template.licence, spec.text.newline
    if licence is None:
        return
    lines = [line_content(line) for line in split_lines(licence.rstrip("\r\n"))]
    if finding.subject is not None:
        return  # on what terms others may use the text is not for a program to say
    lines = lines if licence.startswith("..") else ["::", "", *lines]
    edit = Edit(Range.of(0, 0, 0, 0), newline.join(lines) + newline * 2)
    if _works(spec, edit):
        yield Fix(f"Insert the template's licence {_kind(licence)}", (edit,), safety=Safety.UNSAFE)


def _works(spec: Spec, edit: Edit) -> bool:
    """True if an edit puts the licence there and leaves the sections as they were."""
    now = spec.after([edit])
    if any(_find(now)):
        return False
    return _others(now) == _others(spec) and len(now.outline.found) >= len(spec.outline.found)


def _others(spec: Spec) -> list[tuple[str, ...]]:
    """The blocks that neither are nor announce a licence: indented text might become part of a comment."""
    return [
        tuple(map(line_content, block.content))
        for block in spec.blocks
        if not speaks_of_licence(block) and block.text.strip() not in ("", "::")
    ]


CHECK = Check(
    code="missing-license",
    summary="the template's licence comment is absent or altered",
    why=(
        "The licence says on what terms others may use the text. The template has it as a comment on top,"
        " and each spec keeps it as it is; where its lines end does not matter."
    ),
    wrong="============\nFaster lists\n============\n\nText.\n",
    right=(
        "..\n This work is licensed under a Creative Commons Attribution 3.0 Unported\n License.\n\n"
        " http://creativecommons.org/licenses/by/3.0/legalcode\n\n"
        "============\nFaster lists\n============\n\nText.\n"
    ),
    find=_find,
    fix=_fix,
)
