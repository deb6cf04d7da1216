"""filename-mismatch: which names are a blueprint's, and what puts it right."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from checks.tracked import LICENCE, SECTIONS, SPEC, TITLE, TRACKED
from spec_ls.config import Config, LinkRule
from spec_ls.findings import Severity

ALONE = Config(select=frozenset({"filename-mismatch"}))
HERE = Path("specs/dim-lights.rst")
URL = "https://blueprints.launchpad.net/lamp/+spec/"


@pytest.mark.parametrize(
    "marked",
    [
        SPEC,
        f"{TITLE}{URL}«brighter»(filename-mismatch)\n\n{SECTIONS}",
        f"{TITLE}See\n  {URL}«brighter»(filename-mismatch).\n\n{SECTIONS}",
        f"{TITLE}`A <{URL}«brighter»(filename-mismatch)>`_ and `B <{URL}darker>`_.\n\n{SECTIONS}",
        f"{TITLE}{URL}brighter {URL}dim-lights\n\n{SECTIONS}",
        f"{TITLE}{URL}Dim_Lights\n\n{SECTIONS}",
        f"{TITLE}{URL}example\n\n{SECTIONS}",
        f"..\n  Such as {URL}awesome-thing.\n\n{TITLE}{SECTIONS}",
        f"..\n  Such as {URL}brighter.\n\n{TITLE}{SECTIONS}",
        f"{TITLE}{SECTIONS}\n{URL}brighter\n",
        f"{TITLE}{SECTIONS}",
        f"{LICENCE}{TITLE}.. _bp: {URL}«brighter»(filename-mismatch)\n\n{SECTIONS}",
    ],
)
def test_which_names_will_do(marked):
    """Before the first section any linked blueprint will do; comments and the template's examples do not count."""
    check(marked, TRACKED, HERE, ALONE)


def test_where_it_is_silent():
    """Nothing is said of a text without a file, beside a template without blueprints, or where a gate's rule knows."""
    text = f"{TITLE}{URL}brighter\n\n{SECTIONS}"
    check(text, TRACKED, None, ALONE)
    check(text, named(FLAT), HERE, ALONE)
    check(text, TRACKED, HERE, Config(select=ALONE.select, link=LinkRule(named=(URL,))))


def test_what_it_says():
    """It is information, names the first blueprint and counts the others."""
    finding = look(f"{TITLE}{URL}brighter\n\n{SECTIONS}", TRACKED, HERE, ALONE).findings[0]
    two = look(f"{TITLE}{URL}brighter, {URL}darker\n\n{SECTIONS}", TRACKED, HERE, ALONE).findings[0]
    assert finding.severity is Severity.INFORMATION
    assert finding.message == 'the file is not named after its blueprint "brighter"'
    assert two.message == 'the file is not named after its blueprint "brighter", nor after another one'
    links = f"{URL}brighter, {URL}darker, {URL}dimmer"
    three = look(f"{TITLE}{links}\n\n{SECTIONS}", TRACKED, HERE, ALONE).findings[0]
    assert three.message == 'the file is not named after its blueprint "brighter", nor after 2 others'


def test_fix():
    """The file is renamed, to the name of each blueprint, and its text stays."""
    case = look(f"{TITLE}{URL}brighter, {URL}darker\n\n{SECTIONS}", TRACKED, HERE, ALONE)
    fixes = case.fixes("filename-mismatch")
    assert [(fix.title, fix.edits, str(fix.move_to)) for fix in fixes] == [
        ('Rename the file to "brighter.rst"', (), "brighter.rst"),
        ('Rename the file to "darker.rst"', (), "darker.rst"),
    ]
