"""Each feature in Emacs with Eglot: its own commands and keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..features import GUIDE_NAME
from ..processes import program, until
from ..scenario import DEADLINE, Scenario, Step
from .editor import Emacs, started

_NONE = {
    "workspace-diagnostics",
    "links",
    "folding",
    "selection",
    "linked-editing",
    "code-lens",
    "semantic-tokens",
    "file-rename",
}
"""Steps for which Eglot has nothing."""

_DOCUMENTATION = """
(if (buffer-live-p eldoc--doc-buffer)
    (with-current-buffer eldoc--doc-buffer (buffer-substring-no-properties (point-min) (point-max)))
  "")
"""
_REFERENCES = (
    "(ask-xrefs (xref-backend-references (xref-find-backend) (xref-backend-identifier-at-point 'eglot)))"
)
_SYMBOLS = "(vconcat (mapcar #'ask-symbol (xref-backend-apropos (xref-find-backend) {0})))"
_IS_READY = "(and (fboundp 'eglot-current-server) (eglot-current-server) t)"


def lacks(version: str) -> frozenset[str]:
    """The steps for which the Eglot of an Emacs has nothing."""
    return frozenset({*_NONE, "inlay-hints"} if version == "28" else _NONE)


def run(scenario: Scenario, work: Path, version: str) -> dict[str, Any]:
    """Do the steps that Eglot can show."""
    with started(version, work, [program(scenario, work / "bin")]) as editor:
        editor.open(scenario.repository / GUIDE_NAME)
        editor.until(lambda: editor.ask(_IS_READY))
        author = Features(editor, scenario)
        done = [step for step in scenario.steps if step.name not in lacks(version)]
        return {step.name: getattr(author, step.method)(step) for step in done}


class Features:
    """A method for each step that is done."""

    def __init__(self, editor: Emacs, scenario: Scenario) -> None:
        self.editor, self.scenario = editor, scenario

    def definition(self, step: Step) -> Any:
        self._go(step)
        self.editor.press("M-.")
        here = '(vector (format "%s:%d" (file-name-nondirectory buffer-file-name) (line-number-at-pos)))'
        return self._seen(step, lambda: self.editor.ask(here))

    def references(self, step: Step) -> Any:
        self._go(step)
        return self._seen(step, lambda: self.editor.ask(_REFERENCES))

    def highlight(self, step: Step) -> Any:
        self._go(step)
        return self._seen(step, lambda: self.editor.ask("(ask-highlights)"))

    def hover_directive(self, step: Step) -> Any:
        return self._documented(step)

    def workspace_symbols(self, step: Step) -> Any:
        return self._seen(step, lambda: self.editor.ask(_SYMBOLS.format(json.dumps(step.typed))))

    def directive(self, step: Step) -> Any:
        return self._complete(step)

    def signature(self, step: Step) -> Any:
        return self._documented(step)

    def role(self, step: Step) -> Any:
        return self._complete(step)

    def path(self, step: Step) -> Any:
        return self._complete(step)

    def people(self, step: Step) -> Any:
        self.editor.press("C-x", "C-s")
        self.editor.open(self.scenario.spec)
        return self._complete(step)

    def rename_target(self, step: Step) -> Any:
        self._go(step)
        self.editor.press("M-x")
        self.editor.insert("eglot-rename")
        self.editor.press("Enter")
        self.editor.until(lambda: self.editor.ask('(string-prefix-p "Rename" (buffer-string))'))
        self.editor.press("C-a", "C-k")
        self.editor.insert(step.typed)
        self.editor.press("Enter")
        return self._text(step)

    def nest(self, step: Step) -> Any:
        self._go(step)
        self.editor.press("Tab")
        return self._text(step)

    def format(self, step: Step) -> Any:
        self._go(step)
        self.editor.press("C-e")
        self.editor.insert(step.typed)
        self.editor.command("eglot-format-buffer")
        return self._text(step)

    def on_type(self, step: Step) -> Any:
        self._go(step)
        self.editor.insert(step.typed)
        return self._text(step)

    def inlay_hints(self, step: Step) -> Any:
        self.editor.press("C-x", "C-s")
        self.editor.open(self.scenario.spec)
        self.editor.until(lambda: self.editor.ask("(append (ask-hints) nil)"))
        self.editor.press("M->")  # Eglot asks for the lines that are shown
        return self._seen(step, lambda: self.editor.ask("(ask-hints)"))

    def _go(self, step: Step) -> None:
        self.editor.command("goto-line", str(step.line))
        if step.column > 1:
            self.editor.press("C-u", *str(step.column - 1), "C-f")
        place = "(vector (line-number-at-pos) (- (point) (line-beginning-position)))"
        self.editor.until(lambda: self.editor.ask(place) == [step.line, step.column - 1], 5)

    def _documented(self, step: Step) -> str:
        self._go(step)
        self.editor.command("eldoc-doc-buffer")
        until(lambda: step.words[0] in " ".join(self.editor.ask(_DOCUMENTATION).split()), 10)
        seen = self.editor.ask(_DOCUMENTATION)
        self.editor.press("C-x", "1")
        return str(seen)

    def _complete(self, step: Step) -> Any:
        self._go(step)
        *above, typed = step.typed.split("\n")
        self.editor.press("C-e", *["C-q", "C-j"] * len(above))
        self.editor.insert(typed)
        self.editor.press("C-M-i")
        listed = '(and (get-buffer-window "*Completions*") t)'
        self.editor.until(lambda: self.editor.ask(listed) or self.editor.text() == step.text)
        if self.editor.text() != step.text:
            self.editor.command("switch-to-completions")
            self.editor.until(lambda: self.editor.ask("(eq major-mode 'completion-list-mode)"))
            self.editor.press("C-s")
            self.editor.insert(step.choose)
            self.editor.press("Enter", "Enter")
        return self._text(step)

    def _text(self, step: Step) -> str:
        until(lambda: self.editor.text() == step.text, 10)
        return self.editor.text()

    def _seen(self, step: Step, look: Callable[[], Any]) -> Any:
        until(lambda: list(look()) == list(step.words), DEADLINE)
        return look()
