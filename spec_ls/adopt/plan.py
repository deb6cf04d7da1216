"""The files that ``spec-ls init`` is to write, and what is left for the user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written: its path below the repository's top, with slashes, and its whole text.

    ``before`` is the text as it is now, None where there is no file.
    """

    name: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A part of what is to be done.

    ``notes`` are lines for people; ``to_add`` are texts that the user has to put somewhere, each with a line
    that says where.  ``is_done`` is false if they are left to do, or if nothing could be done at all.
    """

    files: tuple[PlannedFile, ...] = ()
    notes: tuple[str, ...] = ()
    to_add: tuple[tuple[str, str], ...] = ()
    is_done: bool = True


def appended(before: str, addition: str) -> str:
    """A text with lines behind it, in its own line ends."""
    newline = "\r\n" if "\r\n" in before else "\n"
    lines = addition.replace("\n", newline)
    return before + (newline if before and not before.endswith("\n") else "") + lines
