"""``spec-ls check`` as a process, on real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, Link, make, run

LONG = "x " * 40 + "\n"
TREE: dict[str, str | bytes | Link] = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/good.rst": SPEC,
    "specs/lacks.rst": WITHOUT_REFERENCES,
    "specs/README.rst": "A folder\n",
    "doc/page.rst": "No spec\n",
}
CLEAN = {name: text for name, text in TREE.items() if name != "specs/lacks.rst"}


def test_findings_are_lines_and_the_rest_is_on_standard_error(tmp_path: Path) -> None:
    """Each finding is one line with a 1-based position; the summary goes to standard error."""
    done = run("check", cwd=make(tmp_path, TREE))
    path = os.path.join("specs", "lacks.rst")
    assert done.status == 1
    assert done.out.startswith(f"{path}:2:1: error missing-section ")
    assert "References" in done.out
    assert done.out.count("\n") == 1
    assert done.err == "1 error in 1 of 2 specs; 1 fixable with --fix --unsafe-fixes\n"


@pytest.mark.parametrize(
    ("files", "arguments", "status"),
    [
        (CLEAN, [], 0),
        (CLEAN, ["specs/good.rst"], 0),
        (TREE, ["specs/good.rst"], 0),
        (TREE, ["specs"], 1),
        (TREE, ["specs/lacks.rst"], 1),
        (TREE, ["--ignore", "missing-section"], 0),
        (TREE, ["--ignore", "empty-section,missing-section"], 0),
        (TREE, ["--select", "line-too-long"], 0),
        (TREE, ["--select", "line-too-long", "--select", "missing-section"], 1),
        (TREE, ["specs/template.rst", "specs/README.rst", "doc/page.rst"], 0),
        (TREE, ["--template", "specs/template.rst", "doc/page.rst"], 1),
        (TREE, ["no/such.rst", "specs/good.rst"], 2),
        (TREE, ["no/such.rst", "specs/lacks.rst"], 2),
        (TREE, ["--template", "no/such.rst"], 2),
        (TREE, ["--template", "raly"], 2),
        (TREE, ["--select", "missing-sektion"], 2),
        (TREE, ["--format", "xml"], 2),
        (TREE, ["--fiks"], 2),
        (CLEAN | {"specs/spec-ls.toml": "max-line-lenght = 3\n"}, [], 2),
        (CLEAN | {"specs/spec-ls.toml": "max-line-lenght = 3\n"}, ["specs/good.rst"], 2),
        (CLEAN | {"specs/bad.rst": b"\xff"}, [], 2),
        (CLEAN | {"specs/bad.rst": "approved/gone.rst"}, [], 2),
        (CLEAN | {"specs/template.rst": b"\xff"}, [], 2),
        (CLEAN | {"spec-ls.toml": 'template = "gone.rst"\n'}, ["doc"], 2),
        ({"spec-ls.toml": 'template = "gone.rst"\n'}, [], 2),
        ({"specs/template.rst": "No section\n", "specs/a.rst": SPEC}, [], 2),
    ],
)
def test_exit_status(
    tmp_path: Path, files: dict[str, str | bytes | Link], arguments: list[str], status: int
) -> None:
    """The status is 2 for wrong use, broken settings or an unreadable file, else 1 for an error, else 0."""
    done = run("check", *arguments, cwd=make(tmp_path, files))
    assert (done.status, "Traceback" in done.err) == (status, False), done.err


@pytest.mark.parametrize("special", [Fifo(), Link("/dev/zero"), Link("x.rst")])
@pytest.mark.parametrize("arguments", [[], ["specs/x.rst", "specs/lacks.rst"]])
def test_special_files_are_reported_and_the_rest_is_checked(
    tmp_path: Path, special: Fifo | Link, arguments: list[str]
) -> None:
    """A FIFO, a link to a device and a link to itself are reported by name; other files are checked."""
    done = run("check", *arguments, cwd=make(tmp_path, TREE | {"specs/x.rst": special}))
    assert done.status == 2
    assert done.err.startswith(f"{os.path.join('specs', 'x.rst')}: ")
    assert "missing-section" in done.out


@pytest.mark.parametrize("special", [Fifo(), Link("/dev/zero")])
@pytest.mark.parametrize(
    ("name", "status"),
    [(".gitreview", 1), (".gitignore", 1), (".git/config", 1), (".git/info/exclude", 1), ("spec-ls.toml", 2),
     ("specs/.gitignore", 1), ("specs/template.rst", 2)],
)  # fmt: skip
def test_special_files_are_not_read_for_anything_else(
    tmp_path: Path, special: Fifo | Link, name: str, status: int
) -> None:
    """Git's files are passed over where they are no regular files; such settings and templates are reported."""
    done = run("check", "specs/lacks.rst", "specs", cwd=make(tmp_path, {**TREE, name: special}))
    assert done.status == status
    assert (Path(name).name in done.err) == (status == 2)


