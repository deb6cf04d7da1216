"""The comment in a spec that chooses its template: ``.. spec-ls: template=NAME``.

Those that switch findings off are blocks like others: ``model/comments.py``.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^\.\.[ \t]+spec-ls:[ \t]*template[ \t]*=([^\n]*)$", re.MULTILINE)
_WORDS = re.compile(r"spec-ls:[ \t]*template")  # looked for first, as it is fast
_PROSE = re.compile(r"[^ \t.].*\w")


def template_comment(content: str) -> tuple[int, str] | None:
    """The 0-based line and the value of the first such comment in a text.

    Directly below a line of prose the same words are part of that line's paragraph.
    """
    if not _WORDS.search(content):
        return None
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    for found in _COMMENT.finditer(text):
        value, above = found[1].strip(" \t"), text[: found.start()].split("\n")[:-1]
        if value and not (above and _PROSE.match(above[-1])):
            return len(above), value
    return None
