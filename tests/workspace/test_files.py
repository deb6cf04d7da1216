"""Reading, writing and walking."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import FrameType

import pytest
from trees import Fifo, Link, make

from spec_ls.workspace import Unreadable, Workspace, read, write
from spec_ls.workspace.file_snapshots import entries
from spec_ls.workspace.files import read_bytes
from spec_ls.workspace.walk import walk


def walked(folder: Path) -> list[str]:
    """The files that a walk finds, as paths below the folder."""
    return [path.relative_to(folder).as_posix() for path in walk(folder)]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "a",
        "a\r\nb\rc\n",
        "\ufeffa\n",
        "\0\n",
        "\x0c\x0b\x85\u2028\n",
        "\U0001f600e\u0301\n",
        "TODO",
        "a/b c",
    ],
)
def test_a_text_is_read_as_it_is(tmp_path: Path, content: str) -> None:
    """Line ends, a byte order mark and odd characters stay."""
    make(tmp_path, {"a.rst": content})
    assert read(tmp_path / "a.rst") == content


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "no such file"),
        ({"a.rst": b"one\ntwo \xff\n"}, "not UTF-8 at byte 8"),
        ({"a.rst": b"\xed\xa0\x80"}, "not UTF-8 at byte 0"),
        ({"a.rst": "../gone/b.rst"}, 'broken link to "../gone/b.rst"'),
        ({"a.rst": Link("gone.rst")}, 'broken link to "gone.rst"'),
        ({"a.rst": "a.rst"}, "broken link: it leads to itself"),
        ({"a.rst": "b.rst", "b.rst": "a.rst"}, "broken link: it leads to itself"),
        ({"a.rst": Link("a.rst")}, "broken link: it leads to itself"),
        ({"a.rst/": ""}, "is a directory"),
        ({"a.rst": Fifo()}, "is a FIFO, not a regular file"),
        ({"a.rst": Link("b"), "b": Fifo()}, "is a FIFO, not a regular file"),
        ({"a.rst": Link("/dev/zero")}, "is a device, not a regular file"),
        ({"a.rst": b"x" * (16 * 1024**2 + 1)}, "larger than 16 MB"),
    ],
)
def test_an_unreadable_file_is_reported(
    tmp_path: Path, files: dict[str, str | bytes | Link | Fifo], reason: str
) -> None:
    """The error of an unreadable file says why."""
    make(tmp_path, files)
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        read(tmp_path / "a.rst")


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="there is no such file, or it is not for us")
def test_a_file_that_makes_its_readers_wait_is_not_read(tmp_path: Path) -> None:
    """Some files of Linux count as regular ones, and give nothing until there is something new."""
    make(tmp_path, {"a.rst": Link("/proc/kmsg")})
    with pytest.raises(Unreadable, match=r"^(is not a regular file|larger than 16 MB|resource .*)$"):
        list(iter(lambda: read(tmp_path / "a.rst"), None))  # what the kernel has said so far comes first


def test_what_takes_the_place_of_a_file_meanwhile_is_not_read(tmp_path: Path) -> None:
    """A FIFO that comes to a file's path between the look at it and its opening gives no content."""
    path = make(tmp_path, {"a.rst": "x"}) / "a.rst"

    def swap(frame: FrameType, event: str, argument: object) -> None:
        if event == "c_return" and argument is os.stat:
            path.unlink()
            make(tmp_path, {"a.rst": Fifo()})

    sys.setprofile(swap)
    try:
        with pytest.raises(Unreadable, match="is a FIFO"):
            read_bytes(path)
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    ("content", "is_link"),
    [
        ("b/c.rst", True),
        ("./b/../b/c.rst", True),
        ("b/no suffix", True),
        ("b/c.rst\n", False),
        ("b/c.rst ", False),
        ("see b/c.rst", False),
        ("b", False),
    ],
)
def test_what_is_a_link(tmp_path: Path, content: str, is_link: bool) -> None:
    """A file whose whole content is the relative path of a file is a link; any other file is a text."""
    make(tmp_path, {"a.rst": content, "b/c.rst": "target\n", "b/no suffix": "target\n"})
    assert read(tmp_path / "a.rst") == ("target\n" if is_link else content)


