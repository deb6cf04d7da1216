"""What Neovim and Emacs look like in a terminal; with SPEC_LS_PICTURES=DIR the pictures are written there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from . import terminal
from .emacs import editor as emacs
from .neovim import editor as neovim
from .neovim.install import binary
from .picture import Style, picture, styles, write
from .processes import home, program, until
from .scenario import CACHE

SAMPLE = Path(__file__).parents[1] / "samples" / "volume-trim.rst"
MISSING = 'section "Work Items" is missing'

NEOVIM = neovim.INIT + "vim.diagnostic.config({ virtual_text = true })\nvim.o.termguicolors = true\n"
EMACS = emacs.INIT + "(setq suggest-key-bindings nil)\n"


@pytest.fixture
def spec(scenario):
    """The sample that the README names, in a repository whose gate is known."""
    scenario.spec.write_bytes(SAMPLE.read_bytes())
    return scenario.spec


def test_neovim(scenario, work, spec, need):
    """Neovim underlines what a finding is about, and says beside it what is wrong."""
    need(neovim.available() or terminal.available())
    environment = {**home(work, program(scenario, work / "bin")), "COLORTERM": "truecolor"}
    configuration = work / "init.lua"
    configuration.write_text(NEOVIM, encoding="utf-8")
    command = [str(binary(CACHE)), "-n", "-u", str(configuration), spec.name]
    with terminal.running(command, spec.parent, environment) as screen:
        until(lambda: "Give unused" in screen.screen())
        screen.insert("/^Implementation\nzt:nohlsearch\n:")
        screen.type("Escape")
        assert until(lambda: MISSING in screen.screen()), screen.screen()
        looks = screen.screen(colours=True)
    assert styles(looks)["Implementation"].underline
    write("neovim", looks, "Neovim shows beside a heading which sections are missing")


def test_neovim_hover_and_fold(scenario, work, spec, need):
    """A hover's Markdown is text without marks, and a fold is one line."""
    need(neovim.available() or terminal.available())
    environment = {**home(work, program(scenario, work / "bin")), "COLORTERM": "truecolor"}
    configuration = work / "init.lua"
    fold = "vim.o.foldmethod, vim.o.foldexpr, vim.o.foldlevel = 'expr', 'v:lua.vim.lsp.foldexpr()', 99\n"
    configuration.write_text(NEOVIM + fold, encoding="utf-8")
    command = [str(binary(CACHE)), "-n", "-u", str(configuration), spec.name]
    with terminal.running(command, spec.parent, environment) as screen:
        until(lambda: "Give unused" in screen.screen())
        screen.insert("/^Implementation\nzt:nohlsearch\n")
        assert until(lambda: MISSING in screen.screen()), screen.screen()
        screen.insert("/^Proposed change\nzt:nohlsearch\nzc")
        assert until(lambda: re.search(r"lines: *Proposed change", screen.screen())), screen.screen()
        write("neovim-folding", screen.screen(colours=True), "Neovim folds a section into one line")
        screen.insert("zoK")
        assert until(lambda: "Describe the solution" in screen.screen()), screen.screen()
        assert "](file" not in screen.screen()
        write("neovim-hover", screen.screen(colours=True), "Neovim shows what the template says of a section")


def test_emacs(scenario, work, spec, need):
    """Emacs underlines what a finding is about, and lists the findings below the spec."""
    need(emacs.available("30"))
    with emacs.started("30", work, [program(scenario, work / "bin")], EMACS, colours=True) as editor:
        editor.open(spec)
        assert editor.until(lambda: len(editor.diagnostics()) > 3)
        editor.command("re-search-forward", "^Implementation")
        editor.command("recenter-top-bottom")
        editor.command("flymake-show-buffer-diagnostics")
        listed = 'sections "Notifications impact" and "Upgrade'  # the list shows the first ones
        assert editor.until(lambda: listed in editor.screen.screen()), editor.screen.screen()
        looks = editor.screen.screen(colours=True)
    assert styles(looks)["Implementation"].underline
    write("emacs", looks, "Emacs underlines a heading below which sections are missing, and lists them")


def test_a_screen_becomes_a_picture():
    """Colours, curly underlines and wide characters are where the terminal has them."""
    screen = "a\x1b[1;38;2;1;2;3;4:3m\x1b[58:2::9:8:7m<é\x1b[0m 𝄞😀\x1b[41mx\x1b[0m\n"
    assert styles(screen)["<é"] == Style("#010203", bold=True, underline="curly", stroke="#090807")
    drawn = picture(screen, "t")
    assert 'fill="#010203" font-weight="bold"' in drawn
    assert 'stroke="#090807"' in drawn
    assert "&lt;é" in drawn
    assert f'<rect x="{12 + 7 * 8.4:.1f}"' in drawn
