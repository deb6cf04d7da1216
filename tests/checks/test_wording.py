"""What findings and fixes say in the examples that ``explain`` shows: each part of them."""

from __future__ import annotations

import pytest

from checks.examples import example
from checks.said import said
from spec_ls.checks import ALL_CHECKS

SAYS = {
    "wrong-extension": (
        "error, 1:1-1:5",
        '"add-a-flag.txt" does not end in .rst',
        'UNSAFE: Rename the file to "add-a-flag.rst" -> add-a-flag.rst',
    ),
    "misplaced-file": (
        "error, 1:1-1:5",
        'a spec stands in "2026.1/approved" or "2026.1/implemented", not in "2026.1"',
        'UNSAFE: Move the file to "2026.1/approved" -> approved/add-a-flag.rst',
        'UNSAFE: Move the file to "2026.1/implemented" -> implemented/add-a-flag.rst',
    ),
    "byte-order-mark": (
        "warning, 1:1-1:2",
        "a byte order mark stands before the text, and docutils reads it as text",
        "SAFE: Remove the byte order mark",
    ),
    "template-outside": (
        "warning, 9:1-9:50",
        'the template "../../elsewhere/template.rst" is not read: it lies outside of the repository or workspace',
    ),
    "merge-conflict": (
        "warning, 12:1-12:13",
        "an unresolved merge conflict: both sides stand in the text",
        "BY_HAND: Keep the first side",
        "BY_HAND: Keep the second side",
    ),
    "text-before-title": (
        "warning, 1:1-1:22",
        'text stands before "Faster lists", so docutils takes that for a section and not for the title',
        "UNSAFE: Move the text below the title",
    ),
    "broken-heading": (
        "warning, 14:1-14:8, in Testing, line 14 of builtin:example",
        '"Testing" is no heading: an underline of fewer than four characters must be as long as the title',
        'SAFE: Make "Testing" a heading',
    ),
    "missing-section": (
        "error, 1:1-1:5, in Dependencies, line 14 of builtin:example",
        'section "Dependencies" is missing',
        'UNSAFE: Insert "Dependencies"',
    ),
    "unknown-section": (
        "error, 14:1-14:15, in Open questions, follows from misplaced-section in line 14",
        'the gate knows no section "Open questions"',
    ),
    "misordered-section": (
        "warning, 14:1-14:13, in Dependencies, line 9 of builtin:example",
        '"Dependencies" should come before "Testing"',
        'UNSAFE: Move "Dependencies" to its place',
    ),
    "misnamed-section": (
        "information, 9:1-9:11, in Work items, line 9 of builtin:example",
        'section "Work items" is called "Work Items" in the template',
        'SAFE: Rename "Work items" to "Work Items"',
    ),
    "misplaced-section": (
        "warning, 14:1-14:10, in Use Cases, line 14 of builtin:example",
        'section "Use Cases" belongs in "Problem description"',
        'UNSAFE: Make "Use Cases" a section of level 2',
    ),
    "duplicate-section": (
        "warning, 9:1-9:8, in Testing, line 9 of builtin:example",
        'section "Testing" is here more than once, only the one on line 14 counts',
    ),
    "empty-section": (
        "warning, 9:1-9:13, in Dependencies, line 9 of builtin:example",
        'section "Dependencies" has neither text nor subsections',
        'UNSAFE: Write "None"',
    ),
    "missing-field": (
        "information, 4:2-4:8",
        'the header has no field "Status"',
        'UNSAFE: Insert "Status"',
    ),
    "unknown-field": (
        "error, 3:1-3:14",
        '"Last-Modified" is no known field',
    ),
    "misnamed-field": (
        "warning, 5:2-5:8",
        'field "Statsu" is called "Status"',
        'SAFE: Rename "Statsu" to "Status"',
    ),
    "misordered-field": (
        "error, 1:1-1:5",
        '"Author" should come before "Status"',
        "SAFE: Put the fields in the template's order",
    ),
    "duplicate-field": (
        "error, 5:2-5:8",
        'the header has the field "Status" already',
        'UNSAFE: Delete "Status"',
    ),
    "invalid-value": (
        "error, 4:10-4:16",
        'Status should be one of Draft, Superseded, not "Drafft"',
        'UNSAFE: Write "Draft"',
    ),
    "one-sided-reference": (
        "error, 5:17-5:19",
        'document 12 does not name 7 in "Replaces"',
    ),
    "malformed-title": (
        "error, 2:1-2:15",
        'the title should be "Proposal 7 - ..."',
        'UNSAFE: Write "Proposal 7 -" before the title',
    ),
    "missing-title": (
        "error, 1:1-1:20",
        "the spec has no title",
        'UNSAFE: Write the title "Slow lists"',
    ),
    "placeholder-title": (
        "error, 2:1-2:6",
        'title "Title" is the template\'s example of one',
        'UNSAFE: Rename to "Slow lists"',
    ),
    "leftover-guidance": (
        "error, 12:1-12:56, in Testing, line 9 of builtin:example",
        'the template\'s text is still here: "How will it be tested? Think of the ..."',
        'UNSAFE: Replace the template\'s text by "None"',
    ),
    "leftover-placeholder": (
        "error, 12:5-12:50, in References, line 9 of builtin:example",
        '"https://bugs.example.org/project/+bug/XXXXXXX" is still to be replaced',
    ),
    "missing-license": (
        "error, 1:1-1:13",
        "the template's licence comment is missing",
        "UNSAFE: Insert the template's licence comment",
    ),
    "missing-blueprint-url": (
        "error, 2:1-2:13",
        "no link to a blueprint, bug or story before the first section",
        'UNSAFE: Write "https://blueprints.example.org/project/+spec/XXXX", to be replaced',
    ),
    "filename-mismatch": (
        "information, 6:46-6:58",
        'the file is not named after its blueprint "faster-lists"',
        'UNSAFE: Rename the file to "faster-lists.rst" -> faster-lists.rst',
    ),
    "image-not-ascii": (
        "information, 11:1-11:21",
        "the template asks for diagrams in ASCII, this is an image",
    ),
    "line-too-long": (
        "error, 9:80-9:92",
        "line is 91 characters long, 12 over the limit of 79",
        "SAFE: Wrap the paragraph at 79 columns",
    ),
    "link-without-role": (
        "error, 9:13-9:35",
        "a link to this address should be written with the role :pep:",
        'BY_HAND: Write ":pep:`8`"',
    ),
    "rst-syntax": (
        "error, 9:9-9:24",
        'unknown target name: "design notes"',
    ),
    "check-incomplete": (
        "warning, 9:1-9:24",
        "docutils does not read this: it would take too long",
    ),
    "lost-markup": (
        "hint, 11:9-11:9",
        '".. note:" is a comment, a directive has two colons',
        'UNSAFE: Write ":"',
    ),
    "trailing-whitespace": (
        "error, 9:32-9:34",
        "white space at the end of the line",
        "SAFE: Remove the white space",
    ),
    "carriage-return": (
        "error, 10:42-10:43",
        "line ends in a carriage return and a line feed",
        "SAFE: End all lines in a line feed",
    ),
    "zero-width-space": (
        "error, 9:10-9:11",
        "an invisible character is in the line, to be removed (zero width space, U+200B)",
        "SAFE: Remove zero-width spaces",
    ),
    "tab-indentation": (
        "error, 11:1-11:2",
        "a tab is in the indentation, docutils counts it as up to 8 spaces",
        "SAFE: Indent with 8 spaces",
    ),
    "missing-final-newline": (
        "error, 9:25-9:26",
        "the last line has no line end",
        "SAFE: End the last line",
    ),
    "unused-suppression": (
        "information, 9:21-9:34",
        '"line-too-long" is suppressed where it is not found',
        "SAFE: Delete the comment that suppresses nothing",
    ),
}
"""By code, of the first finding in the wrong example: how grave it is, its range (lines and columns from 1), its section,
what of the template it is about and from what it follows; its message; then each fix."""


CHECKS = {tested.code: tested for tested in ALL_CHECKS}


@pytest.mark.parametrize("code", CHECKS)
def test_wording(code):
    """A finding says what is wrong, how grave that is and where, and each of its fixes what it does and how safe that is."""
    shown = example(CHECKS[code], CHECKS[code].wrong)
    assert tuple(said(shown.spec, shown.findings[0])) == SAYS[code]
