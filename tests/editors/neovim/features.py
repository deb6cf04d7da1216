"""Each feature in Neovim: its own keys and functions, as the help of spec-ls names them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..features import GUIDE_NAME
from ..processes import program, until
from ..scenario import DEADLINE, Scenario, Step
from .editor import INIT, Neovim, started

_NONE = frozenset({"workspace-diagnostics", "links", "selection", "linked-editing", "on-type", "file-rename"})

_FOUND = (
    "vim.g.found = vim.tbl_map(function(i) return vim.fs.basename(i.filename) .. ':' .. i.lnum end, o.items)"
)
_LISTED = f"{{ on_list = function(o) {_FOUND} end }}"
_HIGHLIGHTED = """
local space, lines = vim.api.nvim_get_namespaces()['nvim.lsp.references'], {}
for _, mark in ipairs(space and vim.api.nvim_buf_get_extmarks(0, space, 0, -1, {}) or {}) do
  table.insert(lines, 'guide.rst:' .. mark[2] + 1)
end
return lines
"""
_HINTS = (
    "return vim.tbl_map(function(h) return h.inlay_hint.label end, vim.lsp.inlay_hint.get({ bufnr = 0 }))"
)
_LENSES = "return vim.tbl_map(function(l) return l.command.title end, vim.lsp.codelens.get(0))"
_TOKENS = """
local line = ...
return vim.tbl_map(function(t) return t.type end, vim.lsp.semantic_tokens.get_at_pos(0, line, 0) or {})
"""


def lacks() -> frozenset[str]:
    """The steps for which Neovim 0.11 has nothing."""
    return _NONE


def run(scenario: Scenario, work: Path) -> dict[str, Any]:
    """Do the steps that Neovim can show."""
    with started(
        work, program(scenario, work / "bin"), init=INIT + "vim.opt.completeopt:append('menuone')\n"
    ) as editor:
        editor.edit(scenario.repository / GUIDE_NAME)
        editor.until(editor.clients)
        author = Features(editor, scenario)
        done = [step for step in scenario.steps if step.name not in lacks()]
        return {step.name: getattr(author, step.method)(step) for step in done}


class Features:
    """A method for each step that is done."""

    def __init__(self, editor: Neovim, scenario: Scenario) -> None:
        self.editor, self.scenario = editor, scenario
        self.buffer = int(editor.lua("return vim.api.nvim_get_current_buf()"))

    def definition(self, step: Step) -> Any:
        return self._listed(step, f"vim.lsp.buf.definition({_LISTED})")

    def references(self, step: Step) -> Any:
        return self._listed(step, f"vim.lsp.buf.references(nil, {_LISTED})")

    def highlight(self, step: Step) -> Any:
        self._go(step)
        self.editor.lua("vim.lsp.buf.document_highlight()")
        return self._seen(step, lambda: self.editor.lua(_HIGHLIGHTED))

    def hover_directive(self, step: Step) -> Any:
        self._go(step)
        self.editor.type("K")
        seen = self.editor.float()
        self.editor.type("j")
        return seen

    def workspace_symbols(self, step: Step) -> Any:
        return self._seen(step, lambda: self._symbols(step.typed))

    def folding(self, step: Step) -> Any:
        self.editor.lua("vim.wo.foldmethod, vim.wo.foldexpr = 'expr', 'v:lua.vim.lsp.foldexpr()'")
        self._go(step)
        closed = f"vim.cmd('silent! normal! zR{step.line}Gzc'); return vim.fn.foldclosedend({step.line})"
        seen = self._seen(step, lambda: [f"{step.line}-{self.editor.lua(closed)}"])
        self.editor.lua("vim.cmd('normal! zR')")
        return seen

    def directive(self, step: Step) -> Any:
        return self._complete(step)

    def signature(self, step: Step) -> Any:
        self.editor.type(f"{step.line}GA")
        self.editor.lua("vim.lsp.buf.signature_help()")
        seen = self.editor.float()
        self.editor.type("<Esc>")
        self.editor.type("j")
        return seen

    def role(self, step: Step) -> Any:
        return self._complete(step)

    def path(self, step: Step) -> Any:
        return self._complete(step)

    def people(self, step: Step) -> Any:
        self._spec()
        self.buffer = int(self.editor.lua("return vim.api.nvim_get_current_buf()"))
        return self._complete(step)

    def rename_target(self, step: Step) -> Any:
        self._go(step)
        self.editor.lua("vim.lsp.buf.rename(...)", step.typed)
        return self._text(step)

    def nest(self, step: Step) -> Any:
        self._go(step)
        self.editor.type("i<Tab>")
        seen = self._text(step)
        self.editor.type("<Esc>")
        return seen

    def format(self, step: Step) -> Any:
        self.editor.type(f"{step.line}GA{step.typed}<Esc>")
        self.editor.until(lambda: self.editor.text(self.buffer) != step.text)
        self.editor.lua("vim.lsp.buf.format()")
        return self._text(step)

    def code_lens(self, step: Step) -> Any:
        self._spec()
        return self._seen(
            step, lambda: self.editor.lua(f"vim.lsp.codelens.refresh({{ bufnr = 0 }}); {_LENSES}")
        )

    def inlay_hints(self, step: Step) -> Any:
        self._spec()
        self.editor.lua("vim.lsp.inlay_hint.enable(true, { bufnr = 0 })")
        return self._seen(step, lambda: self.editor.lua(_HINTS))

    def semantic_tokens(self, step: Step) -> Any:
        self._spec()
        return self._seen(step, lambda: self.editor.lua(_TOKENS, step.line - 1))

    def _spec(self) -> None:
        self.editor.command("write")
        self.editor.edit(self.scenario.spec)

    def _go(self, step: Step) -> None:
        self.editor.lua("vim.fn.setcursorcharpos(...)", step.line, step.column)

    def _listed(self, step: Step, call: str) -> Any:
        self._go(step)
        self.editor.lua("vim.g.found = {}")
        self.editor.lua(call)
        return self._seen(step, lambda: self.editor.lua("return vim.g.found"))

    def _symbols(self, query: str) -> list[str]:
        self.editor.lua("vim.g.found = {}")
        listed = (
            "{ on_list = function(o) vim.g.found = vim.tbl_map(function(i) return i.text end, o.items) end }"
        )
        self.editor.lua(f"vim.lsp.buf.workspace_symbol(..., {listed})", query)
        self.editor.until(lambda: self.editor.lua("return vim.g.found"), 2)
        return [text.split("] ", 1)[-1].strip() for text in self.editor.lua("return vim.g.found")]

    def _complete(self, step: Step) -> Any:
        *above, typed = step.typed.split("\n")
        self.editor.type(f"{step.line}GA" + "<CR>" * len(above))
        self.editor.insert(typed)
        self.editor.type("<C-x><C-o>")
        self.editor.until(lambda: self.editor.completions()["items"])
        labels = [item["abbr"] for item in self.editor.completions()["items"]]
        if step.choose not in labels:
            return f"{step.choose} is not in {labels}"
        self.editor.type("<C-n>" * labels.index(step.choose) + "<C-y>")
        seen = self._text(step)
        self.editor.type("<Esc>")
        return seen

    def _text(self, step: Step) -> str:
        until(lambda: self.editor.text(self.buffer) == step.text, 10)
        return self.editor.text(self.buffer)

    def _seen(self, step: Step, look: Callable[[], Any]) -> Any:
        until(lambda: list(look()) == list(step.words), DEADLINE)
        return look()
