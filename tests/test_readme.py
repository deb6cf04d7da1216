"""The READMEs are correct: commands print the output shown, and names exist."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from trees import REPOSITORY, run

README = (REPOSITORY / "README.md").read_text("utf-8")
CODE = (REPOSITORY / "spec_ls" / "README.md").read_text("utf-8")
SECURITY = (REPOSITORY / "SECURITY.md").read_text("utf-8")
GUARDS = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", CODE + SECURITY)
SHOWN = re.findall(r"```console\n\$ spec-ls (.*)\n((?:.*\n)*?)```", README)


EDITORS = (REPOSITORY / "editors" / "README.md").read_text("utf-8")
HEADINGS = re.findall(r"^#+ (.*)$", EDITORS, re.MULTILINE)
SNIPPETS = re.findall(r"^```(json|toml)\n(.*?)^```", EDITORS, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_shown_output_is_real(command, output):
    """A command in the README prints the output below it, standard output before standard error."""
    done = run(*command.split(), cwd=REPOSITORY)
    assert done.out + done.err == output


def test_the_sample_shows_the_main_findings():
    """The sample has the mistakes that most authors make."""
    codes = {
        finding["code"] for finding in run("check", "--format", "json", "tests/samples", cwd=REPOSITORY).json
    }
    assert codes == {
        "missing-section",
        "misordered-section",
        "empty-section",
        "leftover-guidance",
        "leftover-placeholder",
        "line-too-long",
        "rst-syntax",
    }


def test_fixing_the_sample_leaves_optional_sections():
    """All other findings in the sample have a fix that the command applies, if it may apply unsafe ones."""
    name = "tests/samples/volume-trim.rst"
    spec = (REPOSITORY / name).read_bytes()
    once = run("check", "--fix", "--unsafe-fixes", "-", "--stdin-filename", name, cwd=REPOSITORY, stdin=spec)
    assert once.status == 0
    again = run("check", "-", "--stdin-filename", name, cwd=REPOSITORY, stdin=once.stdout)
    assert again.status == 0
    assert all("information missing-section optional" in line for line in again.out.splitlines())


def test_ci_runs_the_test_command():
    """The second command of the README is the one that CI runs."""
    first, second = re.findall(r"```sh\n(.*)\n```", README)
    assert first.endswith(f"/spec-ls {SHOWN[0][0]}")
    assert second in (REPOSITORY / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize(("file", "name"), GUARDS, ids=[name for _, name in GUARDS])
def test_a_guard_exists(file, name):
    """Each test that spec_ls/README.md names for an invariant exists."""
    source = (REPOSITORY / file).read_text("utf-8")
    assert f"def {name}(" in source


@pytest.mark.parametrize(("language", "snippet"), SNIPPETS)
def test_a_snippet_for_an_editor_can_be_read(language, snippet):
    """JSON and TOML in editors/README.md can be parsed."""
    (tomllib.loads if language == "toml" else json.loads)(snippet)


def test_every_editor_of_the_table_has_its_section():
    """Each link in the table of editors leads to a heading."""
    table = EDITORS.partition("| editor |")[2].partition("\n\n")[0]
    anchors = set(re.findall(r"\]\(#([\w-]+)\)", table))
    headings = {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in HEADINGS}
    assert anchors
    assert anchors <= headings


def test_the_readme_stays_a_first_screen_and_a_map():
    """What needs more room has a page of its own, which the README leads to."""
    assert README.count("\n") <= 130
