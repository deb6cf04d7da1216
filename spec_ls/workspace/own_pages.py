"""The pages that come with the program, Markdown in ``docs/`` of this package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spec_ls.workspace.files import read

_DOCS = Path(__file__).parent.parent / "docs"

PAGES: Mapping[str, str] = {
    "init": "setting up a repository: settings that it needs, pre-commit, a job of CI",
    "commands": "each command with its options, fixes, completion in a shell",
    "checks": "each code: what it finds, how grave it is, what its fix does; a page for each, with examples",
    "settings": "each key of the settings, with an example",
    "doc8": "settings of doc8 and of editors, which stand behind those of spec-ls",
    "suppressions": "a comment that switches findings off",
    "templates": "how the template of a spec is found",
    "profiles": "what a project's own gate says, and how to write that down for another project",
    "formats": "the formats of what a check finds, and what makes its exit status",
    "baseline": "a file of old findings, which are not reported again",
    "json": "what programs get",
    "api": "a repository's own test in three lines, the library, and what stays as it is",
    "doctor": "why a file is a spec or not, and what to send along with a bug report",
    "editors": "what the server does in an editor",
    "comparison": "each feature beside ruff, rumdl, markdownlint-cli2, doc8, rstcheck and docstrfmt",
}
"""The pages besides those of single checks, each with what it is about."""


def check_page(code: str) -> Path:
    """The file of the page of a check."""
    return _DOCS / "checks" / f"{code}.md"


def read_page(name: str) -> str:
    """The text of one of ``PAGES``.  Raises ``Unreadable``."""
    return read(check_page("README") if name == "checks" else _DOCS / f"{name}.md")


def check_page_alone(code: str) -> str:
    """The text of the page of a check as far as it leads to no other page.  Raises ``Unreadable``."""
    return read(check_page(code)).partition("\n## Switch it off\n")[0]
