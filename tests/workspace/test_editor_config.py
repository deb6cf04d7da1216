"""Where ``.editorconfig`` wants text to be wrapped: for formatting and fixes, never for what is reported."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from editorconfig import get_properties
from trees import SPEC, TEMPLATE, Fifo, Link, make, run

from spec_ls.config import Config
from spec_ls.doctor.other_tools import editor_config_sentence
from spec_ls.doctor.path_report import examine_path
from spec_ls.text import Text
from spec_ls.workspace import Workspace

LONG = "word " * 23 + "end"
TEXT = SPEC.replace("It is slow.", LONG)
AT_60 = "max_line_length = 60\n"
SPECS = {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": TEXT}


def config(top: Path, path: str = "specs/a.rst") -> Config:
    """The settings of a spec."""
    resolution = Workspace(top).resolve(top / path, Text.of(TEXT))
    assert resolution.template is not None
    assert resolution.problems == ()
    return resolution.config


def doctor(top: Path, path: str = "specs/a.rst") -> tuple[str, list[str]]:
    """What the doctor says: what follows, and the problems of each file."""
    examined = examine_path(top / path)
    found = examined.project.editor_config
    files = found.files if found else ()
    return editor_config_sentence(examined), [problem for file in files for problem in file.problems]


PATTERNS = {
    "*.rst": True,
    "*.{rst,txt}": True,
    "*.{txt,rst}": True,
    "{*.rst,*.txt}": True,
    "**.rst": True,
    "**/*.rst": True,
    "/specs/*.rst": True,
    "specs/**.rst": True,
    "a.rst": True,
    "{a,b}.rst": True,
    "*.{py,{rst,txt}}": True,
    "*": False,
    "**": False,
    "specs/*": False,
    "*.*": False,
    "*.r?t": False,
    "*.[r]st": False,
    "{*,*.rst}": False,
    "*.txt": False,
    "*.rst.in": False,
    "docs/*.rst": False,
    "rst/**": False,
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_only_sections_that_name_rst_count(tmp_path: Path, pattern: str) -> None:
    """A section counts if it is about a file because that is called .rst, whatever else it is about."""
    top = make(tmp_path, {**SPECS, ".editorconfig": f"[{pattern}]\n{AT_60}"})
    if PATTERNS[pattern]:  # no section counts that editors take for another file's
        assert get_properties(str(top / "specs" / "a.rst"))["max_line_length"] == "60"
    assert config(top).wrap_at == (60 if PATTERNS[pattern] else None)
    assert config(top).max_line_length == 79


FILES: dict[str, tuple[Mapping[str, str], int | None]] = {
    "the nearest file": (
        {".editorconfig": f"[*.rst]\n{AT_60}", "specs/.editorconfig": "[*.rst]\nmax_line_length=50\n"},
        50,
    ),
    "one above that says nothing of RST": (
        {".editorconfig": f"[*.rst]\n{AT_60}", "specs/.editorconfig": "[*]\nmax_line_length=50\n"},
        60,
    ),
    "none above the root": (
        {".editorconfig": f"[*.rst]\n{AT_60}", "specs/.editorconfig": "root = true\n"},
        None,
    ),
    "the last section": (
        {".editorconfig": f"[*.rst]\nmax_line_length = 50\n[specs/*.rst]\n{AT_60}[*]\nmax_line_length=9\n"},
        60,
    ),
    "the last value": ({".editorconfig": f"[*.rst]\nmax_line_length = 50\n{AT_60}"}, 60),
    "none": (
        {".editorconfig": f"[*.rst]\n{AT_60}", "specs/.editorconfig": "[*.rst]\nmax_line_length = off\n"},
        None,
    ),
    "capitals and a comment": ({".editorconfig": "[*.rst]\nMax_Line_Length = 60 ; wide\n"}, 60),
    "a section without a width": ({".editorconfig": f"[*.rst]\n{AT_60}[specs/*.rst]\nindent_size = 3\n"}, 60),
    "before all sections": ({".editorconfig": AT_60}, None),
    "a byte order mark, and line ends of Windows": (
        {".editorconfig": f"\ufeff[*.rst]\n{AT_60}".replace("\n", "\r\n")},
        60,
    ),
    "doc8's limit is no width": ({"tox.ini": "[doc8]\nmax-line-length = 60\n"}, None),
}


@pytest.mark.parametrize("name", FILES)
def test_the_file_and_the_section_that_count(tmp_path: Path, name: str) -> None:
    """Nearer files and later sections go first, as in editors, among the sections that name RST."""
    files, expected = FILES[name]
    assert config(make(tmp_path, {**SPECS, **files})).wrap_at == expected


def test_no_file_outside_of_the_repository_counts(tmp_path: Path) -> None:
    """The repository's top is the last folder that is looked at; outside of one, what the user works in."""
    make(tmp_path, {".editorconfig": f"[*.rst]\n{AT_60}"})
    top = make(tmp_path / "top", SPECS)
    assert config(top).wrap_at is None
    assert (
        config(
            make(tmp_path / "plain", {name: text for name, text in SPECS.items() if name != ".git/HEAD"})
        ).wrap_at
        is None
    )


