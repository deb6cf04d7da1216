"""Runs spec-ls, and writes down what the process opens, connects to, starts, imports and executes.

    python tests/hostile/tripwire.py LOG COMMAND...

LOG gets one JSON object a line, ``event`` and ``arguments`` (https://docs.python.org/3/library/audit_events.html).
``docutils FILE`` as COMMAND publishes a file with everything switched on that spec-ls has off.
"""

from __future__ import annotations

import json
import sys
from types import CodeType
from typing import Any

WATCHED = (
    "open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink", "os.chmod",
    "os.truncate", "os.utime", "glob.glob", "shutil.", "tempfile.", "socket.", "urllib.", "http.", "ftplib.",
    "smtplib.", "ssl.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.system", "pty.", "ctypes.", "exec", "import", "marshal.", "pickle.", "sqlite3.", "webbrowser.", "mmap.",
)  # fmt: skip


def main(log: str, *command: str) -> int:
    with open(log, "w", encoding="utf-8", errors="backslashreplace") as output:
        recording = True

        def on_event(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal recording
            if recording and event.startswith(WATCHED):
                recording = False  # what writing the log does is no event
                print(json.dumps({"event": event, "arguments": [_text(a) for a in arguments]}), file=output)
                recording = True

        sys.addaudithook(on_event)
        try:
            return _docutils(command[1]) if command[0] == "docutils" else _spec_ls(command)
        finally:
            recording = False


def _spec_ls(command: tuple[str, ...]) -> int:
    from spec_ls.cli import main as spec_ls

    return spec_ls(command)


def _docutils(file: str) -> int:
    from docutils.core import publish_file

    publish_file(source_path=file, destination_path="/dev/null", writer="html")
    return 0


def _text(argument: Any) -> str:
    if isinstance(argument, CodeType):
        return argument.co_filename
    if isinstance(argument, bytes):
        return repr(argument[:300])
    return str(argument)[:1000]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
