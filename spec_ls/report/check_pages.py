"""The pages of ``spec-ls explain``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from spec_ls.check import Check

_WIDTH = 79
_MOST_LINES, _FIRST_LINES = 100, 5


def contents(checks: Iterable[Check[Any]]) -> str:
    """The list of all codes with their summaries."""
    checks = sorted(checks, key=lambda check: check.code)
    width = max((len(check.code) for check in checks), default=0)
    return "".join(f"{check.code:<{width}}  {check.summary}\n" for check in checks)


def page(check: Check[Any]) -> str:
    """The page of a check: its summary, the reason for it, and an example wrong and right."""
    parts = [
        f"{check.code}\n{'=' * len(check.code)}",
        _wrapped(check.summary),
        *(f"{head}\n{'-' * len(head)}\n\n{body}" for head, body in _sections(check)),
    ]
    return "\n\n".join(parts) + "\n"


def _sections(check: Check[Any]) -> list[tuple[str, str]]:
    return [("Why", _wrapped(check.why)), ("Wrong", _example(check.wrong)), ("Right", _example(check.right))]


def _wrapped(text: str) -> str:
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    return "\n\n".join(textwrap.fill(" ".join(paragraph.split()), _WIDTH) for paragraph in paragraphs)


def _example(text: str) -> str:
    """An example as a literal block; white space in its lines stays.  A long one is cut."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_FIRST_LINES], f"... ({len(lines):,} such lines)"]
    return "::\n\n" + textwrap.indent("\n".join(lines), "    ")
