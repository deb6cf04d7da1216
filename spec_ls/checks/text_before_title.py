"""text-before-title: text before the title, so that docutils takes the title for a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.text_before_title import made_comment, moved_below
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.licences import LEGAL
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.sections import is_visible
from spec_ls.spec import Spec
from spec_ls.text import Range, line_content

_ADDRESS = re.compile(r"<?\w+://\S+")


def _find(spec: Spec) -> Iterator[Finding[tuple[int, int]]]:
    """The subject is the range ``[start, end)`` of the blocks that stand before the title."""
    document, blocks = spec.document, spec.blocks
    if spec.template.framed or spec.outline.title is not None or len(document.outermost) != 1:
        return
    first = document.outermost[0]
    if any(first.title in slot.titles for slot in spec.template.walk()):
        return  # it is no title: that is missing
    title = blocks.headings[first.number]
    visible = [index for index in range(title) if is_visible(blocks.items[index])]
    if not visible:
        return
    line = blocks.starts[visible[0]]
    yield Finding(
        CHECK.code,
        Severity.HINT,  # raised to that of the findings that follow from it
        f'{_kind(spec, visible[0])} stands before "{first.title}",'
        " so docutils takes that for a section and not for the title",
        Range.of(line, 0, line, len(line_content(spec.text.lines[line]))),
        subject=(visible[0], visible[-1] + 1),
    )


def _kind(spec: Spec, index: int) -> str:
    block = spec.blocks.items[index]
    if LEGAL.search(block.text):
        return "a licence that is no comment"
    return f'"{block.text.strip()}"' if _is_orphan(spec, index) else "text"


def _is_orphan(spec: Spec, index: int) -> bool:
    block = spec.blocks.items[index]
    return block.kind is Kind.FIELD and block.text.strip() == ":orphan:"


def _is_legal(block: Block) -> bool:
    """True if a block is about the licence, or an address; other text must stay visible."""
    return bool(LEGAL.search(block.text) or _ADDRESS.fullmatch(block.text.strip()))


def _fix(spec: Spec, finding: Finding[tuple[int, int]]) -> Iterator[Fix]:
    start, end = finding.subject
    visible = [block for block in spec.blocks.items[start:end] if is_visible(block)]
    if LEGAL.search("".join(block.text for block in visible)) and all(map(_is_legal, visible)):
        yield Fix("Make the licence a comment", made_comment(spec, start, end), safety=Safety.UNSAFE)
        return
    safety = Safety.BY_HAND if _is_orphan(spec, start) else Safety.UNSAFE
    yield Fix("Move the text below the title", moved_below(spec, start, end), safety=safety)


CHECK = Check(
    code="text-before-title",
    summary="text before the title, so that docutils takes the title for a section",
    severity="that of what follows from it",
    remedy="move it below the title, or make a comment of a licence",
    why=(
        "A lone outermost heading is the document's title only if nothing but comments stands before it. Else"
        " the spec has no title, all its sections are one level too deep, and to a gate each of them is"
        " missing."
    ),
    wrong=(
        "Comments are welcome.\n\n============\nFaster lists\n============\n\nProblem description\n"
        "===================\n\nSlow.\n\nProposed change\n===============\n\nCache.\n"
    ),
    right=(
        "============\nFaster lists\n============\n\nComments are welcome.\n\nProblem description\n"
        "===================\n\nSlow.\n\nProposed change\n===============\n\nCache.\n"
    ),
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
    only_as_root=True,
)
