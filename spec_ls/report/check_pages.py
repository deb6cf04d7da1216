"""The pages of checks that ``spec-ls explain`` prints; ``docs/checks`` has the same as Markdown."""

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
    """The page of a check: summary, severity, fix, the reason for it, and an example wrong and right."""
    parts = [
        f"{check.code}\n{'=' * len(check.code)}",
        wrapped(check.summary),
        "\n".join(_facts(check)),
        *(f"{head}\n{'-' * len(head)}\n\n{body}" for head, body in _sections(check)),
    ]
    return "\n\n".join(parts) + "\n"


def wrapped(text: str) -> str:
    """Paragraphs, with lines of at most 79 characters."""
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    return "\n\n".join(_filled(" ".join(paragraph.split())) for paragraph in paragraphs)


def shortened_example(text: str) -> str:
    """The lines of an example, without the last line end; a long one is cut."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_FIRST_LINES], f"... ({len(lines):,} such lines)"]
    return "\n".join(lines)


def _facts(check: Check[Any]) -> list[str]:
    """Severity and fix as a field list."""
    return [
        _filled(f":Severity: {check.severity}", "    "),
        _filled(f":Fix: {check.remedy or 'none'}", "    "),
    ]


def _sections(check: Check[Any]) -> list[tuple[str, str]]:
    return [("Why", wrapped(check.why)), ("Wrong", _example(check.wrong)), ("Right", _example(check.right))]


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _example(text: str) -> str:
    """An example as a literal block; white space in its lines stays."""
    return "::\n\n" + textwrap.indent(shortened_example(text), "    ")
