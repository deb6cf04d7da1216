"""lost-markup: markup that a slip makes a comment or plain text of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.rst.blocks import LITERAL_KINDS, TABLE_KINDS, Block, Kind
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import literal_lines
from spec_ls.rst.sphinx import known_directives, known_roles
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range

_ONE_COLON = re.compile(r"(?P<before>\s*\.\. (?P<name>[a-z][a-z-]+)(?P<gap>:))(?=\s*$)")
_NO_SPACE = re.compile(r"(?P<before>\s*\.\.)(?P<gap>)(?P<name>[a-z][a-z-]+)::(?=\s|$)")
_LINK = re.compile(r"`[^`<>]+\s<(?:https?|ftp)://[^`<>\s]+>`(?P<gap>)(?![_`\w])")
_GLUED_ROLE = re.compile(r"(?<![:\w.+-])[A-Za-z]+(?P<gap>):(?P<name>[a-z][a-z-]+):`[^`]+`")
_LITERAL = re.compile(r"``.+?``")
_MAY_SLIP = re.compile(r"\.\. ?[a-z][a-z-]+:|>`|:[a-z][a-z-]+:`")
"""Characters without which a text has none of these: most blocks have none of them."""

_SILENT = LITERAL_KINDS | TABLE_KINDS | {Kind.TITLE, Kind.DOCTEST_BLOCK}


class _Slip(NamedTuple):
    """A slip: line of its block, column of the gap, the text that belongs there, and what is wrong."""

    line: int
    column: int
    missing: str
    message: str


def _find(spec: Spec) -> Iterator[Finding[_Slip]]:
    for index in spec.blocks.where(_has_slip):
        for slip in _slips(spec.blocks.items[index]):
            start = spec.blocks.position(index, slip.line)
            if spec.is_preamble(start.line):
                continue
            at = Position(start.line, start.column + slip.column)
            yield Finding(CHECK.code, Severity.HINT, slip.message, Range.at(at), subject=slip)


def _fix(spec: Spec, finding: Finding[_Slip]) -> Iterator[Fix]:
    slip = finding.subject
    # A link's address vanishes from the text when it becomes one: the author has to want that.
    safety = Safety.BY_HAND if slip.missing == "_" else Safety.UNSAFE
    yield Fix(f'Write "{slip.missing}"', (Edit(finding.range, slip.missing),), safety=safety)


def _has_slip(block: Block) -> bool:
    text = block.text
    if "`" not in text and ".." not in text:
        return False
    return _MAY_SLIP.search(text) is not None and bool(_slips(block))


@kept
def _slips(block: Block) -> tuple[_Slip, ...]:
    if block.kind in _SILENT or block.oversized:
        return ()
    verbatim = literal_lines(block)
    return tuple(
        slip
        for number, line in enumerate(block.content)
        if number not in verbatim
        for slip in _slips_in(number, line, block.kind is Kind.COMMENT)
    )


def _slips_in(number: int, line: str, in_comment: bool) -> Iterator[_Slip]:
    if number == 0 and (match := _ONE_COLON.match(line)) and match["name"] in known_directives():
        message = f'".. {match["name"]}:" is a comment, a directive has two colons'
        yield _Slip(number, match.end(), ":", message)
    if in_comment:
        return
    if (match := _NO_SPACE.match(line)) and match["name"] in known_directives():
        message = f'"..{match["name"]}::" is text, a directive has a space behind the dots'
        yield _Slip(number, match.start("gap"), " ", message)
    blanked = _LITERAL.sub(lambda found: " " * len(found[0]), line)
    for match in _LINK.finditer(blanked):
        yield _Slip(number, match.end(), "_", "this is no link: an underscore is missing behind it")
    for match in _GLUED_ROLE.finditer(blanked):
        if match["name"] in known_roles():
            message = f'":{match["name"]}:" is text: a role needs a space or a backslash before it'
            yield _Slip(number, match.start("gap"), "\\ ", message)


CHECK = Check(
    code="lost-markup",
    summary="a directive with one colon, a link without its underscore, a role glued to a word",
    severity="hint",
    remedy="write the missing character",
    why=(
        "A directive with one colon is a comment and vanishes without a word; a link without its underscore"
        " and a role glued to a word come out as plain text. It is a hint: somebody may mean it so."
    ),
    wrong="Text.\n\n.. note:\n\n   Mind the quota.\n",
    right="Text.\n\n.. note::\n\n   Mind the quota.\n",
    find=_find,
    fix=_fix,
)
