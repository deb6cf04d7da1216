"""The arguments of ``spec-ls server``."""

from __future__ import annotations

import argparse
from typing import Any

_REMOTE = "with --tcp or --ws: also listen at an address that other machines can reach"
_LOG_FILE = "append the log to a file; warnings and errors go to standard error, too"
_LOG_LEVEL = "least level that is logged (default: warning); at debug the log may quote your documents"
_SERVER_END = """\
examples:
  spec-ls server                       the command that an editor starts
  spec-ls server --tcp 127.0.0.1:2087  a server to connect to; any program of this machine can
  spec-ls server --ws 127.0.0.1:0      prints the address to connect to, which is a secret
"""


def add_server(commands: Any) -> None:
    """Add the parser of ``server``."""
    server = commands.add_parser(
        "server",
        help="run the language server",
        description="Runs the language server, on standard input and output by default.",
        epilog=_SERVER_END,
    )
    transport = server.add_mutually_exclusive_group()
    transport.add_argument("--stdio", action="store_true", help="use standard input and output (the default)")
    transport.add_argument("--tcp", type=_address, metavar="HOST:PORT", help="listen on a TCP port")
    transport.add_argument(
        "--ws", type=_address, metavar="HOST:PORT", help="listen for WebSocket connections"
    )
    server.add_argument("--allow-remote", action="store_true", help=_REMOTE)
    server.add_argument("--log-file", metavar="FILE", help=_LOG_FILE)
    levels = ("error", "warning", "info", "debug")
    server.add_argument("--log-level", choices=levels, default="warning", help=_LOG_LEVEL)


def _address(word: str) -> tuple[str, int]:
    host, colon, port = word.rpartition(":")
    if not colon or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise argparse.ArgumentTypeError(f'"{word}" is no HOST:PORT')
    return host.strip("[]") or "127.0.0.1", int(port)
