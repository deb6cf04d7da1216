"""An author's way from an empty buffer to a document without a finding, as steps for the drivers.

Each step is on what the one before left, computed by the core alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from spec_ls.edits.insert import insert_all
from spec_ls.features.completion import complete
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import Workspace

from .plan import Step, checked, shown
from .way_texts import PROCESSES, Process, write_process


@cache
def way(process: str) -> tuple[Step, ...]:
    """The steps of a new document of a process."""
    with tempfile.TemporaryDirectory() as folder:
        repository = write_process(PROCESSES[process], Path(folder))
        return tuple({"pep": _pep, "nep": _nep}[process](_Author(repository, PROCESSES[process])))


def _pep(author: _Author) -> Iterator[Step]:
    """All that is missing first; then the author writes over it, from the top to the end."""
    yield author.opens()
    yield author.inserts_all()
    yield author.fills("title", "Title: ", "Lists that are fast 𝄞")
    yield author.fills("author", "Author: ", "Ada Lovelace <ada@example.org>")
    yield author.completes("type", "Type: <", "", "Standards Track")
    yield author.completes("topic", "Type: ", "\nTop", "Topic")
    yield author.completes("topic-value", "Topic: ", "", "Packaging")
    yield author.fills("created", "Created: ", "12-May-2025")
    yield author.writes_over("abstract", "[A short", "Lists are fast.")
    yield author.writes_over("motivation", "[The problem", "They are slow 😀, for all who have many.")
    yield author.writes_over("specification", "[The syntax", "The new built-in returns a fast list.")
    yield author.saves()


def _nep(author: _Author) -> Iterator[Step]:
    """The title and the header line by line, as they are offered; then the sections."""
    yield author.opens()
    yield author.completes("title", "", "NEP", "NEP 61 \N{EM DASH} Fast lists", line=0)
    yield author.completes("author", "=====", "\n\n:Au", "Author", line=2)
    yield author.fills("author-value", ":Author: ", "Ada Lovelace <ada@example.org>")
    yield author.completes("status", ":Author: ", "\n:St", "Status")
    yield author.completes("type", ":Status: ", "\nTy", "Type")
    yield author.completes("type-value", ":Type: ", "", "Process")
    yield author.completes("created", ":Type: ", "\n:Cre", "Created")
    yield author.fills("created-value", ":Created: ", "2025-05-12")
    yield author.inserts_all()
    yield author.writes_over("abstract", "The abstract should", "Lists are fast.")
    yield author.writes_over("motivation", "This section", "They are slow 😀, for all who have many.", 2)
    yield author.saves()


class _Author:
    """Who does the steps; ``text`` is the document as it is now."""

    def __init__(self, repository: Path, process: Process) -> None:
        self._repository, self._process = repository, process
        self.text = process.empty

    def opens(self) -> Step:
        return Step("empty", findings=shown(self._spec()))

    def inserts_all(self) -> Step:
        spec = self._spec()
        fix = insert_all(spec)
        assert fix is not None
        return self._step(Step("insert-all", choose=fix.title), str(spec.after(fix.edits).text))

    def fills(self, name: str, before: str, typed: str) -> Step:
        """The value behind what a line begins with is written over."""
        line = self._line(before)
        rows = self.text.split("\n")
        rows[line] = before + typed
        step = Step(name, line + 1, typed, does="fill", column=len(before) + 1)
        return self._step(step, "\n".join(rows))

    def writes_over(self, name: str, before: str, typed: str, count: int = 1) -> Step:
        """So many lines are written over, the first of which begins like this."""
        line = self._line(before)
        rows = self.text.split("\n")
        rows[line : line + count] = [typed]
        step = Step(name, line + 1, typed, does="write-over", end=line + count)
        return self._step(step, "\n".join(rows))

    def completes(self, name: str, before: str, typed: str, label: str, line: int | None = None) -> Step:
        """At the end of the line that begins like this something is typed, and a candidate is accepted."""
        line = self._line(before) if line is None else line
        end = Position(line, len(self.text.split("\n")[line]))
        spec = self._spec().after([Edit(Range.at(end), typed)])
        at = line + typed.count("\n")
        cursor = Position(at, len(str(spec.text).split("\n")[at]))
        chosen = [one for one in complete(spec, cursor) if one.label == label]
        assert len(chosen) == 1, f"{label}: {chosen}"
        done = spec.after([chosen[0].edit, *chosen[0].also])
        return self._step(Step(name, line + 1, typed, label, does="complete"), str(done.text))

    def saves(self) -> Step:
        findings = tuple(checked(self._repository, self._process.document, self.text))
        return Step("save", text=self.text, findings=findings)

    def _line(self, before: str) -> int:
        lines = [number for number, row in enumerate(self.text.split("\n")) if row.startswith(before)]
        assert len(lines) == 1, f"{before}: {lines}\n{self.text}"
        return lines[0]

    def _step(self, step: Step, text: str) -> Step:
        self.text = text
        return replace(step, text=text, findings=shown(self._spec()))

    def _spec(self) -> Spec:
        path, content = self._repository / self._process.document, Text.of(self.text)
        served = Workspace(path.parent).resolve(path, content)
        assert served.template is not None
        return compare(parse(content), served.template, served.config, path)
