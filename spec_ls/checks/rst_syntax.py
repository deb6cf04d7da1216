"""rst-syntax: a warning or error of docutils."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.checks.known_names import is_defined_elsewhere
from spec_ls.edits.syntax import syntax_fixes
from spec_ls.findings import Cause, Finding, Fix, Severity
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.docutils_messages import (
    LEFT_TO_SPHINX_BY_DOC8,
    MessageKind,
    kind_of,
    without_reference_to_ids,
)
from spec_ls.rst.syntax.messages import Message, Messages, messages
from spec_ls.spec import Spec
from spec_ls.text import Position, Range

_NAME = re.compile(r"[A-Z][\w-]*[A-Z]")


def _find(spec: Spec) -> Iterator[Finding[str]]:
    """The subject is the message as docutils words it.

    A link with a name of its own to a title that is there twice is two messages: the second follows.
    """
    seen, found = set(), _messages(spec)
    doubled = {
        (message.block, message.problem.range)
        for message in found
        if kind_of(message.problem.text) is MessageKind.DUPLICATE_TARGET_NAME
    }
    for message in found:
        text, range_ = message.problem.text, _range(spec.blocks, message)
        is_indirect = kind_of(text) is MessageKind.INDIRECT_TARGET
        follows = is_indirect and (message.block, message.problem.range) in doubled
        is_new = (range_, text) not in seen  # docutils reads some lines twice
        if is_new and not is_defined_elsewhere(spec.config, text) and not spec.is_preamble(range_.start.line):
            seen.add((range_, text))
            cause = Cause(CHECK.code, range_.start.line) if follows else None
            severity = _severity(spec, text)
            yield Finding(CHECK.code, severity, _in_our_style(text), range_, cause=cause, subject=text)


def _messages(spec: Spec) -> tuple[Message, ...]:
    """The messages that the caller knows already, else all."""
    if spec.messages is not None:
        return spec.messages.found
    return messages(spec.blocks, spec.document.tree).found


def _severity(spec: Spec, text: str) -> Severity:
    if spec.config.is_error(CHECK.code) and kind_of(text) not in LEFT_TO_SPHINX_BY_DOC8:
        return Severity.ERROR
    return Severity.WARNING


def _in_our_style(text: str) -> str:
    """docutils' words as one line, in lower case, without a full stop at the end."""
    words = " ".join(without_reference_to_ids(text).split()).rstrip(".")
    return words if _NAME.match(words) else words[:1].lower() + words[1:]


def _range(blocks: Blocks, message: Message) -> Range:
    range_ = message.problem.range
    return Range(
        _position(blocks, message.block, range_.line, range_.column),
        _position(blocks, message.block, range_.end_line, range_.end_column),
    )


def _position(blocks: Blocks, index: int, line: int, column: int) -> Position:
    """The buffer's position of a column in docutils' line ``line``, counted from the block at ``index``."""
    start = blocks.position(*blocks.locate(index, line))
    return Position(start.line, start.column + column)


def _fix(spec: Spec, finding: Finding[str]) -> Iterator[Fix]:
    for fix in syntax_fixes(spec, finding.subject, finding.range):
        if _works(spec, fix, finding.subject):
            yield fix


def _works(spec: Spec, fix: Fix, text: str) -> bool:
    """True if a fix removes a message and leads to no other."""
    mended = spec.after(fix.edits)
    before, now = (messages(state.blocks, state.document.tree) for state in (spec, mended))
    texts_before, texts_now = _texts(before), _texts(now)
    if len(now.unread) > len(before.unread):
        return False
    return texts_now[text] < texts_before[text] and not texts_now - texts_before


def _texts(found: Messages) -> Counter[str]:
    return Counter(message.problem.text for message in found.found)


CHECK = Check(
    code="rst-syntax",
    summary="docutils reports a warning or an error",
    severity="warning",
    remedy="correct underlines, blank lines and names",
    why=(
        "Markup that docutils cannot read as it was meant comes out wrong when the specs are built: a"
        " heading is lost, a list breaks off, a reference leads nowhere. Roles and directives of Sphinx and"
        " of its usual extensions are known here."
    ),
    wrong="See the `design notes`_ for *details.\n",
    right="See the `design notes <https://example.org/notes>`_ for *details*.\n",
    find=_find,
    fix=_fix,
)
