"""What all checks have in common."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

import pytest
from edited import edited

import spec_ls.checks
from checks.examples import example
from checks.marked import check, look, unmarked
from checks.templates import FLAT, named
from spec_ls.checks import ALL_CHECKS, CODES
from spec_ls.checks.run import check as run
from spec_ls.checks.run import check_promptly, finish_check, fixes
from spec_ls.config import Config
from spec_ls.findings import Severity
from spec_ls.model.document import parse
from spec_ls.rst.syntax.messages import Messages
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.spec import compare
from spec_ls.text import Edit, Range, Text

MISTAKES = (
    "Spec\n====\n\n«Problems»(missing-section)\n--------\n\n"
    + ("word " * 15 + "word«, and more»(line-too-long)\n\n")
    + "Notes\n-----\n\nN.\n\n«Testing»(missing-section)\n~~~~~~~\n\nT.\n\n«Change»(duplicate-section, empty-section)\n------\n\n"
    "Change\n------\n\nC.\n"
)


@pytest.mark.parametrize("tested", ALL_CHECKS, ids=lambda tested: tested.code)
def test_examples(tested):
    """What a check shows as wrong has its finding, what it shows as right has none of its."""
    assert example(tested, tested.wrong).findings
    assert not example(tested, tested.right).findings


def test_one_file_one_check_one_code():
    """Each module that holds a check is called by its code, and all of them are listed."""
    names = [module.name for module in pkgutil.iter_modules(spec_ls.checks.__path__)]
    modules = {name: importlib.import_module(f"spec_ls.checks.{name}") for name in names}
    held = {
        name.replace("_", "-"): module.CHECK for name, module in modules.items() if hasattr(module, "CHECK")
    }
    assert held == {tested.code: tested for tested in ALL_CHECKS}
    assert held.keys() == CODES
    assert len(ALL_CHECKS) == len(CODES)


@pytest.mark.parametrize("tested", ALL_CHECKS, ids=lambda tested: tested.code)
def test_words(tested):
    """A summary is a clause, a reason is sentences, and both examples are whole lines."""
    assert tested.summary[0].islower()
    assert not tested.summary.endswith(".")
    assert tested.why[0].isupper()
    assert tested.why.endswith(".")
    assert tested.wrong.endswith("\n") or tested.code == "missing-final-newline"
    assert tested.right.endswith("\n")


def test_several_mistakes():
    """Each check finds its own, sorted by place, with one severity a code."""
    case = check(MISTAKES, named(FLAT))
    starts = [finding.range.start for finding in case.findings]
    assert starts == sorted(starts)
    assert {finding.code: finding.severity for finding in case.findings} == {
        "missing-section": Severity.ERROR,
        "line-too-long": Severity.ERROR,
        "duplicate-section": Severity.WARNING,
        "empty-section": Severity.WARNING,
    }
    for finding in case.findings:
        assert finding.message[0].islower()
        assert not finding.message.endswith(".")


@pytest.mark.parametrize("code", sorted(CODES))
def test_selected_and_ignored(code):
    """A code that is selected alone leaves no other, one that is ignored leaves all others."""
    whole = [finding.code for finding in check(MISTAKES, named(FLAT)).findings]
    text = str(check(MISTAKES, named(FLAT)).spec.text)
    selected = look(text, named(FLAT), config=Config(select=frozenset({code}))).findings
    ignored = look(text, named(FLAT), config=Config(ignore=frozenset({code}))).findings
    renamed = {"misnamed-section", "misplaced-section"}  # said where no section is called missing
    if code not in renamed:
        assert [finding.code for finding in selected] == [found for found in whole if found == code]
    others = [finding.code for finding in ignored if finding.code not in renamed]
    assert others == [found for found in whole if found != code]


def test_findings_are_complete_with_all_messages():
    """Findings are complete unless docutils' messages are given and are not all."""
    spec = look(MISTAKES, named(FLAT)).spec
    assert run(spec).complete
    assert run(replace(spec, messages=Messages(()))).complete
    assert not run(replace(spec, messages=Messages((), complete=False))).complete


def test_a_fix_of_a_finding_that_is_none_is_none():
    """A finding of another text, which its check cannot place, has no fix, and nothing is raised."""
    case = look("Spec\n====\n", named(FLAT))
    for finding in case.findings:
        assert fixes(case.spec, replace(finding, subject=None)) == ()
        fixes(compare(parse(Text.of("")), named(FLAT)), finding)


def test_a_check_that_fails_is_logged_and_silences_no_other(caplog, monkeypatch):
    """One check's failure is written to the log, and the findings of the others are there."""

    def fail(*_):
        raise ValueError("oops")

    broken = [
        replace(tested, find=fail, find_in_lines=fail, fix=fail)
        if tested.code == "missing-section"
        else tested
        for tested in ALL_CHECKS
    ]
    monkeypatch.setattr(spec_ls.checks.run, "ALL_CHECKS", tuple(broken))
    case = look("Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n", named(FLAT))
    assert [finding.code for finding in case.findings] == ["empty-section"]
    assert {record.getMessage() for record in caplog.records} == {"the check missing-section failed"}
    caplog.clear()


EDITS = [
    [Edit(Range.of(0, 0, 0, 0), "\n\n")],
    [Edit(Range.of(5, 0, 5, 0), "word " * 20)],
    [Edit(Range.of(3, 0, 3, 8), "Problem"), Edit(Range.of(4, 7, 4, 8), "")],
    [Edit(Range.of(0, 0, 99, 0), "")],
    [Edit(Range.of(2, 0, 2, 0), "Text.\n"), Edit(Range.of(0, 0, 2, 0), "")],
    [Edit(Range.of(99, 0, 99, 0), "\nProblem\n-------\n\nP.\n")],
    [],
]


@pytest.mark.parametrize("edits", EDITS)
def test_what_is_kept_is_what_is_found_anew(edits):
    """The findings after edits, most of them kept, are those of the new text."""
    case = check(MISTAKES, named(FLAT))
    now = edited(case.spec, edits)
    assert run(now).findings == run(compare(parse(now.text), named(FLAT))).findings


def test_edits_of_one_text_and_one_after_the_other():
    """The edits of a fix refer to one text, those of an editor each to the text that the one before has left."""
    spec = compare(parse(Text.of("a\nb\n")), named(FLAT))
    edits = [Edit(Range.of(0, 0, 0, 0), "\n"), Edit(Range.of(1, 0, 1, 0), "x")]
    assert str(spec.after(edits).text) == "\na\nxb\n"
    assert str(edited(spec, edits).text) == "\nxa\nb\n"


@pytest.mark.parametrize("codes", [frozenset(), frozenset({"rst-syntax"}), frozenset({"missing-section"})])
def test_a_prompt_look_that_is_finished(codes):
    """What is known at once and what docutils reads afterwards are the findings of a look at all of it."""
    text = unmarked(MISTAKES)[0] + "\n*open `x\n\n" + "* item |a| `b`_\n\n" * 300
    spec = compare(parse(Text.of(text)), named(FLAT), Config(select=codes))
    prompt = check_promptly(spec)
    assert not prompt.complete or codes == frozenset({"missing-section"})
    known = [(one.code, one.range) for one in prompt.findings if one.code != "rst-syntax"]
    done = run_to_end(finish_check(prompt))
    assert done.complete
    assert done.findings == run(spec).findings
    assert known == [(one.code, one.range) for one in done.findings if one.code != "rst-syntax"]
