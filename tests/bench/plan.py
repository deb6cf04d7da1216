"""Which servers are measured, and how much is done with them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import texts
from editor import PAUSE, Editor
from wire import Wire

OURS, ECHO, DOCUTILS, BEFORE = "spec-ls", "echo", "docutils", "before"

SERVERS = Path(__file__).parent / "servers"
"""The folder of the servers beside ours."""
_FOUND = find_spec("spec_ls")
# The package that this Python has, else the one beside these files.
_PACKAGE = Path(_FOUND.origin).parents[1] if _FOUND and _FOUND.origin else texts.REPOSITORY
# As an editor starts a server: with modules compiled once for all, and output buffered.
_NOT_SET_BY_EDITORS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")


@dataclass(frozen=True)
class Server:
    """A server and its command; ``{findings}`` in it stands for as many diagnostics as our own server sends.

    ``package`` is the folder that holds the package ``spec_ls``.  It gets documents of ``most`` lines at the most, and only a ``quick`` one gets thousands of edits.
    """

    name: str
    command: tuple[str, ...]
    most: int = 1_000_000
    quick: bool = True
    package: Path = _PACKAGE

    def start(
        self,
        repository: texts.Repository,
        findings: int = 20,
        pause: float = PAUSE,
        written: Path | None = None,
    ) -> Editor:
        """An editor on a process of the server, with nothing said to it yet.

        ``written`` is the folder of compiled modules and of what the server keeps between two starts, if it
        is not the one around the repository.
        """
        command = [part.replace("{findings}", str(findings)) for part in self.command]
        environment = _environment(self.package, written or repository.folder.parent)
        return Editor(Wire(command, repository.folder, environment), pause)


def _environment(package: Path, written: Path) -> dict[str, str]:
    """The variables that a server gets; what is written goes into a folder, not among sources or to the user."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_SET_BY_EDITORS}
    folders = {"PYTHONPYCACHEPREFIX": written / "compiled", "XDG_CACHE_HOME": written / "cache"}
    return {**kept, "PYTHONPATH": str(package), **{name: str(path) for name, path in folders.items()}}


OWN = (
    Server(OURS, (sys.executable, "-m", "spec_ls", "server")),
    Server(ECHO, (sys.executable, str(SERVERS / "echo.py"), "{findings}")),
    Server(DOCUTILS, (sys.executable, str(SERVERS / "whole_text.py")), most=10_000, quick=False),
)
"""Our own server, and the two ends of the scale."""


@dataclass(frozen=True)
class Plan:
    """How much is done.

    ``asked``: sizes of the texts about which requests are asked, and ``requests`` how many of each method;
    ``indexes_all``: whether the index of the workspace is that of the whole repository; ``before``: a tree of
    this project as it was, whose server is started, too;
    ``budget``: seconds that one server may take for edits of one kind at one size, once it has made
    ``least``; ``starts``: how often each is started; ``edits``: after how many of them memory is
    measured; ``opened``: how many documents are open at once for that; ``long``: sizes of texts beside
    which somebody types.
    """

    sizes: tuple[int, ...] = texts.SIZES
    peps: tuple[int, ...] = (2_500, 9_414)
    budget: float = 4.0
    least: int = 3
    starts: int = 15
    edits: int = 10_000
    opened: int = 50
    long: tuple[int, ...] = (9_414, 50_000)
    asked: tuple[int, ...] = (1_086, 9_414)
    requests: int = 40
    indexes_all: bool = True
    before: Path | None = None


SHORT = Plan(
    sizes=(100, 300),
    peps=(300,),
    budget=0.05,
    least=2,
    starts=1,
    edits=20,
    opened=3,
    long=(300,),
    asked=(300,),
    requests=2,
    indexes_all=False,
)
"""All of it, as little as it can be."""
