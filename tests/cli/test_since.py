"""``spec-ls check --since`` as a process, in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run

LONG = "word " * 20 + "end"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one spec that lacks a section, and a good one, both committed."""
    make(
        tmp_path,
        {"specs/template.rst": TEMPLATE, "specs/lacks.rst": WITHOUT_REFERENCES, "specs/good.rst": SPEC},
    )
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", folder, *arguments],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def test_only_what_is_new(repository: Path) -> None:
    """A finding that the file had is not reported, wherever it stands now; a new one is, and counts."""
    assert run("check", cwd=repository).status == 1
    nothing = run("check", "--since", "HEAD", cwd=repository)
    assert (nothing.status, nothing.out) == (0, "")
    spec = repository / "specs/lacks.rst"
    spec.write_text("..\n A comment.\n\n" + spec.read_text().replace("It is slow.", LONG))
    done = run("check", "--since", "HEAD", cwd=repository)
    assert [line.split(": ")[1].split()[1] for line in done.out.splitlines()] == ["line-too-long"]
    assert done.status == 1
    found = json.loads(run("check", "--since", "HEAD", "--format", "json", cwd=repository).out)
    assert [finding["code"] for finding in found] == ["line-too-long"]


def test_new_and_renamed_files(repository: Path) -> None:
    """All findings of a new file are new; a renamed file is compared with what it was."""
    os.rename(repository / "specs/lacks.rst", repository / "specs/moved.rst")
    commit(repository)
    (repository / "specs/new.rst").write_text(WITHOUT_REFERENCES)
    done = run("check", "--since", "HEAD~1", cwd=repository)
    assert [line.split(":")[0] for line in done.out.splitlines()] == [os.path.join("specs", "new.rst")]


def test_a_new_name_is_new(repository: Path) -> None:
    """A finding about a file's name is new where the file got that name since."""
    link = "https://blueprints.launchpad.net/x/+spec/{}\n\nProblem description"
    spec = repository / "specs/good.rst"
    for file, text, name in ((repository / "specs/template.rst", TEMPLATE, "example"), (spec, SPEC, "good")):
        file.write_text(text.replace("Problem description", link.format(name), 1))
    commit(repository)
    os.rename(spec, repository / "specs/other.rst")
    commit(repository)
    done = run("check", "--since", "HEAD~1", cwd=repository)
    assert [line.split(": ")[1].split()[1] for line in done.out.splitlines()] == ["filename-mismatch"]


def test_standard_input_is_compared_with_its_file(repository: Path) -> None:
    """Standard input has new findings though its file did not change; known ones are not reported."""
    asked = ("check", "--since", "HEAD", "--stdin-filename")
    spec = repository / "specs/lacks.rst"
    elsewhere = repository.parent
    text = spec.read_text()
    assert run(*asked, str(spec), "-", cwd=elsewhere, stdin=text).out == ""
    done = run(*asked, str(spec), "-", cwd=elsewhere, stdin=text.replace("It is slow.", LONG))
    assert [line.split(": ")[1].split()[1] for line in done.out.splitlines()] == ["line-too-long"]
    done = run(*asked, str(repository / "specs/more/new.rst"), "-", cwd=elsewhere, stdin=text)
    assert "missing-section" in done.out


def test_a_repository_inside_of_another(repository: Path) -> None:
    """A spec is compared within the innermost repository around it."""
    inner = make(
        repository / "inner", {"specs/template.rst": TEMPLATE, "specs/lacks.rst": WITHOUT_REFERENCES}
    )
    git(inner, "init", "-q", "-b", "main")
    commit(inner)
    assert run("check", "--since", "HEAD", cwd=repository).out == ""
    spec = inner / "specs/lacks.rst"
    spec.write_text(spec.read_text().replace("It is slow.", LONG))
    assert "line-too-long" in run("check", "--since", "HEAD", cwd=repository).out


def test_within_a_hook_of_git(repository: Path) -> None:
    """The repository is that of the PATH, whatever git tells its hooks."""
    (repository / "specs/new.rst").write_text(WITHOUT_REFERENCES)
    hook = {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"}
    done = run("check", "--since", "HEAD", "specs", cwd=repository, **hook)
    assert "missing-section" in done.out
    assert done.status == 1


def test_a_missing_path(repository: Path) -> None:
    """A PATH that is not there is reported as without --since."""
    done = run("check", "--since", "HEAD", "gone/a.rst", cwd=repository)
    assert done.status == 2
    assert done.err == run("check", "gone/a.rst", cwd=repository).err


def test_the_merge_base_counts(repository: Path) -> None:
    """What another branch mended meanwhile is not called new here."""
    git(repository, "checkout", "-q", "-b", "topic")
    (repository / "specs/other.rst").write_text(SPEC)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    (repository / "specs/lacks.rst").write_text(SPEC)
    commit(repository)
    git(repository, "checkout", "-q", "topic")
    assert run("check", "--since", "main", cwd=repository).out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "nowhere"], '--since: unknown revision "nowhere"\n'),
        (["--since", "--help-me"], "spec-ls check: argument --since: expected one argument\n"),
        (["--since", "HEAD", "--fix"], "--since reports findings, it is not used with --fix or --diff\n"),
    ],
)
def test_wrong_use(repository: Path, arguments: list[str], message: str) -> None:
    """A revision that is none, or options that do not go together, end with status 2 and a clear line."""
    done = run("check", *arguments, cwd=repository)
    assert done.status == 2
    assert done.err.startswith(message)


def test_without_a_repository(tmp_path: Path) -> None:
    """Where there is no repository the command says so in one line."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, "specs/lacks.rst": WITHOUT_REFERENCES})
    done = run("check", "--since", "HEAD", cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "not a git repository" in done.err


@pytest.mark.skipif(not hasattr(os, "chown") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else(repository: Path) -> None:
    """Where git refuses, the line shown is the one that says why, not the advice below it."""
    os.chown(repository, 12345, -1)
    os.chown(repository / ".git", 12345, -1)
    done = run("check", "--since", "HEAD", cwd=repository, GIT_CONFIG_GLOBAL=os.devnull)
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert "detected dubious ownership" in done.err


def test_no_program_of_the_repository_is_run(repository: Path) -> None:
    """What a repository's settings name for git to run is not run."""
    bad = repository.parent / "ran"
    for key in ("core.fsmonitor", "diff.external"):
        git(repository, "config", key, f"touch {bad};")
    (repository / "specs/lacks.rst").write_text(SPEC)
    assert run("check", "--since", "HEAD", cwd=repository).status == 0
    assert not bad.exists()
