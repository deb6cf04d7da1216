"""The names in a folder to which a document may refer."""

from __future__ import annotations

import os

import pytest

from spec_ls.workspace import visible_names
from spec_ls.workspace.visible_names import MOST_NAMES


@pytest.fixture
def repository(tmp_path):
    top = tmp_path / "repository"
    for folder in ("specs/pictures", "build/html", ".git/refs"):
        (top / folder).mkdir(parents=True)
    (top / ".gitignore").write_text("build/\n*.log\n")
    for file in (
        "specs/a.rst",
        "specs/b.png",
        "specs/c.log",
        "specs/.hidden",
        "build/html/x.png",
        ".git/config",
    ):
        (top / file).write_text("x\n")
    (tmp_path / "secret.txt").write_text("x\n")
    return top


def test_hidden_and_ignored_names_are_left_out(repository):
    """Nothing is in a folder that git ignores, nor in git's own."""
    document = repository / "specs" / "a.rst"
    assert visible_names(repository / "specs", document) == (("a.rst", "b.png"), ("pictures",))
    assert visible_names(repository, document) == ((), ("specs",))
    for folder in ("build", "build/html", ".git", ".git/refs"):
        assert visible_names(repository / folder, document) == ((), ())


def test_nothing_outside_of_the_repository_is_listed(repository, tmp_path):
    """A symbolic link leads nowhere, either, and a document in no repository sees its own folder."""
    document = repository / "specs" / "a.rst"
    os.symlink(tmp_path, repository / "specs" / "out")
    for folder in (tmp_path, repository / "specs" / "out", "/", tmp_path / "missing"):
        assert visible_names(type(tmp_path)(folder), document) == ((), ())
    assert visible_names(tmp_path, tmp_path / "notes.rst").files == ("secret.txt",)
    assert visible_names(tmp_path.parent, tmp_path / "notes.rst") == ((), ())


def test_only_files_and_folders_are_listed(repository):
    """No FIFO, no broken link, no path that none can have."""
    specs = repository / "specs"
    os.mkfifo(specs / "pipe.png")
    os.symlink("nowhere", specs / "broken.png")
    os.symlink("b.png", specs / "link.png")
    assert visible_names(specs, specs / "a.rst").files == ("a.rst", "b.png", "link.png")
    assert visible_names(specs / "b.png", specs / "a.rst") == ((), ())


def test_a_large_folder_is_cut(repository):
    """So that an answer has an end."""
    large = repository / "large"
    large.mkdir()
    for number in range(MOST_NAMES + 50):
        os.mknod(large / f"{number}.png")
    assert len(visible_names(large, repository / "specs" / "a.rst").files) == MOST_NAMES
