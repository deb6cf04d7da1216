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

OURS, ECHO, DOCUTILS = "spec-ls", "echo", "docutils"

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

    It gets documents of ``most`` lines at the most, and only a ``quick`` one gets thousands of edits.
    """

    name: str
    command: tuple[str, ...]
    most: int = 1_000_000
    quick: bool = True

    def start(self, repository: texts.Repository, findings: int = 20, pause: float = PAUSE) -> Editor:
        """An editor on a process of the server, with nothing said to it yet."""
        command = [part.replace("{findings}", str(findings)) for part in self.command]
        return Editor(Wire(command, repository.folder, _environment(repository.folder.parent)), pause)


def _environment(folder: Path) -> dict[str, str]:
    """The variables that a server gets; compiled modules go into a folder, not among the sources."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_SET_BY_EDITORS}
    return {**kept, "PYTHONPATH": str(_PACKAGE), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


OWN = (
    Server(OURS, (sys.executable, "-m", "spec_ls", "server")),
    Server(ECHO, (sys.executable, str(SERVERS / "echo.py"), "{findings}")),
    Server(DOCUTILS, (sys.executable, str(SERVERS / "whole_text.py")), most=10_000, quick=False),
)
"""Our own server, and the two ends of the scale."""


@dataclass(frozen=True)
class Plan:
    """How much is done.

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


SHORT = Plan(sizes=(100, 300), peps=(300,), budget=0.05, least=2, starts=1, edits=20, opened=3, long=(300,))
"""All of it, as little as it can be."""
