"""The library beside the command: the same findings and fixes, as values, and errors for what ends it with status 2."""

from __future__ import annotations

import json
import logging
import pickle
import random
import subprocess
import sys
from dataclasses import FrozenInstanceError, asdict
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from trees import CORPUS, REPOSITORY, SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, make, needs_corpus, run

from spec_ls.api import (
    BadSettings,
    Checker,
    Edit,
    Options,
    Result,
    TemplateNotFound,
    UnknownCode,
    UnreadableFile,
    apply_edits,
    check_file,
    check_text,
    fix_text,
)
from spec_ls.checks.failed_checks import noting_failed_checks

SAMPLES = REPOSITORY / "tests" / "samples"
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/good.rst": SPEC,
    "specs/lacks.rst": WITHOUT_REFERENCES,
    "specs/README.rst": "A folder\n",
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, which is the current folder."""
    monkeypatch.chdir(make(tmp_path, TREE))
    return tmp_path


def objects(*results: Result) -> list[dict[str, Any]]:
    """The findings as JSON's objects."""
    return json.loads(json.dumps([asdict(finding) for result in results for finding in result.findings]))


def arguments(options: Options) -> list[str]:
    """The command's arguments for the same options."""
    found = ["--unsafe-fixes"] if options.unsafe_fixes else []
    found += ["--template", options.template] if options.template else []
    found += ["--select", ",".join(options.select)] if options.select else []
    return found + (["--ignore", ",".join(options.ignore)] if options.ignore else [])


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(template="rally", unsafe_fixes=True),
        Options(ignore=["rst-syntax"], select=["rst-syntax", "empty-section"]),
    ],
    ids=lambda options: " ".join(arguments(options)) or "no options",
)
def test_findings_are_those_of_the_command(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding's fields are the keys of its object in JSON, with the same values, under each option."""
    monkeypatch.chdir(REPOSITORY)
    name = "tests/samples/volume-trim.rst"
    done = run("check", "--format", "json", *arguments(options), name, cwd=REPOSITORY)
    assert objects(check_file(name, options)) == done.json
    assert done.json


def spoiled(text: str, numbers: random.Random) -> str:
    """A text with some of its lines deleted, doubled or lengthened."""
    lines = text.splitlines(keepends=True)
    for _ in range(numbers.randrange(1, 6)):
        at = numbers.randrange(len(lines))
        lines[at : at + 1] = numbers.choice(
            [[], [lines[at]] * 2, [lines[at].rstrip("\n") + " word" * 20 + "\n"]]
        )
        lines = lines or [""]
    return "".join(lines)


def test_findings_of_spoiled_texts_are_those_of_the_command(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever becomes of a spec, the library finds and mends what the command does."""
    numbers, sample = random.Random(17), (SAMPLES / "volume-trim.rst").read_text("utf-8")
    texts = {
        f"specs/made-up-{number}.rst": spoiled(numbers.choice([SPEC, sample]), numbers)
        for number in range(10)
    }
    make(tree, texts)
    checker = Checker(Options(unsafe_fixes=True))
    done = run("check", "--format", "json", "--unsafe-fixes", "specs", cwd=tree)
    specs = checker.specs("specs")
    assert set(specs) == {*texts, "specs/good.rst", "specs/lacks.rst"}
    assert objects(*map(checker.check_file, specs)) == done.json
    assert all(checker.check_text(text, path) == checker.check_file(path) for path, text in texts.items())


@needs_corpus
@pytest.mark.parametrize(("repository", "every"), [("nova-specs", 200), ("ironic-specs", 90), ("peps", 60)])
def test_findings_of_real_specs_are_those_of_the_command(
    repository: str, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of real specs the library finds what the command does."""
    monkeypatch.chdir(CORPUS / repository)
    checker = Checker()
    specs = checker.specs(*sorted(map(str, Path().rglob("*.rst")))[::every])
    done = run("check", "--format", "json", *specs, cwd=Path())
    assert objects(*map(checker.check_file, specs)) == done.json
    assert len(specs) > 2


def test_a_text_is_checked_as_on_standard_input(tree: Path) -> None:
    """A text with a path is checked as if it stood there; without one a template alone makes it a spec."""
    done = run(
        "check", "--format", "json", "--stdin-filename", "specs/new.rst", "-", cwd=tree, stdin=SPEC[:90]
    )
    assert objects(check_text(SPEC[:90], "specs/new.rst")) == done.json != []
    done = run("check", "--format", "json", "--template", "rally", "-", cwd=tree, stdin=SPEC)
    found = check_text(SPEC, options=Options(template="rally"))
    assert objects(found) == done.json != []
    assert (found.path, found.template) == ("-", "builtin:rally")


def test_a_file_without_a_template_is_no_spec(tree: Path) -> None:
    """It has no findings, and says that it is none; a spec says which template serves it."""
    assert check_file("specs/README.rst") == Result(
        path="specs/README.rst", template=None, findings=(), is_complete=True
    )
    assert not check_file("specs/README.rst").is_spec
    assert check_file("specs/good.rst").template == "specs/template.rst"
    assert fix_text("text \n", "specs/README.rst").text == "text \n"


def test_a_template_that_a_comment_names_is_no_spec(tree: Path) -> None:
    """As in one run of the command, a file that another one names as its template is not among the specs."""
    make(tree, {"specs/lacks.rst": f".. spec-ls: template=good.rst\n\n{SPEC}"})
    assert Checker().specs("specs") == ("specs/lacks.rst",)


def test_another_folder_than_the_current_one(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths and templates are relative to the folder that the options name, wherever the process is."""
    here = check_file("specs/lacks.rst", Options(template="specs/template.rst"))
    monkeypatch.chdir("/")
    options = Options(template="specs/template.rst", folder=str(tree))
    assert check_file("specs/lacks.rst", options) == here
    assert Checker(options).specs("specs") == ("specs/good.rst", "specs/lacks.rst")


@pytest.mark.parametrize("unsafe", [False, True])
def test_fixes_are_those_of_the_command(unsafe: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is fixed as ``--fix`` fixes standard input."""
    monkeypatch.chdir(REPOSITORY)
    name, text = "tests/samples/volume-trim.rst", (SAMPLES / "volume-trim.rst").read_text("utf-8")
    more = ["--unsafe-fixes"] if unsafe else []
    done = run("check", "--fix", *more, "--stdin-filename", name, "-", cwd=REPOSITORY, stdin=text)
    fixed = fix_text(text, name, Options(unsafe_fixes=unsafe))
    assert fixed.text == done.out != text
    assert fixed.is_complete
    assert fixed.count


def test_the_edits_of_a_fix_put_its_finding_right(tree: Path) -> None:
    """The text after one finding's edits has that finding no more, whatever its line ends and characters."""
    text = SPEC.replace("It is slow.", "\U0001f40c slow.  ").replace("\n", "\r\n")
    (finding,) = check_text(text, "specs/good.rst", Options(select=["trailing-whitespace"])).findings
    assert finding.fix is not None
    assert finding.column == 8
    assert apply_edits(text, finding.fix.edits) == text.replace("slow.  ", "slow.")


def test_edits_that_overlap_are_refused() -> None:
    """Edits of several fixes are applied together, in any order, unless two want the same text."""
    first, second, third = (
        Edit(path="a.rst", line=1, column=start, end_line=1, end_column=end, text="x")
        for start, end in ((1, 3), (2, 4), (4, 5))
    )
    assert apply_edits("abcde\n", [third, first]) == "xcxe\n"
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcde\n", [second, first])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (Options(template="raly"), TemplateNotFound, 'did you mean "rally"'),
        (Options(template="no/such.rst"), TemplateNotFound, "no/such.rst"),
        (Options(select=["missing-sektion"]), UnknownCode, 'unknown code "missing-sektion", did you mean'),
        (Options(ignore=[""]), UnknownCode, "unknown code"),
    ],
)
def test_wrong_options(options: Options, error: type[Exception], message: str) -> None:
    """A template or a code that does not exist is an error, before any file is read."""
    with pytest.raises(error, match=message):
        Checker(options)


def test_a_text_is_no_list_of_codes() -> None:
    """A code that is given without a list around it is said to be that, not taken for its letters."""
    with pytest.raises(TypeError, match='got "empty-section"'):
        Checker(Options(select="empty-section"))


@pytest.mark.parametrize("content", [b"\xff\n", "gone.rst", Fifo(), None])
def test_a_file_that_cannot_be_read(tree: Path, content: Any) -> None:
    """What is no text is an error that names the file, and is among the specs of its folder."""
    if content is not None:
        make(tree, {"specs/bad.rst": content})
    with pytest.raises(UnreadableFile, match=r"^specs/bad\.rst:") as failure:
        check_file("specs/bad.rst")
    done = run("check", "specs/bad.rst", cwd=tree)
    assert (done.status, done.err.splitlines()[0]) == (2, str(failure.value))
    assert ("specs/bad.rst" in Checker().specs("specs")) == (content is not None)


def test_wrong_settings(tree: Path) -> None:
    """Each mistake in settings is named with its file and line, and nothing is found under such settings."""
    make(tree, {"spec-ls.toml": 'select = ["missing-sektion"]\nmax-line-lenght = 3\n'})
    checker = Checker()
    for look in (
        checker.check_file,
        lambda path: checker.check_text(SPEC, path),
        lambda path: fix_text(SPEC, path),
    ):
        with pytest.raises(BadSettings) as failure:
            look("specs/good.rst")
        assert len(failure.value.problems) == 2
        assert all(str(tree / "spec-ls.toml") + ":" in problem for problem in failure.value.problems)
    (tree / "spec-ls.toml").unlink()
    assert checker.check_file("specs/good.rst").is_spec


def test_values_are_plain(tree: Path) -> None:
    """Values cannot be changed, can be compared and hashed, and survive being pickled."""
    found = check_file("specs/lacks.rst", Options(unsafe_fixes=True))
    assert (
        pickle.loads(pickle.dumps(found))
        == found
        == check_file("specs/lacks.rst", Options(unsafe_fixes=True))
    )
    assert len({found, found}) == 1
    with pytest.raises(FrozenInstanceError):
        found.findings[0].message = ""  # type: ignore[misc]


def test_a_failed_check_is_noted() -> None:
    """What the run of the checks logs as an error is noted; warnings, other threads and later errors are not."""
    logger = logging.getLogger("spec_ls.checks.run")
    with noting_failed_checks() as failed:
        logger.error("the check %s failed", "missing-section")
        logger.warning("slow")
        thread = Thread(target=logger.error, args=("elsewhere",))
        thread.start()
        thread.join()
    logger.error("later")
    assert failed == ["the check missing-section failed"]


def test_the_library_loads_neither_pytest_nor_the_server() -> None:
    """Importing the library costs what the command costs."""
    code = "import sys, spec_ls.api; print({'pytest', 'pygls', 'lsprotocol', 'docutils'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
