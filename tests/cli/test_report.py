"""The options of ``spec-ls check`` on its report, with real files."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, Link, Run, make, run

from spec_ls.report.formats import FORMATS

TREE: dict[str, str | bytes | Link | Fifo] = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/lacks.rst": WITHOUT_REFERENCES,
    "specs/mild.rst": SPEC + "Blank \n",
}


def test_severities_decide_the_status(tmp_path: Path) -> None:
    """``--fail-on`` names the mildest severity that counts; ``--exit-zero`` turns 1 into 0, never 2."""
    make(tmp_path, TREE)
    assert run("check", "specs/mild.rst", cwd=tmp_path).status == 0
    assert run("check", "specs/mild.rst", "--fail-on", "warning", cwd=tmp_path).status == 1
    assert run("check", "--exit-zero", cwd=tmp_path).status == 0
    assert run("check", "--exit-zero", "none.rst", cwd=tmp_path).status == 2


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    """The file is written whole, through a link too, keeps its permissions, and no other file is left."""
    make(tmp_path, TREE | {"out/old.json": "old", "out/link": Link("old.json")})
    old = tmp_path / "out" / "old.json"
    old.chmod(0o640)
    done = run("check", "--format", "sarif", "--output-file", "out/link", cwd=tmp_path, FORCE_COLOR="1")
    assert (done.status, done.out) == (1, "")
    log = json.loads(old.read_text("utf-8"))
    assert log["runs"][0]["invocations"][0]["exitCode"] == 1
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path / "out")) == ["link", "old.json"]


@pytest.mark.parametrize("name", ["no/such/out.json", "specs", "pipe", "specs/lacks.rst/out"])
def test_unusable_output_is_said_first(tmp_path: Path, name: str) -> None:
    """Where no file can be written, nothing is fixed: a message, and 2."""
    make(tmp_path, TREE | {"pipe": Fifo()})
    done = run("check", "--fix", "--output-file", name, cwd=tmp_path)
    assert done.status == 2
    assert done.err.startswith(f"--output-file: {name}: ")
    assert done.err.count("\n") == 1
    assert (tmp_path / "specs" / "mild.rst").read_text("utf-8").endswith("Blank \n")


def test_a_folder_without_permission_is_said_first(tmp_path: Path) -> None:
    """Where no file can be made in the folder of the output, nothing is fixed."""
    make(tmp_path, TREE | {"out/old.json": "old"})
    (tmp_path / "out").chmod(0o555)
    if os.access(tmp_path / "out", os.W_OK):
        pytest.skip("everything is writable here")
    done = run("check", "--fix", "--output-file", "out/old.json", cwd=tmp_path)
    assert (done.status, done.err) == (
        2,
        "--output-file: out/old.json: no permission to write into its folder\n",
    )
    assert (tmp_path / "specs" / "mild.rst").read_text("utf-8").endswith("Blank \n")


def test_statistics_take_the_place_of_findings(tmp_path: Path) -> None:
    """People see counts instead of findings; a program's format stays, and the counts go to standard error."""
    make(tmp_path, TREE)
    counts = "1  missing-section\n1  trailing-whitespace  1 fixable\n"
    assert run("check", "--statistics", cwd=tmp_path).out == counts
    done = run("check", "--statistics", "--format", "json", cwd=tmp_path)
    assert len(done.json) == 2
    assert done.err.startswith(counts)


@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
@pytest.mark.parametrize("name", ["text", "full"])
def test_colour(tmp_path: Path, name: str, variables: dict[str, str], is_coloured: bool) -> None:
    """``NO_COLOR`` goes before ``FORCE_COLOR``, and that before what standard output is."""
    make(tmp_path, TREE)
    environment = {"NO_COLOR": "", "FORCE_COLOR": ""} | variables
    done = run("check", "--format", name, cwd=tmp_path, **environment)
    assert ("\x1b[" in done.out) is is_coloured


def test_what_is_left_after_fixes_is_reported(tmp_path: Path) -> None:
    """With ``--fix`` a format holds the findings that are left; a diff is the same in all formats."""
    make(tmp_path, TREE)
    diffs = {run("check", "--diff", "--format", name, cwd=tmp_path).out for name in ("text", "junit", "full")}
    assert len(diffs) == 1
    done = run("check", "--fix", "--format", "gitlab", cwd=tmp_path)
    assert [issue["check_name"] for issue in done.json] == ["missing-section"]


NO_HOST = {"CI_PROJECT_DIR": "", "GITHUB_WORKSPACE": ""}


def paths(name: str, *arguments: str, cwd: Path, **variables: str) -> set[str]:
    """The paths of files in a report of a format."""
    return paths_in(name, run("check", "--format", name, *arguments, cwd=cwd, **NO_HOST | variables))


