"""The settings of doc8's files, beside what doc8 itself makes of them; behind all settings of our own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from doc8_files import LONG_TITLE, REPOSITORIES, SAYS, SPECS, said_by_doc8, shown
from trees import SPEC, TEMPLATE, Fifo, Link, make, run

from spec_ls.checks.run import check
from spec_ls.doctor.installation import Installation
from spec_ls.doctor.path_report import examine_path
from spec_ls.doctor.report import Report
from spec_ls.doctor.report_text import lines
from spec_ls.doctor.self_test import SelfTest
from spec_ls.doctor.surroundings import Surroundings
from spec_ls.findings import Finding
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace, read
from spec_ls.workspace.doc8_settings import CODES

LIMIT_100 = "[doc8]\nmax-line-length = 100\n"
LINE_90, LINE_110 = "word " * 17 + "words", "word " * 21 + "words"
WITH_LINES = SPEC.replace("It is slow.", f"{LINE_90}\n\n{LINE_110}   ")
NOT_EXAMINED = Installation(None, Path(), "", "", "", "", "", "", ())
SURROUNDINGS = Surroundings((), (), "", None, None)
NOT_TESTED = SelfTest((), (), ())
ALL_MISTAKES = SAYS["no file"]

WHERE_DOC8_FAILS = {
    "a word for a number": (
        "0111345 0111345",
        'tox.ini:2: max-line-length: expected a whole number above 0, not "abc"',
    ),
    "a number with a comment": (ALL_MISTAKES, "tox.ini:2: max-line-length: expected a whole number above 0"),
    "a text for a number": (
        ALL_MISTAKES,
        "pyproject.toml:2: max-line-length: expected a whole number above 0",
    ),
    "no truth": ("0111345 0111345", 'tox.ini:2: allow-long-titles: expected true or false, not "perhaps"'),
    "no code of a path": (
        "0111345 0111345",
        'tox.ini:2: ignore-path-errors: expected PATH;CODE, not "specs/a.rst"',
    ),
    "a line that is no setting": (ALL_MISTAKES, "tox.ini: ignored: line 2 is no setting"),
    "a key given twice": (ALL_MISTAKES, 'tox.ini: ignored: line 3: "ignore" for the second time'),
    "no section": (ALL_MISTAKES, "tox.ini: ignored: line 1 stands in no section"),
    "a byte order mark": (ALL_MISTAKES, "tox.ini: ignored: line 1 stands in no section"),
    "another encoding": (ALL_MISTAKES, "ignored: not UTF-8"),
    "no table": (ALL_MISTAKES, "ignored: tool.doc8 is no table"),
}
"""What we say where doc8 fails: the value is ignored, or the file and all behind it; and the doctor's words."""


def findings(top: Path, name: str, workspace: Workspace | None = None) -> list[Finding]:
    """The findings of a spec in a repository."""
    text = Text.of(read(top / name))
    served = (workspace or Workspace(top)).resolve(top / name, text)
    assert served.template is not None
    assert served.problems == ()
    return list(check(compare(parse(text), served.template, served.config)).findings)


def said(top: Path, name: str = "specs/a.rst") -> dict[str, list[tuple[int, str]]]:
    """The lines (1-based) of a spec and the severity of each finding that doc8 has a code for."""
    found: dict[str, list[tuple[int, str]]] = {}
    for finding in findings(top, name):
        if finding.code in CODES.values():
            found.setdefault(finding.code, []).append((finding.range.start.line + 1, str(finding.severity)))
    return found


def as_doc8_says(top: Path) -> str:
    """Our findings in a repository, as ``doc8_files`` shows doc8's."""
    to_doc8 = {code: doc8 for doc8, code in CODES.items()}
    return shown(
        [
            (name.removeprefix("specs/"), to_doc8[code])
            for name in ("specs/a.rst", "specs/old/b.rst")
            for code, lines in said(top, name).items()
            for _ in lines
        ]
    )


