"""docutils as the judge of syntax: its messages of a whole text, beside ours of its blocks.

docutils' side parses the whole text in one go and applies the transforms of its standalone reader.
Sphinx's roles and directives are registered on both sides.  A message is its level, its text, and the
block of our scan that holds the line that docutils gives.  Some messages have no line of their own:
docutils then gives none, or the one that its outermost parser happens to be at.  These have no block here,
and go with any of the same level and text.  Messages that only say that no file is read do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader
from docutils.utils import get_source_line, new_document

from spec_ls.rst.blocks import Blocks
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
_DISABLED = re.compile(r'"[\w-]+" directive disabled\.|File and URL access deactivated; ignoring "')
_OF_ALL = "Anonymous hyperlink mismatch"


class Message(NamedTuple):
    """A message of level 2 or more; ``block`` is an index, ``None`` if the message has no line."""

    level: int
    text: str
    block: int | None


def docutils_messages(text: str) -> Counter[Message] | None:
    """docutils' messages of a text; ``None`` where it gives up with an exception."""
    settings = get_default_settings(Parser, Reader)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("", settings)
    found = _heard(document)
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
        Message(message["level"], said, _block(blocks, message.get("line") if own else None))
        for message, own in found
        if not _DISABLED.search(said := message.children[0].astext())
    )


def our_messages(text: str) -> Counter[Message]:
    """Our messages of a text."""
    return Counter(
        Message(
            found.problem.level,
            found.problem.text,
            None if found.problem.text.startswith(_OF_ALL) else found.holder,
        )
        for found in messages(scan(Text.of(text)))
    )


def difference(theirs: Counter[Message], ours: Counter[Message]) -> str:
    """Where our messages are not docutils', to read; empty where they are the same."""
    missing, extra = theirs - ours, ours - theirs
    for message in [one for one in missing if one.block is None]:
        for other in [one for one in extra if one[:2] == message[:2]]:
            both = min(missing[message], extra[other])
            missing[message] -= both
            extra[other] -= both
    lines = [f"docutils only: {one}" for one in (+missing).elements()]
    return "\n".join(lines + [f"spec-ls only: {one}" for one in (+extra).elements()])


def _heard(document: nodes.document) -> list[tuple[nodes.system_message, bool]]:
    """The document's messages to come, each with whether it has a line of its own."""
    found = []
    usual = document.reporter.system_message

    def said(level: int, message: str, *children: Any, **more: Any) -> nodes.system_message:
        node = more.get("base_node")
        own = more.get("line") is not None or (node is not None and get_source_line(node)[1] is not None)
        made = usual(level, message, *children, **more)
        if level >= 2:
            found.append((made, own))
        return made

    document.reporter.system_message = said
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
