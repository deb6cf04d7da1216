"""missing-blueprint-url: what is a link, what a gate looks for line by line, and what puts it right."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from checks.tracked import LINK, SECTIONS, SPEC, TITLE, TRACKED
from spec_ls.checks.run import fixes
from spec_ls.config import Config, LinkRule
from spec_ls.findings import Safety, Severity

CODE = frozenset({"missing-blueprint-url"})
ALONE = Config(select=CODE)
HERE = Path("specs/dim-lights.rst")
BARE = TITLE.replace("Dim lights", "«Dim lights»(missing-blueprint-url)") + SECTIONS
RULE = LinkRule(
    any_of=("https://stories.example.org/#!/story/", "https://bugs.example.org/"),
    named=("https://blueprints.launchpad.net/lamp/+spec/",),
    unless=(".. lint: nolink",),
    before="Problem",
)
EXAMPLE = "https://blueprints.launchpad.net/lamp/+spec/example"
GATED = Config(select=CODE, gate=CODE, link=RULE)


@pytest.mark.parametrize(
    "marked",
    [
        SPEC,
        BARE,
        BARE.replace("bright.", f"bright, see {LINK}"),
        f".. {LINK}{BARE}",
        TITLE + "See `the bug <https://bugs.launchpad.net/lamp/+bug/12>`_.\n\n" + SECTIONS,
        TITLE + "https://launchpad.net/bugs/12\n\n" + SECTIONS,
        TITLE + ".. _story: https://storyboard.openstack.org/#!/story/12\n\n" + SECTIONS,
        TITLE + "* https://review.opendev.org/c/lamp/+/12\n\n" + SECTIONS,
        TITLE + "https://example.org/lamp/issues/12\n\n" + SECTIONS,
        TITLE + "https://tree.example.org/project/lamp/us/12\n\n" + SECTIONS,
        TITLE + "https://example.org/r/c/lamp/+/12\n\n" + SECTIONS,
        BARE.replace("Problem", "See https://docs.example.org/lamp.\n\nProblem"),
        BARE.replace("Problem", "https://blueprints.launchpad.net/lamp\n\nProblem"),
    ],
)
def test_what_is_a_link(marked):
    """A blueprint, bug, story or review is linked before the first section, where it is seen."""
    check(marked.replace("https://blueprints.launchpad.net/lamp\n", "lamp\n"), TRACKED, HERE, ALONE)


@pytest.mark.parametrize("text", ["", "Text.\n", ".. A comment.\n"])
def test_a_spec_in_the_making(text):
    """Before the first heading nothing is said, unless the gate looks for a link."""
    assert look(text, TRACKED, HERE, ALONE).findings == ()
    assert len(look(text, TRACKED, HERE, GATED).findings) == 1


def test_a_template_without_a_link():
    """Where the template has no place for a link, or names one in passing, none is missing."""
    text = "Lights\n======\n\nProblem\n-------\n\nP.\n\nChange\n------\n\nC.\n"
    assert look(text, named(FLAT), HERE, ALONE).findings == ()
    passing = FLAT.replace(
        "=====\n\n", "=====\n\nName it as in https://blueprints.launchpad.net/lamp/+spec/x.\n\n"
    )
    assert look(text, named(passing), HERE, ALONE).findings == ()


@pytest.mark.parametrize(
    ("lines", "passes"),
    [
        ("https://bugs.example.org/12", True),
        ("See https://stories.example.org/#!/story/12.", True),
        ("..\n  https://bugs.example.org/12", True),
        ("http://bugs.example.org/12", False),
        ("https://blueprints.launchpad.net/lamp/+spec/dim-lights", True),
        ("https://blueprints.launchpad.net/lamp/+spec/more-dim-lights", True),
        ("https://blueprints.launchpad.net/lamp/+spec/dim-lights.", False),
        ("https://blueprints.launchpad.net/lamp/+spec/dim-lights ", False),
        ("https://blueprints.launchpad.net/lamp/+spec/x\nhttps://bugs.example.org/1", False),
        ("https://bugs.example.org/1\nhttps://blueprints.launchpad.net/lamp/+spec/x", True),
        ("https://blueprints.launchpad.net/lamp/+spec/x dim-lights", True),
        (".. lint: nolink", True),
        ("..  lint: nolink", False),
        (" .. lint: nolink", False),
        ("Problems are many.\nhttps://bugs.example.org/1", False),
        ("A Problem.\nhttps://bugs.example.org/1", True),
        ("Problem https://bugs.example.org/1", True),
    ],
)
def test_what_a_gate_looks_for(lines, passes):
    """The first line that tells anything ends the gate's search, and so does the end of the text."""
    for text in (f"{TITLE}{lines}\n\n{SECTIONS}", lines, f"{TITLE}{lines}\r\n\r\nText."):
        assert (look(text, TRACKED, HERE, GATED).findings == ()) is passes


