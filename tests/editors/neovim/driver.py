"""The author's work in Neovim, by keys."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..processes import kill, program, servers
from ..scenario import Scenario, Step, lay_out
from .editor import INIT, Neovim, available, started

__all__ = ["available", "run"]

MENU = "vim.opt.completeopt:append('menuone')\n"
"""As the help says: without a menu, which a single candidate does not get, <C-y> copies a character besides."""


def run(scenario: Scenario, work: Path) -> dict[str, dict[str, Any]]:
    """Do the steps; returns what was seen in each."""
    with started(work, program(scenario, work / "bin"), init=INIT + MENU) as editor:
        author = Author(editor, scenario)
        return {step.name: getattr(author, step.method)(step) for step in scenario.steps}


class Author:
    """Who does the steps; ``buffer`` is the spec's."""

    def __init__(self, editor: Neovim, scenario: Scenario) -> None:
        self.editor, self.scenario = editor, scenario
        self.buffer = 0

    def open(self, step: Step) -> dict[str, Any]:
        self.buffer = self.editor.edit(self.scenario.spec)
        return self._shown(step)

    def empty(self, step: Step) -> dict[str, Any]:
        self.buffer = self.editor.edit(self.scenario.spec)
        self.editor.until(lambda: self.editor.diagnostics(self.buffer))
        # To Neovim an empty text is an empty line with its end: there a range may end.
        return {
            "diagnostics": [[*one[:3], *step.findings[0][3:]] for one in self.editor.diagnostics(self.buffer)]
        }

    def fill(self, step: Step) -> dict[str, Any]:
        self.editor.type(f"{step.line}G{step.column}|C")
        return self._typed(step)

    def write_over(self, step: Step) -> dict[str, Any]:
        self.editor.type(f"{step.line}GV{step.end}Gc")
        return self._typed(step)

    def complete(self, step: Step) -> dict[str, Any]:
        *above, typed = step.typed.split("\n")
        # Neovim indents the line behind a field, as if that went on: its author takes that back.
        self.editor.type(f"{step.line}GA" + "<CR>0<C-d>" * len(above))
        return self._accept(replace(step, typed=typed))

    def hover(self, step: Step) -> dict[str, Any]:
        self.editor.type(f"{step.line}G0K")
        seen = self.editor.float()
        self.editor.type("j")
        return {"hover": seen}

    def outline(self, step: Step) -> dict[str, Any]:
        self.editor.type("gO")
        read = "return vim.tbl_map(function(item) return item.text end, vim.fn.getloclist(0))"
        texts = self.editor.until(lambda: self.editor.lua(read))
        self.editor.command("lclose")
        return {"outline": [text.removeprefix("[String]").strip() for text in texts or ()]}

    def heading(self, step: Step) -> dict[str, Any]:
        return self._complete(step)

    def none(self, step: Step) -> dict[str, Any]:
        return self._complete(step)

    def insert_all(self, step: Step) -> dict[str, Any]:
        self.editor.command("SpecLsInsertMissing")
        return self._changed(step)

    def wrap(self, step: Step) -> dict[str, Any]:
        self.editor.type(f"{step.line}GA")
        self.editor.insert(step.typed)
        self.editor.type("<Esc>")
        self.editor.want(step.choose)
        self.editor.type("gra")
        return self._changed(step)

    def save(self, step: Step) -> dict[str, Any]:
        self.editor.command("write")
        self.editor.until(lambda: not self.editor.lua("return vim.bo[...].modified", self.buffer))
        return self.scenario.on_disk()

    def reopen(self, step: Step) -> dict[str, Any]:
        self.editor.command("bwipeout")
        self.editor.until(lambda: not self.editor.lua("return vim.api.nvim_buf_is_valid(...)", self.buffer))
        self.buffer = self.editor.edit(self.scenario.spec)
        return self._shown(step)

    def second_folder(self, step: Step) -> dict[str, Any]:
        second = self.editor.edit(self.scenario.second_spec)
        seen = self.editor.settled(second, step.findings)
        self.editor.edit(self.scenario.spec)
        return {"diagnostics": seen, "first": self.editor.diagnostics(self.buffer)}

    def rename(self, step: Step) -> dict[str, Any]:
        names = (str(self.scenario.spec), str(self.scenario.renamed))
        self.editor.lua("vim.lsp.util.rename(...)", *names)
        assert not self.scenario.spec.exists()
        return self._shown(step)

    def template(self, step: Step) -> dict[str, Any]:
        self.editor.edit(self.scenario.template)
        self.editor.type("Go")
        self.editor.lua("vim.api.nvim_paste(..., false, -1)", step.typed.removesuffix("\n"))
        self.editor.type("<Esc>")
        self.editor.command("write")
        seen = self.editor.settled(self.buffer, step.findings)
        self.editor.edit(self.scenario.renamed)
        return {"diagnostics": seen}

    def kill(self, step: Step) -> dict[str, Any]:
        before, running = self.editor.clients(), servers(self.editor.process)
        assert len(running) == len(before) == 2, "one server for each repository"
        for process in running:
            kill(process)
        self.editor.until(lambda: len(now := self.editor.clients()) == 2 and min(now) > max(before))
        seen = self._shown(step)
        said = [line for line in self.editor.messages().split("\n") if "signal 9" in line]
        return {**seen, "said": "\n".join(said)}

    def _typed(self, step: Step) -> dict[str, Any]:
        self.editor.insert(step.typed)
        self.editor.type("<Esc>")
        return self._changed(step)

    def _complete(self, step: Step) -> dict[str, Any]:
        self.editor.type(f"{step.line}G0i")
        return self._accept(step)

    def _accept(self, step: Step) -> dict[str, Any]:
        self.editor.insert(step.typed)
        self.editor.type("<C-x><C-o>")
        labels = [item["abbr"] for item in self._menu()]
        assert step.choose in labels, labels
        self.editor.type("<C-n>" * labels.index(step.choose))
        self.editor.type("<C-y>")
        self.editor.until(lambda: self.editor.text(self.buffer) == step.text, 5)
        self.editor.type("<Esc>")
        return self._changed(step)

    def _menu(self) -> list[dict[str, Any]]:
        self.editor.until(lambda: self.editor.completions()["items"])
        return self.editor.completions()["items"]

    def _changed(self, step: Step) -> dict[str, Any]:
        self.editor.until(lambda: self.editor.text(self.buffer) == step.text, 5)
        return self._shown(step)

    def _shown(self, step: Step) -> dict[str, Any]:
        seen = self.editor.settled(self.buffer, step.findings)
        return {"text": self.editor.text(self.buffer), "diagnostics": seen}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(json.dumps(run(lay_out(folder / "files"), folder / "work"), ensure_ascii=False, indent=1))
