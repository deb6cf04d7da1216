"""The number that a document has in its process, by the name of its file."""

from __future__ import annotations

import re
from pathlib import Path

_NUMBER = re.compile(r"(?<!\d)(\d{1,5})(?!\d)")


def number_in(path: Path | None) -> int | None:
    """The first number in the name of a file, else in that of its folder; None if there is none."""
    for name in (path.stem, path.parent.name) if path is not None else ():
        if found := _NUMBER.search(name):
            return int(found[1])
    return None