@pytest.mark.parametrize(
    ("files", "arguments", "line"),
    [
        ({}, ["specs/gone.rst"], "specs/gone.rst: no such file"),
        ({"specs/bad.rst": b"a\nb\xff"}, [], "{specs}bad.rst:2: not UTF-8 at byte 3"),
        ({"specs/bad.rst": "approved/x.rst"}, [], '{specs}bad.rst: broken link to "approved/x.rst"'),
        ({"spec-ls.toml": "\nselect = 1\n"}, [], "spec-ls.toml:2: select: expected a list of codes"),
        ({}, ["--template", "raly"], '--template: no built-in template "raly", did you mean "rally"?'),
        ({}, ["--template", "raly.rst"], '--template: no such template file: "raly.rst"'),
        ({}, ["--ignore", "missing-sektion"],
         'spec-ls check: argument --ignore: unknown code "missing-sektion", did you mean "missing-section"?'),
    ],
)  # fmt: skip
def test_a_failure_is_one_line(
    tmp_path: Path, files: dict[str, str | bytes | Link], arguments: list[str], line: str
) -> None:
    """A file, setting or option that cannot be read is reported in one line that names it."""
    done = run("check", *arguments, cwd=make(tmp_path, TREE | files))
    assert done.status == 2
    assert done.err.splitlines()[0] == line.format(specs="specs" + os.sep)


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ('\nline-rule = "length"\nexempt-lines = ["^x", "(a+)+$"]\n', "spec-ls.toml:3"),
        ('line-rule = "length"\n[[paths]]\npath = "specs/*"\nexempt-lines = "(a+)+$"\n', "spec-ls.toml:4"),
    ],
)
def test_a_pattern_that_takes_too_long_is_said_with_its_place(
    tmp_path: Path, settings: str, place: str
) -> None:
    """The document is checked to its end, one finding names the pattern, and the status is 2."""
    slow = SPEC + f"\n{'a' * 5_000}!\n" * 100
    files = {**CLEAN, "spec-ls.toml": settings, "specs/slow.rst": slow}
    done = run("check", cwd=make(tmp_path, files))
    assert done.status == 2
    assert done.out.count(f'"(a+)+$" in exempt-lines ({place}) takes too long') == 1
    assert done.out.count("line-too-long") >= 100


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the output")
@pytest.mark.parametrize(("redirect", "status"), [(">&-", 1), ("2>&-", 1), (">/dev/full", 2)])
def test_an_output_that_takes_nothing(tmp_path: Path, redirect: str, status: int) -> None:
    """A closed output is ignored, a full disk is reported; neither is an internal error."""
    if "full" in redirect and not os.path.exists("/dev/full"):
        pytest.skip("no device that is full")
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m spec_ls check {redirect}', sys.executable],
        cwd=make(tmp_path, TREE), env={**os.environ, **IMPORTS}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    assert b"internal error" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the input")
@pytest.mark.parametrize(
    ("redirect", "reason"),
    [("<&-", "standard input is closed"), ("0>out", "standard input cannot be read: ")],
)
@pytest.mark.parametrize("command", ["check", "outline"])
def test_an_input_that_gives_nothing(tmp_path: Path, command: str, redirect: str, reason: str) -> None:
    """A closed input, or one that is for writing, is a file that cannot be read; other files are checked."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m spec_ls {command} - specs {redirect}', sys.executable],
        cwd=make(tmp_path, TREE), env={**os.environ, **IMPORTS}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"-: {reason}")
    assert "specs" in done.stdout
    assert "internal error" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk at hand")
@pytest.mark.parametrize("errors", ["2>/dev/full", "2</dev/null", "2>&-"])
@pytest.mark.parametrize(
    ("command", "status"), [("check - <specs/good.rst", 0), ("check gone.rst", 2), ("clean", 0)]
)
def test_messages_that_cannot_be_written_change_nothing_else(
    tmp_path: Path, errors: str, command: str, status: int
) -> None:
    """The exit status is that of the work, and the output is whole."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m spec_ls {command} {errors}', sys.executable],
        cwd=make(tmp_path, TREE), env={**os.environ, **IMPORTS}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, "")


