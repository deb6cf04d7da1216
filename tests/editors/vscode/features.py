"""Each feature in VS Code: typed, or asked of the editor as it asks for itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..features import GUIDE_NAME, MOVED_NAME, OTHER_NAME
from ..processes import until
from ..scenario import DEADLINE, Scenario, Step
from .driver import accept_suggestion
from .editor import Code, started

SETTINGS = {"editor.formatOnType": True, "editor.linkedEditing": True, "spec-ls.features.code-lens": True}
FORMATTER = {"[restructuredtext]": {"editor.defaultFormatter": "spec-ls.spec-ls"}}
DIALOG = ".monaco-dialog-box .monaco-button"
RENAME = ".rename-box input:focus, .rename-widget input:focus, .rename-input:focus"


def lacks() -> frozenset[str]:
    """The steps for which VS Code has nothing."""
    return frozenset()


def run(scenario: Scenario, work: Path) -> dict[str, Any]:
    """Do the steps."""
    with started(work, scenario.repository, {**SETTINGS, **FORMATTER}) as code:
        author = Features(code, scenario)
        author.open(scenario.repository / GUIDE_NAME)
        until(code.servers)
        return {step.name: getattr(author, step.method)(step) for step in scenario.steps}


class Features:
    """A method for each step."""

    def __init__(self, code: Code, scenario: Scenario) -> None:
        self.code, self.scenario = code, scenario
        self.file = scenario.repository / GUIDE_NAME

    def open(self, path: Path) -> None:
        """Open a file, and wait until it is the active one."""
        self.file = path
        self.code.ask("open", path=str(path))
        until(lambda: (self.code.ask("active") or "").endswith(path.name))

    def workspace_diagnostics(self, step: Step) -> Any:
        def codes() -> list[str]:
            found = self.code.ask("diagnostics", path=str(self.scenario.spec))
            return sorted({one["code"] for one in found})

        return self._seen(step, codes)

    def definition(self, step: Step) -> Any:
        return self._places(step, "vscode.executeDefinitionProvider")

    def references(self, step: Step) -> Any:
        return self._places(step, "vscode.executeReferenceProvider")

    def highlight(self, step: Step) -> Any:
        def lines() -> list[str]:
            found = self._provided("vscode.executeDocumentHighlights", position=self._position(step))
            return [f"{self.file.name}:{one['range'][0]['line'] + 1}" for one in found]

        return self._seen(step, lines)

    def hover_directive(self, step: Step) -> Any:
        def text() -> str:
            return "\n".join(self.code.ask("hover", path=str(self.file), **self._position(step)))

        until(lambda: step.words[0] in text())
        return text()

    def links(self, step: Step) -> Any:
        def targets() -> list[str]:
            found = [text or "" for text in self.code.ask("links", path=str(self.file))]
            return [text.rpartition("/")[2] if text.startswith("file:") else text for text in found]

        return self._seen(step, targets)

    def workspace_symbols(self, step: Step) -> Any:
        def names() -> list[str]:
            found = self._provided("vscode.executeWorkspaceSymbolProvider", path=None, more=[step.typed])
            return [one["name"] for one in found]

        return self._seen(step, names)

    def folding(self, step: Step) -> Any:
        def fold() -> list[str]:
            found = self._provided("vscode.executeFoldingRangeProvider")
            return [f"{one['start'] + 1}-{one['end'] + 1}" for one in found if one["start"] + 1 == step.line]

        return self._seen(step, fold)

    def selection(self, step: Step) -> Any:
        def grown() -> list[str]:
            self.code.ask("select", **self._position(step))
            texts = []
            for _ in range(8):
                self.code.command("editor.action.smartSelect.expand")
                texts.append(self.code.ask("selected"))
            return [text for text in texts if text in step.words]

        return self._seen(step, grown)

    def linked_editing(self, step: Step) -> Any:
        def lines() -> list[str]:
            found = self._provided("_executeLinkedEditingProvider", position=self._position(step))
            ranges = found.get("ranges", ()) if isinstance(found, dict) else ()
            return [f"{self.file.name}:{one['startLineNumber']}" for one in ranges]

        return self._seen(step, lines)

    def directive(self, step: Step) -> Any:
        return self._complete(step)

    def signature(self, step: Step) -> Any:
        self.code.ask("select", **self._position(step))
        self.code.command("editor.action.triggerParameterHints")
        seen = until(
            lambda: " ".join(self.code.page.ask("texts", selector=".parameter-hints-widget .signature"))
        )
        self.code.command("closeParameterHints")
        return seen

    def role(self, step: Step) -> Any:
        return self._complete(step)

    def path(self, step: Step) -> Any:
        return self._complete(step)

    def people(self, step: Step) -> Any:
        self.open(self.scenario.spec)
        return self._complete(step)

    def rename_target(self, step: Step) -> Any:
        self.code.ask("select", **self._position(step))
        self.code.command("workbench.action.focusActiveEditorGroup")
        self.code.page.ask("press", key="F2")
        self.code.page.ask("wait", selector=RENAME, timeout=20_000)
        self.code.page.ask("press", key="Control+a")
        self.code.page.ask("type", text=step.typed)
        self.code.page.ask("press", key="Enter")
        return self._text(step)

    def nest(self, step: Step) -> Any:
        self.code.ask("select", line=0)
        self.code.ask("moveTo", **self._position(step))
        self.code.command("workbench.action.focusActiveEditorGroup")
        self.code.page.ask("press", key="Tab")
        return self._text(step)

    def format(self, step: Step) -> Any:
        self.code.ask("select", line=step.line - 1)
        self.code.command("type", {"text": step.typed})
        self.code.command("editor.action.formatDocument")
        return self._text(step)

    def on_type(self, step: Step) -> Any:
        self.code.ask("select", line=step.line - 1)
        self.code.command("type", {"text": step.typed})
        return self._text(step)

    def file_rename(self, step: Step) -> Any:
        folder = self.scenario.repository
        self.code.ask("beginRename", **{"from": str(folder / OTHER_NAME), "to": str(folder / MOVED_NAME)})
        # VS Code asks whether spec-ls may change files because of this.
        self.code.page.ask("wait", selector=DIALOG, timeout=20_000)
        self.code.page.ask("click", selector=DIALOG, text="OK")
        return self._text(step)

    def code_lens(self, step: Step) -> Any:
        self.open(self.scenario.spec)
        return self._seen(step, lambda: self.code.page.ask("texts", selector=".codelens-decoration"))

    def inlay_hints(self, step: Step) -> Any:
        def labels() -> list[str]:
            end = {"line": self.code.ask("lines", path=str(self.file)), "character": 0}
            all_of_it = {"start": {"line": 0, "character": 0}, "end": end}
            found = self._provided("vscode.executeInlayHintProvider", range=all_of_it)
            return [one["label"] for one in found]

        return self._seen(step, labels)

    def semantic_tokens(self, step: Step) -> Any:
        return self._seen(step, lambda: self.code.ask("tokens", path=str(self.file), line=step.line - 1))

    def _position(self, step: Step) -> dict[str, int]:
        row = self.code.text(self.file).split("\n")[step.line - 1]
        return {"line": step.line - 1, "character": len(row[: step.column - 1].encode("utf-16-le")) // 2}

    def _provided(self, command: str, path: str | None = "", **arguments: Any) -> Any:
        path = str(self.file) if path == "" else path
        return self.code.ask("provided", command=command, path=path, **arguments) or []

    def _places(self, step: Step, command: str) -> Any:
        def places() -> list[str]:
            found = self._provided(command, position=self._position(step))
            uris = [
                (one.get("uri") or one["targetUri"], one.get("range") or one["targetRange"]) for one in found
            ]
            return [f"{uri['path'].rpartition('/')[2]}:{range_[0]['line'] + 1}" for uri, range_ in uris]

        return self._seen(step, places)

    def _complete(self, step: Step) -> Any:
        self.code.ask("select", **self._position(step))
        self.code.command("type", {"text": step.typed})
        accept_suggestion(self.code, step.choose)
        return self._text(step)

    def _text(self, step: Step) -> str:
        until(lambda: self.code.text(self.file) == step.text, 10)
        return self.code.text(self.file)

    def _seen(self, step: Step, look: Callable[[], Any]) -> Any:
        until(lambda: list(look()) == list(step.words), DEADLINE)
        return look()
