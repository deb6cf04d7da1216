"""missing-section: where it points, how much it matters, what it says, and what puts it right."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import DEEP, FLAT, FRAMED, NESTED, START, named
from spec_ls.config import Config, SectionRules
from spec_ls.findings import TemplatePlace
from spec_ls.model.gate_rules import with_gate_rules

ALONE = Config(select=frozenset({"missing-section"}))
NO_CORE = Config(core=frozenset())  # None is an answer everywhere
SENTENCE = "Posting to get preliminary feedback on the scope of this spec."


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        # the section that lacks it
        (NESTED, START.replace("Proposed change\n", "«Proposed change»(2 missing-section)\n").replace(
            "\nSpec\n", "\n«Spec»(4 missing-section)\n")),
        # the document's title, in the middle of its line too
        (FLAT, "========\n  «Spec»(2 missing-section)\n========\n\nProblem\n=======\n\nP.\n\nNotes\n=====\n\nN.\n"),
        (FLAT, "«题目 é»(2 missing-section)\n=======\n\nProblem\n-------\n\nP.\n\nNotes\n-----\n\nN.\n"),
        (FLAT, "«Spec»(2 missing-section)\r\n====\r\n\r\nProblem\r\n-------\r\n\r\nP.\r\n\r\nNotes\r\n-----\r\n\r\nN."),
        (FLAT, "«Title alone»(3 missing-section)\n==========="),
        # a title that nothing but comments and targets stand before
        (FLAT, "..\n  By me.\n\n.. _top:\n\n«Spec»(3 missing-section)\n====\n\nText.\n"),
        # a framed template's title, which docutils does not promote
        (FRAMED, "::\n\n  Copyright\n\n======\n «Spec»(3 missing-section)\n======\n\nText.\n"),
        (FRAMED, "======\n «Spec»(3 missing-section)\n======\n\nText.\n"),
        # line 1, where there is no title
        (FLAT, "«»(3 missing-section)"),
        (FLAT, "«»(3 missing-section)\n\n\n"),
        (FLAT, "«  »(3 missing-section)\n"),
        (FLAT, "«..»(3 missing-section)\n  A comment.\n"),
        (FLAT, "«Just some text.»(3 missing-section)"),
        (FLAT, "«Text that keeps the title down.»(3 missing-section)\n\nSpec\n====\n\nText.\n"),
        (FLAT, "«Problem»(missing-section)\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
        (FRAMED, "«Problem»(missing-section)\n=======\n\nP.\n\nTesting\n=======\n\nT.\n"),
        # the title, where a subtitle is promoted too
        (FLAT, "«Spec»(2 missing-section)\n====\n\nfor all\n-------\n\nProblem\n~~~~~~~\n\nP.\n"),
    ],
)  # fmt: skip
def test_range(template, marked):
    """It points at the title of the section that lacks it, else at the document's, else at line 1."""
    check(marked, named(template), config=ALONE)


def test_every_slot_is_asked_for_once():
    """A missing parent is one finding for all below it; a parent that is there lacks each of its own."""
    case = look("====\nSpec\n====\n\nChange\n======\n\nC.\n\nTesting\n=======\n\nT.\n", named(DEEP))
    assert [(finding.section, str(finding.severity), finding.message) for finding in case.findings] == [
        (("Problem",), "error", 'section "Problem" is missing'),
        (
            ("Change", "Interfaces"),
            "error",
            'section "Interfaces" is missing in "Change", with "Command line" and "REST"',
        ),
        (("Change", "Storage"), "error", 'section "Storage" is missing in "Change"'),
    ]


def test_message_and_severity():
    """An optional slot is information, and a missing parent names its required subsections alone."""
    case = look("====\nSpec\n====\n\nText.\n", named(NESTED))
    assert [
        (str(finding.severity), finding.message, finding.template.line + 1) for finding in case.findings
    ] == [
        ("error", 'section "Problem description" is missing, with "Use Cases"', 7),
        ("error", 'section "Proposed change" is missing, with "Security impact"', 17),
        ("error", 'section "Implementation" is missing, with "Assignee(s)" and "Work Items"', 35),
        ("error", 'section "Dependencies" is missing', 48),
        ("error", 'section "Testing" is missing', 53),
        ("information", 'optional section "References" is missing', 58),
    ]
    assert case.findings[0].template == TemplatePlace("builtin:example", 6)


