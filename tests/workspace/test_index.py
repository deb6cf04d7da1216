"""The index of all documents of a workspace, and its store on disk."""

import json
import os
import sqlite3
import sys

import pytest

from spec_ls.workspace import summary_store
from spec_ls.workspace.index import PageIndex
from spec_ls.workspace.summary_store import SummaryStore


def page(title):
    """A page with a title and a label."""
    return f".. _{title}-label:\n\n{title}\n{'=' * len(title)}\n\nText.\n"


@pytest.fixture
def repository(tmp_path):
    """A repository of three pages, one of which git ignores."""
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    (top / "specs").mkdir()
    (top / ".gitignore").write_text("ignored.rst\n")
    for name in ("one", "two", "ignored"):
        (top / "specs" / f"{name}.rst").write_text(page(name))
    return top


def built(folder, store):
    """An index, with the names in it by the pages' stems, and how many pages were read anew."""
    index = PageIndex([folder], store)
    for _ in index.build():
        pass
    return index


def names(index):
    """The names in an index."""
    return {path.stem: [entry.name for entry in entries] for path, entries in index.pages.items()}


def test_all_pages_but_ignored_ones_are_there(repository, tmp_path):
    """A label and a title each."""
    index = built(repository, tmp_path / "cache")
    assert names(index) == {"one": ["one-label", "one"], "two": ["two-label", "two"]}
    assert index.is_whole
    assert not index.is_cut


def test_what_has_not_changed_comes_from_the_store(repository, tmp_path, monkeypatch):
    """After a new start only changed files are read; what is gone is forgotten."""
    before = built(repository, tmp_path / "cache")
    (repository / "specs" / "two.rst").write_text(page("changed"))
    (repository / "specs" / "one.rst").rename(repository / "specs" / "new.rst")
    read = []
    real = summary_store.SummaryStore.write
    monkeypatch.setattr(
        SummaryStore, "write", lambda self, changed, gone: (read.extend(changed), real(self, changed, gone))
    )
    after = built(repository, tmp_path / "cache")
    assert names(after) == {"new": ["one-label", "one"], "two": ["changed-label", "changed"]}
    assert sorted(path.stem for path in read) == ["new", "two"]
    assert names(built(repository, tmp_path / "cache")) == names(after) != names(before)


def test_updates_are_kept(repository, tmp_path):
    """Files that come, change and go; others than .rst, and those outside, do not matter."""
    index = built(repository, tmp_path / "cache")
    one, two, new = (repository / "specs" / f"{name}.rst" for name in ("one", "two", "new"))
    one.unlink()
    two.write_text(page("second"))
    new.write_text(page("new"))
    (tmp_path / "outside.rst").write_text(page("outside"))
    index.update([one, two, new, tmp_path / "outside.rst", repository / ".gitignore"])
    expected = {"two": ["second-label", "second"], "new": ["new-label", "new"]}
    assert names(index) == expected == names(built(repository, tmp_path / "cache"))


@pytest.mark.parametrize("damage", ["other version", "no database", "wrong entries", "empty"])
def test_a_store_that_does_not_fit_is_made_anew(repository, tmp_path, damage):
    """Silently; nothing of it is believed."""
    index = built(repository, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    if damage == "no database":
        file.write_bytes(b"no database at all" * 100)
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        with sqlite3.connect(file) as connection:
            if damage == "other version":
                connection.execute("alter table summaries rename column entries to others")
                connection.execute("pragma user_version = 1")
            else:
                connection.execute("update summaries set entries = ?", (json.dumps([["title"]]),))
    assert names(built(repository, tmp_path / "cache")) == names(index)
    with sqlite3.connect(file) as connection:
        assert connection.execute("select count(*) from summaries").fetchone() == (2,)


def test_without_a_store_everything_works(repository, tmp_path):
    """A file stands where the cache folder should be."""
    (tmp_path / "cache").write_text("")
    assert set(names(built(repository, tmp_path / "cache"))) == {"one", "two"}


def test_two_processes_may_write_at_a_time(repository, tmp_path):
    """One that finds the store locked goes on without it."""
    built(repository, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    with sqlite3.connect(file) as other:
        other.execute("begin exclusive")
        assert set(names(built(repository, tmp_path / "cache"))) == {"one", "two"}


def test_stores_of_folders_that_nobody_opens_go(repository, tmp_path):
    """After three months."""
    import os

    old, young = tmp_path / "cache" / "old.sqlite3", tmp_path / "cache" / "young.sqlite3"
    old.parent.mkdir()
    for file in (old, young):
        file.touch()
    os.utime(old, (0, 0))
    built(repository, tmp_path / "cache")
    assert (old.exists(), young.exists()) == (False, True)


def test_a_folder_outside_is_not_walked(repository, tmp_path):
    """An event may be about a folder around the workspace, up to the top of all files."""
    index, listed = built(repository, tmp_path / "cache"), []

    def note(frame, event, argument):
        if event == "c_call" and argument is os.scandir:
            listed.append(frame.f_locals.get("folder"))

    (repository / "specs" / "three.rst").write_text(page("three"))
    sys.setprofile(note)
    try:
        index.update([tmp_path])
        assert listed == []
        index.update([repository / "specs"])
    finally:
        sys.setprofile(None)
    assert repository / "specs" in listed
    assert set(names(index)) == {"one", "two", "three"}
