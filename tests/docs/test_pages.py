"""The pages that come with the program, and those of the repository: generated parts, links, names, commands."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from trees import REPOSITORY, run

from spec_ls.check import Check
from spec_ls.checks import ALL_CHECKS, CODES
from spec_ls.cli import arguments
from spec_ls.report.setting_pages import ABOUT
from spec_ls.schema import EXTEND, KEYS, RECOGNISED_BY, parse
from spec_ls.setting_texts import EXAMPLES, NOTES
from spec_ls.workspace.templates import builtin_names

from .generated import DOCS, pages, with_part

SHIPPED = sorted(DOCS.rglob("*.md"))
OTHERS = [REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "editors/README.md")]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)")
SHOWN = re.compile(r"^```console\n\$ spec-ls (.*)\n((?:.*\n)*?)```", re.MULTILINE)
INLINE = re.compile(r"`(spec-ls [^`]*)`")
HELD_BY_OTHERS = {
    "SHELL": "bash",
    "FORMAT": "text",
    "PAGE": "settings",
    "CODE": "line-too-long",
    "KEY": "ignore",
    "FILE": "a.rst",
    "REV": "main",
}
"""Words of commands that stand for a value."""


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", pages(), ids=named)
def test_what_is_generated_is_up_to_date(path: Path) -> None:
    """A page made from code is what the code says; ``python -m tests.docs`` writes it."""
    assert path.read_bytes().decode("utf-8") == pages()[path], "python -m tests.docs writes this page"


def test_each_check_has_one_page_and_no_page_is_left_over() -> None:
    """A code's page is called after it."""
    there = {path.stem for path in (DOCS / "checks").glob("*.md")} - {"README"}
    assert there == {check.code for check in ALL_CHECKS}


def test_a_page_without_a_place_for_its_part_is_refused() -> None:
    """The generator does not guess where a part belongs."""
    with pytest.raises(ValueError, match="two comments"):
        with_part("# A page\n", "text")


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.code)
def test_a_remedy_is_named_where_there_is_a_fix(check: Check) -> None:
    """The page names a fix for exactly the checks that have one."""
    has_fix = check.fix is not Check.__dataclass_fields__["fix"].default
    assert has_fix == bool(check.remedy)


@pytest.mark.parametrize("path", [*SHIPPED, *OTHERS], ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    """A link leads to a file that exists, and to a heading that is there; pages of the package stay in it."""
    for target, anchor in LINK.findall(path.read_text("utf-8")):
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{target} in {path}"
        assert path not in SHIPPED or file.is_relative_to(DOCS.parent), f"{target} leads out of the package"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"#{anchor} of {target} in {path}"


def anchors(path: Path) -> set[str]:
    """The names that code hosts give to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_map() -> None:
    """The first page of the package and the README both lead to each page."""
    wanted = {path for path in SHIPPED if path.parent == DOCS and path.name != "README.md"}
    wanted.add(DOCS / "checks" / "README.md")
    for page in (DOCS / "README.md", REPOSITORY / "README.md"):
        linked = {(page.parent / target).resolve() for target, _ in LINK.findall(page.read_text("utf-8"))}
        assert sorted(map(named, wanted - linked)) == []


@pytest.mark.parametrize("path", SHIPPED, ids=named)
def test_pages_need_no_program_to_be_read(path: Path) -> None:
    """A page is Markdown alone: one title, no directive, and no line for a site generator."""
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert not re.search(r"^(?:\.\. |:::|---$|\{%)", text, re.MULTILINE)


def commands_in(path: Path) -> list[str]:
    """The command lines of spec-ls on a page: behind a prompt, in code, and in examples."""
    text = path.read_text("utf-8")
    shown = re.findall(r"^\$ (spec-ls .*)$", text, re.MULTILINE)
    examples = re.findall(r"^  (spec-ls .*?)(?:  +.*)?$", text, re.MULTILINE)
    return [*shown, *examples, *INLINE.findall(text)]


ALL_COMMANDS = sorted(
    {(command, named(path)) for path in [*SHIPPED, *OTHERS] for command in commands_in(path)}
)


@pytest.mark.parametrize(("command", "page"), ALL_COMMANDS, ids=[command for command, _ in ALL_COMMANDS])
def test_commands_are_understood(command: str, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The program's own parser takes each command that a page shows; words in capitals are filled in."""
    words = [HELD_BY_OTHERS.get(word, word) for word in shlex.split(re.split(r" [<>|] ?|\[", command)[0])[1:]]
    assert is_understood([word.replace("HOST:PORT", "127.0.0.1:0") for word in words], capsys), page


def is_understood(words: list[str], capsys: pytest.CaptureFixture[str]) -> bool:
    """True if the parser takes these arguments, or lacks only a file."""
    try:
        arguments.parse(words)
    except SystemExit as end:
        return end.code == 0 or "required: " in capsys.readouterr().err
    return True


@pytest.mark.parametrize("path", OTHERS, ids=named)
def test_commands_name_files_that_exist(path: Path) -> None:
    """Commands for a checkout name its folders and files."""
    blocks = re.findall(r"^```(?:sh|text)\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for name in re.findall(r"(?<![\w./-])((?:editors|tests)/[\w./-]+)", "\n".join(blocks)):
        assert (REPOSITORY / name).exists() or "shouting" in name or "type_definition" in name, name


TOML_EXAMPLES = sorted(
    {
        example
        for path in SHIPPED
        for example in re.findall(r"^```toml\n(.*?)^```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    }
)
SHOWN_OUTPUT = [(*shown, named(path)) for path in SHIPPED for shown in SHOWN.findall(path.read_text("utf-8"))]


@pytest.mark.parametrize(("command", "output", "page"), SHOWN_OUTPUT)
def test_shown_output_is_real(command: str, output: str, page: str) -> None:
    """A command on a page prints the output below it."""
    done = run(*command.split(), cwd=REPOSITORY)
    assert done.out + done.err == output


def test_every_template_is_listed() -> None:
    """The page on templates names those that are built in."""
    page = (DOCS / "templates.md").read_text("utf-8")
    assert [name for name in builtin_names() if f"`{name}`" not in page] == []


def test_every_setting_has_an_example() -> None:
    """Each key of the settings has an example and a sentence on what it is for; notes are about such keys."""
    assert EXAMPLES.keys() == ABOUT.keys() == {*KEYS, RECOGNISED_BY, EXTEND}
    assert EXAMPLES.keys() >= NOTES.keys()


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_of_a_key_is_read(key: str) -> None:
    """The example sets the key, and nothing is wrong with it."""
    settings = tomllib.loads(EXAMPLES[key])
    _, problems = parse(settings, CODES, trusted=False, in_file=True)
    assert problems == ()
    assert key in settings or any(key in table for table in settings["paths"])


@pytest.mark.parametrize("example", TOML_EXAMPLES)
def test_examples_of_settings_are_read(example: str) -> None:
    """Each example of TOML on a page is one of settings, or of a profile, with nothing wrong in it."""
    settings = tomllib.loads(example)
    _, problems = parse(settings.get("tool", {}).get("spec-ls", settings), CODES, in_file=True)
    assert problems == ()