def test_many_subsections_are_counted():
    """A parent with more required subsections than a reader takes in at once says how many."""
    inner = "".join(f"\nPart {n}\n------\n\nText.\n" for n in range(1, 8))
    template = named(f"=====\nTitle\n=====\n\nOne\n===\n\nText.\n\nTwo\n===\n{inner}")
    case = look("====\nSpec\n====\n\nOne\n===\n\nText.\n\nX\n=\n\nText.\n", template)
    assert case.one("missing-section").message == 'section "Two" is missing, with its 7 subsections'


def test_below_level_2_it_is_information():
    """No gate reads the third level, so a slot there is information, and its parent's fix still writes it."""
    text = "====\nSpec\n====\n\nChange\n======\n\nC.\n\nInterfaces\n----------\n\nI.\n\nX\n=\n\nX.\n"
    case = look(text, named(DEEP))
    found = {finding.section[-1]: str(finding.severity) for finding in case.findings}
    assert found == {
        "Problem": "error",
        "Storage": "error",
        "Testing": "error",
        "Command line": "information",
        "REST": "information",
    }
    assert case.fixed("missing-section", "REST") == text.replace("I.\n\n", "I.\n\nREST\n~~~~\n\nNone\n\n")


@pytest.mark.parametrize(
    ("guidance", "severity"),
    [
        ("Optional section. Links.", "information"),
        ("This is an optional section, say\nwhat you like.", "information"),
        ("**Optional section**: links.", "information"),
        ("- Optional subsection, really.", "information"),
        ("This section is optional.", "information"),
        ("Links is optional.", "information"),
        ("First something else.\n\nThis is an optional section.", "information"),
        ("Optional: links.", "error"),
        ("This is not an optional section.", "error"),
        ("Say which optional sections there are.", "error"),
        ("  Optional section in a quotation.", "error"),
        ("..\n  Optional section in a comment.", "error"),
        ("Others is optional.", "error"),
        ("", "error"),
    ],
)
def test_guidance_that_calls_its_section_optional(guidance, severity):
    """A slot is optional where a paragraph or item of its guidance begins by saying so."""
    template = named(f"=====\nTitle\n=====\n\nProblem\n=======\n\nP.\n\nLinks\n=====\n\n{guidance}\n")
    case = look("====\nSpec\n====\n\nProblem\n=======\n\nP.\n\nNotes\n=====\n\nN.\n", template)
    assert str(case.one("missing-section", "Links").severity) == severity


@pytest.mark.parametrize(
    ("sentence", "posted"),
    [
        (SENTENCE, True),
        (SENTENCE.rstrip("."), True),
        (SENTENCE.replace(" on the", "\non the"), True),
        (SENTENCE + "\n\nAnd some more text.", True),
        ("If so please say:\n" + SENTENCE, False),
        (SENTENCE + " Thanks.", False),
        (f"* {SENTENCE}", False),
        (f"  {SENTENCE}", False),
        (f".. {SENTENCE}", False),
        (SENTENCE.lower(), False),
        ("Something else.", False),
    ],
)
def test_posted_for_preliminary_feedback(sentence, posted):
    """Behind the sentence as a paragraph of its own, sections are missing only as information."""
    case = look(f"{START}{sentence}\n", named(NESTED))
    severities = {
        finding.section: str(finding.severity)
        for finding in case.findings
        if finding.section != ("References",)
    }
    del severities["Proposed change", "Alternatives"]  # optional in any case
    assert set(severities.values()) == {"information" if posted else "error"}
    assert len(severities) == 4
    last = case.one("missing-section", "Testing").message
    assert last == 'section "Testing" is missing' + "; the spec is posted for preliminary feedback" * posted


def test_posted_before_a_section_that_is_there():
    """What stands before the stop in the template is still asked for, and so is nothing behind it."""
    text = f"====\nSpec\n====\n\nProposed change\n===============\n\n{SENTENCE}\n\nTesting\n=======\n\nT.\n"
    severities = {finding.section: str(finding.severity) for finding in look(text, named(NESTED)).findings}
    assert severities == {
        ("Problem description",): "error",
        ("Proposed change", "Alternatives"): "information",
        ("Proposed change", "Security impact"): "information",
        ("Implementation",): "information",
        ("Dependencies",): "information",
        ("References",): "information",
    }


