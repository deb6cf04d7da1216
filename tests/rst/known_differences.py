"""Where docutils 0.21 and 0.22 give other messages than 0.23, whose messages are ours, by more than wording.

Messages are compared by kind and block there (``tests/messages.py``).  Below 2 in 100 random texts may differ,
and by nothing but this; under the newest docutils nothing differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import docutils
from messages import Difference

from spec_ls.rst.docutils_messages import MessageKind

MOST = 2 / 100
"""The share of random texts that may have known differences."""


class Known(NamedTuple):
    """Messages of a kind that only one side has, up to a version of docutils; ``text`` is an example.

    With a ``cause`` they are known only beside a difference in messages of that kind.
    """

    last: tuple[int, int]
    side: str
    kind: MessageKind
    reason: str
    text: str
    cause: MessageKind | None = None

    @property
    def is_in_force(self) -> bool:
        return docutils.__version_info__[:2] <= self.last

    def covers(self, difference: Difference, kinds: set[str]) -> bool:
        """Whether a difference is of this sort; ``kinds`` are those of all differences of the text."""
        is_caused = self.cause is None or self.cause.name in kinds
        return is_caused and (difference.side, difference.message.text) == (self.side, self.kind.name)


_DROPPED = "0.21 tells a target in a substitution definition by its identifier, which it gets in a whole document alone"
_FIRST = "until 0.22 targets, substitution definitions and the like count as what stands before a transition"

KNOWN = (
    Known(
        (0, 21),
        "docutils",
        MessageKind.TITLE_UNDERLINE_TOO_SHORT,
        "0.21 reads a title anew for each section that the title ends, and says each time that it is too wide",
        "A\n=\n\nB\n-\n\nCCCCC\n====\n",
    ),
    Known(
        (0, 21),
        "docutils",
        MessageKind.TITLE_OVERLINE_TOO_SHORT,
        "as with underlines",
        "====\nAAAA\n====\n\nB\n-\n\n====\nCCCCC\n====\n",
    ),
    Known(
        (0, 22),
        "docutils",
        MessageKind.ADJACENT_TRANSITIONS,
        "0.21 puts its message on a transition before that one, 0.22 nowhere if that made the document invalid:"
        " the next transition still follows directly",
        "!!!!\n\n====\n",
    ),
    Known((0, 22), "spec-ls", MessageKind.TRANSITION_AT_START, _FIRST, ".. _a:\n\n----\n\nb\n"),
    Known(
        (0, 22),
        "spec-ls",
        MessageKind.TRANSITION_AT_END,
        _FIRST + ", or behind one",
        "a\n\n----\n\n.. _b:\n",
    ),
    Known(
        (0, 21),
        "docutils",
        MessageKind.SUBSTITUTION_ILLEGAL_ELEMENT,
        _DROPPED,
        ".. |a| replace:: `b <http://c>`_\n",
    ),
    Known(
        (0, 21),
        "spec-ls",
        MessageKind.UNDEFINED_SUBSTITUTION,
        _DROPPED + "; so it drops the definition, and says nothing of what is in it",
        ".. |a| replace:: |x| `b <http://c>`_\n",
        MessageKind.SUBSTITUTION_ILLEGAL_ELEMENT,
    ),
    Known(
        (0, 21),
        "spec-ls",
        MessageKind.UNKNOWN_TARGET_NAME,
        _DROPPED + "; so it drops the definition, and says nothing of what is in it",
        ".. |a| replace:: x_ `b <http://c>`_\n",
        MessageKind.SUBSTITUTION_ILLEGAL_ELEMENT,
    ),
)


def all_known(differences: Sequence[Difference]) -> bool:
    """Whether a text has no differences but those that the installed docutils is known for."""
    kinds = {difference.message.text for difference in differences}
    in_force = [known for known in KNOWN if known.is_in_force]
    return all(any(known.covers(one, kinds) for known in in_force) for one in differences)
