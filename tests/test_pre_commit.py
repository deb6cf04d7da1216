"""pre-commit itself runs the hooks: the entry that ``init`` writes, and those of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from trees import IMPORTS, REPOSITORY, SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run

FILES = {
    "specs/template.rst": TEMPLATE,
    "specs/wrong.rst": WITHOUT_REFERENCES,
    "specs/loose.rst": SPEC.replace("It is slow.", "It is slow.  "),
    "notes.txt": "no spec\n",
}
NO_INDEX = ("No matching distribution", "Could not find a version", "Temporary failure in name resolution")
"""Words of pip's where no package index can be reached."""


def in_folder(top: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with pre-commit's own files beside it."""
    home = {"PRE_COMMIT_HOME": str(top.parent / "home"), "PRE_COMMIT_COLOR": "never"}
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in names.items()}
    variables = {**os.environ, **home, **names, **environment}
    return subprocess.run(command, cwd=top, capture_output=True, text=True, env=variables, check=False)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A repository with a spec that has an error, one that has a warning, and files that are no specs."""
    top = make(tmp_path / "scratch", FILES)
    assert in_folder(top, "git", "init", "--quiet").returncode == 0
    return top


def test_the_entry_of_init(scratch: Path) -> None:
    """The installed program gets the specs that changed, and its status and findings are the hook's."""
    assert run("init", "--pre-commit", cwd=scratch).status == 0
    program = make(
        scratch.parent / "bin", {"spec-ls": f'#!/bin/sh\nexec "{sys.executable}" -m spec_ls "$@"\n'}
    )
    (program / "spec-ls").chmod(0o755)
    path = {"PATH": f"{program}{os.pathsep}{os.environ['PATH']}", **IMPORTS}
    in_folder(scratch, "git", "add", ".")
    pre_commit = (sys.executable, "-m", "pre_commit")
    assert in_folder(scratch, *pre_commit, "validate-config").returncode == 0
    done = in_folder(scratch, *pre_commit, "run", "--all-files", **path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "specs/wrong.rst:2:1: error missing-section" in done.stdout
    assert "2 of 2 specs" in done.stdout
    (scratch / "specs/wrong.rst").write_text(SPEC, "utf-8")
    in_folder(scratch, "git", "add", ".")
    done = in_folder(scratch, *pre_commit, "run", "--all-files", **path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_the_hooks_of_this_repository(scratch: Path, tmp_path: Path) -> None:
    """pre-commit installs the package from a clone; one hook reports, the other one applies safe fixes."""
    source = tmp_path / "source"
    shutil.copytree(REPOSITORY / "spec_ls", source / "spec_ls", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(REPOSITORY / name, source)
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "package")):
        assert in_folder(source, "git", *command).returncode == 0
    in_folder(scratch, "git", "add", ".")
    hooks = (sys.executable, "-m", "pre_commit", "try-repo", str(source), "--all-files")
    done = in_folder(scratch, *hooks)
    if any(words in done.stdout + done.stderr for words in NO_INDEX):
        pytest.skip("no package index to install from")
    assert done.returncode == 1, done.stdout + done.stderr
    report, _, fixed = done.stdout.partition("spec-ls (fix)...")
    assert "specs/wrong.rst:2:1: error missing-section" in report
    assert "specs/loose.rst:8:12: warning trailing-whitespace" in report
    assert "files were modified by this hook" in fixed
    assert "made 1 fix in 1 file" in fixed
    assert (scratch / "specs/loose.rst").read_text("utf-8") == SPEC
    assert (scratch / "specs/wrong.rst").read_text("utf-8") == WITHOUT_REFERENCES
