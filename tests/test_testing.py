"""``spec_ls.testing``: what pytest makes of a title test of three lines, as a process of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from gates.title_tests import TITLE_TEST, differences, run_pytest, verdicts, write_title_test
from trees import REPOSITORY, SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run

from spec_ls.api import TemplateNotFound, UnknownCode
from spec_ls.testing import spec_tests

HERE = Path(__file__).parent
TREE = {
    "specs/template.rst": TEMPLATE,
    "specs/README.rst": "A folder\n",
    "specs/one/good.rst": SPEC,
    "specs/one/lacks.rst": WITHOUT_REFERENCES,
    "specs/two/spaces.rst": SPEC.replace("It is slow.", "It is slow. "),
}
LACKS = 'specs/one/lacks.rst:2:1: missing-section section "References" is missing\n'
SPACES = "specs/two/spaces.rst:8:12: trailing-whitespace white space at the end of the line\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with specs, below a folder that is the current one of no test."""
    return make(tmp_path / "repository", TREE)


def output(tree: Path, *arguments: str, more: tuple[str, ...] = ()) -> str:
    """What pytest prints when it runs a title test from the root folder."""
    write_title_test(tree, *arguments)
    return run_pytest(tree, str(tree / TITLE_TEST), *more, cwd=Path("/")).stdout


def test_each_spec_is_a_case(tree: Path) -> None:
    """A case's id is its spec's path, its verdict is the command's; files that are no specs have no case."""
    write_title_test(tree, '"../specs"')
    found = verdicts(tree)
    assert found == {
        "specs/one/good.rst": "pass",
        "specs/one/lacks.rst": "fail",
        "specs/two/spaces.rst": "pass",
    }
    errors = {
        found["path"]
        for found in run("check", "--format", "json", "specs", cwd=tree).json
        if found["severity"] == "error"
    }
    assert errors == {path for path, verdict in found.items() if verdict == "fail"}


def test_a_repository_that_was_moved(tree: Path) -> None:
    """Paths are those beside the test as it stands now, whatever its compiled code remembers."""
    write_title_test(tree, '"../specs"')
    before = verdicts(tree)
    assert list((tree / "tests").rglob("*.pyc"))
    moved = tree.rename(tree.parent / "moved")
    assert verdicts(moved) == before


def test_a_failure_prints_findings_and_nothing_else(tree: Path) -> None:
    """Each finding is one line behind the name of its case; no code of spec-ls or of the test is shown."""
    printed = output(tree, '"../specs"', 'fail_on="warning"')
    failures = printed[printed.index("= FAILURES") : printed.index("= short test summary")].splitlines()[1:-1]
    assert [line for line in failures if not line.startswith("_")] == [
        *LACKS.splitlines(),
        *SPACES.splitlines(),
    ]
    assert [line.strip("_ ") for line in failures if line.startswith("_")] == [
        "test_specs[specs/one/lacks.rst]",
        "test_specs[specs/two/spaces.rst]",
    ]


CALLS = {
    'ignore=["missing-section"]': {"specs/one/good.rst": "pass", "specs/one/lacks.rst": "pass"},
    'select=["line-too-long"]': {"specs/one/good.rst": "pass", "specs/one/lacks.rst": "pass"},
    'template="rally"': {"specs/one/good.rst": "fail", "specs/one/lacks.rst": "fail"},
    'template="../specs/template.rst"': {"specs/one/good.rst": "pass", "specs/one/lacks.rst": "fail"},
    'fail_on="hint"': {"specs/one/good.rst": "pass", "specs/one/lacks.rst": "fail"},
}


def test_options(tree: Path) -> None:
    """The template, the codes and the least severity decide which cases fail."""
    calls = "".join(
        f"test_{number} = spec_tests('../specs/one', {call})\n" for number, call in enumerate(CALLS)
    )
    make(tree, {TITLE_TEST.as_posix(): f"from spec_ls.testing import spec_tests\n\n{calls}"})
    found = verdicts(tree)
    assert found == {
        f"test_{number}[{spec}]": verdict
        for number, wanted in enumerate(CALLS.values())
        for spec, verdict in wanted.items()
    }


