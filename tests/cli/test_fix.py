"""``spec-ls check --fix`` and ``--diff`` as a process, on real files."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, WITHOUT_REFERENCES, Link, make, run

TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/good.rst": SPEC,
    "specs/lacks.rst": WITHOUT_REFERENCES,
}


def test_fix_applies_all_fixes(tmp_path: Path) -> None:
    """All fixes are applied on disk, and a second run has nothing to do."""
    make(tmp_path, TREE)
    done = run("check", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)
    assert done.err == "made 1 fix in 1 file; no findings in 2 specs\n"
    assert (tmp_path / "specs/lacks.rst").read_text() == SPEC
    assert run("check", "--fix", "--unsafe-fixes", cwd=tmp_path).err == "no findings in 2 specs\n"


def test_fix_of_a_whole_template(tmp_path: Path) -> None:
    """All sections are inserted into an empty spec, in the template's order."""
    make(tmp_path, TREE | {"specs/lacks.rst": "=====\nEmpty\n=====\n"})
    assert run("check", "--fix", "--unsafe-fixes", cwd=tmp_path).status == 0
    text = (tmp_path / "specs/lacks.rst").read_text()
    titles = ["Problem description\n===", "Proposed change\n===", "Alternatives\n---", "References\n==="]
    assert sorted(titles, key=text.index) == titles


def test_fix_respects_select(tmp_path: Path) -> None:
    """Only selected findings are fixed."""
    make(tmp_path, TREE)
    run("check", "--fix", "--unsafe-fixes", "--select", "line-too-long", cwd=tmp_path)
    assert (tmp_path / "specs/lacks.rst").read_text() == WITHOUT_REFERENCES


