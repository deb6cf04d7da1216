"""A template, and texts made of the pieces that specs are made of."""

from hypothesis import strategies as st

from spec_ls.checks.run import check
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Text

TEMPLATE = read_template(
    """\
=====
Title
=====

Problem
=======

What is wrong?

Use Cases
---------

Who does what?

Change
======

What will be different.

Alternatives
------------

Optional section. What else?

Testing
=======

How?
""",
    "builtin:example",
)

_PIECES = [
    "=====\nTitle\n=====\n\n",
    "Problem\n=======\n\n",
    "Change\n======\n\n",
    "Testing\n=======\n\n",
    "Use Cases\n---------\n\n",
    "Alternatives\n~~~~~~~~~~~~\n\n",
    "~~~~~~~~~\nUse Cases\n~~~~~~~~~\n\n",
    "Use Casse\n---------\n\n",
    "Unknown\n=======\n",
    "None\n\n",
    "N",
    "𝄞 text\n",
    "Example::\n\n",
    "  indented\n\n",
    "- item\n\n",
    ".. comment\n\n",
    ".. note:: x\n\n",
    "=====\n",
    "==",
    "-----\n\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x0c\n",
    "\u2028",
    "U",
]
TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def compared(text):
    """The spec of a text beside the template."""
    return compare(parse(Text.of(text)), TEMPLATE)


def checked(text):
    """The spec with its findings."""
    return check(compared(text))