@pytest.mark.parametrize("start", ["====\nSpec\n====\n\n", "", ".. Comment.\n\n", "Text.\n\n"])
def test_posted_before_the_first_section(start):
    """A spec that is posted before its first section lacks none as an error, with a title or without."""
    case = look(f"{start}{SENTENCE}\n", named(NESTED))
    assert {str(finding.severity) for finding in case.findings} == {"information"}


def test_posted_in_a_section_of_its_own():
    """The stop counts in a section that the template does not have, for what comes after the slots before it."""
    severities = {
        finding.section[0]: str(finding.severity)
        for finding in look(f"{START}Status\n======\n\n{SENTENCE}\n", named(NESTED)).findings
        if len(finding.section) == 1
    }
    assert severities == dict.fromkeys(
        ("Implementation", "Dependencies", "Testing", "References"), "information"
    )


def test_posted_where_the_template_does_not_offer_it():
    """The sentence means nothing in a template that does not have it."""
    case = look(f"Spec\n====\n\nProblem\n-------\n\n{SENTENCE}\n\nChange\n------\n\nC.\n", named(FLAT))
    assert [str(finding.severity) for finding in case.findings] == ["error"]


def test_leftover_guidance_is_no_stop():
    """The template's own paragraph that holds the sentence, left in a spec, stops nothing."""
    guidance = "At this point you can stop and ask whether others like it. Then say:\n" + SENTENCE
    assert guidance in NESTED
    case = look(f"{START}{guidance}\n", named(NESTED))
    assert str(case.one("missing-section", "Testing").severity) == "error"


@pytest.mark.parametrize(
    ("template", "text", "title", "fixed"),
    [
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\nTesting\n-------\n\nT.\n", "Change",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nNone\n\nTesting\n-------\n\nT.\n"),
        (FLAT, "Spec\n====\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n", "Problem",
         "Spec\n====\n\nProblem\n-------\n\nNone\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"),
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n", "Testing",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nNone\n"),
        # behind the slot before it, with the author's own sections if a later slot follows these
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\nNotes\n-----\n\nN.\n\nTesting\n-------\n\nT.\n", "Change",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nNotes\n-----\n\nN.\n\nChange\n------\n\nNone\n\n"
         "Testing\n-------\n\nT.\n"),
        (FLAT, "Spec\n====\n\nProblem\n-------\n\nP.\n\nNotes\n-----\n\nN.\n", "Change",
         "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nNone\n\nNotes\n-----\n\nN.\n"),
        # with its required subsections; a parent without text of its own in the template gets none
        (NESTED, START + "Testing\n=======\n\nT.\n", "Implementation",
         START + "Implementation\n==============\n\nAssignee(s)\n-----------\n\nNone\n\nWork Items\n----------\n\n"
         "None\n\nTesting\n=======\n\nT.\n"),
        # an optional one, on demand
        (NESTED, START, "Alternatives", START + "Alternatives\n------------\n\nNone\n"),
        (NESTED, START, "References", START + "References\n==========\n\nNone\n"),
    ],
)  # fmt: skip
def test_fix(template, text, title, fixed):
    """The fix inserts the section with the body None in the template's place."""
    case = look(text, named(template), config=NO_CORE)
    assert case.fixed("missing-section", title) == fixed
    assert case.fixes("missing-section", title)[0].title == f'Insert "{title}"'


def test_fix_of_a_misnamed_section():
    """Where a section stands under nearly the right name the first fix is its new name."""
    text = "Spec\n====\n\nProblems\n--------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
    case = check(
        text.replace("Problems", "«Problems»(missing-section)"),
        named(FLAT),
    )
    finding = case.one("missing-section")
    assert finding.message == 'section "Problem" is missing, it is called "Problems" here'
    assert str(finding.severity) == "error"
    assert case.fixes("missing-section")[0].title == 'Rename "Problems" to "Problem"'
    assert case.fixed("missing-section") == text.replace("Problems\n--------", "Problem\n-------")


def test_fix_of_a_misplaced_section():
    """Where a section stands elsewhere the first fix brings it to its place."""
    text = START + "Testing\n-------\n\nT.\n\nDependencies\n============\n\nD.\n"
    case = look(text, named(NESTED))
    finding = case.one("missing-section", "Testing")
    assert finding.message == 'section "Testing" is missing, it stands elsewhere'
    assert str(finding.severity) == "error"
    assert case.fixes("missing-section", "Testing")[0].title == 'Make "Testing" a section of level 1'
    assert case.fixed("missing-section", "Testing") == text.replace("Testing\n-------", "Testing\n=======")


