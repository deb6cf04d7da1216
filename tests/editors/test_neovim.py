"""What is Neovim's alone: its set-up as the help says, the commands, and what goes wrong there."""

from __future__ import annotations

import re
import shutil

import pytest

from spec_ls.lsp.handlers import HANDLERS
from spec_ls.lsp.handlers.execute_command import COMMANDS
from spec_ls.lsp.switches import OF_NO_REQUEST

from .neovim.editor import INIT, PLUGIN, available, started
from .processes import program
from .scenario import MIXED, checked

HELP = (PLUGIN / "doc" / "spec-ls.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def neovim(need):
    """All of these need Neovim."""
    need(available())


def example(tag: str) -> str:
    """The Lua that stands below a tag in the help."""
    after = HELP.split(f"*{tag}*", 1)[1]
    found = re.search(r">lua\n(.*?)^<", after, re.MULTILINE | re.DOTALL)
    assert found, tag
    return found[1]


def prepended(lua: str) -> str:
    return f"vim.opt.runtimepath:prepend([[{PLUGIN}]])\n{lua}"


@pytest.mark.parametrize("tag", ["spec-ls-setup", "spec-ls-0.10"])
def test_the_set_up_of_the_help_works(tag, scenario, work):
    """Each set-up, word for word as in the help, shows findings and has the commands."""
    with started(work, program(scenario, work / "bin"), init=prepended(example(tag))) as editor:
        buffer, step = editor.edit(scenario.spec), scenario.step("open")
        assert sorted(editor.settled(buffer, step.findings)) == sorted(map(list, step.findings))
        editor.command("SpecLsInsertMissing")
        editor.until(lambda: "Upgrade impact" in editor.text(buffer))
        assert "Upgrade impact\n--------------\n\nNone\n" in editor.text(buffer)


def test_the_file_alone_is_enough(scenario, work):
    """The one file in lsp/, and one line in init.lua."""
    folder = work / "config" / "nvim" / "lsp"
    folder.mkdir(parents=True)
    shutil.copy(PLUGIN / "lsp" / "spec_ls.lua", folder)
    with started(work, program(scenario, work / "bin"), init="vim.lsp.enable('spec_ls')\n") as editor:
        buffer, step = editor.edit(scenario.spec), scenario.step("open")
        assert sorted(editor.settled(buffer, step.findings)) == sorted(map(list, step.findings))


def test_another_command_is_said_as_in_the_help(scenario, work):
    """A spec-ls that is not on PATH is named in the configuration."""
    elsewhere = program(scenario, work / "else where")
    init = prepended(example("spec-ls-command").replace("/path/to/spec-ls", str(elsewhere)))
    with started(work, init=init) as editor:
        buffer, step = editor.edit(scenario.spec), scenario.step("open")
        assert sorted(editor.settled(buffer, step.findings)) == sorted(map(list, step.findings))
        assert "cannot run" not in editor.messages()


def test_the_commands(scenario, work):
    """Sections are put in order, the template is opened, and the doctor is asked."""
    mixed = scenario.second_spec.with_name("mixed.rst")
    mixed.write_text(MIXED, encoding="utf-8")
    with started(work, program(scenario, work / "bin")) as editor:
        buffer = editor.edit(mixed)
        there = checked(scenario.second, str(mixed.relative_to(scenario.second)))
        assert "misordered-section" in [code for code, *_ in there]
        assert sorted(editor.settled(buffer, tuple(there))) == sorted(map(list, there))
        editor.command("SpecLsOrder")
        ordered = "Motivation\n==========\n\nIt is out of tune.\n\nPlan\n====\n\n😀 Tune it.\n"
        editor.until(lambda: editor.text(buffer).endswith(ordered))
        assert editor.text(buffer).endswith(ordered)
        editor.command("SpecLsOrder")
        assert editor.until(lambda: "No code actions available" in editor.messages())
        editor.command("write")
        editor.command("SpecLsDoctor")
        name = "return vim.api.nvim_buf_get_name(0)"
        report = "return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')"
        assert editor.until(lambda: "mixed.rst" in editor.lua(report)), editor.lua(report)
        editor.command("quit")
        editor.until(lambda: editor.lua(name) == str(mixed))
        editor.command("SpecLsTemplate")
        template = str(scenario.second / "specs" / "template.rst")
        editor.until(lambda: editor.lua(name) == template)
        assert editor.lua(name) == template


def test_no_program_is_told_once(scenario, work):
    """Without spec-ls on PATH there is one message however many specs are opened."""
    with started(work) as editor:
        for path in (scenario.template, scenario.spec, scenario.second_spec):
            editor.edit(path)
        editor.until(lambda: "cannot run" in editor.messages())
        assert editor.messages().count('spec-ls: cannot run "spec-ls"') == 1
        assert not editor.clients()


def test_other_files_need_no_program(work, tmp_path):
    """Who edits no spec is not told that spec-ls is missing."""
    with started(work) as editor:
        editor.edit(tmp_path / "some.lua")
        assert editor.lua("return vim.bo.filetype") == "lua"
        assert "spec-ls" not in editor.messages()


def test_a_server_that_always_ends_is_left_alone(scenario, work):
    """A server that ends at once is started three times more, and then there is one message."""
    broken = program(scenario, work / "bin")
    count = work / "count"
    broken.write_text(f"#!/bin/sh\necho start >> '{count}'\nexit 3\n", encoding="utf-8")
    with started(work, broken) as editor:
        editor.edit(scenario.spec)
        assert editor.until(lambda: "is not started anew" in editor.messages()), editor.messages()
        assert count.read_text().count("start") == 4
        assert editor.messages().count("is not started anew") == 1


def test_a_heading_is_lost_without_the_completion_of_lsp(scenario, work):
    """Why the configuration turns on vim.lsp.completion: else the underline and the body do not come."""
    init = INIT + "vim.lsp.config('spec_ls', { on_attach = function() end })\n"
    with started(work, program(scenario, work / "bin"), init=init) as editor:
        buffer, step = editor.edit(scenario.spec), scenario.step("heading")
        editor.settled(buffer, scenario.step("open").findings)
        editor.type(f"{step.line}G0i{step.typed}<C-x><C-o>")
        editor.until(lambda: step.choose in editor.text(buffer))
        editor.type("<C-y><Esc>")
        editor.until(lambda: editor.mode() == "n")
        assert f"\n{step.choose}\n\n" in editor.text(buffer)


def test_a_heading_above_a_text_comes_whole(scenario, work):
    """A heading that needs no body of its own has its underline all the same."""
    spec = scenario.second_spec.with_name("above.rst")
    spec.write_text("========\n𝄞 Tuning\n========\n\n\nIt is out.\n\nPlan\n====\n\nTune.\n", encoding="utf-8")
    with started(work, program(scenario, work / "bin")) as editor:
        buffer, there = editor.edit(spec), checked(scenario.second, str(spec.relative_to(scenario.second)))
        editor.settled(buffer, tuple(there))
        editor.type("5G0iMoti<CR><Up><End><C-x><C-o>")
        editor.until(lambda: "Motivation" in editor.text(buffer))
        editor.type("<C-y>")
        editor.until(lambda: "Motivation\n==========\n" in editor.text(buffer), 5)
        assert "\n\nMotivation\n==========\n\nIt is out.\n" in editor.text(buffer)


def test_the_help_names_all_features():
    """The features that the settings switch are those of the server."""
    named = HELP.split("The names are ", 1)[1].split(". ", 1)[0]
    handlers = {handler.feature for handler in HANDLERS} | {command.feature for command in COMMANDS}
    assert set(re.findall(r"[\w-]+", named)) - {"and"} == handlers - {""} | OF_NO_REQUEST


def test_what_is_shown_on_request(scenario, work):
    """The lines of the help fold, and show hints and a lens."""
    with started(
        work,
        program(scenario, work / "bin"),
        init=prepended(example("spec-ls-setup") + example("spec-ls-shown")),
    ) as editor:
        editor.edit(scenario.spec)
        assert editor.until(lambda: editor.lua("return #vim.lsp.inlay_hint.get({ bufnr = 0 })"))
        assert editor.until(lambda: editor.lua("return #vim.lsp.codelens.get(0)"))
        assert editor.until(lambda: editor.lua("return vim.fn.foldlevel('$')"))


def test_the_help_is_sound(work, tmp_path):
    """Its tags are unique, and each of its links leads somewhere."""
    copy = tmp_path / "plugin"
    shutil.copytree(PLUGIN / "doc", copy / "doc", ignore=shutil.ignore_patterns("tags"))
    with started(work, init=f"vim.opt.runtimepath:prepend([[{copy}]])\n") as editor:
        editor.lua("vim.cmd.helptags(...)", str(copy / "doc"))
        tags = {
            line.split("\t")[0] for line in (copy / "doc" / "tags").read_text(encoding="utf-8").splitlines()
        }
        commands = ["InsertMissing", "Order", "Template", "Nest", "Unnest", "Doctor"]
        assert tags > {"spec-ls", *(f":SpecLs{name}" for name in commands)}
        links = sorted({"'runtimepath'", *re.findall(r"\|([^|\s]+)\|", HELP)})
        dead = "return vim.tbl_filter(function(l) return not pcall(vim.cmd.help, l) end, ...)"
        assert list(editor.lua(dead, links)) == []
        assert max(map(len, HELP.expandtabs(8).split("\n"))) <= 78