def repository(top: Path, files: Mapping[str, str | bytes | Link | Fifo]) -> Path:
    """A repository with a spec that has a line of 90 and one of 110 characters, and a space too many."""
    return make(top, {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": WITH_LINES, **files})


def doc8_rows(top: Path, path: str = "specs/a.rst") -> list[str]:
    """What the doctor says of doc8's files."""
    report = Report(top, NOT_EXAMINED, SURROUNDINGS, examine_path(top / path), None, NOT_TESTED)
    return [line.rstrip("\n") for line in lines(report) if line.startswith("  doc8's file")]


@pytest.mark.parametrize("name", REPOSITORIES)
def test_the_file_and_its_values_count_as_in_doc8(tmp_path: Path, name: str) -> None:
    """The same file counts as in doc8, and its values have the same consequences."""
    top = make(tmp_path / "top", {".git/HEAD": "", **SPECS, **REPOSITORIES[name]})
    assert as_doc8_says(top) == (SAYS[name] or WHERE_DOC8_FAILS[name][0])


@pytest.mark.skipif("SPEC_LS_DOC8" not in os.environ, reason="SPEC_LS_DOC8 names no Python that has doc8")
@pytest.mark.parametrize("name", REPOSITORIES)
def test_the_record_is_what_doc8_says(tmp_path: Path, name: str) -> None:
    """``SAYS`` is what doc8 says."""
    top = make(tmp_path / "top", {**SPECS, **REPOSITORIES[name]})
    assert said_by_doc8(os.environ["SPEC_LS_DOC8"], top) == SAYS[name]


@pytest.mark.parametrize("name", WHERE_DOC8_FAILS)
def test_the_doctor_says_what_is_ignored(tmp_path: Path, name: str) -> None:
    """A value that doc8 cannot read is named by the doctor, and so is a file that it cannot read."""
    top = make(tmp_path, {".git/HEAD": "", **SPECS, **REPOSITORIES[name]})
    (row,) = doc8_rows(top)
    assert WHERE_DOC8_FAILS[name][1] in row


def test_the_table_has_all_that_makes_doc8_fail() -> None:
    """Where doc8 fails, it is said here what we do."""
    assert WHERE_DOC8_FAILS.keys() == {name for name, answer in SAYS.items() if answer is None}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[doc8]\nignore = D001\n#" + b"x" * 10_000_000, "larger than 1 MB"),
        (Fifo(), "is a FIFO, not a regular file"),
        (Link("../outside.ini"), "a link out of the repository"),
        (Link("tox.ini"), None),
    ],
)
def test_what_cannot_be_read_has_no_consequence(tmp_path: Path, content: object, words: str | None) -> None:
    """A file that is too large, none at all or outside is ignored, and only the doctor says so."""
    make(tmp_path, {"outside.ini": "[doc8]\nignore = D001\n"})
    top = repository(tmp_path / "top", {"tox.ini": content})
    assert said(top)["line-too-long"] == [(8, "error"), (10, "error")]
    done = run("check", "specs", cwd=top)
    assert (done.status, "tox.ini" in done.err + done.out) == (1, False)
    rows = doc8_rows(top)
    assert rows == ([] if words is None else [f"  doc8's file   {top / 'tox.ini'}: ignored: {words}"])


