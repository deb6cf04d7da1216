"""A terminal that nobody sees: a program runs in tmux, keys are typed into it, its screen is read."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import which

WIDTH, HEIGHT = 100, 34
"""Columns and rows."""

# TERM promises colours and curly, coloured underlines: what a terminal of today can show.
_CONFIGURATION = """\
set -g default-terminal tmux-256color
set -as terminal-overrides ',*:Tc:Smulx=\\E[4::%p1%dm:Setulc=\\E[58::2::%p1%{65536}%/%d::%p1%{256}%/%{255}%&%d::%p1%{255}%&%d%;m'
set -g status off
set -g escape-time 0
"""


def available() -> str | None:
    """None if tmux is there, else what is missing."""
    return None if which("tmux") else "no tmux: apt-get install tmux"


class Terminal:
    """One terminal with one program in it; the program's process is the terminal's."""

    def __init__(self, socket: Path, environment: Mapping[str, str]) -> None:
        self._socket, self._environment = socket, environment

    @property
    def process(self) -> int:
        """The program's process."""
        return int(self._tmux("display-message", "-p", "#{pane_pid}"))

    def type(self, *keys: str) -> None:
        """Press keys, as tmux names them: ``C-x``, ``M-x``, ``Enter``."""
        self._tmux("send-keys", *keys)

    def insert(self, text: str) -> None:
        """Press the keys of a text."""
        self._tmux("send-keys", "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste a text."""
        self._tmux("set-buffer", "--", text)
        self._tmux("paste-buffer", "-p")

    def screen(self, colours: bool = False) -> str:
        """What the terminal shows; with colours, as escape sequences (ECMA-48's SGR)."""
        return self._tmux("capture-pane", "-p", *(["-e"] if colours else []))

    def start(self, command: Sequence[str], folder: Path) -> None:
        """Start the program."""
        configuration = self._socket.with_suffix(".conf")
        configuration.write_text(_CONFIGURATION)
        size = ("-x", str(WIDTH), "-y", str(HEIGHT))
        self._tmux("-f", str(configuration), "new-session", "-d", *size, "-c", str(folder), *command)

    def stop(self) -> None:
        """End the program and the terminal."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._tmux("kill-server")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", str(self._socket), *arguments]
        done = subprocess.run(
            command, env=dict(self._environment), capture_output=True, check=True, timeout=30
        )
        return done.stdout.decode("utf-8")


@contextlib.contextmanager
def running(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A program in a terminal, for the time of a ``with``."""
    # A socket's path has at most 107 bytes, fewer than the tests' folders sometimes take.
    with tempfile.TemporaryDirectory(prefix="spec-ls-tmux-", dir="/tmp") as short:
        terminal = Terminal(Path(short) / "tmux", environment)
        try:
            terminal.start(command, folder)
            yield terminal
        finally:
            terminal.stop()