def test_severity():
    """It is a warning, and an error where the gate rejects it."""

    def severity(config):
        return look(TITLE + SECTIONS, TRACKED, HERE, config).findings[0].severity

    assert severity(ALONE) is Severity.WARNING
    assert severity(GATED) is Severity.ERROR
    assert severity(Config(select=CODE, gate=CODE, covered=False, link=RULE)) is Severity.WARNING


@pytest.mark.parametrize(
    ("before", "fixed"),
    [
        (TITLE + SECTIONS, TITLE + LINK + SECTIONS),
        (TITLE + "Text.\n\n" + SECTIONS, TITLE + LINK + "Text.\n\n" + SECTIONS),
        (TITLE.strip() + "\n" + SECTIONS, TITLE + LINK + SECTIONS),
        (TITLE.strip() + "\n\n\nText.\n\n" + SECTIONS, TITLE.strip() + "\n\n\n" + LINK + "Text.\n\n" + SECTIONS),
        (TITLE.strip(), TITLE + LINK.rstrip() + "\n"),
        (TITLE.strip() + "\n", TITLE + LINK.rstrip() + "\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("config", "url"), [(ALONE, EXAMPLE), (GATED, "https://stories.example.org/#!/story/XXXX")]
)
def test_fix(before, fixed, config, url):
    """An address that template and gate take is written below the title; it stays a finding until replaced."""
    case = look(before, TRACKED, HERE, config)
    (fix,) = case.fixes("missing-blueprint-url")
    assert fix.safety is Safety.UNSAFE
    fixed = fixed.replace(LINK.rstrip(), url)
    assert look(fixed, TRACKED, HERE, config).findings == ()
    assert case.applied(fix).rstrip() == fixed.rstrip()
    left = {finding.code: fixes(case.spec, finding) for finding in look(fixed, TRACKED, HERE).findings}
    assert left["leftover-placeholder"] == ()


def test_a_link_further_down():
    """Where the work is linked below, the place of the link is advice, unless a gate goes by lines."""
    text = TITLE + SECTIONS + "\nSee https://example.org/lamp/pull/12.\n"
    assert look(text, TRACKED, HERE, ALONE).findings[0].severity is Severity.INFORMATION
    assert look(text, TRACKED, HERE, GATED).findings[0].severity is Severity.ERROR


def test_no_fix():
    """Without a title there is no place for a link, and a link elsewhere needs none besides."""
    elsewhere = TITLE + SECTIONS + "\nSee https://bugs.launchpad.net/lamp/+bug/1234567.\n"
    assert look(elsewhere, TRACKED, HERE, ALONE).fixes("missing-blueprint-url") == ()
    assert look(SECTIONS, TRACKED, HERE, ALONE).fixes("missing-blueprint-url") == ()


def test_a_blueprint_of_another_name():
    """Where the gate wants the file's name in the link, the file gets the blueprint's."""
    url = "https://blueprints.launchpad.net/lamp/+spec/brighter"
    text = f"{TITLE}Blueprint: «{url}»(missing-blueprint-url)\n\n{SECTIONS}"
    case = check(text, TRACKED, HERE, GATED)
    assert (
        case.findings[0].message
        == 'blueprint "brighter" does not end with the name of the file, "dim-lights"'
    )
    (fix,) = case.fixes("missing-blueprint-url")
    assert (fix.title, fix.edits, str(fix.move_to)) == (
        'Rename the file to "brighter.rst"',
        (),
        "brighter.rst",
    )
    check(text.replace("«", "").replace("»(missing-blueprint-url)", ""), TRACKED, None, GATED)