@pytest.mark.parametrize("content", ["[z-a].rst", "a\\", "!", "[[a&&b]]"])
def test_an_ignored_name_that_is_no_pattern_hides_nothing(tmp_path: Path, content: str) -> None:
    """Such a line of an ignore file matches nothing, as for git, and nobody is told."""
    done = run("check", cwd=make(tmp_path, TREE | {".gitignore": f"{content}\nlacks.rst\n"}))
    assert (done.status, done.err) == (0, "no findings in 1 spec\n")


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a folder in which a program works")
def test_a_current_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    """The message names it."""
    done = subprocess.run(
        ["sh", "-c", 'mkdir gone; cd gone; rmdir ../gone; "$0" -m spec_ls check', sys.executable],
        cwd=tmp_path, env={**os.environ, **IMPORTS}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        2,
        "spec-ls: the current folder is gone: No such file or directory\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_a_name_makes_up_no_line(tmp_path: Path) -> None:
    """Messages, section trees and reports show what a terminal or a code host would obey in other characters."""
    name = "specs/a\x1b[31m\n::error::b\r\u202e.rst"
    shown = "specs/a<U+001B>[31m<U+000A>::error::b<U+000D><U+202E>.rst"
    make(tmp_path, TREE | {name: b"\xff"})
    assert f"{shown}:1: not UTF-8 at byte 0\n" in run("check", "specs", cwd=tmp_path).err
    make(tmp_path, {name: SPEC})
    assert run("outline", name, cwd=tmp_path).out.startswith(f"{shown} (template ")
    done = run("doctor", name, cwd=tmp_path)
    assert shown in done.out
    assert not {"\x1b", "\r", "\u202e"} & {*done.out, *run("config", "show", name, cwd=tmp_path).out}


def test_an_input_without_end(tmp_path: Path) -> None:
    """Standard input has the limit that files have."""
    done = run("check", "-", cwd=make(tmp_path, TREE), stdin=b"x" * (16 * 1024**2 + 1))
    assert (done.status, done.err.splitlines()[0]) == (2, "-: larger than 16 MB")


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Files that cannot be read are named; the others are checked."""
    make(tmp_path, TREE | {"specs/a.rst": b"\xff", "specs/b.rst": "gone/c.rst", "specs/c.rst": Link("gone")})
    done = run("check", "gone.rst", ".", cwd=tmp_path)
    assert done.status == 2
    assert "lacks.rst" in done.out
    assert [line.split(": ")[0] for line in done.err.splitlines()[:4]] == [
        "gone.rst", *(os.path.join("specs", name) for name in ("a.rst:1", "b.rst", "c.rst")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "where", "expected"),
    [
        ([], ".", "specs/lacks.rst"),
        (["."], ".", "specs/lacks.rst"),
        (["./specs"], ".", "specs/lacks.rst"),
        (["specs/lacks.rst"], ".", "specs/lacks.rst"),
        ([], "specs", "lacks.rst"),
        (["../specs"], "doc", "../specs/lacks.rst"),
        (["specs", "specs/lacks.rst", "./specs/lacks.rst"], ".", "specs/lacks.rst"),
    ],
)
def test_paths_are_as_the_user_wrote_them(
    tmp_path: Path, arguments: list[str], where: str, expected: str
) -> None:
    """Relative paths stay relative, a file is checked once, JSON has forward slashes."""
    done = run("check", "--format", "json", *arguments, cwd=make(tmp_path, TREE) / where)
    assert [finding["path"] for finding in done.json] == [expected]


def test_absolute_paths_stay_absolute(tmp_path: Path) -> None:
    """A folder named absolutely gives absolute paths."""
    done = run("check", "--format", "json", str(make(tmp_path, TREE) / "specs"), cwd=tmp_path.parent)
    (finding,) = done.json
    assert finding["path"] == (tmp_path / "specs/lacks.rst").as_posix()
    assert finding["template"]["path"] == "/".join((tmp_path.name, "specs/template.rst"))


def test_json(tmp_path: Path) -> None:
    """A finding is an object with exactly the documented keys; positions are 1-based, in code points."""
    text = WITHOUT_REFERENCES.replace("It is slow.", "\U0001f600 " + ("e\u0301 " * 40).rstrip())
    done = run(
        "check",
        "--format",
        "json",
        "--unsafe-fixes",
        "specs/lacks.rst",
        cwd=make(tmp_path, TREE | {"specs/lacks.rst": text}),
    )
    missing, long = done.json
    assert list(missing) == [
        "path", "code", "severity", "message", "section",
        "line", "column", "end_line", "end_column", "fix", "cause", "template",
    ]  # fmt: skip
    assert (missing["code"], missing["severity"]) == ("missing-section", "error")
    assert missing["section"] == ["References"]
    assert [missing[key] for key in ("line", "column", "end_line", "end_column")] == [2, 1, 2, 6]
    assert missing["template"] == {"path": "specs/template.rst", "line": 20}
    (edit,) = missing["fix"]["edits"]
    assert list(edit) == ["path", "line", "column", "end_line", "end_column", "text"]
    assert edit["path"] == "specs/lacks.rst"
    assert "References\n==========\n" in edit["text"]
    assert (long["code"], long["line"], long["end_column"]) == ("line-too-long", 8, 2 + 40 * 3)


def test_json_of_nothing_is_an_empty_array(tmp_path: Path) -> None:
    """The output is an array also if there is no finding or nothing could be read."""
    make(tmp_path, CLEAN)
    assert run("check", "--format", "json", cwd=tmp_path).json == []
    done = run("check", "--format", "json", "gone.rst", cwd=tmp_path)
    assert (done.json, done.status) == ([], 2)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--stdin-filename", "specs/new.rst"], [("specs/new.rst", "missing-section")]),
        (["--stdin-filename", "doc/new.rst"], []),
        (["--template", "specs/template.rst"], [("-", "missing-section")]),
        ([], []),
    ],
)
def test_standard_input(tmp_path: Path, arguments: list[str], found: list[tuple[str, str]]) -> None:
    """The template of standard input is found by --stdin-filename; the file need not exist."""
    done = run(
        "check", "--format", "json", "-", *arguments, cwd=make(tmp_path, TREE), stdin=WITHOUT_REFERENCES
    )
    assert [(finding["path"], finding["code"]) for finding in done.json] == found


def test_standard_input_that_is_not_utf8(tmp_path: Path) -> None:
    """Standard input is reported like a file."""
    done = run("check", "-", "specs/good.rst", cwd=make(tmp_path, TREE), stdin=b"\xff")
    assert (done.status, done.err.splitlines()[0]) == (2, "-:1: not UTF-8 at byte 0")


def test_settings_are_respected(tmp_path: Path) -> None:
    """Settings choose findings and limits; the command line overrides them."""
    files = TREE | {"spec-ls.toml": 'ignore = ["missing-section"]\nmax-line-length = 10\n'}
    make(tmp_path, files)
    assert run("check", "specs/lacks.rst", cwd=tmp_path).out.count("line-too-long") > 1
    done = run("check", "--select", "missing-section", "specs/lacks.rst", "--format", "json", cwd=tmp_path)
    assert [finding["code"] for finding in done.json] == ["missing-section"]


def test_a_template_chosen_by_a_comment_is_no_spec(tmp_path: Path) -> None:
    """A file that a later spec names as its template is no spec of the layout's template."""
    make(tmp_path, CLEAN | {
        "specs/a-mine.rst": "Mine\n====\n\nFirst\n-----\n\nThen\n----\n",
        "specs/b.rst": ".. spec-ls: template=a-mine.rst\n\nB\n=\n\nFirst\n-----\n\nA.\n\nThen\n----\n\nB.\n",
    })  # fmt: skip
    done = run("check", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)


def test_a_broken_pipe_is_silent(tmp_path: Path) -> None:
    """A reader that closes the pipe early causes no message."""
    specs = {f"specs/{n}.rst": "".join(f"Title {m}\n========\n\n" for m in range(300)) for n in range(9)}
    make(tmp_path, TREE | specs)
    with subprocess.Popen(
        [sys.executable, "-m", "spec_ls", "check"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **IMPORTS},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}])
