"""misnamed-section: titles that are nearly the template's, and their new names."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, NESTED, named
from spec_ls.config import Config
from spec_ls.findings import Safety

NO_GATE = Config(gate=frozenset())


@pytest.mark.parametrize(
    ("heading", "fixed"),
    [
        ("testing\n-------", "Testing\n-------"),
        ("TESTING\n-------", "Testing\n-------"),
        ("Testings\n--------", "Testing\n-------"),
        ("Testing:\n--------", "Testing\n-------"),
        ("Tests\n-----", None),
        ("Tsting\n------", "Testing\n-------"),
        ("Tetsing\n-------", "Testing\n-------"),
        ("Testing\n-------------", None),
        ("*Testing*\n---------", "Testing\n-------"),
        ("testing\n--------------------", "Testing\n-------"),
        ("test ing\n--------", "Testing\n-------"),
        ("Testing  \n--------", None),
    ],
)
def test_near_titles(heading, fixed):
    """A title that differs by case, number, punctuation or a typo gets the template's name, and its underline."""
    start = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\n"
    case = look(f"{start}{heading}\n\nT.\n", named(FLAT))
    codes = [finding.code for finding in case.findings]
    if fixed is None:
        assert not any(
            finding.code == "missing-section" and finding.subject.stand_in for finding in case.findings
        )
    else:
        assert codes == ["missing-section"]
        assert case.fixed("missing-section") == f"{start}{fixed}\n\nT.\n"


def test_what_it_says():
    """A warning on the title, with both names, where no gate asks for the section; case alone is a trifle."""
    case = check(
        "Spec\n====\n\nProblem\n-------\n\nP.\n\n«change»(misnamed-section)\n------\n\nC.\n\n"
        "«testings»(misnamed-section)\n--------\n\nT.\n",
        named(FLAT),
        config=NO_GATE,
    )
    assert str(case.one("misnamed-section", "change").severity) == "information"
    finding = case.one("misnamed-section", "testings")
    assert str(finding.severity) == "warning"
    assert finding.message == 'section "testings" is called "Testing" in the template'
    assert finding.section == ("testings",)
    assert finding.template.line == 13
    assert [fix.title for fix in case.fixes("misnamed-section", "testings")] == [
        'Rename "testings" to "Testing"'
    ]


def test_safe_while_other_sections_are_missing():
    """A title in another case is renamed safely, whatever else the spec lacks."""
    (fix,) = look("Spec\n====\n\nProblem\n-------\n\nP.\n\ntesting\n-------\n\nT.\n", named(FLAT)).fixes(
        "missing-section", "Testing"
    )
    assert fix.safety is Safety.SAFE


@pytest.mark.parametrize(
    ("heading", "fixed"),
    [
        ("========\ntestings\n========", "=======\nTesting\n======="),
        ("==========\n testings\n==========", "=========\n Testing\n========="),
        (
            "==================\n    testings\n==================",
            "===============\n    Testing\n===============",
        ),
    ],
)
def test_overlined_titles(heading, fixed):
    """A new name gets its overline too, and keeps its indent."""
    start = "####\nSpec\n####\n\n=======\nProblem\n=======\n\nP.\n\n======\nChange\n======\n\nC.\n\n"
    case = look(f"{start}{heading}\n\nT.\n", named(FLAT))
    assert case.fixed("missing-section") == f"{start}{fixed}\n\nT.\n"


def test_wide_titles():
    """An underline is as long as its title is wide."""
    template = named("标题\n====\n\n问题 API 描述\n-------------\n\nText.\n\nTwo\n---\n\nText.\n")
    text = "标题\n====\n\n问题 api 描述\n---------------------\n\nText.\n\nTwo\n---\n\nText.\n"
    assert look(text, template).fixed("missing-section") == text.replace(
        "api 描述\n---------------------", "API 描述\n-------------"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_at_an_unterminated_end(newline):
    """The last line's underline is rewritten, though no line end stands behind it."""
    text = "Spec\n====\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n\ntestings\n--------".replace(
        "\n", newline
    )
    case = look(text, named(FLAT))
    assert case.fixed("missing-section") == text.replace(
        f"testings{newline}--------", f"Testing{newline}-------"
    )


def test_each_section_stands_in_for_one_slot():
    """The most alike pairs come first, and no section is taken for two slots."""
    text = (
        "====\nSpec\n====\n\nImplementation\n==============\n\n«Assignees»(missing-section)\n---------\n\nMe.\n\n"
        "«work item»(missing-section)\n---------\n\nAll.\n\nNotes\n=====\n\nN.\n"
    ).replace("\nSpec", "\n«Spec»(5 missing-section)")
    case = check(text, named(NESTED))
    assert [
        finding.subject.slot.title for finding in case.findings if finding.subject.stand_in is not None
    ] == [
        "Assignee(s)",
        "Work Items",
    ]


def test_a_title_that_the_template_has_elsewhere_is_no_misnomer_of_itself():
    """A section that fills a slot stands in for no other one, however alike they are."""
    template = named(
        "=====\nTitle\n=====\n\nOption\n======\n\nText.\n\nOptions\n=======\n\nText.\n\nTwo\n===\n\nText.\n"
    )
    check("====\n«Spec»(missing-section)\n====\n\nOption\n======\n\nText.\n\nTwo\n===\n\nText.\n", template)
