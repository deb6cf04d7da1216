"""The words of findings and fixes, and how safe each fix is, in the examples that ``explain`` shows."""

from __future__ import annotations

import pytest

from checks.examples import example
from spec_ls.checks import ALL_CHECKS
from spec_ls.checks.run import fixes

SAYS = {
    "wrong-extension": (
        '"add-a-flag.txt" does not end in .rst',
        'UNSAFE: Rename the file to "add-a-flag.rst"',
    ),
    "misplaced-file": (
        'a spec stands in "2026.1/approved" or "2026.1/implemented", not in "2026.1"',
        'UNSAFE: Move the file to "2026.1/approved"',
        'UNSAFE: Move the file to "2026.1/implemented"',
    ),
    "byte-order-mark": (
        "a byte order mark stands before the text, and docutils reads it as text",
        "SAFE: Remove the byte order mark",
    ),
    "template-outside": (
        'the template "../../elsewhere/template.rst" is not read: it lies outside of the repository or workspace',
    ),
    "merge-conflict": (
        "an unresolved merge conflict: both sides stand in the text",
        "BY_HAND: Keep the first side",
        "BY_HAND: Keep the second side",
    ),
    "text-before-title": (
        'text stands before "Faster lists", so docutils takes that for a section and not for the title',
        "UNSAFE: Move the text below the title",
    ),
    "broken-heading": (
        '"Testing" is no heading: an underline of fewer than four characters must be as long as the title',
        'SAFE: Make "Testing" a heading',
    ),
    "missing-section": ('section "Dependencies" is missing', 'UNSAFE: Insert "Dependencies"'),
    "unknown-section": ('the gate knows no section "Open questions"',),
    "misordered-section": (
        '"Dependencies" should come before "Testing"',
        'UNSAFE: Move "Dependencies" to its place',
    ),
    "misnamed-section": (
        'section "Work items" is called "Work Items" in the template',
        'SAFE: Rename "Work items" to "Work Items"',
    ),
    "misplaced-section": (
        'section "Use Cases" belongs in "Problem description"',
        'UNSAFE: Make "Use Cases" a section of level 2',
    ),
    "duplicate-section": ('section "Testing" is here more than once, only the one on line 14 counts',),
    "empty-section": ('section "Dependencies" has neither text nor subsections', 'UNSAFE: Write "None"'),
    "missing-title": ("the spec has no title", 'UNSAFE: Write the title "Slow lists"'),
    "placeholder-title": (
        'title "Title" is the template\'s example of one',
        'UNSAFE: Rename to "Slow lists"',
    ),
    "leftover-guidance": (
        'the template\'s text is still here: "How will it be tested? Think of the ..."',
        'UNSAFE: Replace the template\'s text by "None"',
    ),
    "leftover-placeholder": ('"https://bugs.example.org/project/+bug/XXXXXXX" is still to be replaced',),
    "missing-license": (
        "the template's licence comment is missing",
        "UNSAFE: Insert the template's licence comment",
    ),
    "missing-blueprint-url": (
        "no link to a blueprint, bug or story before the first section",
        'UNSAFE: Write "https://blueprints.example.org/project/+spec/XXXX", to be replaced',
    ),
    "filename-mismatch": (
        'the file is not named after its blueprint "faster-lists"',
        'UNSAFE: Rename the file to "faster-lists.rst"',
    ),
    "image-not-ascii": ("the template asks for diagrams in ASCII, this is an image",),
    "line-too-long": (
        "line is 91 characters long, 12 over the limit of 79",
        "SAFE: Wrap the paragraph at 79 columns",
    ),
    "rst-syntax": ('unknown target name: "design notes"',),
    "check-incomplete": ("docutils does not read this: it would take too long",),
    "lost-markup": ('".. note:" is a comment, a directive has two colons', 'UNSAFE: Write ":"'),
    "trailing-whitespace": ("white space at the end of the line", "SAFE: Remove the white space"),
    "carriage-return": (
        "line ends in a carriage return and a line feed",
        "SAFE: End all lines in a line feed",
    ),
    "zero-width-space": (
        "an invisible character is in the line, to be removed (zero width space, U+200B)",
        "SAFE: Remove zero-width spaces",
    ),
    "tab-indentation": (
        "a tab is in the indentation, docutils counts it as up to 8 spaces",
        "SAFE: Indent with 8 spaces",
    ),
    "missing-final-newline": ("the last line has no line end", "SAFE: End the last line"),
    "unused-suppression": (
        '"line-too-long" is suppressed where it is not found',
        "SAFE: Delete the comment that suppresses nothing",
    ),
}
"""By code: the message of the first finding in the wrong example, then the title and the safety of each fix."""


CHECKS = {tested.code: tested for tested in ALL_CHECKS}


@pytest.mark.parametrize("code", SAYS)
def test_wording(code):
    """A finding says what is wrong, and each of its fixes what it does and how safe that is."""
    shown = example(CHECKS[code], CHECKS[code].wrong)
    offered = [f"{fix.safety.name}: {fix.title}" for fix in fixes(shown.spec, shown.findings[0])]
    assert (shown.findings[0].message, *offered) == SAYS[code]
