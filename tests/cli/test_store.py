"""Results that ``spec-ls check`` keeps between two runs: as fresh ones, whatever changed, whatever the store holds."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, Run, make, run

from spec_ls.workspace.code_version import code_version
from spec_ls.workspace.file_snapshots import FileSnapshots, is_file
from spec_ls.workspace.lasting_reads import reads_of
from spec_ls.workspace.result_store import ResultStore, StoredResult
from spec_ls.workspace.store import Store

LONG = SPEC.replace("It is slow.", "It is :role:`slow`, " + "and " * 20)
SPECS = {f"specs/spec-{number}.rst": LONG if number % 2 else WITHOUT_REFERENCES for number in range(10)}
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "spec-ls.toml": "max-line-length = 70\n",
    "conf.py": "",
    **SPECS,
}


def check(folder: Path, *options: str) -> Run:
    """Check a folder whose store is beside it."""
    return run("check", "--format", "json", *options, cwd=folder, XDG_CACHE_HOME=str(folder.parent / "cache"))


def store_files(folder: Path) -> list[Path]:
    """The databases that runs in a folder have made."""
    return list((folder.parent / "cache" / "spec-ls").glob("*.sqlite3"))


def rows(folder: Path, sql: str) -> list[tuple]:
    """What the one database of a folder answers."""
    (file,) = store_files(folder)
    connection = sqlite3.connect(file)
    with connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def fill(folder: Path) -> Run:
    """Run until all results are kept, of files that have only just changed they are not; the last run."""
    for _ in range(20):
        done = check(folder)
        if rows(folder, "select count(*) from results") >= [(len(SPECS) + 1,)]:
            return done
    raise AssertionError("the results are never kept")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository whose results are all kept."""
    folder = make(tmp_path / "repository", TREE)
    fill(folder)
    return folder


def test_kept_results_are_used(tree: Path) -> None:
    """A second run takes its findings from the store."""
    rows(tree, "update results set value = replace(value, 'References', 'KEPT')")
    assert check(tree).out.count('section \\"KEPT\\" is missing') == 5
    assert "KEPT" not in check(tree, "--no-cache").out


def replaced(name: str, old: str, new: str) -> Callable[[Path], object]:
    """A change of a file, to a text of the same length where the words are of one."""
    return lambda folder: (folder / name).write_text((folder / name).read_text().replace(old, new))


def written(**files: str) -> Callable[[Path], object]:
    """New files, by name with ``_`` for ``/`` and ``__`` for the dot."""
    return lambda folder: make(
        folder, {name.replace("__", ".").replace("_", "/"): text for name, text in files.items()}
    )


CHANGES: dict[str, Callable[[Path], object]] = {
    "the text of a spec": replaced("specs/spec-0.rst", "Alternatives", "Alternatifs "),
    "the template": replaced("specs/template.rst", "References", "Reverences"),
    "a setting": replaced("spec-ls.toml", "70", "99"),
    "a nearer settings file": written(**{"specs_spec-ls__toml": 'ignore = ["missing-section"]\n'}),
    "conf.py": written(conf__py="def setup(app):\n    app.add_role('role', None)\n"),
    "a comment that names a template": lambda folder: make(
        folder,
        {
            "other.rst": TEMPLATE.replace("References", "Sources"),
            "specs/spec-1.rst": ".. spec-ls: template=../other.rst\n\n" + LONG,
        },
    ),
    "the project's name": lambda folder: make(
        folder, {".gitreview": "[gerrit]\nproject=openstack/nova-specs.git\n"}
    ),
    "a spec is gone": lambda folder: (folder / "specs/spec-3.rst").unlink(),
    "a new spec": lambda folder: make(folder, {"specs/spec-new.rst": LONG.replace("Cache", "Case")}),
    "where an editor wraps": written(__editorconfig="[*.rst]\nmax_line_length = 50\n"),
    "settings of doc8": written(tox__ini="[doc8]\nmax-line-length = 60\n"),
}


def test_whatever_changes_is_seen(tmp_path: Path) -> None:
    """After each change, findings are those of a run without a store, and others than before."""
    folder = make(tmp_path / "repository", TREE)
    for name, change in CHANGES.items():
        before = fill(folder)
        change(folder)
        after = check(folder)
        assert after.out != before.out, name
        assert after == check(folder, "--no-cache"), name


@pytest.mark.parametrize(
    "options",
    [
        ("--select", "line-too-long"),
        ("--ignore", "line-too-long"),
        ("--unsafe-fixes",),
        ("--template", "nova"),
    ],
    ids=" ".join,
)
def test_options_have_results_of_their_own(tree: Path, options: tuple[str, ...]) -> None:
    """Results under other options are never taken."""
    assert check(tree, *options) == check(tree, "--no-cache", *options)


def broken_file(folder: Path) -> None:
    """Something else is where the database was."""
    for file in store_files(folder):
        file.write_bytes(b"no database" * 100)


