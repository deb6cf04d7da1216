"""The READMEs tell the truth: commands print what is shown, and what is named is there."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from trees import REPOSITORY, run

from spec_ls.checks import ALL_CHECKS
from spec_ls.workspace.templates import builtin_names

README = (REPOSITORY / "README.md").read_text("utf-8")
CODE = (REPOSITORY / "spec_ls" / "README.md").read_text("utf-8")
GUARDS = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", CODE)
SHOWN = re.findall(r"```console\n\$ spec-ls (.*)\n((?:.*\n)*?)```", README)


EDITORS = (REPOSITORY / "editors" / "README.md").read_text("utf-8")
HEADINGS = re.findall(r"^#+ (.*)$", EDITORS, re.MULTILINE)
SNIPPETS = re.findall(r"^```(json|toml)\n(.*?)^```", EDITORS, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_shown_output_is_real(command, output):
    """A command in the README prints what stands below it, first the findings and then the rest."""
    done = run(*command.split(), cwd=REPOSITORY)
    assert done.out + done.err == output


def test_the_sample_shows_the_main_findings():
    """The sample has the mistakes that most authors make."""
    codes = {one["code"] for one in run("check", "--format", "json", "tests/samples", cwd=REPOSITORY).json}
    assert codes == {
        "missing-section",
        "misnamed-section",
        "misordered-section",
        "empty-section",
        "leftover-guidance",
        "leftover-placeholder",
        "line-too-long",
        "rst-syntax",
    }


def test_fixing_the_sample_leaves_nothing_to_find():
    """What the sample has wrong can all be put right by the command."""
    name = "tests/samples/volume-trim.rst"
    spec = (REPOSITORY / name).read_bytes()
    once = run("check", "--fix", "-", "--stdin-filename", name, cwd=REPOSITORY, stdin=spec)
    assert once.status == 0
    again = run("check", "-", "--stdin-filename", name, cwd=REPOSITORY, stdin=once.stdout)
    assert (again.status, again.out) == (0, "")


def test_ci_runs_the_test_command():
    """The second command on the README's first screen is the one that a change has to pass."""
    first, second = re.findall(r"```sh\n(.*)\n```", README)
    assert first.endswith(f"/spec-ls {SHOWN[0][0]}")
    assert second in (REPOSITORY / ".ci" / "run").read_text("utf-8")


def test_every_check_and_template_is_listed():
    """The table of checks has all codes with what each finds, and the built-in templates are named."""
    checks = README.partition("\n## Checks\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z][a-z-]+)` \| (.*?) \|", checks, re.MULTILINE))
    assert set(rows) == {check.code for check in ALL_CHECKS}
    assert [name for name in builtin_names() if f"`{name}`" not in README] == []


@pytest.mark.parametrize(("file", "name"), GUARDS, ids=[name for _, name in GUARDS])
def test_a_guard_exists(file, name):
    """Each test that the page on the code names for an invariant is there."""
    source = (REPOSITORY / file).read_text("utf-8")
    assert f"def {name}(" in source


def test_the_code_map_names_what_is_there():
    """Every module that the page on the code names exists, and every part of the package is named."""
    package = REPOSITORY / "spec_ls"
    modules = {path.name for path in package.rglob("*.py")}
    assert set(re.findall(r"`(?!tests/)(?:\w+/)*(\w+\.py)`", CODE)) <= modules
    parts = {path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {part for part in parts if f"`{part}/" not in CODE} == set()


@pytest.mark.parametrize(("language", "snippet"), SNIPPETS)
def test_a_snippet_for_an_editor_can_be_read(language, snippet):
    """What the page on editors shows as JSON or TOML is that, to the last comma."""
    (tomllib.loads if language == "toml" else json.loads)(snippet)


def test_every_editor_of_the_table_has_its_section():
    """Each editor that the page lists has a heading that the link leads to."""
    table = EDITORS.partition("| editor |")[2].partition("\n\n")[0]
    anchors = set(re.findall(r"\]\(#([\w-]+)\)", table))
    headings = {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in HEADINGS}
    assert anchors
    assert anchors <= headings


def test_links_lead_somewhere():
    """A link between pages of the repository leads to a file or a folder that is there."""
    for page in (REPOSITORY / "README.md", REPOSITORY / "editors" / "README.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{link} in {page}"
