"""Filling in an empty document."""

import pytest
from hypothesis import given, settings

from spec_ls.checks.proof import is_proven
from spec_ls.config import Config
from spec_ls.features.fill_in import fill_in
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Text

from .specs import TEXTS

LICENSED = """\
..
 This work is licensed under a Creative Commons Attribution 3.0 Unported
 License.

 http://creativecommons.org/licenses/by/3.0/legalcode

=====
Title
=====

Problem
=======

What is wrong?

Change
======

What do you propose?
"""


@pytest.mark.parametrize(("text", "ignored"), [("", ()), ("\n \n", ()), ("", ("missing-license",))])
def test_the_licence_comes_first(text, ignored):
    """It is written as the template has it, unless settings do not ask for it."""
    config = Config(ignore=frozenset(ignored))
    spec = compare(parse(Text.of(text)), read_template(LICENSED, origin="template.rst"), config)
    fix = fill_in(spec)
    assert fix is not None
    wanted = LICENSED if not ignored else LICENSED[LICENSED.index("====") :]
    assert str(spec.after(fix.edits).text) == wanted


def test_a_document_in_which_something_stands_is_left_alone():
    """What is written there may be meant for anything."""
    spec = compare(parse(Text.of("x\n")), read_template(LICENSED, origin="template.rst"))
    assert fill_in(spec) is None


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_only_what_is_proven_is_written(template):
    """Any text is a template, and of a bad one nothing is written rather than something that does harm."""
    spec = compare(parse(Text.of("")), read_template(template, origin="template.rst"))
    fix = fill_in(spec)
    assert fix is None or is_proven(spec, fix)