@pytest.mark.parametrize(
    ("newline", "mark"), [("\n", ""), ("\r\n", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff"), ("\r", "")]
)
def test_fix_leaves_the_rest_as_it_was(tmp_path: Path, newline: str, mark: str) -> None:
    """A fix changes nothing else: line ends, byte order mark and permissions stay, no other file appears."""
    before, long, behind = SPEC.partition("It is slow.")
    content = (mark + before + "x " * 40 + long + behind).replace("\n", newline)
    path = make(tmp_path, TREE | {"specs/lacks.rst": content}) / "specs/lacks.rst"
    path.chmod(0o600)
    run("check", "--fix", "--unsafe-fixes", "--select", "line-too-long", "specs/lacks.rst", cwd=tmp_path)
    wrapped = path.read_bytes().decode()
    assert wrapped != content
    assert wrapped.split() == content.split()
    assert len(wrapped.split(newline)) == len(content.split(newline)) + 1
    assert {"\r", "\n"} & set(wrapped.replace(newline, "")) == set()
    assert sorted(os.listdir(tmp_path / "specs")) == ["good.rst", "lacks.rst", "template.rst"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_fix_follows_links(tmp_path: Path) -> None:
    """A spec that several links lead to is fixed once, and the links stay."""
    make(tmp_path, TREE | {"specs/a.rst": "lacks.rst", "specs/z.rst": Link("lacks.rst")})
    done = run("check", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert done.err == "made 1 fix in 1 file; no findings in 4 specs\n"
    assert (tmp_path / "specs/a.rst").read_text() == "lacks.rst"
    assert (tmp_path / "specs/z.rst").is_symlink()
    assert (tmp_path / "specs/lacks.rst").read_text() == SPEC


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files to others")
def test_fix_keeps_the_owner(tmp_path: Path) -> None:
    """A file stays its owner's, also one whose bits lend the rights of that owner."""
    path = make(tmp_path, TREE | {"specs/lacks.rst": SPEC + "  "}) / "specs/lacks.rst"
    os.chown(path, 1234, 4321)
    path.chmod(0o6750)
    assert run("check", "--fix", "specs/lacks.rst", cwd=tmp_path).status == 0
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 4321, 0o6750)
    assert not path.read_text().endswith(" ")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="this system has no such attributes")
def test_fix_keeps_the_attributes(tmp_path: Path) -> None:
    """Attributes stay with a file, where the file system has any."""
    path = make(tmp_path, TREE | {"specs/lacks.rst": SPEC + "  "}) / "specs/lacks.rst"
    try:
        os.setxattr(path, "user.origin", b"x")
    except OSError:
        pytest.skip("this file system has no attributes")
    assert run("check", "--fix", "specs/lacks.rst", cwd=tmp_path).status == 0
    assert os.getxattr(path, "user.origin") == b"x"
    assert not path.read_text().endswith(" ")


@pytest.mark.parametrize("name", ["n" * 251, "\u00e9" * 125])
def test_fix_of_a_file_with_the_longest_name(tmp_path: Path, name: str) -> None:
    """A new file beside it has room for its own name."""
    path = make(tmp_path, TREE | {f"specs/{name}.rst": SPEC + "  "}) / f"specs/{name}.rst"
    assert run("check", "--fix", f"specs/{name}.rst", cwd=tmp_path).status == 0
    assert not path.read_text().endswith(" ")


def test_fix_of_standard_input(tmp_path: Path) -> None:
    """Standard input is printed with its fixes; the other findings go to standard error."""
    make(tmp_path, TREE)
    text = WITHOUT_REFERENCES.replace("\n", "\r\n")
    done = run(
        "check", "--fix", "--unsafe-fixes", "-", "--stdin-filename", "specs/x.rst", cwd=tmp_path, stdin=text
    )
    assert done.stdout == SPEC.replace("\n", "\r\n").encode()
    assert done.status == 0
    kept = run(
        "check", "--fix", "--unsafe-fixes", "-", "--stdin-filename", "doc/x.rst", cwd=tmp_path, stdin=text
    )
    assert kept.stdout == text.encode()
    assert not (tmp_path / "specs/x.rst").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anything")
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A file that may not be written is reported and not changed."""
    make(tmp_path, TREE)
    (tmp_path / "specs/lacks.rst").chmod(0o400)
    done = run("check", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert done.status == 2
    assert done.err.startswith("specs/lacks.rst: ")


MEANWHILE = """
import sys
from pathlib import Path
from spec_ls.cli import main

def on_event(event, arguments):
    if event == "tempfile.mkstemp":
        Path("specs/lacks.rst").write_text("written meanwhile")

sys.addaudithook(on_event)
sys.exit(main(["check", "--fix", "--unsafe-fixes", *sys.argv[1:]]))
"""
"""Runs --fix, and writes the file once more when the fixed text is about to be written."""


@pytest.mark.parametrize(("options", "findings"), [([], 1), (["--ignore", "line-too-long"], 1)])
def test_a_file_that_changes_meanwhile_is_left(tmp_path: Path, options: list[str], findings: int) -> None:
    """A file that was written between its reading and its writing is left, in one line, with status 1."""
    make(tmp_path, TREE)
    done = subprocess.run(
        [sys.executable, "-c", MEANWHILE, *options], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, **IMPORTS}, timeout=60, check=False,
    )  # fmt: skip
    assert (tmp_path / "specs/lacks.rst").read_text() == "written meanwhile"
    assert sorted(os.listdir(tmp_path / "specs")) == ["good.rst", "lacks.rst", "template.rst"]
    assert done.returncode == 1
    path = os.path.join("specs", "lacks.rst")
    assert done.stderr.splitlines()[0] == f"{path}: not fixed: it changed meanwhile"
    assert done.stdout.count("missing-section") == findings


@pytest.mark.parametrize(
    "to", ["../../outside/bashrc", "../../outside/b.rst", "../.git/b.rst", "../.GIT/b.rst", "../d/b.rst"]
)
@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("mark", [".git/HEAD", None])
@pytest.mark.parametrize("arguments", [["specs"], ["specs/a.rst"]])
def test_fix_writes_nothing_outside(
    tmp_path: Path, to: str, as_text: bool, mark: str | None, arguments: list[str]
) -> None:
    """Neither a link nor a text that is one lets --fix write outside of the repository or the named folder."""
    files = {name: text for name, text in TREE.items() if name not in (".git/HEAD", "specs/lacks.rst")}
    make(tmp_path / "outside", {"bashrc": WITHOUT_REFERENCES, "b.rst": WITHOUT_REFERENCES})
    top = make(tmp_path / "top", files | ({mark: ""} if mark else {}))
    own = {f"{name}/b.rst": WITHOUT_REFERENCES for name in (".git", ".GIT")} if mark else {}
    make(top, {**own, "d": Link("../outside")})
    if not (top / "specs" / to).exists():
        pytest.skip("no such file without a repository")
    make(top, {"specs/a.rst": to if as_text else Link(to)})
    for option in ("--diff", "--fix"):
        done = run("check", option, "--unsafe-fixes", *arguments, cwd=top)
        assert done.status == 2
        assert done.err.startswith(f"{os.path.join('specs', 'a.rst')}: not written: it leads to ")
    assert (top / "specs" / to).read_text() == WITHOUT_REFERENCES


def test_diff_changes_nothing(tmp_path: Path) -> None:
    """A diff shows the changes of --fix; the status is 1 if there are any."""
    make(tmp_path, TREE)
    done = run("check", "--diff", "--unsafe-fixes", cwd=tmp_path)
    path = os.path.join("specs", "lacks.rst")
    assert done.out.startswith(f"--- {path}\n+++ {path}\n@@ ")
    assert "+References\n+==========\n" in done.out
    assert (done.status, done.err) == (1, "would make 1 fix in 1 file\n")
    assert (tmp_path / "specs/lacks.rst").read_text() == WITHOUT_REFERENCES
    clean = run("check", "--diff", "--unsafe-fixes", "specs/good.rst", cwd=tmp_path)
    assert (clean.status, clean.out) == (0, "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the patch")
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_diff_can_be_applied(tmp_path: Path, end: str) -> None:
    """git applies the diff, and the result is what --fix makes."""
    text = WITHOUT_REFERENCES.rstrip() + end
    make(tmp_path, TREE | {"specs/lacks.rst": text.replace("\n", end or "\n"), "specs/link.rst": "lacks.rst"})
    patch = run("check", "--diff", "--unsafe-fixes", cwd=tmp_path).stdout
    copy = Path(shutil.copytree(tmp_path, tmp_path / "copy"))
    run("check", "--fix", "--unsafe-fixes", "specs", cwd=tmp_path)
    shutil.rmtree(copy / ".git")
    subprocess.run(
        ["git", "apply", "-p0", "--whitespace=nowarn"], input=patch, cwd=copy, check=True,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path), "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    assert (copy / "specs/lacks.rst").read_bytes() == (tmp_path / "specs/lacks.rst").read_bytes()