ERROR, WARNING = "error", "warning"
BEHIND: dict[str, tuple[dict[str, str], dict[str, list[tuple[int, str]]]]] = {
    "a template of the layout: its errors stay errors": (
        {"tox.ini": LIMIT_100},
        {"line-too-long": [(10, ERROR)], "trailing-whitespace": [(10, WARNING)]},
    ),
    "settings have another limit": (
        {"tox.ini": LIMIT_100, "spec-ls.toml": "max-line-length = 95\nselect = ['line-too-long']\n"},
        {"line-too-long": [(10, ERROR)]},
    ),
    "settings have a lower limit": (
        {"tox.ini": LIMIT_100, "spec-ls.toml": "max-line-length = 80\nignore = []\n"},
        {"line-too-long": [(8, ERROR), (10, ERROR)], "trailing-whitespace": [(10, WARNING)]},
    ),
    "settings ignore other codes": (
        {"tox.ini": "[doc8]\nignore = D001,D002\n", "spec-ls.toml": "ignore = ['line-too-long']\n"},
        {"trailing-whitespace": [(10, WARNING)]},
    ),
    "settings select a code": (
        {"tox.ini": "[doc8]\nignore = D001,D002\n", "spec-ls.toml": "select = ['trailing-whitespace']\n"},
        {"trailing-whitespace": [(10, WARNING)]},
    ),
    "settings have a gate: its limit may stand in doc8's file": (
        {
            "tox.ini": LIMIT_100 + "ignore = D001,D002\n",
            "spec-ls.toml": "gate = ['line-too-long', 'trailing-whitespace']\n",
        },
        {"line-too-long": [(10, ERROR)], "trailing-whitespace": [(10, ERROR)]},
    ),
    "settings say that no gate opens the file": (
        {"tox.ini": LIMIT_100 + "ignore = D002\n", "spec-ls.toml": "covered = false\n"},
        {"line-too-long": [(10, WARNING)]},
    ),
    "a profile's gate has a rule of its own on lines": (
        {
            ".gitreview": "[gerrit]\nproject=openstack/nova-specs.git\n",
            "tox.ini": LIMIT_100 + "ignore = D001,D002\nignore-path = specs/x\nallow-long-titles = true\n",
            "specs/x-template.rst": TEMPLATE,
            "specs/x/approved/a.rst": WITH_LINES,
        },
        {"line-too-long": [(8, ERROR), (10, ERROR)], "trailing-whitespace": [(10, ERROR)]},
    ),
    "a profile's gate is doc8: its limit is that of doc8's file": (
        {
            ".gitreview": "[gerrit]\nproject=openstack/keystone-specs.git\n",
            "tox.ini": LIMIT_100 + "ignore = D001\n",
        },
        {"line-too-long": [(10, ERROR)], "trailing-whitespace": [(10, ERROR)]},
    ),
    "a profile lets lines have any length": (
        {".gitreview": "[gerrit]\nproject=airshipit/specs.git\n", "tox.ini": LIMIT_100},
        {},
    ),
}


@pytest.mark.parametrize("name", BEHIND)
def test_settings_the_profile_and_gates_go_before(tmp_path: Path, name: str) -> None:
    """doc8's file counts where nothing else says otherwise, and makes no finding an error, and no error none."""
    files, expected = BEHIND[name]
    top = repository(tmp_path / "top", {**files, "specs/a.rst": WITH_LINES})
    spec = next((name for name in files if name.endswith("/a.rst")), "specs/a.rst")
    assert {code: lines for code, lines in said(top, spec).items() if code != "rst-syntax"} == expected


def test_a_limit_of_doc8_counts_as_one_of_settings(tmp_path: Path) -> None:
    """Where evidence alone names the template, lines have no limit; that of doc8's file is one, without errors."""
    others = {f"notes/{name}.rst": SPEC for name in ("b", "c", "d", "e")}
    files = {"notes/my-template.rst": TEMPLATE, "notes/a.rst": WITH_LINES, **others}
    top = make(tmp_path / "top", {".git/HEAD": "", **files})
    assert "line-too-long" not in said(top, "notes/a.rst")
    make(top, {"tox.ini": LIMIT_100})
    assert said(top, "notes/a.rst")["line-too-long"] == [(10, WARNING)]


def test_the_nearest_top_with_such_a_file_counts(tmp_path: Path) -> None:
    """A folder with settings of its own is a project of its own; without doc8's files the repository's count."""
    nested = {"a/specs/template.rst": TEMPLATE, "a/specs/a.rst": WITH_LINES, "a/spec-ls.toml": ""}
    top = make(tmp_path / "top", {".git/HEAD": "", "tox.ini": LIMIT_100, **nested})
    assert said(top, "a/specs/a.rst")["line-too-long"] == [(10, ERROR)]
    make(top, {"a/setup.cfg": "[doc8]\nignore-path = specs/a.rst\n"})
    assert said(top, "a/specs/a.rst") == {}
    make(top, {"a/specs/doc8.ini": LIMIT_100})
    assert said(top, "a/specs/a.rst") == {}


def test_a_repository_may_have_the_name_of_a_settings_folder(tmp_path: Path) -> None:
    """Paths are relative to the repository's top, whatever its name."""
    top = repository(tmp_path / ".config", {"doc8.ini": "[doc8]\nignore-path = specs/a.rst\n"})
    assert said(top) == {}


