"""docutils as the judge of syntax: its messages of a whole text, beside ours of its blocks.

docutils' side parses the whole text in one go and applies the transforms of its standalone reader.
Sphinx's roles and directives are registered on both sides.  A message is its level, its text, and the
block of our scan that holds the line that docutils gives.  Some messages have no line of their own:
docutils then gives none, or the one that its outermost parser happens to be at.  These have no block here,
and go with any of the same level and text.  Messages that only say that no file is read do not count.
Under a docutils older than 0.23, which words and weighs some messages otherwise, kind and block are compared.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from functools import cache
from typing import Any, NamedTuple

import docutils
from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader
from docutils.utils import get_source_line, new_document

from spec_ls.model.document import parse
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.docutils_messages import MessageKind, kind_of
from spec_ls.rst.scan import scan
from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.messages import messages
from spec_ls.text import Text

_SETTINGS: dict[str, Any] = {
    "report_level": 5,  # nothing is printed
    "halt_level": 6,  # nothing is raised
    "warning_stream": None,
    "file_insertion_enabled": False,
    "syntax_highlight": "none",
    "_disable_config": True,
}
BY_THE_LETTER = docutils.__version_info__ >= (0, 23)
"""True if docutils has our words and levels; with an older one messages are compared by kind and block."""


class Message(NamedTuple):
    """A message of level 2 or more; ``block`` is an index, ``None`` if the message has no line."""

    level: int
    text: str
    block: int | None


class Difference(NamedTuple):
    """A message that only one side has: ``docutils`` or ``spec-ls``."""

    side: str
    message: Message

    def __str__(self) -> str:
        return f"{self.side} only: {self.message}"


def docutils_messages(text: str) -> Counter[Message] | None:
    """docutils' messages of a text; ``None`` where it gives up with an exception."""
    document = new_document("", copy(_settings()))
    found = _recorded(document)
    parser, reader = Parser(), Reader()
    try:
        with registered():
            parser.parse(text, document)
            document.current_source = document.current_line = None
            document.transformer.populate_from_components((reader, parser))
            document.transformer.apply_transforms()
    except Exception:  # whatever it is, it is docutils' own
        return None
    blocks = scan(Text.of(text))
    return Counter(
        Message(message["level"], words, _block(blocks, message.get("line") if own else None))
        for message, own in found
        if kind_of(words := message.children[0].astext()) is not MessageKind.FILE_NOT_READ
    )


def our_messages(text: str) -> Counter[Message]:
    """Our messages of a text."""
    document = parse(Text.of(text))
    return Counter(
        Message(
            found.problem.level,
            found.problem.text,
            None if kind_of(found.problem.text) is MessageKind.ANONYMOUS_MISMATCH else found.holder,
        )
        for found in messages(document.blocks, document.tree).found
    )


def difference(theirs: Counter[Message], ours: Counter[Message]) -> str:
    """The messages that only one side has, to read; empty if there are none."""
    return "\n".join(map(str, differences(theirs, ours)))


def differences(theirs: Counter[Message], ours: Counter[Message]) -> list[Difference]:
    """The messages that only one side has."""
    theirs, ours = _comparable(theirs), _comparable(ours)
    missing, extra = theirs - ours, ours - theirs
    for message in [message for message in missing if message.block is None]:
        for same in [ours for ours in extra if ours[:2] == message[:2]]:
            both = min(missing[message], extra[same])
            missing[message] -= both
            extra[same] -= both
    return [
        *(Difference("docutils", message) for message in (+missing).elements()),
        *(Difference("spec-ls", message) for message in (+extra).elements()),
    ]


def _comparable(messages: Counter[Message]) -> Counter[Message]:
    """Messages as they are compared: by the letter, or by kind where docutils has other words and levels."""
    if BY_THE_LETTER:
        return messages
    found: Counter[Message] = Counter()
    for message, count in messages.items():
        kind = kind_of(message.text)
        text = message.text if kind is MessageKind.OTHER else kind.name
        found[Message(0, text, message.block)] += count
    return found


@cache
def _settings() -> Values:
    """docutils' settings, which take long to gather; each text gets a copy."""
    settings = get_default_settings(Parser, Reader)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    return settings


def _recorded(document: nodes.document) -> list[tuple[nodes.system_message, bool]]:
    """A list of the document's messages that grows while it is read; the flag is true if one has its own line."""
    found = []
    system_message = document.reporter.system_message

    def recording(level: int, message: str, *children: Any, **more: Any) -> nodes.system_message:
        node = more.get("base_node")
        own = more.get("line") is not None or (node is not None and get_source_line(node)[1] is not None)
        made = system_message(level, message, *children, **more)
        if level >= 2:
            found.append((made, own))
        return made

    document.reporter.system_message = recording
    return found


def _block(blocks: Blocks, line: int | None) -> int | None:
    """The index of the block that holds docutils' line, which counts from 1."""
    if line is None:
        return None
    line -= 1
    for index, block in enumerate(blocks):
        if line < len(block.lines):
            return index
        line -= len(block.lines)
    return len(blocks) - 1
