"""The texts that an editor has open, as far as they differ from their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spec_ls.text import Text
from spec_ls.workspace.files import Unreadable, read


def unsaved(texts: Mapping[Path, Text]) -> frozenset[str]:
    """The paths of those texts that their files do not have."""
    return frozenset(str(path) for path, text in texts.items() if _differs(path, text))


def _differs(path: Path, text: Text) -> bool:
    try:
        return read(path) != str(text)
    except Unreadable:
        return True
