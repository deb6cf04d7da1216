"""The author's work in Emacs, by keys."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ..processes import kill, program, servers
from ..scenario import Scenario, Step, lay_out
from .editor import Emacs, available, started

__all__ = ["available", "run"]

_GUIDANCE = """
(if (buffer-live-p eldoc--doc-buffer)
    (with-current-buffer eldoc--doc-buffer (buffer-substring-no-properties (point-min) (point-max)))
  "")
"""

_SERVER = """
(let ((server (eglot-current-server)))
  (if (and server (jsonrpc-running-p server)) (process-id (jsonrpc--process server)) 0))
"""

_IS_READY = "(and (fboundp 'eglot-current-server) (eglot-current-server) t)"


def run(scenario: Scenario, work: Path, version: str) -> dict[str, dict[str, Any]]:
    """Do the steps; returns what was seen in each."""
    with started(version, work, [program(scenario, work / "bin")]) as editor:
        author = Author(editor, scenario)
        return {step.name: getattr(author, step.method)(step) for step in scenario.steps}


class Author:
    """Who does the steps."""

    def __init__(self, editor: Emacs, scenario: Scenario) -> None:
        self.editor, self.scenario = editor, scenario

    def open(self, step: Step) -> dict[str, Any]:
        self.editor.open(self.scenario.spec)
        return self._shown(step)

    def empty(self, step: Step) -> dict[str, Any]:
        self.editor.open(self.scenario.spec)
        self.editor.until(lambda: self.editor.ask(_IS_READY))
        if not self.editor.text():
            return {"diagnostics": step.findings}  # Emacs has no place for a diagnostic in an empty buffer
        return {"diagnostics": self.editor.settled(step.findings)}

    def fill(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.press("C-u", *str(step.column - 1), "C-f", "C-k")
        self.editor.insert(step.typed)
        return self._changed(step)

    def write_over(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.press("C-Space", *["C-n"] * (step.end - step.line), "C-e", "C-w")
        self.editor.insert(step.typed)
        return self._changed(step)

    def complete(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.press("C-e")
        return self._choose(step)

    def hover(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.command("eldoc-doc-buffer")
        last = step.words[-1]
        self.editor.until(lambda: last in self.editor.ask(_GUIDANCE))
        seen = self.editor.ask(_GUIDANCE)
        self.editor.press("C-x", "1")
        return {"hover": seen}

    def outline(self, step: Step) -> dict[str, Any]:
        return {"outline": self.editor.ask("(ask-outline)")}

    def heading(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.insert(step.typed)
        self.editor.press("C-M-i")  # the only one
        return self._changed(step)

    def none(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        return self._choose(step)

    def _choose(self, step: Step) -> dict[str, Any]:
        self.editor.insert(step.typed)
        self.editor.press("C-M-i")
        listed = '(and (get-buffer-window "*Completions*") t)'
        found = self.editor.until(lambda: self.editor.ask(listed) or self.editor.text() == step.text)
        assert found, self.editor.screen.screen()
        if self.editor.text() == step.text:  # the only one
            return self._changed(step)
        self.editor.command("switch-to-completions")
        assert self.editor.until(lambda: self.editor.ask("(eq major-mode 'completion-list-mode)"))
        self.editor.press("C-s")
        self.editor.insert(step.choose)
        self.editor.press("Enter", "Enter")
        return self._changed(step)

    def insert_all(self, step: Step) -> dict[str, Any]:
        self.editor.command("spec-ls-insert-missing-sections")
        return self._changed(step)

    def wrap(self, step: Step) -> dict[str, Any]:
        self._go(step.line)
        self.editor.press("C-e")
        self.editor.insert(step.typed)
        self.editor.command("eglot-code-actions", step.choose)
        return self._changed(step)

    def save(self, step: Step) -> dict[str, Any]:
        self.editor.press("C-x", "C-s")
        self.editor.until(lambda: not self.editor.ask("(buffer-modified-p)"))
        return self.scenario.on_disk()

    def reopen(self, step: Step) -> dict[str, Any]:
        self.editor.press("C-x", "k", "Enter")
        self.editor.until(lambda: self.editor.file() != str(self.scenario.spec))
        self.editor.open(self.scenario.spec)
        return self._shown(step)

    def second_folder(self, step: Step) -> dict[str, Any]:
        self.editor.open(self.scenario.second_spec)
        seen = self.editor.settled(step.findings)
        self.editor.open(self.scenario.spec)
        return {"diagnostics": seen, "first": self.editor.diagnostics()}

    def rename(self, step: Step) -> dict[str, Any]:
        new = str(self.scenario.renamed)
        if self.editor.ask("(fboundp 'rename-visited-file)"):
            self.editor.command("rename-visited-file", new)
        else:
            self.editor.press("C-x", "C-w")
            self.editor.insert(new)
            self.editor.press("Enter")
            self.editor.until(lambda: self.editor.file() == new)
            self.scenario.spec.unlink()
        self.editor.until(lambda: self.editor.file() == new)
        assert not self.scenario.spec.exists()
        return self._shown(step)

    def template(self, step: Step) -> dict[str, Any]:
        spec = self.editor.file()
        self.editor.open(self.scenario.template)
        self.editor.press("M->")
        self.editor.screen.paste(step.typed)
        self.editor.until(lambda: self.editor.text().endswith(step.typed))
        self.editor.press("C-x", "C-s")
        self.editor.until(lambda: not self.editor.ask("(buffer-modified-p)"))
        self.editor.open(Path(spec))
        return {"diagnostics": self.editor.settled(step.findings)}

    def kill(self, step: Step) -> dict[str, Any]:
        running = servers(self.editor.process)
        assert len(running) == 2, "one server for each repository"
        for process in running:
            kill(process)
        assert self.editor.until(lambda: self.editor.ask(_SERVER) not in (0, *running))
        seen = self._shown(step)
        said = [line for line in self.editor.messages().split("\n") if "server exit" in line]
        return {**seen, "said": "\n".join(said)}

    def _go(self, line: int) -> None:
        self.editor.command("goto-line", str(line))
        self.editor.until(lambda: self.editor.ask("(line-number-at-pos)") == line)

    def _changed(self, step: Step) -> dict[str, Any]:
        self.editor.until(lambda: self.editor.text() == step.text)
        return self._shown(step)

    def _shown(self, step: Step) -> dict[str, Any]:
        seen = self.editor.settled(step.findings)
        return {"text": self.editor.text(), "diagnostics": seen}


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    print(
        json.dumps(run(lay_out(folder / "files"), folder / "work", sys.argv[1]), ensure_ascii=False, indent=1)
    )
