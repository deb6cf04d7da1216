"""The arguments of ``spec-ls explain`` and ``spec-ls completion``."""

from __future__ import annotations

import argparse
from typing import Any

LISTED = "; spec-ls explain lists all"
"""What a message adds where no known name is near."""

_EXPLAIN = """\
Explains what a check finds and why, with an example wrong and right, or what a key of the settings means;
prints a page of the documentation. Without NAME, lists all."""
_EXPLAIN_END = """\
examples:
  spec-ls explain                      all codes, pages and keys of settings
  spec-ls explain missing-section      a check
  spec-ls explain max-line-length      a key of settings
  spec-ls explain settings             a page
"""
_COMPLETION_END = """\
examples:
  spec-ls completion bash > ~/.local/share/bash-completion/completions/spec-ls
  spec-ls completion zsh > ~/.zfunc/_spec-ls
  spec-ls completion fish > ~/.config/fish/completions/spec-ls.fish
"""


def add_explain(commands: Any) -> None:
    """Add the parser of ``explain``."""
    explain = commands.add_parser(
        "explain",
        help="explain a check or a setting, or print a page",
        description=_EXPLAIN,
        epilog=_EXPLAIN_END,
    )
    explain.add_argument(
        "name", nargs="?", type=_explained, metavar="NAME", help="a code, a key of settings, or a page"
    )


def add_completion(commands: Any) -> None:
    """Add the parser of ``completion``."""
    completion = commands.add_parser(
        "completion",
        help="print a script that completes arguments in a shell",
        description="Prints a script with which a shell completes commands, options, codes and files.",
        epilog=_COMPLETION_END,
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def _explained(word: str) -> str:
    from spec_ls.checks import CODES
    from spec_ls.config import did_you_mean
    from spec_ls.setting_texts import EXAMPLES
    from spec_ls.workspace.own_pages import PAGES

    names = CODES | EXAMPLES.keys() | PAGES.keys()
    if word not in names:
        hint = did_you_mean(word, names) or LISTED
        raise argparse.ArgumentTypeError(f'no code, key of settings or page is called "{word}"{hint}')
    return word