def test_links_may_lead_to_links(tmp_path: Path) -> None:
    """Links of both kinds are followed to their end."""
    make(tmp_path, {"a.rst": "x/b.rst", "x/b.rst": Link("../c.rst"), "c.rst": "x/d.rst", "x/d.rst": "end\n"})
    assert read(tmp_path / "a.rst") == "end\n"


def test_writing_keeps_bytes_permissions_and_links(tmp_path: Path) -> None:
    """A written file has exactly the text, its old permissions, and links to it stay links."""
    make(tmp_path, {"x/a.rst": "old\n", "git.rst": "x/a.rst", "real.rst": Link("x/a.rst")})
    os.chmod(tmp_path / "x/a.rst", 0o640)
    for name, text in [("x/a.rst", "1\r\n"), ("git.rst", "2\r"), ("real.rst", "\ufeff3\n")]:
        write(tmp_path / name, text, read(tmp_path / name), tmp_path)
        assert (tmp_path / "x/a.rst").read_bytes() == text.encode()
    assert (tmp_path / "git.rst").read_bytes() == b"x/a.rst"
    assert (tmp_path / "real.rst").is_symlink()
    assert os.listdir(tmp_path / "x") == ["a.rst"]
    if os.name == "posix":
        assert stat.S_IMODE(os.stat(tmp_path / "x/a.rst").st_mode) == 0o640


def test_a_walk_finds_rst_files_in_order(tmp_path: Path) -> None:
    """Files are sorted by name; files of other kinds and hidden ones are left out."""
    make(tmp_path, dict.fromkeys(
        ["b.rst", "a/2.rst", "a/10.rst", "c.txt", "d", ".hidden.rst", ".tox/e.rst", ".git/f.rst", "z.rst"], ""
    ))  # fmt: skip
    assert walked(tmp_path) == ["a/10.rst", "a/2.rst", "b.rst", "z.rst"]


def test_linked_folders_are_not_entered(tmp_path: Path) -> None:
    """A linked file counts under its own name, a broken one too; a linked folder only when it is named."""
    make(tmp_path, {
        "a/x.rst": "",
        "b": Link("a"),
        "folder.rst": Link("a"),
        "c.rst": Link("a/x.rst"),
        "d.rst": Link("gone.rst"),
        "e": Link("gone.rst"),
    })  # fmt: skip
    assert walked(tmp_path) == ["a/x.rst", "c.rst", "d.rst"]
    assert walked(tmp_path / "b") == ["x.rst"]


def test_a_walk_finds_what_cannot_be_read(tmp_path: Path) -> None:
    """What ends in .rst and is no folder is found, so that it can be reported; a link to itself is no obstacle."""
    make(tmp_path, {
        "a.rst": "", "fifo.rst": Fifo(), "fifo.txt": Fifo(), "loop": Link("loop"), "loop.rst": Link("loop.rst"),
        "long.rst": Link("x" * 300), "zero.rst": Link("/dev/zero"),
    })  # fmt: skip
    assert walked(tmp_path) == ["a.rst", "fifo.rst", "long.rst", "loop.rst", "zero.rst"]