@pytest.mark.parametrize(
    ("paths", "specs"),
    [
        (["samples"], ["samples/volume-trim.rst"]),
        (["samples/volume-trim.rst", "samples/*.rst", "./samples"], ["samples/volume-trim.rst"]),
        (["../tests/s*s/volume-*.rst"], ["tests/samples/volume-trim.rst"]),
        (["../tests/**/volume-<name>.rst"], ["tests/samples/volume-trim.rst"]),
        (
            ["samples/gone.rst", "../tests/samples"],
            ["tests/samples/gone.rst", "tests/samples/volume-trim.rst"],
        ),
    ],
)
def test_paths(paths: list[str], specs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, folders and patterns beside this module, each spec once, by its path from the folder above them."""
    monkeypatch.chdir("/")
    (mark,) = spec_tests(*paths).pytestmark  # type: ignore[attr-defined]
    assert mark.args == ("spec", tuple(specs))


def test_two_processes_share_the_cases(tree: Path) -> None:
    """With pytest-xdist the cases are the same ones, each run once."""
    printed = output(tree, '"../specs"', more=("-p", "xdist", "-n", "2"))
    assert "1 failed, 2 passed" in printed
    assert LACKS in printed


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ([], f"no spec found in {HERE}: no path is given;"),
        (["../docs/*.rst"], f"no spec found in {REPOSITORY}: docs/*.rst;"),
        (["../editors", "rst"], f"no spec found in {REPOSITORY}: editors, tests/rst;"),
    ],
)
def test_no_spec_is_a_failure(paths: list[str], message: str) -> None:
    """A test that would pass on nothing fails, and says where no spec is."""
    with pytest.raises(pytest.fail.Exception, match=re.escape(message)) as failure:
        spec_tests(*paths)()
    assert not failure.value.pytrace


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"select": ["missing-sektion"]}, UnknownCode, "missing-sektion"),
        ({"template": "raly"}, TemplateNotFound, "raly"),
        ({"template": "raly.rst"}, TemplateNotFound, "tests/raly.rst"),
        ({"fail_on": "warnings"}, ValueError, "fail_on: expected one of error, warning, information, hint"),
    ],
)
def test_wrong_arguments_are_errors_of_the_call(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """What is wrong with the call itself is said once, when pytest reads the test."""
    with pytest.raises(error, match=message):
        spec_tests("samples", **arguments)


def test_a_pattern_that_is_none_is_an_error_of_the_call() -> None:
    """A pattern that settings would refuse is refused here."""
    with pytest.raises(ValueError, match=r'more than 3 "\*"'):
        spec_tests("samples/*a*b*c*d*")


def test_what_cannot_be_checked_fails(tree: Path) -> None:
    """A file that is no text and wrong settings make cases fail, with the command's message."""
    make(tree, {"specs/one/bytes.rst": b"\xff\n", "specs/two/spec-ls.toml": "max-line-lenght = 3\n"})
    printed = output(tree, '"../specs"')
    assert "specs/one/bytes.rst:1: not UTF-8 at byte 0\n" in printed
    assert f"{tree}/specs/two/spec-ls.toml:1: max-line-lenght: unknown key" in printed
    assert "3 failed, 1 passed" in printed


def test_the_sample_beside_its_mutants(tmp_path: Path) -> None:
    """The comparison with other gates, in short: the sample's verdict, and of each file without a section."""
    sample = (REPOSITORY / "tests" / "samples" / "volume-trim.rst").read_text("utf-8")
    template = TEMPLATE.replace("References\n==========\n\nLinks.\n", "")
    files = {
        f"specs/without-{number}.rst": SPEC.replace(title, "Else")
        for number, title in enumerate(("Proposed change", "Alternatives"))
    }
    tree = make(
        tmp_path,
        {"specs/template.rst": template, "specs/volume-trim.rst": sample, "specs/good.rst": SPEC, **files},
    )
    write_title_test(tree, '"../specs"')
    wanted = {"specs/good.rst": "pass", **dict.fromkeys([*files, "specs/volume-trim.rst"], "fail")}
    assert differences(wanted, verdicts(tree), "as it is") == []
    assert differences({"specs/good.rst": "fail"}, verdicts(tree), "as it is") != []
