"""The arguments of ``spec-ls config``, and the option ``--config``."""

from __future__ import annotations

import argparse
from typing import Any

_CONFIG = "Shows the settings in effect, and the form that settings have."
_SHOW = """\
Shows each setting in effect for PATH, and where it comes from: file and line, profile, default."""
_SHOW_END = """\
examples:
  spec-ls config show my-spec.rst
  spec-ls config show --format json specs
"""
_SCHEMA = "Prints the JSON schema of settings, for editors that complete and check TOML."
_OPTION = "a setting above those of all files, as severity.trailing-whitespace=error; VALUE is TOML or a word"


def add_config(commands: Any) -> None:
    """Add the command ``config``."""
    config = commands.add_parser("config", help="show the settings in effect", description=_CONFIG)
    actions = config.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="show the settings of a path", description=_SHOW, epilog=_SHOW_END)
    show.add_argument(
        "path", nargs="?", default=".", metavar="PATH", help="file or folder (default: the current folder)"
    )
    show.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")
    add_config_option(show)
    actions.add_parser("schema", help="print the JSON schema of settings", description=_SCHEMA)


def add_config_option(parser: argparse.ArgumentParser) -> None:
    """Add the option ``--config``, which may be given several times."""
    parser.add_argument(
        "--config", action="append", default=[], dest="settings", metavar="KEY=VALUE", help=_OPTION
    )