def test_outside_of_a_repository_the_folders_that_the_user_works_in_count(tmp_path: Path) -> None:
    """doc8 reads the current folder; that is one of the folders that the user works in."""
    top = make(tmp_path / "top", {"specs/template.rst": TEMPLATE, "specs/a.rst": WITH_LINES})
    make(tmp_path, {"tox.ini": "[doc8]\nignore = D001\n"})
    make(top, {"doc8.ini": LIMIT_100})
    assert said(top)["line-too-long"] == [(10, ERROR)]


def test_a_title_over_the_limit_may_be_long(tmp_path: Path) -> None:
    """With ``allow-long-titles`` no title is too long, and other lines are."""
    text = WITH_LINES.replace("Cache\n", f"{LONG_TITLE}\n").replace("=====\n", f"{'=' * 95}\n", 2)
    top = repository(tmp_path, {"specs/a.rst": text, "tox.ini": "[doc8]\nallow-long-titles = true\n"})
    assert said(top)["line-too-long"] == [(8, ERROR), (10, ERROR)]
    make(top, {"tox.ini": "[doc8]\nallow-long-titles = false\n"})
    assert said(top)["line-too-long"] == [(2, ERROR), (8, ERROR), (10, ERROR)]


CONSEQUENCES = {
    LIMIT_100: "the limit of lines is 100",
    "[doc8]\nignore = D002, D999\n": "off: trailing-whitespace",
    "[doc8]\nallow-long-titles = true\n": "titles may have any length",
    "[doc8]\nignore-path = specs/old\n": "nothing follows",
    "[doc8]\nignore-path = specs\n": (
        "doc8 skips the path; off: carriage-return, line-too-long, missing-final-newline, rst-syntax,"
        " tab-indentation, trailing-whitespace"
    ),
    "[doc8]\nignore-path-errors = specs/a.rst;D005\n": "off: missing-final-newline",
    "[doc8]\nextensions = .inc\n": "which files are specs does not depend on its extensions",
}


@pytest.mark.parametrize("content", CONSEQUENCES)
def test_the_doctor_says_what_follows(tmp_path: Path, content: str) -> None:
    """The doctor names the file that counts, and says what follows from it, and what never does."""
    top = repository(tmp_path, {"tox.ini": content})
    words = f"{CONSEQUENCES[content]}; whether a finding is an error does not depend on it"
    assert doc8_rows(top) == [f"  doc8's file   {top / 'tox.ini'}: {words}"]


def test_the_doctor_says_what_does_not_follow(tmp_path: Path) -> None:
    """What settings or a gate say otherwise is named; a folder is that of a new spec in it."""
    settings = "max-line-length = 95\ngate = ['rst-syntax']\n"
    files = {"tox.ini": LIMIT_100 + "ignore = D000, D002\n", "spec-ls.toml": settings}
    top = repository(tmp_path, files)
    (row,) = doc8_rows(top, "specs")
    assert "its limit of 100 does not count, as settings or a gate go before it" in row
    assert "off: trailing-whitespace; not off, as settings or a gate go before it: rst-syntax" in row


def test_the_doctor_has_it_as_json(tmp_path: Path) -> None:
    """In JSON, the file that counts has a key of its own; its faults are none of the program."""
    top = repository(tmp_path, {"tox.ini": "[doc8]\nignore = D002\nmax-line-length = x\n"})
    done = run("doctor", "--json", "specs/a.rst", cwd=top)
    assert (done.status, done.json["ok"]) == (0, True)
    assert done.json["doc8"] == {
        "path": (top / "tox.ini").as_posix(),
        "consequences": ["off: trailing-whitespace", "whether a finding is an error does not depend on it"],
        "problems": ['tox.ini:3: max-line-length: expected a whole number above 0, not "x"'],
    }


def test_files_of_others_do_not_count(tmp_path: Path) -> None:
    """A server need not check all specs again for files at places where none was looked for."""
    top = repository(tmp_path, {})
    workspace = Workspace(top)
    workspace.resolve(top / "specs/a.rst")
    matters = (
        "tox.ini",
        ".config/doc8.ini",
        "setup.cfg",
        "specs/template.rst",
        "x/pyproject.toml",
        "x/conf.py",
    )
    assert all(workspace.may_change_findings(top / name) for name in matters)
    others = ("x/tox.ini", "x/.config/doc8.ini", "specs/setup.cfg", ".editorconfig", "specs/.editorconfig")
    assert not any(workspace.may_change_findings(top / name) for name in others)
