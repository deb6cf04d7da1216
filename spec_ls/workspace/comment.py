"""The comment in a spec that chooses its template: ``.. spec-ls: template=NAME``."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^\.\. +spec-ls: *template=([^\n]*?)[ \t]*$", re.MULTILINE)
_PROSE = re.compile(r"[^ \t.].*\w")


def template_comment(content: str) -> tuple[int, str] | None:
    """The 0-based line and the value of the first such comment in a text.

    Directly below a line of prose the same words are part of that line's paragraph.
    """
    if "spec-ls:" not in content:
        return None
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    for found in _COMMENT.finditer(text):
        above = text[: found.start()].split("\n")[:-1]
        if found[1] and not (above and _PROSE.match(above[-1])):
            return len(above), found[1]
    return None