def of_another_program(folder: Path) -> None:
    """A database with other tables."""
    for file in store_files(folder):
        file.unlink()
        connection = sqlite3.connect(file)
        connection.execute("create table results (something)")
        connection.commit()
        connection.close()


def no_folder(folder: Path) -> None:
    """A file is where the cache folder was."""
    cache = folder.parent / "cache" / "spec-ls"
    for file in store_files(folder):
        file.unlink()
    cache.rmdir()
    cache.write_text("")


def fifo_beside(folder: Path) -> None:
    """A FIFO is where SQLite looks for what a crash has left."""
    for file in store_files(folder):
        make(file.parent, {f"{file.name}-journal": Fifo()})


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a broken file": broken_file,
    "a database of another program": of_another_program,
    "no folder": no_folder,
    "values that are no JSON": lambda folder: rows(folder, "update results set value = 'x'"),
    "values that are nested too deeply": lambda folder: rows(
        folder, f"update results set value = '{'[' * 100_000}'"
    ),
    "reads that are nested too deeply": lambda folder: rows(
        folder, f"update reads set read = '{'[' * 100_000}' || id"
    ),
    "a FIFO": fifo_beside,
    "values of another form": lambda folder: rows(folder, "update results set value = '[null, \"[1, 2]\"]'"),
    "numbers of reads that are cut": lambda folder: rows(folder, "update results set reads = x'0102'"),
    "numbers of reads that are not there": lambda folder: rows(folder, "delete from reads"),
    "reads of another form": lambda folder: rows(folder, "update reads set read = '[\"x\", [], 1]' || id"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_broken_store_is_nothing(tree: Path, damage: Callable[[Path], object]) -> None:
    """A store that is broken, or another program's, changes no output; the next run but one uses a new one."""
    expected = check(tree, "--no-cache")
    damage(tree)
    assert check(tree) == expected
    assert check(tree) == expected


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has other permissions")
def test_a_store_that_others_can_write_is_not_used(tree: Path) -> None:
    """What others could put into it would hide findings, and show other ones."""
    rows(tree, "update results set value = replace(value, 'References', 'THEIRS')")
    (tree.parent / "cache" / "spec-ls").chmod(0o777)
    assert check(tree) == check(tree, "--no-cache")
    (tree.parent / "cache" / "spec-ls").chmod(0o700)
    assert "THEIRS" in check(tree).out


def test_two_runs_at_once(tree: Path) -> None:
    """Two processes with one store give what one gives."""
    expected = check(tree, "--no-cache")
    for file in store_files(tree):
        file.unlink()
    command = [sys.executable, "-m", "spec_ls", "check", "--format", "json"]
    environment = {**IMPORTS, "XDG_CACHE_HOME": str(tree.parent / "cache")}
    both = [
        subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(2)
    ]
    for process in both:
        out, err = process.communicate(timeout=60)
        assert Run(process.returncode, out, err) == expected


def test_clean(tree: Path) -> None:
    """``clean`` deletes the store of the repository, and says so; again, there is nothing."""
    (file,) = store_files(tree)
    cache = {"XDG_CACHE_HOME": str(tree.parent / "cache")}
    done = run("clean", "specs", cwd=tree, **cache)
    assert (done.status, done.out, done.err) == (0, f"deleted {file}\n", "")
    assert not store_files(tree)
    done = run("clean", "--all", cwd=tree, **cache)
    assert (done.status, done.out, done.err) == (0, "", "nothing is kept\n")


def test_a_result_of_one_day(tmp_path: Path) -> None:
    """A result that depends on the day counts on that day alone."""
    store, today = ResultStore(Store(tmp_path, tmp_path), "key"), date(2026, 11, 28)
    store.keep({"a\udcff": StoredResult("for today", (), today), "b": StoredResult("for ever", ())})
    assert store.current(["a\udcff", "b", "c"], today) == {"a\udcff": "for today", "b": "for ever"}
    assert store.current(["a\udcff", "b"], today + timedelta(1)) == {"b": "for ever"}


def test_a_file_that_has_just_changed(tmp_path: Path) -> None:
    """Nothing is kept that depends on a file that may change again without a later time."""
    snapshots = FileSnapshots()
    (tmp_path / "file").write_text("")
    with snapshots.recording():
        assert is_file(tmp_path / "file")
    assert reads_of(snapshots) is None


def test_reads_that_nothing_needs_are_dropped(tmp_path: Path) -> None:
    """The store does not grow with each change of a file."""
    store = ResultStore(Store(tmp_path, tmp_path), "key")
    for number in range(40):
        reads = tuple(f'["read_status", ["{number}/{read}"], null]' for read in range(200))
        store.keep({"a": StoredResult("value", reads)})
    (file,) = tmp_path.glob("*.sqlite3")
    connection = sqlite3.connect(file)
    assert connection.execute("select count(*) from reads").fetchone()[0] < 2_500
    connection.close()
    assert store.current(["a"], date(2026, 11, 28)) == {"a": "value"}


def test_the_version_of_the_code_is_steady() -> None:
    """The same code has the same version."""
    assert code_version() == code_version()
