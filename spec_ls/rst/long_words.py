"""Words that are joined to long ones, in which docutils' search for references takes quadratic time.

Source: ``simplename`` of ``docutils.parsers.rst.states.Inliner``: from each joint the rest is tried.
"""

from __future__ import annotations

import re

_LONG_WORD = re.compile(r"[\w.+:-]{300,}")
_JOINT = re.compile(r"[-._+:]")


def steps_in_long_words(text: str) -> int:
    """The characters that a search for references looks at in the long words of a text, all together."""
    return sum(len(_JOINT.findall(word)) * len(word) // 2 for word in _LONG_WORD.findall(text))
