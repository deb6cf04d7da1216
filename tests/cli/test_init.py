"""``spec-ls init``: folders before and after."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, Link, Run, make, run

from spec_ls.cli import main

Command = Callable[..., Run]

GUIDE = "Guide\n=====\n\nInstall\n-------\n\nRun it.\n"
RECORD = """\
=====
Queue
=====

Context
=======

It is full.

Decision
========

A second one.

Consequences
============

Two of them.
"""
UNSERVED = {"tools/forms/template.rst": TEMPLATE, "docs/design/a.rst": SPEC, "docs/design/b.rst": SPEC}
PYPROJECT = "# ours\r\n[project]\r\nname = 'x'\r\n\r\n  [tool.ruff]   # odd\r\n  line-length=99"
RULE = '[[{}paths]]\npath = "docs/design/*.rst"\ntemplate = "tools/forms/template.rst"\n'
COMMENT = "# spec-ls compares the documents of each path with its template\n"
OWN, SHARED = COMMENT + RULE.format(""), COMMENT + RULE.format("tool.spec-ls.")
ADDED = "\r\n\r\n" + SHARED.replace("\n", "\r\n")


@dataclass(frozen=True)
class Case:
    """A repository; the exit status, words of the output, and the files that are new or changed."""

    files: Mapping[str, str | bytes | Link | Fifo]
    status: int
    words: tuple[str, ...]
    written: Mapping[str, str]
    specs: int = 0


CASES = {
    "empty": Case({}, 1, ("specs       0\n", "no template", "Looked for", "[[paths]]"), {}),
    "layout": Case(
        {"specs/template.rst": TEMPLATE, "specs/a.rst": WITHOUT_REFERENCES, "specs/b.rst": SPEC},
        0,
        (
            "2 of specs/template.rst: spec and template are where repositories usually have them",
            "findings    1 error\n",
            "none are needed",
            "nothing is left to do",
        ),
        {},
        2,
    ),
    "evidence": Case(
        {"design/template.rst": TEMPLATE, "design/a.rst": SPEC, "design/b.rst": SPEC, "design/c.rst": SPEC},
        0,
        ("3 of design/template.rst: documents around them are written after it", "none are needed"),
        {},
        3,
    ),
    "nobody-follows": Case(
        {"docs/template.rst": TEMPLATE, "docs/guide.rst": GUIDE, "docs/other.rst": GUIDE},
        1,
        ("specs       0, and 3 other files", "too few documents are written after it: docs/template.rst"),
        {},
    ),
    "unusual-place": Case(
        {**UNSERVED, "docs/guide.rst": GUIDE},
        0,
        ("2 of tools/forms/template.rst, once settings name it: 2 are written", "wrote spec-ls.toml\n"),
        {"spec-ls.toml": OWN},
        2,
    ),
    "folders-below": Case(
        {**UNSERVED, "docs/design/old/c.rst": SPEC, "docs/design/index.rst": GUIDE},
        0,
        ("3 of tools/forms/template.rst",),
        {"spec-ls.toml": OWN.replace("*.rst", "**")},
        3,
    ),
    "only-some-follow": Case(
        {**UNSERVED, **{f"docs/{name}.rst": GUIDE for name in "vwxyz"}, "docs/e.rst": SPEC},
        0,
        ("2 of tools/forms/template.rst",),
        {"spec-ls.toml": OWN},
        2,
    ),
    "two-templates": Case(
        {
            "etc/templates/proposal.rst": TEMPLATE,
            "etc/templates/record.rst": RECORD,
            **{f"docs/proposals/{name}.rst": SPEC for name in "ab"},
            **{f"docs/records/{name}.rst": RECORD for name in "ab"},
            "docs/guide.rst": GUIDE,
        },
        0,
        ("2 of etc/templates/proposal.rst", "2 of etc/templates/record.rst"),
        {
            "spec-ls.toml": COMMENT
            + '[[paths]]\npath = "docs/proposals/*.rst"\ntemplate = "etc/templates/proposal.rst"\n\n'
            + '[[paths]]\npath = "docs/records/*.rst"\ntemplate = "etc/templates/record.rst"\n'
        },
        4,
    ),
    "beside-served-ones": Case(
        {
            "specs/template.rst": TEMPLATE,
            "specs/a.rst": SPEC,
            "tools/forms/template.rst": RECORD,
            **{f"docs/design/{name}.rst": RECORD for name in "ab"},
        },
        0,
        ("1 of specs/template.rst", "2 of tools/forms/template.rst"),
        {"spec-ls.toml": OWN},
        3,
    ),
    "pyproject-of-other-tools": Case(
        {**UNSERVED, "pyproject.toml": PYPROJECT},
        0,
        ("changed pyproject.toml\n",),
        {"pyproject.toml": PYPROJECT + ADDED},
        2,
    ),
    "pyproject-without-tools": Case(
        {**UNSERVED, "pyproject.toml": '[project]\nname = "x"\n'},
        0,
        ("wrote spec-ls.toml\n",),
        {"spec-ls.toml": OWN},
        2,
    ),
    "pyproject-that-cannot-be-continued": Case(
        {**UNSERVED, "pyproject.toml": "tool = { ruff = { line-length = 99 } }\n"},
        0,
        ("wrote spec-ls.toml\n",),
        {"spec-ls.toml": OWN},
        2,
    ),
    "settings": Case(
        {**UNSERVED, "spec-ls.toml": "# ours\nmax-line-length = 99\n"},
        1,
        ("add this to spec-ls.toml, which is left as it is:", RULE.format("")),
        {},
    ),
    "settings-in-pyproject": Case(
        {**UNSERVED, "pyproject.toml": "[tool.spec-ls]\nmax-line-length = 99\n"},
        1,
        ("add this to pyproject.toml, which is left as it is:", RULE.format("tool.spec-ls.")),
        {},
    ),
    "settings-that-serve-others": Case(
        {
            **UNSERVED,
            "spec-ls.toml": '[[paths]]\npath = "own/*"\ntemplate = "tools/forms/template.rst"\n',
            "own/a.rst": SPEC,
        },
        0,
        (
            "1 of tools/forms/template.rst: the settings say so",
            "add this to spec-ls.toml",
            "nothing is left to do",
        ),
        {},
        1,
    ),
    "settings-that-serve": Case(
        {**UNSERVED, "spec-ls.toml": RULE.format("")},
        0,
        ("2 of tools/forms/template.rst: the settings say so", "nothing is left to do"),
        {},
        2,
    ),
    "special-names": Case(
        {"forms/template.rst": TEMPLATE, **{f'do[c]s/"é"/{name}.rst': SPEC for name in "ab"}},
        0,
        ("2 of forms/template.rst",),
        {
            "spec-ls.toml": COMMENT
            + '[[paths]]\npath = "do[[]c]s/\\"é\\"/*.rst"\ntemplate = "forms/template.rst"\n'
        },
        2,
    ),
    "profile": Case(
        {".gitreview": "[gerrit]\nproject=example/nova-specs.git\n", **UNSERVED},
        1,
        ('profile     nova-specs: .gitreview says "example/nova-specs"',),
        {},
    ),
}


def repository(folder: Path, files: Mapping[str, str | bytes | Link | Fifo]) -> Path:
    """A git repository with these files."""
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return make(folder, files)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Command]:
    """Runs ``spec-ls`` in this process: a new one would spend most of its time on imports."""
    thresholds, handlers = gc.get_threshold(), list(logging.getLogger().handlers)

    def call(*arguments: str, cwd: Path) -> Run:
        monkeypatch.chdir(cwd)
        status = main(arguments)
        captured = capfdbinary.readouterr()
        return Run(status, captured.out, captured.err)

    yield call
    gc.set_threshold(*thresholds)
    logging.getLogger().handlers[:] = handlers


def texts(top: Path) -> dict[str, bytes]:
    """All files of a repository, but git's own."""
    files = (path for path in top.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", CASES)
def test_what_a_repository_gets(tmp_path: Path, command: Command, name: str) -> None:
    """The settings that a repository needs are written, once; its specs are then served, and nothing else changes."""
    case = CASES[name]
    top = repository(tmp_path / "repository", case.files)
    before = texts(top)
    done = command("init", cwd=top)
    assert (done.status, done.err) == (case.status, ""), done.out
    assert [words for words in case.words if words not in done.out] == [], done.out
    expected = before | {file: text.encode() for file, text in case.written.items()}
    assert texts(top) == expected
    again = command("init", cwd=top)
    assert (again.status, texts(top)) == (case.status, expected)
    assert ("nothing is left to do" in again.out) == (case.status == 0)
    checked = command("check", cwd=top)
    assert checked.status != 2
    found = "no specs found" if case.specs == 0 else f"{case.specs} spec"
    assert found in checked.err


@pytest.mark.parametrize("name", ["unusual-place", "pyproject-of-other-tools", "empty"])
@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_a_dry_run_writes_nothing(tmp_path: Path, command: Command, name: str, option: str) -> None:
    """The changes are printed as a diff that patch applies, and the status is that of the real run."""
    case = CASES[name]
    top = repository(tmp_path / "repository", case.files)
    before = texts(top)
    done = command("init", "--pre-commit", "--ci", "gitlab", option, cwd=top)
    assert (done.status, done.err) == (case.status, "")
    assert texts(top) == before
    names = [*case.written, ".pre-commit-config.yaml", ".gitlab-ci.yml"]
    assert [line[4:] for line in done.out.split("\n") if line.startswith("+++ ")] == names
    assert "wrote" not in done.out


def test_all_at_once(tmp_path: Path) -> None:
    """Settings, hook and job are written in one run; the second has nothing to do but to name the open line."""
    top = repository(tmp_path / "repository", {**UNSERVED, "pyproject.toml": PYPROJECT})
    done = run("init", "--pre-commit", "--ci", "github", cwd=top)
    assert (done.status, done.err) == (0, "")
    job = ".github/workflows/spec-ls.yml"
    assert f"changed pyproject.toml\nwrote .pre-commit-config.yaml\nwrote {job}\nto do: {job}:" in done.out
    after = texts(top)
    again = run("init", "--pre-commit", "--ci", "github", cwd=top)
    assert (again.status, texts(top)) == (0, after)
    assert "nothing is left to do" in again.out


def test_settings_stand_at_the_repositorys_top(tmp_path: Path, command: Command) -> None:
    """A folder of a repository, and a repository elsewhere, may be named; paths start at the repository's top."""
    top = repository(tmp_path / "repository", UNSERVED)
    done = command("init", "repository/docs", cwd=tmp_path)
    assert (done.status, (top / "spec-ls.toml").read_text()) == (0, OWN)


def test_outside_of_a_repository_the_folder_counts(tmp_path: Path, command: Command) -> None:
    """A folder that is in no repository is set up by itself."""
    make(tmp_path, UNSERVED)
    done = command("init", cwd=tmp_path)
    assert (done.status, (tmp_path / "spec-ls.toml").read_text()) == (0, OWN)
    assert "outside of a repository" in done.out


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({}, ("missing",), "missing: not a folder"),
        ({"a.rst": SPEC}, ("a.rst",), "a.rst: not a folder"),
        ({}, ("/",), "not a repository"),
        ({"pyproject.toml": "[tool\n"}, (), "pyproject.toml:1: broken TOML"),
        ({"spec-ls.toml": "maxx = 1\n"}, (), 'spec-ls.toml:1: maxx: '),
        ({"pyproject.toml": b"\xff"}, (), "pyproject.toml:1: not UTF-8"),
        ({".pre-commit-config.yaml": b"\xff"}, ("--pre-commit",), ".pre-commit-config.yaml:1: not UTF-8"),
        ({".pre-commit-config.yaml": Fifo()}, ("--pre-commit",), ".pre-commit-config.yaml: is a FIFO"),
        ({".pre-commit-config.yaml": Link("../out")}, ("--pre-commit",), "outside of"),
        ({".pre-commit-config.yaml/": ""}, ("--pre-commit",), ".pre-commit-config.yaml: not written"),
        ({".pre-commit-config.yaml": Link("nowhere")}, ("--pre-commit",), ".pre-commit-config.yaml: not written"),
        ({".github": Link("../folder")}, ("--ci", "github"), "not written: it leads to"),
        ({".github": Link(".git")}, ("--ci", "github"), "not written: it leads to"),
        ({".github": "a file"}, ("--ci", "github"), ".github/workflows/spec-ls.yml: "),
    ],
)  # fmt: skip
def test_what_cannot_be_done(
    tmp_path: Path, command: Command, files: dict[str, str], arguments: tuple[str, ...], message: str
) -> None:
    """A message names the file, the status is 2, and the folder is as it was."""
    make(tmp_path, {"out": "repos: []\n", "folder/": ""})
    top = repository(tmp_path / "repository", {**UNSERVED, **files})
    before, elsewhere = texts(tmp_path / "repository"), texts(tmp_path / "folder")
    done = command("init", *arguments, cwd=top)
    assert done.status == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert {name: text for name, text in texts(top).items() if name != "spec-ls.toml"} == {
        name: text for name, text in before.items() if name != "spec-ls.toml"
    }
    assert (texts(tmp_path / "folder"), (tmp_path / "out").read_text()) == (elsewhere, "repos: []\n")
    assert not list((tmp_path / "repository" / ".git").glob("workflows"))


