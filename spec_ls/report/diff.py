"""Changes of a file as a unified diff, for people and ``patch``."""

from __future__ import annotations

import difflib


def unified_diff(path: str, before: str, after: str) -> str:
    """A unified diff of a file, as ``patch -p0`` takes it; empty if nothing changed."""
    lines = difflib.unified_diff(_lines(before), _lines(after), path, path, lineterm="\n")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    """The lines of a text as ``patch`` sees them: only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
