"""How much docutils may do for a text, counted as it goes along, so that the same text always gets as far.

The unit of work is about a microsecond of a machine of 2020; the prices were measured on texts of many kinds
(``tests/hostile``).  Some of docutils' algorithms take quadratic time: each look through the rest of a text,
and each line that is read again, has its price, so the work that is counted grows as the time does.
"""

from __future__ import annotations

MOST_FOR_UNIT = 300_000
"""The work for one unit; in real specs 30,000 at most."""

MOST_FOR_DOCUMENT = 1_000_000
"""The work for all units of a document; in real specs 200,000 at most."""

MOST_NAMES = 2_000
"""The names of a document that docutils is asked about: those in groups in which something may be wrong."""

FOR_READING = 250
"""The work of reading anything at all."""

FOR_ROLE = 2
"""The work of a role that is defined above what is read: behind each further one a table of all is kept."""

FOR_LINE = 12
"""The work of a line of a state machine, with the node that it makes."""

FOR_MARKUP = 20
"""The work of inline markup, with its node."""

FOR_MESSAGE = 120
"""The work of a message."""

CHARACTERS = 40
"""Characters that one unit of work looks through for inline markup."""

FROM_A_LINE = 6
"""Characters of a table's line that one unit of work looks at to take a cell out of it."""

OF_A_BLOCK = 10
"""Characters of a block's lines that one unit of work looks at."""

COPIED = 50
"""Characters of a nested block that one unit of work stands for: docutils keeps a copy for each level."""

LINES = 4
"""Lines that one unit of work copies or looks at."""

OF_LONG_WORDS = 32
"""Characters of long words that one unit of work looks at (``steps_in_long_words``)."""


class TooMuchWork(Exception):
    """Raised out of docutils' reading of a text that takes too much work."""


class Work:
    """The work done for a text; ``spend`` raises ``TooMuchWork`` once it is too much."""

    def __init__(self) -> None:
        self.done = FOR_READING

    def spend(self, amount: int) -> None:
        """Count some work."""
        self.done += amount
        if self.done > MOST_FOR_UNIT:
            raise TooMuchWork
