"""Texts with what doc8 says of them under a limit of 30; ``doc8.py`` asks doc8 again.

``{long}`` stands for 32 characters with spaces, ``{word}`` for 32 without.
"""

from __future__ import annotations

LIMIT = 30
LONG = "a line that is somewhat too long"
WORD = "x" * 32
_HELD = "\n".join(f"   {LONG} {number}" for number in range(6))
_ITEMS = "* b\n" * 6
_CODE = f".. code-block:: python\n\n{_HELD}\n\n"

CASES: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("\n", ""),
    (f"{LONG}\n", "D001:1"),
    (f"{WORD}\n  {WORD}\n", ""),
    (f"{LONG} https://a\nhttp://a {LONG}\nftp://a {LONG}\n", "D001:3"),
    # white space and line ends
    ("a \nb\t\nc\u00a0\nd\u3000\ne\x0b\n \n", "D002:1 D002:2 D002:3 D002:4 D002:5 D002:6"),
    ("\ta\n  \tb\nc\td\n\u00a0\te\n\t\n", "D003:1 D003:2 D003:4 D002:5 D003:5"),
    ("a\r\nb \r\nc", "D004:1 D004:2 D002:2 D005:3"),
    ("a\rb\nc\r", "D004:1 D004:3"),
    ("a", "D005:1"),
    (f"\ufeff{LONG[2:]}\n\n{LONG[2:]}\n", "D001:1"),
    ("a\x85b \nc\u2028\n", "D002:1 D002:2"),
    # a line followed by one that is indented more
    (f"{LONG}\n  {LONG}\n", "D001:2"),
    (f"* {LONG}\n  {LONG}\n\n- {LONG}\n  a\n", "D001:1 D001:2 D001:4"),
    (f"+ {LONG}\n  a\n\n2. {LONG}\n   a\n\n2) {LONG}\n   a\n", "D001:4"),
    (f":a: {LONG}\n  a\n", ""),
    # what doc8 takes for directives, up to the next line that is not indented
    (f".. note:: {LONG}\n   {LONG}\n\n   {LONG}\n{LONG}\n", "D001:5"),
    (f"* a\n\n  .. note:: a\n\n  {LONG}\n\n* {LONG}\n", "D001:7"),
    (f"To do so::\n\n  {LONG}\n  {LONG}\n", ""),
    (f"To {LONG} a::b c\n{LONG}\n", "D001:2"),
    (f"::\n\n  {LONG}\n  {LONG}\n", ""),
    # literal blocks: the first of several lines counts
    (f"Example::\n\n  {LONG}\n  {LONG}\n\n{LONG}\n", "D001:3 D001:6"),
    (f"Example::\n\n  {LONG}\n\n{LONG}\n", "D001:5"),
    (f"Example::\n\n> {LONG}\n> {LONG}\n\n{LONG}\n", "D001:3 D001:6"),
    (f"* Example::\n\n    {LONG}\n    {LONG}\n\n  {LONG}\n", "D001:3 D001:6"),
    (f">>> {LONG}\n{LONG}\n", "D001:1 D001:2"),
    # targets, alone and in running text: its first line alone
    (f".. _a b: ftp {LONG}\n\n{LONG}\n", "D001:3"),
    (f"__ ftp {LONG}\n", ""),
    (f"`a <b>`_ {LONG}\n`a <b>`_ {LONG}\n", "D001:2"),
    (f"`a <b>`__ {LONG}\n\n``a <b>`_`` {LONG}\n\n_`a` {LONG}\n", "D001:1 D001:3"),
    (f"* `a <b>`_ {LONG}\n", ""),
    # literal blocks that docutils notes behind themselves
    (f"{_CODE}{LONG}\n{LONG}\n{LONG}\n{LONG}\n", "D001:10"),
    (f"{_CODE}{LONG}\n\n{LONG}\n{LONG}\n\n* {LONG}\n  {LONG}\n", "D001:10 D001:12 D001:15 D001:16"),
    (f"{_CODE}a\n=\n\nb\n{LONG}\n\nb\n{LONG}\n", "D001:17"),
    (f"Top\n===\n\n{_CODE}Next\n====\n\nb\n{LONG}\n\nEnd\n===\n\n{LONG}\n", "D001:22"),
    (f".. code::\n   :linenos:\n\n{_HELD}\n\na\n{LONG}\n", "D001:12"),
    (f"a\n=\n\nb\n{LONG}\n\n.. code::\n   :name: x\n\n{_HELD}\n", ""),
    (f".. seqdiag::\n\n{_HELD}\n\na\n{LONG}\n", "D001:11"),
    (f"* a\n  {LONG}\n\n  .. code::\n\n     b\n     c\n", ""),
    # a list is smaller than a literal block that docutils notes around it, or it is not
    (f"a\n=\n\n* b\n* b\n  {LONG}\n* b\n\n.. code::\n   :name: x\n\n{_HELD}\n", "D001:6"),
    (f"a\n=\n\n* b\n  {LONG}\n{_ITEMS}\n.. code::\n   :name: x\n\n{_HELD}\n", ""),
    (f"a\n=\n\n{_ITEMS}* b\n  {LONG}\n\n.. code::\n   :name: x\n\n{_HELD}\n{_HELD}\n", ""),
    (f"{_CODE}* b\n* b\n  {LONG}\n* b\n", "D001:12"),
    (f"{_CODE}* b\n  {LONG}\n{_ITEMS}", ""),
    # tables
    (f"+{'-' * 34}+\n| {LONG} |\n+{'-' * 34}+\n", "D001:2"),
    (f"a\n===\n\nb\n{LONG}\n\n+{'-' * 34}+\n| .. code::{' ' * 23} |\n|{' ' * 34}|\n|   b{' ' * 30}|\n|   c{' ' * 30}|\n|   d{' ' * 30}|\n|   e{' ' * 30}|\n+{'-' * 34}+\n", "D001:8 D001:9 D001:10 D001:11 D001:12 D001:13"),
    (f"{'=' * 34}  ===\n{LONG}    b\n{'=' * 34}  ===\n", "D001:1 D001:2 D001:3"),
    # tables: their parts start at the section's title, or at the item that they stand in
    (f"a\n=\n\n{LONG}\n\n+---+\n| b |\n+---+\n\n.. code::\n   :name: x\n\n{_HELD}\n{_HELD}\n", "D001:4"),
    (f"a\n=\n\n{LONG}\n\n.. list-table::\n   :widths: 10\n\n   * - a\n\n.. code::\n   :name: x\n\n{_HELD}\n{_HELD}\n", "D001:4"),
    (f"* {LONG}\n\n  .. list-table::\n\n     * - .. code::\n\n            b\n", ""),
    (f"a\n=\n\n{LONG}\n\n+-------+\n| +---+ |\n| | b | |\n| +---+ |\n| c     |\n+-------+\n\n.. code::\n   :name: x\n\n{_HELD}\n{_HELD}\n", "D001:4"),
    (f"a\n=\n\n{LONG}\n\n.. code::\n   :name: x\n\n{_HELD}\n\n+---------------+\n| .. code::     |\n|    :name: y   |\n|               |\n|    b          |\n|    c          |\n|    d          |\n+---------------+\n", "D001:4"),
    # messages on inline markup make a section longer
    (f"Top\n===\n\n{_CODE}End\n===\n\n:doc:`a` b\n{LONG}\n", "D001:17"),
    (f"Top\n===\n\n{_CODE}End\n===\n\n``a`` b\n{LONG}\n", ""),
    (f"Top\n===\n\n{_CODE}End\n===\n\n*a b\nc d\n{LONG}\n", "D001:18"),
    # line blocks, directives with titles and captions
    (f"| a `b <c>`_\n  {LONG}\n| {LONG}\n", "D001:3"),
    (f"* | {LONG}\n  | a `b <c>`_\n", ""),
    (f"Top\n===\n\n{_CODE}End\n===\n\n{LONG}\n{LONG}\n\n.. figure:: a\n\n   b\n", "D001:16"),
)  # fmt: skip
"""Each text, and doc8's codes with lines, counted from 1."""
