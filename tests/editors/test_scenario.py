"""The same work in each editor: it shows what the command says, and leaves the same file."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from .scenario import SPEC, Step, differences, lay_out_way, place

EDITORS = {
    "neovim": ("neovim", {}),
    "emacs-28": ("emacs", {"version": "28"}),
    "emacs-30": ("emacs", {"version": "30"}),
    "vscode": ("vscode", {}),
}
"""The folder of each editor's driver, and what the driver has to know."""

MAY_LACK = frozenset({"rename"})
"""Steps that an editor may have no means for."""


@pytest.mark.parametrize("editor", EDITORS)
def test_an_author_at_work(editor, scenario, work, need):
    """Each step shows what the command says, and the file on disk is the same whatever editor wrote it."""
    name, options = EDITORS[editor]
    driver = import_module(f"{__package__}.{name}.driver")
    need(driver.available(**options))
    seen = driver.run(scenario, work, **options)
    wrong = [f"{step.name}: not done" for step in scenario.steps if step.name not in {*seen, *MAY_LACK}]
    for step in scenario.steps:
        if step.name in seen:
            wrong += [f"{step.name}: {line}" for line in differences(step, seen[step.name])]
    assert not wrong, f"{editor}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("process", ["pep", "nep"])
@pytest.mark.parametrize("editor", EDITORS)
def test_an_author_begins_a_document(editor, process, tmp_path, work, need):
    """From an empty buffer an author comes to a document without a finding by what is offered, and by typing."""
    name, options = EDITORS[editor]
    driver = import_module(f"{__package__}.{name}.driver")
    need(driver.available(**options))
    begun = lay_out_way(tmp_path / "files", process)
    seen = driver.run(begun, work, **options)
    wrong = [f"{step.name}: {line}" for step in begun.steps for line in differences(step, seen[step.name])]
    assert not wrong, f"{editor}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("process", ["pep", "nep"])
def test_the_way_ends_without_a_finding(process, tmp_path):
    """What its author has not written yet is a finding all the way, and there is none in the end."""
    *steps, written, saved = lay_out_way(tmp_path, process).steps
    assert all(step.findings for step in steps)
    assert written.findings == saved.findings == ()
    assert written.text == saved.text


def test_the_steps_have_something_to_show(scenario):
    """Every step has findings of its own, behind astral and combining characters too, and the file changes."""
    found = {step.name: step.findings for step in scenario.steps}
    assert {"missing-section", "empty-section", "line-too-long", "rst-syntax", "trailing-whitespace"} == {
        code for code, *_ in found["open"]
    }
    for code, line, column, *_ in found["open"]:
        if code in ("line-too-long", "rst-syntax", "trailing-whitespace"):
            assert not SPEC.split("\n")[line - 1][: column - 1].isascii(), "nothing stands before the finding"
    names = ["open", "heading", "none", "insert-all", "wrap", "rename", "template", "second-folder"]
    assert len({found[name] for name in names}) == len(names)
    assert found["reopen"] == found["wrap"]
    texts = [step.text for step in scenario.steps if step.text]
    assert len(set(texts)) == 5
    assert scenario.spec.read_text(encoding="utf-8") == SPEC == texts[0]


def test_the_steps_are_those_of_the_command(scenario):
    """What is expected of a file is what ``spec-ls check`` says of it."""
    scenario.spec.write_bytes(scenario.expected_file.encode())
    assert scenario.on_disk()["diagnostics"] == sorted(scenario.step("save").findings)


def test_what_is_not_as_it_should_be_is_named():
    """A difference of one column, one title or one letter is a line of its own; none are none."""
    step = Step("save", text="a\nb", findings=(("line-too-long", 1, 80, 1, 81),))
    good = {"text": "a\nb", "diagnostics": [["line-too-long", 1, 80, 1, 81]]}
    assert not list(differences(step, good))
    off = list(differences(step, {**good, "diagnostics": [["line-too-long", 1, 81, 1, 82]]}))
    assert "diagnostics: +('line-too-long', 1, 81, 1, 82)" in off
    assert "text: +c" in list(differences(step, {**good, "text": "a\nc"}))
    assert list(differences(step, {}))
    assert list(differences(replace(step, name="hover", text="", words=("x y",)), {**good, "hover": "x z"}))
    assert list(differences(Step("outline", words=("A",)), {"outline": ["B"]}))
    assert list(differences(Step("kill"), {"diagnostics": [], "said": ""}))


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 8), ("utf-16", 5), ("utf-32", 4)])
def test_columns_of_editors_are_converted(encoding, units):
    """An editor's column is one in code points, whatever the editor counts."""
    assert place("\n𝄞éab", 1, units, encoding) == (2, 5)
