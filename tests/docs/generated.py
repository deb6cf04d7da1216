"""The parts of the pages in ``spec_ls/docs`` that are made from code: checks, commands and their options.

A page of a check is made whole.  In other pages a generated part stands between two comments, and what is
around it is written by hand.  ``python -m tests.docs`` writes all of them; a test compares them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from spec_ls.check import Check
from spec_ls.checks import ALL_CHECKS
from spec_ls.cli import arguments
from spec_ls.cli.completion import commands
from spec_ls.features.markdown import escaped, fenced
from spec_ls.report import check_pages
from spec_ls.report.setting_pages import ABOUT, setting_page
from spec_ls.setting_texts import EXAMPLES
from spec_ls.workspace.own_pages import PAGES

DOCS = Path(__file__).parents[2] / "spec_ls" / "docs"

_BEGIN = "<!-- python -m tests.docs writes this part -->"
_END = "<!-- end of that part -->"
_PART = re.compile(f"{re.escape(_BEGIN)}\n.*?{re.escape(_END)}\n", re.DOTALL)

_NAMED = {"\r": "<CR>", "\ufeff": "<BOM>", "\u200b": "<ZWSP>", "\t": "<TAB>"}
_MEANINGS = {
    "\N{MIDDLE DOT}": "a space",
    "<CR>": "a carriage return",
    "<BOM>": "a byte order mark (U+FEFF)",
    "<ZWSP>": "a zero width space (U+200B)",
    "<TAB>": "a tab",
}


def pages() -> Mapping[Path, str]:
    """Each page that is generated, or has such a part, as it should be.  Raises ValueError: no place for it."""
    written = {DOCS / "checks" / f"{check.code}.md": check_page(check) for check in ALL_CHECKS}
    for path, part in {
        DOCS / "checks" / "README.md": check_table(),
        DOCS / "README.md": page_table(),
        DOCS / "settings.md": setting_sections(),
        DOCS / "commands.md": "\n".join(command_sections()),
    }.items():
        written[path] = with_part(path.read_text("utf-8"), part)
    return written


def with_part(page: str, part: str) -> str:
    """A page with another generated part."""
    if len(_PART.findall(page)) != 1:
        raise ValueError("the page needs the two comments around one generated part")
    return _PART.sub(lambda _: f"{_BEGIN}\n\n{part}\n{_END}\n", page)


def check_page(check: Check[Any]) -> str:
    """The page of a check, made of the attributes that ``spec-ls explain`` and hovers show."""
    silenced = (
        "Nothing switches this finding off."
        if check.always
        else f'`ignore = ["{check.code}"]` in the [settings](../settings.md) switches it off, a comment'
        f" `.. spec-ls: disable={check.code}` for [the block behind it](../suppressions.md)."
    )
    parts = [
        f"# {check.code}",
        f"{check.summary[0].upper()}{escaped(check.summary[1:])}.",
        _table(("severity", "fix"), [(escaped(check.severity), escaped(check.remedy or "none"))]),
        f"## Why\n\n{escaped(check_pages.wrapped(check.why))}",
        f"## Wrong\n\n{_example(check.wrong)}",
        f"## Right\n\n{_example(check.right)}",
        f"## Switch it off\n\n{silenced}",
        "[All checks](README.md)",
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def check_table() -> str:
    """All checks, sorted by code."""
    rows = [
        (f"[`{check.code}`]({check.code}.md)", *map(escaped, (check.summary, check.severity, check.remedy)))
        for check in sorted(ALL_CHECKS, key=lambda check: check.code)
    ]
    return _table(("code", "finds", "severity", "fix"), rows) + "\n"


def page_table() -> str:
    """All pages but those of single checks."""
    files = {name: "checks/README.md" if name == "checks" else f"{name}.md" for name in PAGES}
    return (
        _table(("page", "what it has"), [(f"[{name}]({files[name]})", PAGES[name]) for name in PAGES]) + "\n"
    )


def setting_sections() -> str:
    """All keys in a table, and a section for each."""
    rows = [(f"[`{key}`](#{key})", ABOUT[key]) for key in EXAMPLES]
    return "\n".join([_table(("key", "meaning"), rows) + "\n", *map(setting_page, EXAMPLES)])


def command_sections() -> Iterator[str]:
    """Each command with its arguments, options and examples, as its ``--help`` has them."""
    for name, command in commands(arguments.parser()).items():
        yield f"### spec-ls {name}\n\n{escaped(' '.join((command.description or '').split()))}\n"
        rows = [_argument(action) for action in command._actions if action.dest != "help"]
        if rows:
            yield _table(("argument", "what it does"), rows) + "\n"
        if command.epilog:
            yield f"```text\n{command.epilog.strip()}\n```\n"


def _example(text: str) -> str:
    """An example as a code block; characters that nobody would see are named."""
    shown = check_pages.shortened_example(text)
    named = re.sub(" +$", lambda spaces: "\N{MIDDLE DOT}" * len(spaces[0]), shown, flags=re.MULTILINE)
    for character, name in _NAMED.items():
        named = named.replace(character, name)
    notes = [f"`{name}` stands for {meaning}." for name, meaning in _MEANINGS.items() if name in named]
    return "\n\n".join([fenced(named, "rst"), *notes])


def _argument(action: argparse.Action) -> tuple[str, str]:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    takes_none = action.nargs == 0
    names = action.option_strings or [str(value)]
    shown = ", ".join(
        name if takes_none or not action.option_strings else f"{name} {value}" for name in names
    )
    return f"`{shown.strip()}`", escaped(action.help or "")


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table; bars that are no borders are escaped."""
    lines = [heads, tuple("---" for _ in heads), *(tuple(map(_in_cell, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)


def _in_cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)
