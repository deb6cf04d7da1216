"""The command ``spec-ls`` with its subcommands, one module each."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Sequence

from spec_ls.cli import arguments
from spec_ls.cli.console import FAILURE, Console, LogHandler

_COLLECTIONS = (200_000, 20, 20)
"""Garbage is collected less often than Python would: of a document's many objects few become garbage."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    2 for wrong use, broken settings or a file that could not be read; else 1 if an error was found; else 0.
    """
    console = Console()
    try:
        options = arguments.parse(argv)
        status = _run(options, console)
        console.flush()
        return status
    except BrokenPipeError:
        console.drop_output()  # the reader closed the pipe
        return console.status
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # writing the output failed, as on a full disk
        console.failure(f"spec-ls: {_place(error)}{error.strerror or error}")
        console.drop_output()
        return FAILURE
    except Exception as error:
        if os.environ.get("SPEC_LS_DEBUG"):
            raise
        console.failed("spec-ls", error)
        return FAILURE


def _place(error: OSError) -> str:
    """What an error is about, with a colon; empty if it says nothing of that."""
    if error.filename:
        return f"{error.filename}: "
    try:
        os.getcwd()
    except OSError:
        return "the current folder is gone: "
    return ""


def _run(options: arguments.Options, console: Console) -> int:
    """Run one subcommand.  Each is imported only when it runs: others start without the server."""
    if options.command == "server":
        from spec_ls.cli.server import server

        return server(options, console)
    gc.set_threshold(*_COLLECTIONS)
    logging.getLogger().addHandler(LogHandler(console))
    if options.command == "check" and options.watch:
        from spec_ls.cli.watching import watch

        return watch(options, console)
    if options.command == "check":
        from spec_ls.cli.check import check

        return check(options, console)
    if options.command == "outline":
        from spec_ls.cli.outline import outline

        return outline(options, console)
    if options.command == "config":
        from spec_ls.cli.config import config

        return config(options, console)
    if options.command == "doctor":
        from spec_ls.cli.doctor import doctor

        return doctor(options, console)
    if options.command == "completion":
        from spec_ls.cli.completion import completion

        return completion(options, console)
    if options.command == "init":
        from spec_ls.cli.init import init

        return init(options, console)
    if options.command == "clean":
        from spec_ls.cli.clean import clean

        return clean(options, console)
    from spec_ls.cli.explain import explain

    return explain(options, console)
