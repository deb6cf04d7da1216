"""Runs spec-ls and writes down each file, connection, process and module that Python touches for it.

    python -P watched.py EVENTS ARGUMENT...

EVENTS gets a JSON array a line: the audit event (PEP 578) and its arguments as text.  ``-`` at the end of the
arguments stands for itself: the command reads standard input as usual.
"""

from __future__ import annotations

import json
import os
import sys

_WATCHED = (
    "open",
    "exec",
    "import",
    "socket.",
    "subprocess.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "os.exec",
    "os.system",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.listdir",
    "os.scandir",
    "pty.",
    "ctypes.dlopen",
    "webbrowser.",
)


def main() -> int:
    """Install the hook, then run the command."""
    events = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(event: str, arguments: list[str]) -> None:
        os.write(events, json.dumps([event, *arguments]).encode() + b"\n")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(_WATCHED):
            return
        if event == "exec":
            write(event, [getattr(arguments[0], "co_filename", "")])
        elif event == "import":
            write(event, [str(arguments[0])])
        else:
            write(event, [str(argument)[:300] for argument in arguments])

    sys.addaudithook(hook)
    from spec_ls.cli import main as run

    status = run(sys.argv[2:])
    for module in list(sys.modules.values()):
        if file := getattr(module, "__file__", None):
            write("module", [file])
    return status


if __name__ == "__main__":
    sys.exit(main())