BROKEN: dict[str, tuple[object, str | None, int | None]] = {
    "a line that is no setting": (f"[*.rst]\nno setting\n{AT_60}", "line 2 is not understood", 60),
    "a word for a number": (
        "[*.rst]\nmax_line_length = wide\n",
        '[*.rst]: max_line_length: expected a whole number above 0, not "wide"',
        None,
    ),
    "nothing for a number": (
        "[*.rst]\nmax_line_length =\n",
        '[*.rst]: max_line_length: expected a whole number above 0, not ""',
        None,
    ),
    "zero": (
        "[*.rst]\nmax_line_length = 0\n",
        '[*.rst]: max_line_length: expected a whole number above 0, not "0"',
        None,
    ),
    "very many digits": (
        f"[*.rst]\nmax_line_length = {'9' * 9000}\n",
        "[*.rst]: max_line_length: expected",
        None,
    ),
    "another encoding": (b"[*.rst]\nmax_line_length = 60 # \xe9\n", "not UTF-8", None),
    "no regular expression": (f"[*.[z-a]rst]\n{AT_60}", None, None),
    "braces in braces": (f"[{'{a' * 60}.rst]\n{AT_60}", None, None),
    "a long pattern": (f"[{'x' * 300}.rst]\n{AT_60}", "the pattern is too long", None),
    "many sections": (f"[*.rst]\n{AT_60}" * 21, "more than 20 sections name .rst", None),
    "many bytes": (f"[*.rst]\n{AT_60}" + "#" * 70_000, "larger than 64 KB", None),
    "a FIFO": (Fifo(), "is a FIFO, not a regular file", None),
    "a link out": (Link("../outside"), "a link out of the repository", None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_ignored(tmp_path: Path, name: str) -> None:
    """What is not understood is ignored, and only the doctor says so."""
    content, problem, width = BROKEN[name]
    make(tmp_path, {"outside": f"[*.rst]\n{AT_60}"})
    top = make(tmp_path / "top", {**SPECS, ".editorconfig": content})
    assert config(top).wrap_at == width
    problems = doctor(top)[1]
    assert problems == [] if problem is None else problem in problems[0]


@pytest.mark.parametrize(
    "pattern", ["*a*a*a*a*x.rst", "**a**a**a.rst", "{,a,a,a,a}{,a,a,a,a}*a*a*a*x.rst", "a{,a}" * 30 + ".rst"]
)
def test_a_hostile_pattern_takes_no_time(tmp_path: Path, pattern: str) -> None:
    """A pattern whose comparison may take long is not compared."""
    spec = f"specs/{'a' * 200}.rst"
    top = make(tmp_path, {**SPECS, spec: TEXT, ".editorconfig": f"[{pattern}]\n{AT_60}"})
    start = time.process_time()
    assert config(top, spec).wrap_at is None
    assert time.process_time() - start < 1


def test_fixes_wrap_there(tmp_path: Path) -> None:
    """A fix of an overlong line wraps at the width; which lines are reported stays."""
    top = make(tmp_path, SPECS)
    before = run("check", "--format", "json", "specs", cwd=top).json
    make(top, {".editorconfig": f"[*.rst]\n{AT_60}"})
    (finding,) = run("check", "--format", "json", "specs", cwd=top).json
    assert [{**finding, "fix": None}] == [{**before[0], "fix": None}]
    assert finding["fix"]["title"] == "Wrap the paragraph at 60 columns"
    run("check", "--fix", "specs", cwd=top)
    lines = (top / "specs/a.rst").read_text(encoding="utf-8").splitlines()
    assert [len(line) for line in lines if line.startswith("word")] == [59, 58]


def test_a_fix_keeps_the_limit(tmp_path: Path) -> None:
    """A width above a limit whose lines are reported does not count; above one that is not reported it does."""
    top = make(tmp_path, {**SPECS, ".editorconfig": "[*.rst]\nmax_line_length = 100\n"})
    assert config(top).wrap_length == 79
    assert doctor(top)[0].startswith("text is wrapped at 79, the limit of lines, not at 100; ")
    make(top, {"spec-ls.toml": "max-line-length = 90\n"})
    assert config(top).wrap_length == 90
    for settings in ('ignore = ["line-too-long"]', 'line-rule = "off"', 'select = ["missing-section"]'):
        make(top, {"spec-ls.toml": settings})
        assert config(top).wrap_length == 100
        assert doctor(top)[0].startswith(
            f"text is wrapped at 100, as [*.rst] in {top / '.editorconfig'} says; "
        )


def test_the_doctor_says_what_follows(tmp_path: Path) -> None:
    """The doctor names each file, what follows, and what never does."""
    top = make(tmp_path, {**SPECS, ".editorconfig": f"[*]\n{AT_60}"})
    last = "; which lines are reported does not depend on it"
    assert doctor(top) == (f"nothing follows, as no section with max_line_length names .rst{last}", [])
    make(top, {".editorconfig": "[*.rst]\nmax_line_length = off\n"})
    assert doctor(top) == (f"[*.rst] in {top / '.editorconfig'} gives no width to wrap at{last}", [])
    done = run("doctor", "--json", "specs", cwd=top)
    assert done.json["editor_config"]["files"] == [
        {"path": (top / ".editorconfig").as_posix(), "problems": []}
    ]
    assert done.json["ok"]
