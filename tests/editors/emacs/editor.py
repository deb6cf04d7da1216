"""A real Emacs in a terminal: keys are typed, and Emacs itself is asked what it shows."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import which
from typing import Any

from .. import terminal
from ..processes import Found, home, until
from ..scenario import CACHE
from .install import binary

PACKAGE = Path(__file__).parents[3] / "editors" / "emacs"
"""The folder that a user puts on the load-path."""

ELPA = Path("/usr/share/emacs/site-lisp/elpa")
"""Where Debian has Eglot for Emacs 28."""

INIT = f"""\
(add-to-list 'load-path "{PACKAGE}")
(require 'spec-ls)
(add-hook 'rst-mode-hook #'spec-ls-ensure)
"""
"""What a user writes into the init file."""

_BEFORE = f"""\
;; Debian's packages are found with its site-start file, and that is for the system's Emacs alone.
(when (< emacs-major-version 29)
  (require 'package)
  (setq package-directory-list '("{ELPA}"))
  (package-initialize))
(setq inhibit-startup-screen t)
(load "{Path(__file__).with_name("ask.el")}" nil t)
"""


def program(version: str) -> Path:
    """The program of Emacs 28 (the system's) or 30 (beside it)."""
    return binary(CACHE) if version == "30" else Path("/usr/bin/emacs")


def available(version: str) -> str | None:
    """None if an Emacs is there with all that the tests need, else what is missing."""
    if missing := terminal.available():
        return missing
    if not which("emacsclient"):
        return "no emacsclient: apt-get install emacs-nox elpa-eglot"
    if version == "30":
        return None if binary(CACHE).exists() else f"no Emacs 30 in {CACHE}: python tests/editors/install.py"
    found = "/usr/bin/emacs"
    if not Path(found).exists() or not list(ELPA.glob("eglot-*")):
        return "no Emacs 28 with Eglot: apt-get install emacs-nox elpa-eglot"
    says = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return None if says.startswith(f"GNU Emacs {version}.") else f"{found} is not Emacs {version}"


def batch(version: str, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an Emacs without a terminal."""
    command = [str(program(version)), "--batch", "-Q", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@contextlib.contextmanager
def started(
    version: str, work: Path, programs: Sequence[Path] = (), init: str = INIT, colours: bool = False
) -> Iterator[Emacs]:
    """An Emacs with an init file, for the time of a ``with``; its terminal has 256 colours, or all."""
    environment = home(work, *programs) | ({"COLORTERM": "truecolor"} if colours else {})
    configuration = work / "init.el"
    configuration.write_text(_BEFORE + init, encoding="utf-8")
    # A socket's path has at most 107 bytes, fewer than the tests' folders sometimes take.
    with tempfile.TemporaryDirectory(prefix="spec-ls-emacs-", dir="/tmp") as folder:
        arguments = ["--no-splash", "-nw", "-Q", "--eval", f'(setq server-socket-dir "{folder}")']
        command = [str(program(version)), *arguments, "-l", str(configuration)]
        with terminal.running(command, work, environment) as screen:
            yield Emacs(screen, Path(folder) / "ask", work / "answer.json")


class Emacs:
    """One running Emacs."""

    def __init__(self, screen: terminal.Terminal, socket: Path, answer: Path) -> None:
        self.screen, self._socket, self._answer = screen, socket, answer
        until(self._listens)
        assert self._socket.exists(), f"Emacs did not start:\n{screen.screen()}"

    def _listens(self) -> bool:
        """Whether Emacs answers: its socket may be there before."""
        command = ["emacsclient", "-s", str(self._socket), "--eval", "t"]
        return (
            self._socket.exists() and not subprocess.run(command, capture_output=True, check=False).returncode
        )

    @property
    def process(self) -> int:
        """Emacs' process."""
        return self.screen.process

    def ask(self, form: str) -> Any:
        """What a form gives in the buffer of the selected window."""
        self._answer.unlink(missing_ok=True)
        form = f'(ask "{self._answer}" (quote {form}))'
        command = ["emacsclient", "-s", str(self._socket), "--eval", form]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 0, f"{form}: {done.stderr}\n{self.screen.screen()}"
        answer = json.loads(self._answer.read_text(encoding="utf-8"))
        assert "error" not in answer, f"{form}: {answer['error']}"
        return answer["value"]

    def until(self, found: Callable[[], Found], seconds: float = 20.0) -> Found:
        """What a function finds as soon as it is something."""
        return until(found, seconds)

    def press(self, *keys: str) -> None:
        """Press keys, and wait until Emacs has read them."""
        self.screen.type(*keys)

    def insert(self, text: str) -> None:
        """Type a text."""
        self.screen.insert(text)

    def command(self, name: str, *answers: str) -> None:
        """``M-x``, a command, and what it asks for, each with Enter."""
        self.press("M-x")
        for words in (name, *answers):
            self.insert(words)
            self.press("Enter")

    def open(self, path: Path) -> None:
        """``C-x C-f``, and wait until the file is there."""
        self.press("C-x", "C-f")
        self.insert(str(path))
        self.press("Enter")
        seen = self.until(lambda: self.file() == str(path))
        assert seen, f"{path} is not open:\n{self.screen.screen()}"

    def file(self) -> str:
        """The file in the selected window."""
        return str(self.ask('(or buffer-file-name "")'))

    def text(self) -> str:
        """The text of the buffer."""
        return str(
            self.ask("(save-restriction (widen) (buffer-substring-no-properties (point-min) (point-max)))")
        )

    def diagnostics(self) -> list[list[Any]]:
        """What the buffer shows."""
        return list(self.ask("(ask-diagnostics)"))

    def settled(self, findings: tuple[Any, ...]) -> list[list[Any]]:
        """The diagnostics as soon as they are the given ones, or those that are there in the end."""
        wanted = sorted(map(list, findings))
        self.until(lambda: sorted(self.diagnostics()) == wanted)
        return self.diagnostics()

    def messages(self) -> str:
        """All that Emacs has told so far."""
        return str(self.ask("(with-current-buffer (messages-buffer) (buffer-string))"))
