"""One section that a template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from spec_ls.model.section_labels import SectionLabel


class Demand(IntEnum):
    """Who asks for a section, the strictest first."""

    GATE = 1  # the gate; where none is known, the template speaks for it
    TEMPLATE = 2  # the template, but no gate
    HABIT = 3  # the template, and most of its specs have it, but not nearly all
    NOBODY = 4  # the template calls it optional, or the gate does
    SILENCE = 5  # as before, and its absence is not worth a word


@dataclass(frozen=True, slots=True)
class Slot:
    """One section that a template asks for.

    ``level`` is 1 for a top section; ``path`` holds the titles from level 1 down to its own.
    ``guidance`` is the template's RST under the heading, before the first subsection, and
    ``placeholders`` what an author is to replace in it.  ``line`` is the 0-based line of the title in the
    template, None if only a gate's list has it; ``style`` is its adornment as in ``Heading``.  ``labels`` are
    the labelled lines in its guidance, which are offered and never asked for.

    The rest is as in ``config.GateSection``: ``others`` are titles that serve as well as its own.
    ``anywhere`` is true if documents have the section anywhere among the others.
    """

    title: str
    level: int
    path: tuple[str, ...]
    demand: Demand
    guidance: str
    placeholders: tuple[str, ...]
    style: str
    line: int | None
    children: tuple[Slot, ...]
    others: tuple[str, ...] = ()
    exactly: bool = False
    ordered: bool = False
    only_with: str | None = None
    labels: tuple[SectionLabel, ...] = ()
    anywhere: bool = False

    @property
    def has_place(self) -> bool:
        """True if the template's order says where the section stands."""
        return self.line is not None and not self.anywhere

    @property
    def required(self) -> bool:
        """True if anybody asks for the section."""
        return self.demand <= Demand.HABIT

    @property
    def titles(self) -> tuple[str, ...]:
        """All titles that fill the slot, its own first."""
        return (self.title, *self.others)

    def walk(self) -> Iterator[Slot]:
        """The slot and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()