def test_fix_brings_the_others():
    """Below a lone title one section would be a subtitle, so the fix inserts the other missing ones with it."""
    case = look("====\nSpec\n====\n", named(NESTED), config=NO_CORE)
    assert case.fixes("missing-section", "References")[0].title == 'Insert "References" and 5 others'
    fixed = case.fixed("missing-section", "References")
    assert look(fixed, named(NESTED), config=NO_CORE).findings == ()


def test_a_section_that_says_none():
    """It needs no subsections, where no gate asks for them."""
    text = "####\nSpec\n####\n\nProblem description\n===================\n\nNone\n\nTesting\n=======\n\nT.\n"
    no_gate = Config(gate=frozenset(), select=frozenset({"missing-section"}))
    for body, count in (("None", 0), ("Slow.", 1)):
        found = look(text.replace("None", body), named(NESTED), config=no_gate).findings
        assert [finding.section[-1] for finding in found].count("Use Cases") == count
    gated = look(text, named(NESTED)).findings
    assert ("Problem description", "Use Cases") in [finding.section for finding in gated]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Spec\n====\n\nChange\n------\n\nC.\n", "Spec"),
        ("Spec\n====\n\nChange\n------\n\nC.\n\nDetails\n~~~~~~~\n\nD.\n", "Spec"),
        ("Change\n======\n\nC.\n", "Change"),
        ("Change\n======\n\nC.\n\nDetails\n-------\n\nD.\n", "Change"),
        ("..\n  Me.\n\n======\nChange\n======\n\nC.", "Change"),
    ],
)
def test_a_lone_section_gets_company(text, mark):
    """The only section is a title or subtitle to docutils, so the fixes put the others beside it."""
    marked = text.replace(f"{mark}\n", f"«{mark}»(3 missing-section)\n", 1)
    case = check(marked, named(FLAT), config=ALONE)
    assert case.fixes("missing-section", "Change")[0].title == 'Insert 2 others, so that "Change" is no title'
    assert case.fixes("missing-section", "Problem")[0].title == 'Insert "Problem"'
    fixed = case.fixed("missing-section", "Change")
    assert look(fixed, named(FLAT), config=ALONE).findings == ()
    assert fixed.count("Change\n") == 1
    rest = look(case.fixed("missing-section", "Testing"), named(FLAT), config=ALONE).findings
    assert [finding.section for finding in rest] == [("Problem",)]


def test_titles_are_compared_as_source_text():
    """Inline markup, inner white space and case count, the white space around a title does not."""
    template = named("=====\nTitle\n=====\n\n``a`` *b*\n=========\n\nText.\n\nTwo\n===\n\nText.\n")
    body = "\n\nText.\n\nTwo\n===\n\nText.\n"
    check(
        f"####\nSpec\n####\n\n===========\n ``a`` *b*\n==========={body}".replace("Two\n", "===\nTwo\n"),
        template,
    )
    for title in ("a b", "``A`` *b*", "``a``  *b*"):
        start = "====\nSpec\n====\n\n"
        check(f"{start}«{title}»(missing-section)\n=========={body}", template)


@pytest.mark.parametrize(
    ("wanted", "title", "is_missing"),
    [
        ("References and footnotes", "References", False),
        ("Motivation", "Background and Motivation", False),
        ("Motivation", "Motivation of the change", False),
        ("Rejected Ideas", "Rejected Alternatives", False),
        ("Reference Implementation", "Implementation", False),
        ("Reference Implementation", "References", True),
        ("Abstract", "Implementation of the abstract class", True),
        ("How to Teach This", "How to Install", True),
        ("Motivation", "Notes", True),
    ],
)
def test_a_section_under_a_name_of_its_authors(wanted, title, is_missing):
    """Where habit alone asks for a section, it is not missed if one beside it may be it under another name."""
    text = "=======\nMy spec\n=======\n\n{}\n" + "-" * 40 + "\n\nText.\n\nTesting\n-------\n\nText.\n"
    template = named(text.format(wanted))
    by_habit = with_gate_rules(template, SectionRules(asked=frozenset({wanted})))
    assert bool(look(text.format(title), by_habit, config=ALONE).findings) == is_missing
    assert look(text.format(title), template, config=ALONE).findings