def paths_in(name: str, done: Run) -> set[str]:
    if name == "sarif":
        (log,) = done.json["runs"]
        places = [found["locations"][0]["physicalLocation"]["artifactLocation"] for found in log["results"]]
        return {place["uri"] for place in places}
    if name == "github":
        return set(re.findall(r"file=([^,]*)", done.stdout.decode("utf-8", "surrogateescape")))
    if name == "gitlab":
        return {issue["location"]["path"] for issue in done.json}
    if name == "rdjson":
        return {found["location"]["path"] for found in done.json["diagnostics"]}
    wanted, key = {"junit": (".//testcase", "file"), "checkstyle": ("file", "name")}[name]
    found = ElementTree.fromstring(done.stdout).iterfind(wanted)
    return {element.attrib[key] for element in found if key in element.attrib}


OF_HOSTS, OF_PROGRAMS = ("sarif", "github", "gitlab", "junit"), ("rdjson", "checkstyle")


@pytest.mark.parametrize("name", [*OF_HOSTS, *OF_PROGRAMS])
def test_a_code_host_knows_files_by_their_repository(tmp_path: Path, name: str) -> None:
    """Paths count from the top of the repository, wherever the command runs; for programs from there."""
    make(tmp_path, {f"checkout/{file}": content for file, content in TREE.items()})
    make(tmp_path, {"checkout/linked": Link("specs"), "checkout/deep/er/": ""})
    top, wanted = tmp_path / "checkout", {"specs/lacks.rst", "specs/mild.rst"}
    is_of_host = name in OF_HOSTS
    host = {"GITHUB_WORKSPACE": str(tmp_path), "CI_PROJECT_DIR": str(top / "specs")}
    assert paths(name, cwd=top) == wanted
    assert paths(name, cwd=top / "specs", **host) == (wanted if is_of_host else {"lacks.rst", "mild.rst"})
    template = ("--template", "../../specs/template.rst", "--ignore", "misplaced-file")
    seen = paths(name, *template, "../../linked/lacks.rst", "../../linked/mild.rst", cwd=top / "deep" / "er")
    assert seen == (wanted if is_of_host else {f"../../{path}" for path in wanted})
    outside = paths(name, "checkout/specs", cwd=tmp_path, **host)
    assert outside == (wanted if is_of_host else {f"checkout/{path}" for path in wanted})


def test_without_a_repository_a_code_host_names_its_folder(tmp_path: Path) -> None:
    """Files that were copied without ``.git`` count from the folder that the host names, links or not."""
    files = {f"job/{file}": content for file, content in TREE.items() if not file.startswith(".git")}
    make(tmp_path, files | {"logical": Link("job")})
    found = paths("gitlab", cwd=tmp_path / "job" / "specs", CI_PROJECT_DIR=str(tmp_path / "logical"))
    assert found == {"specs/lacks.rst", "specs/mild.rst"}
    assert paths("gitlab", cwd=tmp_path / "job" / "specs") == {"lacks.rst", "mild.rst"}


ODD_TEXTS: dict[str, str | bytes] = {
    "empty": "",
    "title": "=====\nCache\n=====\n",
    "title-unended": "Cache\n=====",
    "blank": "   \n\n",
    "line": "\r\n",
    "mark": "\ufeff",
    "mark-and-line": "\ufeff\r",
    "end": SPEC + "Blank ",
    "other-lines": SPEC.replace("Wait.", "W\u2028a\x85i \x0c t.") + "None",
    "null": SPEC.replace("Wait.", "\0\x1b[31m{0} "),
    "latin": b"caf\xe9\n",
}
ODD_NAMES = ["a b%20,::c", "日本 é", "new\nline\r", os.fsdecode(b"bad\xff"), "-dash", "a&<b>\"'", "\x1b[31m"]
ODD = {f"specs/{name}.rst": text for name, text in ODD_TEXTS.items()} | {
    f"specs/{name}.rst": SPEC + "Blank " for name in ODD_NAMES
}


@pytest.mark.parametrize("name", FORMATS)
def test_odd_files_make_whole_reports(tmp_path: Path, name: str) -> None:
    """Texts without lines, with a finding at the end, and names that formats have to escape: all is read back."""
    make(tmp_path, {".git/HEAD": "", "specs/template.rst": TEMPLATE} | ODD)
    done = run("check", "--unsafe-fixes", "--format", name, cwd=tmp_path, COLUMNS="30")
    assert done.status == 2
    assert done.err.startswith("specs/latin.rst:1: not UTF-8 at byte 3\n")
    assert done.err.count("\n") == 2
    if name in ("sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"):
        assert len(paths_in(name, done)) == len(ODD) - 1
    elif name == "jsonl":
        assert len([json.loads(line) for line in done.out.splitlines()]) > len(ODD)
    elif name == "json":
        assert len(done.json) > len(ODD)
    else:
        shown = done.stdout.decode("utf-8", "surrogateescape")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\ufeff]", shown)


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input_has_the_name_that_it_is_given(tmp_path: Path, name: str) -> None:
    """``-`` is reported under ``--stdin-filename``, in a folder that need not be there."""
    make(tmp_path, TREE)
    options = ("check", "--format", name, "--stdin-filename", "specs/no such/in put.rst", "-")
    done = run(*options, cwd=tmp_path, stdin=SPEC + "Blank ")
    wanted = "specs/no%20such/in%20put.rst" if name == "sarif" else "specs/no such/in put.rst"
    assert wanted in done.out
    assert done.err.count("\n") == 1
