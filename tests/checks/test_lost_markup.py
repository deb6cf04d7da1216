"""lost-markup: markup that a slip makes a comment or plain text of."""

from __future__ import annotations

import pytest

from checks.marked import look
from checks.said import said
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.findings import Safety, Severity

CODE = "lost-markup"
ALONE = Config(select=frozenset({CODE}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".. note:\n\n   Mind it.\n", ".. note::\n\n   Mind it.\n"),
        ("..note::\n\n   Mind it.\n", ".. note::\n\n   Mind it.\n"),
        ("..code-block:: python\n\n   x = 1\n", ".. code-block:: python\n\n   x = 1\n"),
        ("See `it <https://example.org>` for more.\n", "See `it <https://example.org>`_ for more.\n"),
        ("* `it <https://example.org>`: more\n", "* `it <https://example.org>`_: more\n"),
        ("See the:ref:`place`.\n", "See the\\ :ref:`place`.\n"),
    ],
)
def test_fix(before, after):
    """The character that is missing is written; the finding is a hint, and the fix is to be looked at."""
    case = look(f"Spec\n====\n\n{before}", named(FLAT), config=ALONE)
    assert case.one(CODE).severity is Severity.HINT
    (fix,) = case.fixes(CODE)
    assert fix.safety is (Safety.BY_HAND if fix.title == 'Write "_"' else Safety.UNSAFE)
    fixed = f"Spec\n====\n\n{after}"
    assert case.applied(fix) == fixed
    assert look(fixed, named(FLAT), config=ALONE).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        ".. note: this is what the table is about\n",
        ".. Author: Jane Doe\n",
        "..unknown::\n",
        "...note::\n",
        "``..note::`` and ``the:ref:`place```\n",
        "`it <https://example.org>`__ and `it <https://example.org>`_\n",
        "`a title <of something>` and `text`\n",
        "::\n\n  `it <https://example.org>`\n\n  ..note::\n",
        ".. See `it <https://example.org>`.\n",
        ":ref:`place` and (:ref:`place`) and a:b:`c`\n",
    ],
)
def test_what_may_be_meant(text):
    """Comments, verbatim text, names that are no directive's or role's, and whole markup are left alone."""
    assert look(f"Spec\n====\n\n{text}", named(FLAT), config=ALONE).findings == ()


@pytest.mark.parametrize(
    ("line", "message", "title"),
    [
        (
            ".. note:\n\n   Mind it.",
            '".. note:" is a comment, a directive has two colons',
            'UNSAFE: Write ":"',
        ),
        (
            "..note:: Mind it.",
            '"..note::" is text, a directive has a space behind the dots',
            'UNSAFE: Write " "',
        ),
        (
            "See `it <https://example.org>` there.",
            "this is no link: an underscore is missing behind it",
            'BY_HAND: Write "_"',
        ),
        (
            "The file:ref:`a`.",
            '":ref:" is text: a role needs a space or a backslash before it',
            'UNSAFE: Write "\\ "',
        ),
    ],
)
def test_what_it_says(line, message, title):
    """What the slip makes of the markup, and the character that is missing."""
    case = look(f"Spec\n====\n\n{line}\n", named(FLAT), config=ALONE)
    (finding,) = case.findings
    assert list(said(case.spec, finding))[1:] == [message, title]
