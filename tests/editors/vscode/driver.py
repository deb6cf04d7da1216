"""The author's work in VS Code: typed and accepted in the editor, with the commands of the extension.

The server is the one that the .vsix carries, made of this checkout: what a user gets.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..processes import kill, until
from ..scenario import Scenario, Step
from .editor import Code, available, started

__all__ = ["available", "run"]


def run(scenario: Scenario, work: Path) -> dict[str, dict[str, Any]]:
    """Do the steps; returns what was seen in each."""
    workspace = scenario.folder / "both.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"path": str(scenario.repository)}]}), encoding="utf-8")
    with started(work, workspace) as code:
        author = Author(code, scenario)
        return {step.name: getattr(author, step.method)(step) for step in scenario.steps}


class Author:
    """Who does the steps; ``path`` is the spec's."""

    def __init__(self, code: Code, scenario: Scenario) -> None:
        self.code, self.scenario = code, scenario
        self.path = scenario.spec

    def open(self, step: Step) -> dict[str, Any]:
        self._open(self.path)
        return self._shown(step)

    def empty(self, step: Step) -> dict[str, Any]:
        self._open(self.path)
        return {"diagnostics": self.code.until_shown(self.path, step.findings)}

    def fill(self, step: Step) -> dict[str, Any]:
        return self._type_over(step, step.line, step.column - 1)

    def write_over(self, step: Step) -> dict[str, Any]:
        return self._type_over(step, step.end, 0)

    def complete(self, step: Step) -> dict[str, Any]:
        return self._complete(step)

    def hover(self, step: Step) -> dict[str, Any]:
        found = self.code.ask("hover", path=str(self.path), line=step.line - 1, character=0)
        return {"hover": "\n".join(found)}

    def outline(self, step: Step) -> dict[str, Any]:
        return {"outline": self.code.ask("symbols", path=str(self.path))}

    def heading(self, step: Step) -> dict[str, Any]:
        return self._complete(step)

    def none(self, step: Step) -> dict[str, Any]:
        return self._complete(step)

    def insert_all(self, step: Step) -> dict[str, Any]:
        self.code.command("spec-ls.insertMissingSections")
        return self._changed(step)

    def wrap(self, step: Step) -> dict[str, Any]:
        self.code.ask("select", line=step.line - 1)
        self.code.command("type", {"text": step.typed})
        place = {"line": step.line - 1, "character": 0}
        where = {"path": str(self.path), "start": place, "end": place}
        until(lambda: step.choose in self._titles(where, step.kind))
        self.code.ask("apply", **where, kind=step.kind, title=step.choose)
        return self._changed(step)

    def save(self, step: Step) -> dict[str, Any]:
        self.code.command("workbench.action.files.save")
        until(lambda: not self.code.ask("isDirty", path=str(self.path)))
        return self.scenario.on_disk()

    def reopen(self, step: Step) -> dict[str, Any]:
        self.code.command("workbench.action.closeActiveEditor")
        path = str(self.path)
        assert until(lambda: not self.code.ask("isOpen", path=path)), "the file is still open"
        self._open(self.path)
        return self._changed(step)

    def second_folder(self, step: Step) -> dict[str, Any]:
        self.code.ask("addFolder", path=str(self.scenario.second))
        self._open(self.scenario.second_spec)
        shown = self.code.until_shown(self.scenario.second_spec, step.findings)
        return {"diagnostics": shown, "first": self.code.shown(self.path)}

    def rename(self, step: Step) -> dict[str, Any]:
        self.code.ask("rename", **{"from": str(self.path), "to": str(self.scenario.renamed)})
        self.path = self.scenario.renamed
        return self._shown(step)

    def template(self, step: Step) -> dict[str, Any]:
        self._open(self.path)
        until(lambda: self.code.ask("active").endswith(self.path.name))
        assert until(self._state), f"no state of the spec in the status bar: {self.code.status()}"
        self.code.command("spec-ls.openTemplate")
        template = self.scenario.template
        until(lambda: (self.code.ask("active") or "").endswith(template.name))
        last = self.code.ask("lines", path=str(template)) - 1
        self.code.ask("select", line=last)
        self.code.command("type", {"text": step.typed})
        self.code.command("workbench.action.files.save")
        return self._shown(step)

    def kill(self, step: Step) -> dict[str, Any]:
        before = self.code.servers()
        assert len(before) == 1, f"servers: {before}"
        kill(before[0])
        said = until(lambda: [text for text in self.code.status() if "ended" in text])
        until(lambda: self.code.servers() not in ([], before))
        return {**self._shown(step), "said": " ".join(said)}

    def _open(self, path: Path) -> None:
        self.code.ask("open", path=str(path))
        until(lambda: self.code.ask("isOpen", path=str(path)))

    def _type_over(self, step: Step, end: int, column: int) -> dict[str, Any]:
        self.code.ask("select", line=end - 1, anchor={"line": step.line - 1, "character": column})
        self.code.command("type", {"text": step.typed})
        return self._changed(step)

    def _complete(self, step: Step) -> dict[str, Any]:
        self.code.ask("select", line=step.line - 1)
        self.code.command("type", {"text": step.typed})
        accept_suggestion(self.code, step.choose)
        return self._changed(step)

    def _state(self) -> list[str]:
        return [text for text in self.code.status() if re.search(r"\d+/\d+", text)]

    def _titles(self, where: dict[str, Any], kind: str) -> list[str]:
        return [action["title"] for action in self.code.ask("actions", **where, kind=kind)]

    def _changed(self, step: Step) -> dict[str, Any]:
        until(lambda: self.code.text(self.path) == step.text)
        return self._shown(step)

    def _shown(self, step: Step) -> dict[str, Any]:
        shown = self.code.until_shown(self.path, step.findings)
        return {"diagnostics": shown, "text": self.code.text(self.path)}


def accept_suggestion(code: Code, label: str) -> None:
    """Ask for suggestions, and accept one."""
    code.command("editor.action.triggerSuggest")
    assert until(lambda: _is_selected(code, label)), f"{label} is not suggested"
    code.command("acceptSelectedSuggestion")
    code.command("leaveSnippet")


def _is_selected(code: Code, label: str) -> bool:
    """Whether the suggestion is the one that Enter would accept; if not, the next one is selected."""
    texts = code.page.ask("texts", selector=".suggest-widget.visible .monaco-list-row.focused")
    if any(text.split("\n")[0].strip() == label for text in texts):
        return True
    if texts:
        code.command("selectNextSuggestion")
    return False
