"""A template file that holds nothing but another template's path, as a text or as a link in RST."""

from __future__ import annotations

import re

_FORMS = (
    re.compile(r"(?P<path>[^\s`<>]+\.rst)"),
    re.compile(r"`[^`<>]*<(?P<path>[^\s`<>]+\.rst)>`__?"),
    re.compile(r"\.\.[ \t]+include::[ \t]+(?P<path>[^\s`<>]+\.rst)"),
    re.compile(r":doc:`(?:[^`<>]*<)?(?P<path>[^\s`<>]+)>?`"),
)
_MAX_LENGTH = 4096


def linked_template(text: str) -> str | None:
    """The path, relative to the file's folder, that a text consists of; None if it says anything else."""
    if len(text) > _MAX_LENGTH:
        return None
    content = text.lstrip("\ufeff").strip()
    found = next(filter(None, (form.fullmatch(content) for form in _FORMS)), None)
    if found is None:
        return None
    path = found["path"]
    return path if path.endswith(".rst") else f"{path}.rst"