def test_an_unreadable_spec_is_named(tmp_path: Path, command: Command) -> None:
    """The rest is set up; a check would end with status 2, too."""
    top = repository(tmp_path / "repository", {**UNSERVED, "docs/c.rst": Link("nowhere.rst")})
    done = command("init", cwd=top)
    assert (done.status, (top / "spec-ls.toml").read_text()) == (2, OWN)
    assert "docs/c.rst: broken link" in done.err


def test_a_file_keeps_its_permissions(tmp_path: Path, command: Command) -> None:
    """A changed file keeps its mode, a new one has the usual one."""
    top = repository(tmp_path / "repository", {**UNSERVED, "pyproject.toml": PYPROJECT})
    (top / "pyproject.toml").chmod(0o640)
    make(top, {"plain": ""})
    command("init", "--pre-commit", cwd=top)
    assert (top / "pyproject.toml").stat().st_mode & 0o777 == 0o640
    new, usual = (top / ".pre-commit-config.yaml").stat(), (top / "plain").stat()
    assert new.st_mode == usual.st_mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is writable here")
def test_a_folder_that_cannot_be_written(tmp_path: Path, command: Command) -> None:
    """A file that cannot be written is named, and the status is 2."""
    top = repository(tmp_path / "repository", UNSERVED)
    top.chmod(0o555)
    done = command("init", cwd=top)
    top.chmod(0o755)
    assert (done.status, "spec-ls.toml: Permission denied" in done.err) == (2, True)


def test_settings_are_read_as_written() -> None:
    """The texts of this page's tables are TOML."""
    assert tomllib.loads(PYPROJECT + ADDED)["tool"]["spec-ls"] == tomllib.loads(OWN)
