"""What the first document needs, loaded as soon as the client has the answer to ``initialize``."""

from __future__ import annotations

from spec_ls.analysis import analyse
from spec_ls.checks.run import check
from spec_ls.model.template import read_template
from spec_ls.text import Text

_SPEC = "Title\n=====\n\nOne\n---\n\nSee `that`_ and *this*, | or::\n\n  x\n\n:field: ``x`` :unknown:`y`\n"


def load() -> None:
    """Check a few lines of all kinds: that imports docutils, too, which takes the longest."""
    text = Text.of(_SPEC)
    check(analyse(text, read_template(_SPEC, "")))