def test_a_link_to_itself_hides_no_entry(tmp_path: Path) -> None:
    """The entries of a folder are listed also where a link among them leads to itself."""
    make(tmp_path, {"a.rst": "", "b/": "", "loop": Link("loop")})
    assert entries(tmp_path) == (("a.rst", False), ("b", True), ("loop", False))


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ({".gitignore": "b/\n"}, ["a/c/y.rst", "a/x.rst", "z.rst"]),
        ({".gitignore": "x.rst\n"}, ["a/c/y.rst", "b/y.rst", "z.rst"]),
        ({".gitignore": "/x.rst\n"}, ["a/c/y.rst", "a/x.rst", "b/x.rst", "b/y.rst", "z.rst"]),
        ({".gitignore": "*.rst\n!y.rst\n"}, ["a/c/y.rst", "b/y.rst"]),
        ({".gitignore": "# a comment\r\na/**/y.rst\r\n"}, ["a/x.rst", "b/x.rst", "b/y.rst", "z.rst"]),
        ({".gitignore": "y.rst\n", "b/.gitignore": "!y.rst\nx.rst\n"}, ["a/x.rst", "b/y.rst", "z.rst"]),
        ({".gitignore": "[z-a].rst\na\\\n!\nx.rst\n"}, ["a/c/y.rst", "b/y.rst", "z.rst"]),
        ({".gitignore": "b\n", "b/.gitignore": "!y.rst\n"}, ["a/c/y.rst", "a/x.rst", "z.rst"]),
        ({".git/info/exclude": "z.rst\n"}, ["a/c/y.rst", "a/x.rst", "b/x.rst", "b/y.rst"]),
        ({".git/info/exclude": "z.rst\n", ".gitignore": "!z.rst\n"},
         ["a/c/y.rst", "a/x.rst", "b/x.rst", "b/y.rst", "z.rst"]),
    ],
)  # fmt: skip
def test_ignored_files_are_left_out(tmp_path: Path, ignore: dict[str, str], left: list[str]) -> None:
    """Files that git ignores are left out; the nearest ignore file decides."""
    names = ["a/x.rst", "a/c/y.rst", "b/x.rst", "b/y.rst", "z.rst"]
    make(tmp_path, {".git/HEAD": "", **dict.fromkeys(names, ""), **ignore})
    assert walked(tmp_path) == left


def test_ignore_files_above_count(tmp_path: Path) -> None:
    """A walk of a folder respects the ignore files above it, up to the repository's top folder."""
    make(tmp_path, {".gitignore": "y.rst\n", "top/.gitignore": "b/x.rst\n", "top/.git/HEAD": "",
                    "top/b/x.rst": "", "top/b/y.rst": ""})  # fmt: skip
    assert walked(tmp_path / "top/b") == ["y.rst"]


def test_a_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    """An ignored or hidden folder is walked when it is named itself."""
    make(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "build/x.rst": "", ".venv/y.rst": ""})
    assert walked(tmp_path) == []
    assert walked(tmp_path / "build") == ["x.rst"]
    assert walked(tmp_path / ".venv") == ["y.rst"]


@pytest.mark.skipif(os.name != "posix", reason="such a path has too many characters elsewhere")
def test_folders_far_down_are_not_entered(tmp_path: Path) -> None:
    """A folder more than 100 folders down is found itself, to be reported; what is beside it is found."""
    make(tmp_path, {"a.rst": "", "z.rst": ""})
    above = os.open(tmp_path, os.O_RDONLY)
    for _ in range(150):
        os.mkdir("d", dir_fd=above)
        below = os.open("d", os.O_RDONLY, dir_fd=above)
        os.close(above)
        above = below
    os.close(above)
    assert walked(tmp_path) == ["a.rst", "/".join(["d"] * 101), "z.rst"]


def test_other_files_cost_nothing(tmp_path: Path) -> None:
    """A file that is no spec by its name is neither opened nor asked about: its folder's settings are known."""
    folder = make(tmp_path, {".git/HEAD": "", ".gitreview": "[gerrit]\nproject=openstack/nova-specs.git\n"})
    for number in range(1_000):
        (folder / f"{number}.txt").touch()
    workspace, calls = Workspace(folder), 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        found = list(workspace.walk(folder))
    finally:
        sys.setprofile(None)
    assert found == []
    assert calls < 300 * 1_000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no files without a size here")
def test_a_file_without_a_size_has_the_limit() -> None:
    """A file whose status gives no size, or that has grown since, is read up to the limit alone."""
    with pytest.raises(Unreadable, match="larger than"):
        read_bytes(Path("/proc/self/status"), 10)
