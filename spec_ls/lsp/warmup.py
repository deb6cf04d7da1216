"""Loads what the first document needs, while the client reads the answer to ``initialize``."""

from __future__ import annotations

from spec_ls.checks.run import check
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Text

_SPEC = "Title\n=====\n\nOne\n---\n\nSee `that`_ and *this*, | or::\n\n  x\n\n:field: ``x`` :unknown:`y`\n"


def warm_up() -> None:
    """Check a sample with a block of each kind.  That imports docutils, too, which takes the longest."""
    text = Text.of(_SPEC)
    check(compare(parse(text), read_template(_SPEC, "")))