def test_output_is_utf8_everywhere(tmp_path: Path, environment: dict[str, str]) -> None:
    """Findings and file names are written in UTF-8 whatever the system's encoding is."""
    name = "sp\xe9cs-\u4e2d.rst"
    files = CLEAN | {
        "specs/template.rst": TEMPLATE.replace("Links", "Li\u0144ks"),
        f"specs/{name}": "\u4e2d\n==\n",
    }
    done = run("check", cwd=make(tmp_path, files), **environment)
    assert done.status == 1
    assert name in done.out
    as_json = run("check", "--format", "json", cwd=tmp_path, **environment)
    assert {finding["path"] for finding in as_json.json} == {f"specs/{name}"}
    assert name.encode() in as_json.stdout


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is checked, and the JSON is valid."""
    make(tmp_path, CLEAN)
    try:
        with open(os.fsencode(tmp_path) + b"/specs/\xff.rst", "wb") as file:
            file.write(WITHOUT_REFERENCES.encode())
    except OSError:
        pytest.skip("the file system takes no such name")
    assert run("check", cwd=tmp_path).stdout.startswith(b"specs/\xff.rst:2:1: error")
    (finding,) = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)
    assert finding["path"] == "specs/\udcff.rst"


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\0", "x", "=", "\ufeff" + SPEC, SPEC.replace("\n", "\r\n"), SPEC.replace("\n", "\r"),
     "\x0c\n" * 50, "- " * 300 + "\n", "".join(f"{' ' * n}- a\n" for n in range(200)), "x" * 1_000_000],
)  # fmt: skip
def test_odd_texts_are_no_trouble(tmp_path: Path, text: str) -> None:
    """Any text is checked without an internal error."""
    done = run("check", "specs/odd.rst", cwd=make(tmp_path, CLEAN | {"specs/odd.rst": text}))
    assert done.status in (0, 1)
    assert "internal error" not in done.err
