"""missing-license: the template's licence comment is absent or altered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.front_matter import front_matter_end, licence_words, speaks_of_licence
from spec_ls.model.licences import LEGAL, Licence, is_licence_note, licences_in, named_licences
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks, Chunk
from spec_ls.rst.kept import kept
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content, split_lines


def _find(spec: Spec) -> Iterator[Finding[int | None]]:
    """The subject is the index of the block that should be the licence, if there is one."""
    licence, gated = spec.template.licence, spec.config.is_gated(CHECK.code)
    if licence is None or not (gated or spec.document.outermost):
        return  # before its first heading a spec is in the making
    wanted = licences_in(licence)
    if _passes(spec, licence) if gated else _is_given(spec, licence, wanted):
        return
    stated = _stated(spec, wanted)
    differs = f"the licence {_kind(licence)} differs from the template's"
    yield Finding(
        CHECK.code,
        _severity(spec),
        f"the template's licence {_kind(licence)} is missing" if stated is None else differs,
        spec.document.first_line if stated is None else _lines_of(spec.blocks, stated),
        subject=stated,
    )


def _severity(spec: Spec) -> Severity:
    config = spec.config
    if config.is_error(CHECK.code):
        return Severity.ERROR
    return Severity.WARNING if config.is_gated(CHECK.code) else Severity.INFORMATION


def _kind(licence: str) -> str:
    return "comment" if licence.startswith("..") else "text"


def _stated(spec: Spec, wanted: frozenset[Licence]) -> int | None:
    """The index of the front matter's first comment or literal block that names a licence."""
    end = front_matter_end(spec.blocks, spec.unpromoted.outline)
    return next(
        (
            index
            for index, block in enumerate(spec.blocks.items[:end])
            if speaks_of_licence(block) and (named_licences(block) or not wanted)
        ),
        None,
    )


def _is_given(spec: Spec, licence: str, wanted: frozenset[Licence]) -> bool:
    """True if the document states the template's licence somewhere, in whatever form and with other words."""
    words = f" {licence_words(licence)} "
    return any(
        _may_be(block, wanted) or words in f" {licence_words(block.text)} " for block in _legal_blocks(spec)
    )


def _legal_blocks(spec: Spec) -> Iterator[Block]:
    """The blocks that are about a licence in the front matter, and licence notes below it."""
    end = front_matter_end(spec.blocks, spec.unpromoted.outline)
    for block in spec.blocks.items[:end]:
        if LEGAL.search(block.text) or (block.kind is Kind.COMMENT and named_licences(block)):
            yield block
    for chunk in spec.blocks.chunks:
        yield from _licence_notes(chunk)


@kept
def _licence_notes(chunk: Chunk) -> tuple[Block, ...]:
    return tuple(filter(is_licence_note, chunk.blocks))


def _may_be(block: Block, wanted: frozenset[Licence]) -> bool:
    """True if a block may state one of the licences."""
    named = named_licences(block)
    return any(name.may_be(licence) for name in named for licence in wanted)


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
    if licence is None or _stands_elsewhere(spec, finding.subject, licences_in(licence)):
        return
    lines = [line_content(line) for line in split_lines(licence.rstrip("\r\n"))]
    if finding.subject is not None:
        edit = Edit(finding.range, newline.join(lines))
        title = "Put the template's licence in its place"
    else:
        lines = lines if licence.startswith("..") else ["::", "", *lines]
        edit = Edit(Range.of(0, 0, 0, 0), newline.join(lines) + newline * 2)
        title = f"Insert the template's licence {_kind(licence)}"
    if _works(spec, edit):
        yield Fix(title, (edit,), safety=Safety.UNSAFE)


def _stands_elsewhere(spec: Spec, index: int | None, wanted: frozenset[Licence]) -> bool:
    """True if the licence stands in another form, or the block to be replaced names another licence."""
    if index is not None:
        return bool(wanted) and not _may_be(spec.blocks.items[index], wanted)
    return any(_may_be(block, wanted) for block in _legal_blocks(spec))


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
    severity="information",
    remedy="insert it",
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
