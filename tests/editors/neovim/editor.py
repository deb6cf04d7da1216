"""A real Neovim, into which keys are typed and whose screen's contents are read, over its own RPC."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..processes import Found, home, until
from ..scenario import CACHE, DEADLINE, place
from .install import binary, is_installed
from .rpc import Remote

PLUGIN = Path(__file__).parents[3] / "editors" / "neovim"
"""What a user puts on the runtimepath."""

INIT = f"""\
vim.opt.runtimepath:prepend([[{PLUGIN}]])
vim.lsp.enable('spec_ls')
"""
"""What a user writes into init.lua."""

_DIAGNOSTICS = """
return vim.tbl_map(function(d)
  return { d.code, d.lnum, d.col, d.end_lnum, d.end_col }
end, vim.diagnostic.get(...))
"""
_FLOAT = """
for _, win in ipairs(vim.api.nvim_list_wins()) do
  if vim.api.nvim_win_get_config(win).relative ~= '' then
    return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false)
  end
end
"""
# A person who picks from a menu reads it first: here the test names the item.
_PICKER = """
vim.ui.select = function(items, opts, choose)
  local shown = vim.tbl_map(opts.format_item or tostring, items)
  vim.g.offered = shown
  for index, text in ipairs(shown) do
    if vim.startswith(text, vim.g.wanted) then
      return choose(items[index], index)
    end
  end
  choose(nil, nil)
end
"""


def available() -> str | None:
    """None if Neovim is there, else what is missing."""
    if not is_installed(CACHE):
        return f"no Neovim in {CACHE}: python tests/editors/install.py"
    return None


@contextlib.contextmanager
def started(work: Path, *programs: Path, init: str = INIT) -> Iterator[Neovim]:
    """A Neovim with an init.lua, for the time of a ``with``."""
    environment = home(work, *programs)
    configuration = Path(environment["XDG_CONFIG_HOME"]) / "nvim" / "init.lua"
    configuration.parent.mkdir(parents=True, exist_ok=True)
    configuration.write_text(init, encoding="utf-8")
    address = Path(environment["TMPDIR"]) / "nvim"
    command = [str(binary(CACHE)), "--headless", "-n", "--listen", str(address)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, cwd=work, **quiet) as process:
        try:
            until(lambda: address.exists() or process.poll() is not None)
            with contextlib.closing(Remote(address)) as remote:
                editor = Neovim(remote)
                editor.lua(_PICKER)
                yield editor
                remote.tell("nvim_command", "qa!")
                process.wait(DEADLINE)
        finally:
            process.kill()


class Neovim:
    """One running Neovim."""

    def __init__(self, remote: Remote) -> None:
        self._call = remote.call
        self.process: int = self._call("nvim_call_function", "getpid", [])

    def lua(self, code: str, *arguments: Any) -> Any:
        """What a piece of Lua returns."""
        return self._call("nvim_exec_lua", code, arguments)

    def type(self, keys: str) -> None:
        """Press keys, written as in Neovim's mappings: ``<CR>``, ``<lt>``."""
        self._call("nvim_input", keys)

    def insert(self, text: str) -> None:
        """Press the keys of a text."""
        self.type(text.replace("<", "<lt>"))

    def until(self, found: Callable[[], Found], seconds: float = 20.0) -> Found:
        """What a function finds as soon as it is something."""
        return until(found, seconds)

    def edit(self, path: Path) -> int:
        """Open a file; returns the buffer."""
        self.lua("vim.cmd.edit(vim.fn.fnameescape(...))", str(path))
        return int(self.lua("return vim.api.nvim_get_current_buf()"))

    def command(self, command: str) -> None:
        """Type a command line."""
        self.type(f":{command.replace('<', '<lt>')}<CR>")

    def text(self, buffer: int) -> str:
        """A buffer's text."""
        return "\n".join(self._lines(buffer)) + "\n" * self.lua("return vim.bo[...].endofline", buffer)

    def diagnostics(self, buffer: int) -> list[list[Any]]:
        """What Neovim has marked in a buffer; it counts bytes."""
        text = "\n".join([*self._lines(buffer), ""])  # a range may end behind the last line end
        return [
            [code, *place(text, line, column, "utf-8"), *place(text, end, end_column, "utf-8")]
            for code, line, column, end, end_column in self.lua(_DIAGNOSTICS, buffer)
        ]

    def settled(self, buffer: int, findings: tuple[Any, ...]) -> list[list[Any]]:
        """The diagnostics as soon as they are the given ones, or those that are there in the end."""
        wanted = sorted(map(list, findings))
        self.until(lambda: sorted(self.diagnostics(buffer)) == wanted)
        return self.diagnostics(buffer)

    def float(self) -> str:
        """The text in the floating window, once there is one."""
        return "\n".join(self.until(lambda: self.lua(_FLOAT)) or ())

    def clients(self) -> list[int]:
        """The numbers of the clients whose servers are ready."""
        ready = (
            "return vim.tbl_map(function(c) return c.initialized and c.id or 0 end, vim.lsp.get_clients())"
        )
        return list(self.lua(ready))

    def mode(self) -> str:
        """The mode's short name: ``n``, ``i``, ..."""
        return str(self._call("nvim_get_mode")["mode"])

    def completions(self) -> dict[str, Any]:
        """The menu of completions, and which is selected."""
        return dict(self.lua("return vim.fn.complete_info({'mode', 'items', 'selected', 'pum_visible'})"))

    def messages(self) -> str:
        """What Neovim has told so far."""
        return str(self._call("nvim_exec2", "messages", {"output": True})["output"])

    def want(self, title: str) -> None:
        """What is picked from the next menu."""
        self.lua("vim.g.wanted, vim.g.offered = ..., {}", title)

    @property
    def offered(self) -> list[str]:
        """What the last menu offered."""
        return list(self.lua("return vim.g.offered"))

    def _lines(self, buffer: int) -> list[str]:
        return list(self._call("nvim_buf_get_lines", buffer, 0, -1, True))
