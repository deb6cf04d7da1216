"""rst-syntax: what docutils warns of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check, after
from spec_ls.edits.syntax import mending
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.outline import Outline
from spec_ls.rst.blocks import Blocks
from spec_ls.rst.syntax.messages import Found, messages, prompt_messages, read_on
from spec_ls.rst.syntax.places import Place
from spec_ls.rst.syntax.readings import Problem
from spec_ls.text import Position, Range

_ASIDE = re.compile(r'\s+See "backrefs" attribute for IDs\.')
_PASSED_BY_DOC8 = re.compile(
    "Unknown interpreted text|Unknown directive type|Undefined substitution"
    "|Substitution definition contains illegal element"
)
"""What doc8, the one gate that asks docutils, leaves to Sphinx."""

_NAME = re.compile(r"[A-Z][\w-]*[A-Z]")


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    return _findings(analysis, _messages(analysis))


def _find_promptly(analysis: Analysis, outline: Outline) -> tuple[Iterator[Finding], bool]:
    found, complete = prompt_messages(analysis.blocks, _edit(analysis))
    return _findings(analysis, found), complete


def _prepare(analysis: Analysis) -> Iterator[None]:
    yield from read_on(analysis.blocks, _edit(analysis))


def _findings(analysis: Analysis, messages: tuple[Found, ...]) -> Iterator[Finding]:
    rejects, seen = analysis.config.is_error(CHECK.code), set()
    for found in messages:
        finding = _finding(analysis.blocks, found, rejects)
        if (key := (finding.range, found.problem.text)) not in seen:  # docutils reads some lines twice
            seen.add(key)
            yield finding


def _finding(blocks: Blocks, found: Found, rejects: bool) -> Finding:
    """The finding of a message, kept with its block for as long as it stands on the same lines."""
    block, start, problem = blocks.items[found.block], blocks.starts[found.block], found.problem
    all_kept: dict[Problem, tuple[int, bool, Finding]] = block.memo.setdefault("syntax findings", {})
    kept = all_kept.get(problem)
    if kept is not None and kept[:2] == (start, rejects):
        return kept[2]
    passes = not rejects or _PASSED_BY_DOC8.match(problem.text)
    severity = Severity.WARNING if passes else Severity.ERROR
    range_ = _range(blocks, found.block, problem.place)
    finding = Finding(CHECK.code, severity, _message(problem.text), range_, subject=problem)
    if problem.place.end_line < len(block.lines):  # else the range depends on other blocks too
        all_kept[problem] = (start, rejects, finding)
    return finding


def _messages(analysis: Analysis) -> tuple[Found, ...]:
    return messages(analysis.blocks, _edit(analysis))


def _edit(analysis: Analysis) -> tuple[Blocks, int, int] | None:
    change = analysis.change
    return (change.since, change.start, change.old_end) if change else None


def _message(text: str) -> str:
    """docutils' words in our style: one line, lower case, no full stop at the end."""
    words = " ".join(_ASIDE.sub("", text).split()).rstrip(".")
    return words if _NAME.match(words) else words[:1].lower() + words[1:]


def _range(blocks: Blocks, block: int, place: Place) -> Range:
    """A place, whose lines count from a block, in the buffer."""
    return Range(
        _position(blocks, block, place.line, place.column),
        _position(blocks, block, place.end_line, place.end_column),
    )


def _position(blocks: Blocks, block: int, line: int, column: int) -> Position:
    while line >= len(blocks.items[block].lines):
        line -= len(blocks.items[block].lines)
        block += 1
    start = blocks.position(block, line)
    return Position(start.line, start.column + column)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if not isinstance(finding.subject, Problem):
        return
    for fix in mending(analysis, finding.subject.text, finding.range):
        if _mends(analysis, fix, finding.subject.text):
            yield fix


def _mends(analysis: Analysis, fix: Fix, text: str) -> bool:
    """Whether a message is gone after a fix, and no other has come."""
    before, now = _said(analysis), _said(after(analysis, fix.edits))
    return now[text] < before[text] and not now - before


def _said(analysis: Analysis) -> Counter[str]:
    return Counter(found.problem.text for found in _messages(analysis))


CHECK = Check(
    "rst-syntax",
    "docutils warns of the markup",
    "What docutils cannot read as it was meant comes out wrong when the specs are built: a heading is lost, a"
    " list breaks off, a reference leads nowhere. Roles and directives of Sphinx and of its usual extensions"
    " are known here.",
    "See the `design notes`_ for *details.\n",
    "See the `design notes <https://example.org/notes>`_ for *details*.\n",
    find=_find,
    find_promptly=_find_promptly,
    prepare=_prepare,
    fix=_fix,
)
