"""A read that fails is said, and nothing that was found behind it is kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, Link, make

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
        if os.path.abspath(os.fspath(file)) == str(path):
            raise OSError(number, os.strerror(number), str(path))
        return real(file, *arguments, **options)

    patch.setattr(os, function, call)


def fail_once(patch: pytest.MonkeyPatch, function: str, path: Path, number: int) -> list[object]:
    """Let one call of a function of ``os`` for a path find nothing there; the calls so far."""
    real, calls = getattr(os, function), list[object]()

    def call(file: object, *arguments: object, **options: object) -> object:
        if not isinstance(file, int) and os.fspath(file) == str(path):
            calls.append(file)
            if len(calls) == number + 1:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return real(file, *arguments, **options)

    patch.setattr(os, function, call)
    return calls


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


@pytest.mark.parametrize("function", ["stat", "lstat", "open"])
@pytest.mark.parametrize(
    "name", ["spec-ls.toml", "conf.py", ".gitreview", ".git/config", "specs/template.rst", "specs/a/c.rst"]
)
def test_what_was_gone_for_a_moment_is_seen_again(tmp_path: Path, function: str, name: str) -> None:
    """Wherever in a look a file is not found, though it was and is there: the next look is as ever."""
    make(tmp_path, TREE)
    spec, expected = tmp_path / "specs/a/b.rst", Workspace(tmp_path).resolve(tmp_path / "specs/a/b.rst")
    for number in range(100):
        workspace = Workspace(tmp_path)
        with pytest.MonkeyPatch.context() as patch:
            calls = fail_once(patch, function, tmp_path / name, number)
            resolved(workspace, spec)
        if len(calls) <= number:
            break
        again = resolved(workspace, spec)
        assert (again.config, again.problems) == (expected.config, ())
        assert again.template is not None
        assert expected.template is not None
        assert again.template.slots == expected.template.slots
    assert number


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


@pytest.mark.parametrize(
    ("error", "reason"),
    [(MemoryError(), "not enough memory"), (OSError(errno.ENOSPC, "No space"), "no space")],
)
@pytest.mark.parametrize(
    ("options", "file", "named"),
    [
        (("--fix",), "specs/a/b.rst", "specs/a/b.rst"),
        (("--add-suppressions",), "specs/a/b.rst", "specs/a/b.rst"),
        (("--output-file", "out.txt"), "out.txt", "--output-file: out.txt"),
        (("--baseline", "known.json", "--write-baseline"), "known.json", "--baseline: known.json"),
    ],
)
def test_what_cannot_be_written_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    file: str,
    named: str,
    error: Exception,
    reason: str,
) -> None:
    """A text that cannot be written is said in a line with its file, status 2; all files are as they were."""
    known = '{"format": "spec-ls baseline", "version": 1, "files": {}}'
    files = {**TREE, "specs/a/b.rst": SPEC + "last", "out.txt": "old", "known.json": known}
    before = (make(tmp_path, files) / file).read_text()
    monkeypatch.chdir(tmp_path)
    names = sorted(os.listdir(tmp_path))

    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", full)
    assert main(["check", *options, "specs/a/b.rst"]) == 2
    assert f"{named}: {reason}\n" in capsys.readouterr().err
    assert ((tmp_path / file).read_text(), sorted(os.listdir(tmp_path))) == (before, names)


def test_an_input_that_cannot_be_read_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that two inputs lead to has a line for each, and none for itself besides."""
    make(tmp_path, {**TREE, "specs/a/d.rst": Link("b.rst")})
    monkeypatch.chdir(tmp_path)
    fail(monkeypatch, "lstat", tmp_path / "specs/a/b.rst", errno.EACCES)
    assert main(["check", "specs/a/b.rst", "specs/a/d.rst"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["specs/a/b.rst: permission denied", "specs/a/d.rst: permission denied", "no specs found"]


def test_a_baseline_is_whole_or_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever read of a spec fails, a baseline has all of it, or stays as it was, with status 2."""
    spec = make(tmp_path, {**TREE, "specs/a/b.rst": SPEC + "last"}) / "specs/a/b.rst"
    monkeypatch.chdir(tmp_path)
    command = ["check", "--baseline", "known.json", "--write-baseline", str(spec)]
    assert main(command) == 0
    known = Path("known.json")
    whole = known.read_text()
    for number in range(100):
        known.unlink(missing_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            calls = fail_once(patch, "open", spec, number)
            status = main(command)
        assert known.read_text() == whole if status == 0 else (status, known.exists()) == (2, False)
        if len(calls) <= number:
            break
    assert number > 1
