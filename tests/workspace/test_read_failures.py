"""A read that fails is said, and nothing that was found behind it is kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.cli import main
from spec_ls.model.document import parse
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace, hints_in, write
from spec_ls.workspace.read_failures import collecting, forbidden_is_absent, note_look, note_read

TREE = {
    ".git/config": '[remote "origin"]\nurl = https://example.org/a/b\n',
    ".gitreview": "[gerrit]\nhost=example.org\n",
    "spec-ls.toml": "max-line-length = 60\n",
    "conf.py": "extlinks = {'hub': ()}\n",
    "specs/template.rst": TEMPLATE,
    "specs/a/b.rst": SPEC,
    "specs/a/c.rst": SPEC,
}


def fail(patch: pytest.MonkeyPatch, function: str, path: Path, number: int) -> None:
    """Let a function of ``os`` fail for a path."""
    real = getattr(os, function)

    def call(file: object, *arguments: object, **options: object) -> object:
        if os.fspath(file) == str(path):
            raise OSError(number, os.strerror(number), str(path))
        return real(file, *arguments, **options)

    patch.setattr(os, function, call)


def resolved(workspace: Workspace, path: Path) -> Resolution:
    """The resolution after a keystroke."""
    return workspace.resolve_again(path, hints_in(parse(Text.of(SPEC))))


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("open", "spec-ls.toml"),
        ("open", "conf.py"),
        ("open", ".gitreview"),
        ("open", ".git/config"),
        ("open", "specs/template.rst"),
        ("open", "specs/a/c.rst"),
        ("stat", "spec-ls.toml"),
        ("stat", "specs/template.rst"),
        ("lstat", "specs/template.rst"),
        ("scandir", "specs/a"),
    ],
)
def test_a_failure_is_said_and_gone_with_its_cause(tmp_path: Path, function: str, name: str) -> None:
    """A failing disk is a problem that names the file; as soon as it works the resolution is as ever."""
    make(tmp_path, TREE)
    spec, workspace = tmp_path / "specs/a/b.rst", Workspace(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        fail(patch, function, tmp_path / name, errno.EIO)
        for found in (resolved(workspace, spec), Workspace(tmp_path).resolve(spec)):
            assert [(problem.path, problem.message) for problem in found.problems] == [
                (tmp_path / name, "input/output error")
            ]
    whole, expected = resolved(workspace, spec), Workspace(tmp_path).resolve(spec)
    assert (whole.config, whole.problems) == (expected.config, ())
    assert whole.template is not None
    assert expected.template is not None
    assert whole.template.slots == expected.template.slots
    assert resolved(workspace, spec) is whole


@pytest.mark.parametrize(
    ("number", "looked", "read"),
    [(errno.EIO, True, True), (errno.EACCES, False, True), (errno.ENOENT, False, False)],
)
def test_what_counts_as_a_failure(number: int, looked: bool, read: bool) -> None:
    """A missing file is no failure; a missing permission is one where a content is to be read."""
    error = OSError(number, os.strerror(number))
    for note, expected in ((note_look, looked), (note_read, read)):
        with collecting() as found:
            note("a", error)
        assert bool(found) is expected
    with collecting() as found, forbidden_is_absent():
        note_read("a", error)
    assert bool(found) is looked


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_full_disk_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """A text that does not reach the disk replaces nothing, and nothing of it is left."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = make(tmp_path, {"a.rst": "old"}) / "a.rst"
    monkeypatch.setattr(os, function, full)
    with pytest.raises(OSError, match="No space left"):
        write(path, "new", "old")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.rst"]


def test_the_first_failure_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the unfinished text cannot be removed either, the failure to write is the one that is said."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = make(tmp_path, {"a.rst": "old"}) / "a.rst"
    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "unlink", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "unlink")))
    with pytest.raises(OSError, match="No space left"):
        write(path, "new", "old")
    assert path.read_text() == "old"


def test_nothing_is_fixed_in_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a template cannot be read no spec is fixed: another one might serve it."""
    path = make(tmp_path, {**TREE, "specs/a/b.rst": SPEC + "last"}) / "specs/a/b.rst"
    monkeypatch.chdir(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        fail(patch, "open", tmp_path / "specs/template.rst", errno.EIO)
        assert main(["check", "--fix", "specs/a/b.rst"]) == 2
        assert main(["check", "--diff", "specs/a/b.rst"]) == 2
    assert path.read_text() == SPEC + "last"
    assert main(["check", "--fix", "specs/a/b.rst"]) == 0
    assert path.read_text() == SPEC + "last\n"
