"""The command lines of programs that run ``spec-ls``, or another command behind ``--``."""

from __future__ import annotations

import argparse
import sys


def options_and_command(parser: argparse.ArgumentParser) -> tuple[argparse.Namespace, list[str]]:
    """The options of this program, and the command to run; without one that is ``spec-ls``."""
    arguments = sys.argv[1:]
    if "--" not in arguments:
        return parser.parse_args(arguments), ["spec-ls"]
    at = arguments.index("--")
    return parser.parse_args(arguments[:at]), arguments[at + 1 :]
