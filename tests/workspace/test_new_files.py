"""New files are written in one step, below a folder, and where nothing is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from trees import Link, make

from spec_ls.workspace import LeadsOutside, create


def names(top: Path) -> list[str]:
    """All paths below a folder."""
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*"))


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    """The text is written as it is, and nothing else is left."""
    create(tmp_path / "a/b/c.txt", "é\r\n", tmp_path)
    assert (tmp_path / "a/b/c.txt").read_bytes() == "é\r\n".encode()
    assert names(tmp_path) == ["a", "a/b", "a/b/c.txt"]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """A linked folder may stand on the way, as long as it is inside."""
    make(tmp_path, {"real/": "", "link": Link("real")})
    create(tmp_path / "link/a.txt", "x", tmp_path)
    assert (tmp_path / "real/a.txt").read_text() == "x"


@pytest.mark.parametrize("there", ["text", Link("nowhere"), Link("other"), "folder"])
def test_nothing_is_overwritten(tmp_path: Path, there: str | Link) -> None:
    """Whatever has the name by now stays: a file, a broken link, a link, a folder."""
    make(tmp_path, {"other": "other", "a/" if there == "folder" else "a": there})
    before = names(tmp_path)
    with pytest.raises(FileExistsError):
        create(tmp_path / "a", "new", tmp_path)
    assert names(tmp_path) == before
    assert (tmp_path / "other").read_text() == "other"


@pytest.mark.parametrize("to", ["../elsewhere", ".git", "sub/../../elsewhere"])
def test_links_do_not_lead_out(tmp_path: Path, to: str) -> None:
    """A link on the way that leads out, or among git's own files, is not followed, and no folder is made there."""
    make(tmp_path, {"elsewhere/": "", "top/.git/": "", "top/sub/": "", "top/link": Link(to)})
    before = names(tmp_path)
    with pytest.raises(LeadsOutside):
        create(tmp_path / "top/link/in/a", "new", tmp_path / "top")
    assert names(tmp_path) == before


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    """Folders that were made for a file go with it."""
    make(tmp_path, {"a/keep": ""})
    with pytest.raises(UnicodeEncodeError):
        create(tmp_path / "a/b/c/d", "\ud800", tmp_path)
    assert names(tmp_path) == ["a", "a/keep"]


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    """The file system's own error is raised, and nothing is left behind."""
    with pytest.raises(OSError, match=r"too long|No such file|cannot find"):
        create(tmp_path / "a" / ("x" * 300), "", tmp_path)
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="no such modes here")
def test_the_mode_is_that_of_new_files(tmp_path: Path) -> None:
    """It follows the user's mask."""
    mask = os.umask(0o027)
    try:
        create(tmp_path / "a", "", tmp_path)
    finally:
        os.umask(mask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
