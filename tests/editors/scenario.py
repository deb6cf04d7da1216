"""What an author does in an editor, as data: the same steps, and the same file in the end, in every editor.

**What a driver is.**  ``tests/editors/<editor>/driver.py`` has two functions:

``available() -> str | None``
    None if the editor is there, else one line that says what is missing.

``run(scenario: Scenario, work: Path) -> dict[str, dict]``
    starts the editor with everything it writes (HOME, configuration, logs) below ``work``, lets it start
    ``scenario.server`` with ``scenario.environment`` added to its own, does the steps in the order of
    ``scenario.steps``, and returns ``{step.name: what was seen}``:

    ============= ============================================================ =======================
    step          what the driver does                                         keys that it returns
    ============= ============================================================ =======================
    open          open ``scenario.spec``                                       diagnostics
    hover         ask for the hover on line ``line``                           hover: the text shown
    outline       ask for the outline                                          outline: list of titles
    heading, none type ``typed`` on the empty line ``line``, ask for
                  completion, accept the candidate ``choose``                  text, diagnostics
    insert-all    apply the action ``choose`` of the kind ``kind``             text, diagnostics
    wrap          type ``typed`` at the end of line ``line``, then apply the
                  action ``choose`` of the kind ``kind`` there                 text, diagnostics
    save          save                                                         ``scenario.on_disk()``
    reopen        close the file and open it again                             text, diagnostics
    second-folder open ``scenario.second_spec`` besides                        diagnostics (its own),
                                                                               first (those of the spec)
    rename        rename the file to ``scenario.renamed`` with the editor's
                  own means, or leave the step out                             diagnostics
    template      add ``typed`` at the end of ``scenario.template`` in the
                  editor, and save that; the diagnostics are the spec's        diagnostics
    kill          kill the server's process, and do what a user would have to
                  do then (as little as possible)                              diagnostics, said: what
                                                                               the editor tells
    ============= ============================================================ =======================

    Steps whose ``does`` names something else do that (``step.method`` is the name of the driver's method):

    ============= ============================================================ =======================
    empty         open ``scenario.spec``, which is empty                       diagnostics
    fill          type ``typed`` over line ``line`` from ``column`` on         text, diagnostics
    write-over    type ``typed`` over the lines ``line`` to ``end``            text, diagnostics
    complete      type ``typed`` at the end of line ``line``, ask for
                  completion, accept the candidate ``choose``                  text, diagnostics
    ============= ============================================================ =======================

``text`` is the whole buffer with ``\\n`` at its line ends.  ``diagnostics`` is a list of
``[code, line, column, end_line, end_column]``, 1-based and in code points (``scenario.place`` helps), in any
order.  The driver reads them from what the editor shows and waits until they are ``step.findings`` or a
deadline (``DEADLINE``) has passed; then it returns what was there last, so that the test can show the difference.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spec_ls

from .plan import Finding, Step, checked, shown_of_file, steps
from .texts import (
    FOLDER,
    MIXED,
    RENAMED_NAME,
    SECOND_SPEC_NAME,
    SPEC,
    SPEC_NAME,
    TEMPLATE_NAME,
    write,
)
from .way import way
from .way_texts import PROCESSES, write_process

__all__ = [
    "MIXED",
    "SPEC",
    "SPEC_NAME",
    "Finding",
    "Step",
    "checked",
    "differences",
    "lay_out",
    "lay_out_way",
    "place",
    "shown_of_file",
]

CACHE = Path(
    os.environ.get("SPEC_LS_EDITORS_CACHE") or Path(__file__).parents[2] / ".tox" / "editors-cache"
).absolute()
"""Where ``install.py`` puts the editors."""

DEADLINE = 20.0
"""Seconds after which what an editor does not show counts as not shown."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The files on disk, the server's command, and the steps."""

    folder: Path
    repository: Path
    second: Path
    steps: tuple[Step, ...]
    spec_name: str = SPEC_NAME
    server: tuple[str, ...] = (sys.executable, "-m", "spec_ls", "server")
    environment: dict[str, str] = field(
        default_factory=lambda: {"PYTHONPATH": str(Path(spec_ls.__file__).parents[1])}
    )

    @property
    def spec(self) -> Path:
        """The spec that the author works on."""
        return self.repository / self.spec_name

    @property
    def renamed(self) -> Path:
        """The spec after the step ``rename``."""
        return self.repository / RENAMED_NAME

    @property
    def template(self) -> Path:
        """The template of that spec."""
        return self.repository / TEMPLATE_NAME

    @property
    def second_spec(self) -> Path:
        """A spec in another repository."""
        return self.second / SECOND_SPEC_NAME

    def step(self, name: str) -> Step:
        """The step of a name."""
        return next(step for step in self.steps if step.name == name)

    def on_disk(self) -> dict[str, Any]:
        """What the step ``save`` returns: the file's text, and what the command says of it right now."""
        return {
            "text": self.spec.read_bytes().decode(),
            "diagnostics": checked(self.repository, self.spec_name),
        }

    @property
    def expected_file(self) -> str:
        """The text that every editor leaves on disk."""
        return self.step("save").text


def lay_out(parent: Path) -> Scenario:
    """Put both repositories into a new folder below ``parent``."""
    folder = write(parent / FOLDER)
    return Scenario(folder, folder / "nova-specs", folder / "other specs", steps())


def lay_out_way(parent: Path, process: str) -> Scenario:
    """Put the repository of a process with a new document into a new folder below ``parent``."""
    repository = write_process(PROCESSES[process], parent / FOLDER)
    return Scenario(parent / FOLDER, repository, repository, way(process), PROCESSES[process].document)


def place(text: str, line: int, units: int, encoding: str = "utf-16") -> tuple[int, int]:
    """A 0-based line and column of an editor as 1-based ones in code points.

    ``units`` counts code units of ``encoding`` (utf-8, utf-16 or utf-32) in the line.
    """
    content = text.split("\n")[line]
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = encoding if width == 1 else f"{encoding}-le"
    return line + 1, len(content.encode(codec)[: units * width].decode(codec, "ignore")) + 1


def differences(step: Step, seen: dict[str, Any]) -> Iterator[str]:
    """What a driver saw in a step that is not as it should be, as lines that a person can read."""
    if "diagnostics" in seen or step.findings:
        shown = sorted(tuple(one) for one in seen.get("diagnostics", ()))
        yield from _unlike("diagnostics", map(str, sorted(step.findings)), map(str, shown))
    if step.text:
        yield from _unlike("text", step.text.split("\n"), seen.get("text", "").split("\n"))
    if step.name == "outline":
        yield from _unlike("outline", step.words, seen.get("outline", ()))
    if step.name == "hover":
        shown = " ".join(seen.get("hover", "").split())
        yield from (f"the hover lacks {line!r}" for line in step.words if " ".join(line.split()) not in shown)
    if step.name == "second-folder":
        first = sorted(tuple(one) for one in seen.get("first", ()))
        yield from _unlike("the first spec's diagnostics", step.words, map(str, first))
    if step.name == "kill" and not seen.get("said"):
        yield "the editor says nothing of the server's end"


def _unlike(what: str, expected: Iterable[str], seen: Iterable[str]) -> Iterator[str]:
    lines = difflib.unified_diff(list(expected), list(seen), "as it should be", "as it was", n=1, lineterm="")
    yield from (f"{what}: {line}" for line in lines)
