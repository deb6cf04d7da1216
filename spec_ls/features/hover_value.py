"""The value of a hover."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.text import Range


@dataclass(frozen=True, slots=True)
class Hover:
    """The guidance of a slot for the heading or field that fills it.

    ``range`` is the heading with its adornment lines, or the field; ``summary`` is one line of plain text
    about the slot, ``guidance`` the template's RST or nothing.  ``line`` is the 0-based line of the template
    that it comes from, if there is one; ``is_example`` is true if the RST is to be shown as it is written.
    """

    range: Range
    title: str
    summary: str
    guidance: str
    line: int | None = None
    is_example: bool = False
