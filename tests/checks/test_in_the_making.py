"""What an editor shows while a spec is written from its top."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from features.specs import TEXTS, checked
from hypothesis import given, settings

from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import check as run
from spec_ls.config import Config
from spec_ls.findings import Severity
from spec_ls.workspace import Workspace

from . import tracked
from .marked import Case, look, unmarked
from .templates import NESTED, named

TITLE = "====\nSpec\n====\n\nWhat it is about.\n\n"
PROBLEM = f"{TITLE}Problem description\n===================\n\nSlow.\n\n"
USE_CASES = f"{PROBLEM}Use Cases\n---------\n\nAll.\n\n"
CHANGE = f"{USE_CASES}Proposed change\n===============\n\nMore of it.\n\n"
SECURITY = f"{CHANGE}Security impact\n---------------\n\nNone\n\n"
ALTERNATIVES = "Alternatives\n------------\n\nNone\n\n"
WORK = (
    f"{SECURITY.replace('Security', ALTERNATIVES + 'Security')}Implementation\n==============\n\nAssignee(s)\n-----------\n\nMe.\n\n"
    "Work Items\n----------\n\nAll.\n\n"
)
TESTING = f"{WORK}Dependencies\n============\n\nNone\n\nTesting\n=======\n\nBy hand.\n\n"
FINISHED = f"{TESTING}References\n==========\n\n"


def shown(marked: str, config: Config = Config()) -> Case:
    """What an editor shows of a spec, compared with its marks by code and exact range."""
    text, wanted = unmarked(marked)
    case = look(text, named(NESTED), config=config)
    findings = as_an_editor_shows(run(case.spec)).findings
    assert Counter((finding.range, finding.code) for finding in findings) == wanted, findings
    return replace(case, findings=findings)


def still(text: str) -> str:
    """A text with the mark of "still to write" on its last line with text and what is behind that."""
    last = text.rstrip("\n").split("\n")[-1].lstrip()
    start = text.rindex(last)
    return f"{text[:start]}«{text[start:]}»(missing-section)"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Problem description", "Proposed change", "Implementation", "Dependencies", "Testing"]),
        ("====\nSpec\n====\n", ["Problem description", "Proposed change"]),
        (PROBLEM, ["Use Cases", "Proposed change", "Implementation"]),
        (USE_CASES, ["Proposed change", "Implementation", "Dependencies"]),
        (CHANGE, ["Alternatives", "Security impact", "Implementation"]),
        (SECURITY, ["Alternatives", "Implementation", "Dependencies"]),
        (WORK, ["Dependencies", "Testing", "References"]),
    ],
)
def test_all_that_is_missing_at_the_end_is_one_finding(text, names):
    """The sections to come, those of the section that is being written too, are named once, at the end."""
    finding = shown(still(text)).one("missing-section")
    assert finding.message.startswith("still to write: ")
    quoted = finding.message.split('"')[1::2]
    assert quoted[: len(names)] == names
    assert finding.severity is Severity.ERROR
    assert (finding.section or "-")[-1] == names[0]
    assert NESTED.split("\n")[finding.template.line] == names[0]


def test_what_has_no_text_yet_is_still_to_be_written():
    """The last heading waits for its text, also that of the last section."""
    text = PROBLEM + "Use Cases\n---------\n"
    message = shown(still(text)).one("missing-section").message
    assert message.startswith('still to write: the text of "Use Cases", "Proposed change"')
    assert shown(still(FINISHED)).one("missing-section").message == 'still to write: the text of "References"'


def test_a_finished_spec_is_silent():
    """Behind the text of its last section nothing is still to be written."""
    shown(f"{FINISHED}None\n")


def test_optional_sections_at_the_end_are_information():
    """Where only optional sections may follow, the spec is no longer in the making."""
    finding = shown(still(TESTING)).one("missing-section")
    assert finding.message == 'still to write: "References" (optional)'
    assert finding.severity is Severity.INFORMATION
    broken = TESTING.replace("Slow.", "Slow `x")
    codes = [finding.code for finding in as_an_editor_shows(run(look(broken, named(NESTED)).spec)).findings]
    assert "rst-syntax" in codes


@pytest.mark.parametrize("title", [TITLE, ""])
def test_a_lone_section_counts_as_the_section_that_it_is(title):
    """docutils takes it for a title or subtitle as long as no other follows: nothing is said of that."""
    text = f"{title}Problem description\n===================\n\nSlow.\n"
    findings = as_an_editor_shows(run(look(text, named(NESTED)).spec)).findings
    messages = [finding.message for finding in findings if "lone" in finding.message]
    assert not messages
    assert '"Problem description"' not in findings[-1].message


def test_a_lone_section_of_the_author_is_no_subtitle():
    """Its subsections are not taken for sections that the template does not have."""
    config = Config(gate=frozenset({"unknown-section"}))
    text = f"{TITLE}Background\n==========\n\nOld.\n\nHistory\n-------\n\nLong.\n"
    found = as_an_editor_shows(run(look(text, named(NESTED), config=config).spec)).findings
    assert 'no section "History"' not in " ".join(finding.message for finding in found)


@pytest.mark.parametrize(
    "end",
    [
        "See [1]_ and `the notes`_.\n",
        ".. note::\n",
        "+-----+\n| a   |\n",
        "Like this::\n",
        "Some `words\n",
        ".. list-table::\n\n   * - a\n     - b\n   * - c\n",
        "=====\nAnother\n",
        "----\n",
        ".. [2]\n",
    ],
)
def test_what_only_follows_from_the_end_waits(end):
    """Markup that is not ended yet, and names to be defined, are no findings while sections are missing."""
    shown(still(PROBLEM + end))


def test_a_title_of_a_slot_to_come_may_be_the_authors_own():
    """It is said to stand elsewhere once a section behind that slot is in its place."""
    own = CHANGE + "Dependencies\n------------\n\nOf this change.\n\n"
    shown(still(own))
    placed = own.replace("Dependencies", "«Dependencies»(missing-section)")
    rest = TESTING[len(CHANGE) : TESTING.index("Dependencies")] + TESTING[TESTING.index("Testing") :]
    shown(still(placed + rest))


def test_an_overlong_line_is_said_when_its_paragraph_ends():
    """What its message advises depends on the lines below it."""
    words = "word " * 20
    shown(still(f"{PROBLEM}{words.strip()}\n"), Config(max_line_length=79))
    long = f"{words[:79]}«{words[79:-1]}»(line-too-long)\n\n"
    shown(still(f"{PROBLEM}{long}More.\n"), Config(max_line_length=79))


@pytest.mark.parametrize("text", ["====\n", "====\nSpec\n"])
def test_a_title_that_is_begun_is_not_broken(text):
    """That holds beside a template that demands no section, too."""
    optional = named("====\nSpec\n====\n\nHistory\n=======\n\nOptional section.\n")
    findings = as_an_editor_shows(run(look(text, optional).spec)).findings
    assert all(finding.message.startswith("still to write: ") for finding in findings), findings


def test_what_counts_all_that_is_written_waits_for_it():
    """The finding on images counts those that are still to come."""
    checked_ = run(look(f"{PROBLEM}.. image:: a.png\n\nMore.\n", Workspace().template("nova")).spec)
    code = "image-not-ascii"
    assert code in {finding.code for finding in checked_.findings}
    assert code not in {finding.code for finding in as_an_editor_shows(checked_).findings}


def test_a_comment_may_switch_off_what_is_to_come():
    """It is not unused before the spec has all of its sections."""
    comment = ".. spec-ls: disable=line-too-long\n\n"
    shown(still(comment + PROBLEM))
    shown(f"{comment.replace('line-too-long', '«line-too-long»(unused-suppression)')}{FINISHED}None\n")


def test_what_is_wrong_further_up_is_said_at_once():
    """Text behind it cannot put right what is wrong in an earlier block."""
    shown(still(PROBLEM.replace("Slow.", "Slow «`»(rst-syntax)x.") + "More.\n"))


def test_a_section_that_was_passed_by_is_named_until_the_end():
    """It may still be written where the author is; in a section that is behind the author it is missing."""
    passed = shown(still(SECURITY)).one("missing-section")
    assert '"Alternatives" (optional)' in passed.message
    text = PROBLEM.replace("Problem description", "«Problem description»(missing-section)")
    later = shown(
        still(
            f"{text}Proposed change\n===============\n\nMore.\n\nSecurity impact\n---------------\n\nNone\n"
        )
    )
    assert 'section "Use Cases" is missing in "Problem description"' in [f.message for f in later.findings]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("See [1]_.\n", "footnote [1]"),
        (".. _a: https://example.org/\n", 'the target "b" of line 5'),
        (".. note::\n", "the rest (content block expected"),
    ],
)
def test_what_the_end_of_the_last_section_lacks_is_still_to_be_written(end, words):
    """In the last section, too, the author may be on the way: what may follow is named, not left out."""
    text = FINISHED.replace("What it is about.", "Like a_ and b_.") if "_a" in end else FINISHED
    message = shown(still(text + end)).one("missing-section").message
    assert message.startswith(f"still to write: {words}")


def test_nothing_is_still_to_be_written_where_that_is_switched_off():
    """Where missing sections are ignored, or a comment covers them, each finding stays as it is."""
    shown(
        f"{FINISHED.replace('References', '«References»(empty-section)')}",
        Config(ignore=frozenset({"missing-section"})),
    )
    comment = ".. spec-ls: disable=«missing-section»(unused-suppression)\n\n"
    shown(comment + FINISHED.replace("References", "«References»(empty-section)"))


def test_a_slip_in_a_name_is_shown_where_it_stands():
    """An unknown name in a finished spec is no definition to come."""
    text = FINISHED.replace(
        "What it is about.", "A «slip_»(rst-syntax) of a_.\n\n.. _a: https://example.org/"
    )
    shown(f"{text}None\n")


def test_a_label_of_the_template_waits_for_the_authors_words():
    """A last line that the template wrote and that ends with a colon is no text left over, yet."""
    template = named("====\nSpec\n====\n\nReferences\n==========\n\nTarget milestone for completion:\n")
    text = "====\nMine\n====\n\nReferences\n==========\n\nTarget milestone for completion:\n"
    for end in ("", "\n"):
        findings = as_an_editor_shows(run(look(text + end, template).spec)).findings
        codes = [finding.code for finding in findings]
        assert ("leftover-guidance" in codes) == bool(end), findings


def test_a_list_of_definitions_may_go_on():
    """Where the last section defines names, those that are unknown may be defined there too."""
    text = FINISHED.replace("What it is about.", "Like a_ and b_.")
    end = ".. _a: https://example.org/\n\nThe other:\n"
    message = shown(still(text + end)).one("missing-section").message
    assert message == 'still to write: the target "b" of line 5'


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_other_findings_are_those_of_the_check(text):
    """An editor shows nothing of its own but "still to write" and sections that are put together."""
    known = checked(text)
    edge = as_an_editor_shows(known)
    assert edge.spec is known.spec
    meant = run(known.spec.without_subtitle)
    there = {(finding.code, finding.range, finding.message) for finding in (*known.findings, *meant.findings)}
    for finding in edge.findings:
        is_new = finding.message.startswith(("still to write: ", "sections "))
        assert is_new or (finding.code, finding.range, finding.message) in there
    assert list(edge.findings) == sorted(edge.findings, key=lambda finding: finding.range.start)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["missing-section"]),
        (tracked.TITLE, ["missing-section"]),
        (
            tracked.TITLE + "Problem\n=======\n\nP.\n",
            ["missing-license", "missing-blueprint-url", "missing-section"],
        ),
    ],
)
def test_what_stands_before_the_sections_waits_for_the_first(text, codes):
    """A licence and a link are missed once their author has gone on to the sections."""
    case = look(text, tracked.TRACKED, Path("specs/dim-lights.rst"))
    assert [finding.code for finding in as_an_editor_shows(run(case.spec)).findings] == codes
