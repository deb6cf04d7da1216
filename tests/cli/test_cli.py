"""The command's frame: help, versions, wrong use, what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, make, run

from spec_ls.checks import CODES
from spec_ls.report.setting_pages import setting_page
from spec_ls.setting_texts import EXAMPLES
from spec_ls.workspace.own_pages import PAGES, read_page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), ("check", "outline", "explain", "doctor", "server", "--version")),
        (("check",), ("--format", "--select", "--fix", "--stdin-filename", "examples:", "exit status:")),
        (("outline",), ("--format", "examples:")),
        (("explain",), ("NAME", "examples:")),
        (("completion",), ("bash", "zsh", "fish", "examples:")),
        (("doctor",), ("PATH", "--json", "examples:", "exit status:")),
        (("server",), ("--stdio", "--tcp", "--ws", "examples:")),
    ],
)
def test_help(tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Each command's help lists its options, with examples."""
    done = run(*arguments, "--help", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert [word for word in words if word not in done.out] == []


def test_version(tmp_path: Path) -> None:
    """The version is one line."""
    done = run("--version", cwd=tmp_path)
    assert done.status == 0
    assert done.out.startswith("spec-ls ")
    assert done.out.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required: COMMAND"),
        (("chek",), "invalid choice: 'chek'"),
        (("outline",), "required: PATH"),
        (("explain", "missing-sektion"), '"missing-sektion", did you mean "missing-section"?'),
        (("explain", "max-line-lenght"), '"max-line-lenght", did you mean "max-line-length"?'),
        (("check", "--select", "xyz"), 'unknown code "xyz"; spec-ls explain lists all'),
        (("explain", "xyz"), 'no code, key of settings or page is called "xyz"; spec-ls explain lists all'),
        (("server", "--tcp", "localhost"), '"localhost" is no HOST:PORT'),
        (("server", "--tcp", "localhost:1:x"), "is no HOST:PORT"),
        (("server", "--tcp", "localhost:1", "--ws", "localhost:2"), "not allowed with"),
        (("check", "--select", ""), "expected a code"),
    ],
)
def test_wrong_use(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """Wrong use is reported in a line on standard error, with the nearest known word, and the status is 2."""
    done = run(*arguments, cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["check", "server"])
def test_an_old_python_says_what_is_needed(tmp_path: Path, command: str) -> None:
    """A Python that is too old prints one line that an editor can show, and no traceback."""
    script = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0);"
        "runpy.run_module('spec_ls', run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, command],
        cwd=tmp_path,
        env={**os.environ, **IMPORTS},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == ["spec-ls needs Python 3.11 or newer, and this is 3.8"]


def test_explain_lists_all_codes(tmp_path: Path) -> None:
    """Without a code, all codes are listed with their summaries, and pages and keys behind them."""
    done = run("explain", cwd=tmp_path)
    lists = [list_.splitlines() for list_ in done.out.split("\n\n")]
    codes, pages, keys = ([line.split()[0] for line in lines] for lines in lists)
    assert done.status == 0
    assert codes == sorted(CODES)
    assert (pages.pop(0), pages) == ("pages:", [*PAGES])
    assert (keys.pop(0), keys) == ("keys", [*EXAMPLES])
    assert all(len(line.split()) > 2 for lines in lists for line in lines[1:])


def test_explain_has_a_page_for_each_code(tmp_path: Path) -> None:
    """A page has a summary, a reason, and an example wrong and right."""
    for code in sorted(CODES)[::4]:
        page = run("explain", code, cwd=tmp_path).out
        assert page.startswith(f"{code}\n{'=' * len(code)}\n")
        assert [head for head in ("\nWhy\n", "\nWrong\n", "\nRight\n") if head not in page] == []


@pytest.mark.parametrize("key", ["max-line-length", "header", "paths"])
def test_explain_has_a_page_for_each_key(tmp_path: Path, key: str) -> None:
    """A key of settings is explained with an example and the keys of its tables, as on the page of settings."""
    done = run("explain", key, cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out == setting_page(key)
    assert "```toml\n" in done.out


@pytest.mark.parametrize("name", PAGES)
def test_explain_prints_the_pages(tmp_path: Path, name: str) -> None:
    """A page is printed as it lies in the package."""
    done = run("explain", name, cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out == read_page(name)
    assert done.out.startswith("# ")


def test_no_name_is_explained_twice() -> None:
    """A code, a key and a page never have the same name."""
    assert len({*CODES, *EXAMPLES, *PAGES}) == len(CODES) + len(EXAMPLES) + len(PAGES)


@pytest.mark.parametrize("command", ["check", "outline", "explain", "doctor"])
def test_only_the_server_imports_the_server(tmp_path: Path, command: str) -> None:
    """Only ``server`` loads the server's libraries: importing them takes longer than checking a file."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, "specs/a.rst": SPEC})
    paths = [] if command == "explain" else ["specs/a.rst"]
    script = (
        "import sys; from spec_ls.cli import main; status = main(sys.argv[1:]);"
        "heavy = {'pygls', 'lsprotocol', 'asyncio', 'docutils', 'spec_ls.lsp'} & set(sys.modules);"
        "sys.exit(f'{status} {heavy}' if heavy or status else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, command, *paths],
        cwd=tmp_path,
        env={**os.environ, **IMPORTS},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()[:200]) in {(0, ""), (0, "no findings in 1 spec\n")}
