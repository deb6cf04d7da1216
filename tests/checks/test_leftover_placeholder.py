"""leftover-placeholder: what of a template is to be replaced, and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.marked import check
from checks.templates import named
from spec_ls.config import Config, SectionRules

TEMPLATE = """\
Title
=====

Include the address of your blueprint:

https://blueprints.launchpad.net/nova/+spec/example

`bug #XXXXXXX <https://bugs.launchpad.net/nova/+bug/XXXXXXX>`_

Problem
-------

Send it to https://example.org/list or read https://docs.openstack.org/nova/ first,
as <your name> or under another.

Assignee
--------

Primary assignee:
  <launchpad-id or None>

:Topic: <topic name>

Code is ``<code>`` or verbatim::

  <verbatim> at https://example.org/verbatim

.. <comment> of https://example.org/comment
"""
ALONE = Config(select=frozenset({"leftover-placeholder"}), gate=frozenset())


def spec(body: str) -> str:
    return f"Spec\n====\n\nProblem\n-------\n\n{body}\n"


@pytest.mark.parametrize(
    "body",
    [
        # placeholders
        "Primary assignee:\n  «<launchpad-id or None>»(leftover-placeholder)",
        "Primary assignee:\n  me, «<launchpad-id\n  or  None>»(leftover-placeholder)",
        "* By «<your name>»(leftover-placeholder) and «<your name>»(leftover-placeholder).",
        ":Topic: «<topic name>»(leftover-placeholder)",
        "+--------------+\n| «<topic name>»(leftover-placeholder) |\n+--------------+",
        ".. note:: «<topic name>»(leftover-placeholder)",
        "``<topic name>`` and `<topic name>` and `x <topic name>`_",
        "Like::\n\n  <topic name>",
        ".. code-block:: sh\n\n   echo <topic name>",
        ".. <topic name>",
        "<topic names> <Topic name> <launchpad-id> <me or None> <code> <verbatim> <comment>",
        "1 <2 and 3> 4, <me@example.org>, <https://docs.openstack.org/>",
        # addresses
        "«https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder)",
        "See «https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder).",
        "`bp <«https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder)>`_",
        ".. _bp: «https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder)",
        "«https://example.org/list»(leftover-placeholder)",
        "https://blueprints.launchpad.net/nova/+spec/example-of-mine",
        "https://blueprints.launchpad.net/cinder/+spec/example",
        "https://docs.openstack.org/nova/",
        "https://example.org/other and https://example.org/verbatim and https://example.org/comment",
        "``https://example.org/list``",
        "Like::\n\n  https://example.org/list",
        # XXXX
        "`bug #«XXXXXXX»(leftover-placeholder) <«https://bugs.launchpad.net/nova/+bug/XXXXXXX»(leftover-placeholder)>`_",
        "Depends on «XXXX»(leftover-placeholder).",
        "https://review.opendev.org/«XXXXXX»(leftover-placeholder)",
        "XXX, xxxx, AXXXX, XXXX_A, XXXX-XXXX-XXXX and ``XXXX``",
        "Like::\n\n  XXXX",
        "None",
        "",
    ],
)
def test_what_is_to_be_replaced(body):
    """The template's own placeholders and examples of addresses, and XXXX: in text, neither code nor comment."""
    check(spec(body), named(TEMPLATE), config=ALONE)


def test_above_the_first_section():
    """What is left above the first section is found too."""
    text = "Spec\n====\n\n«https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder)\n\n"
    finding = check(text + "Problem\n-------\n\nP.\n", named(TEMPLATE), config=ALONE).one(
        "leftover-placeholder"
    )
    assert (finding.section, finding.template) == (None, None)


def test_text_on_numbers():
    """Where habit alone asks for sections, documents have numbers, and the text of a section may speak of XXXX."""
    habit = Config(select=ALONE.select, sections=SectionRules(asked=frozenset({"Problem"})))
    text = "Spec\n====\n\nNumber «XXXX»(leftover-placeholder)\n\nProblem\n-------\n\nAs {}, for «<your name>»(leftover-placeholder).\n\nMore\n----\n\nM.\n"
    check(text.format("XXXX"), named(TEMPLATE), config=habit)
    check(text.format("«XXXX»(leftover-placeholder)"), named(TEMPLATE), config=ALONE)


def test_within_guidance_that_is_left():
    """Where the whole text is the template's own, that is one thing to say, not two."""
    left = TEMPLATE[TEMPLATE.index("Send it") : TEMPLATE.index("\n\nAssignee")]
    check(spec(left), named(TEMPLATE), config=ALONE)
    check(
        spec(f"«{left}»(leftover-guidance)"),
        named(TEMPLATE),
        config=Config(select=frozenset({"leftover-guidance", "leftover-placeholder"})),
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("body", "fixed"),
    [
        ("Assignee:\n  «<launchpad-id or None>»(leftover-placeholder)", "Assignee:\n  None"),
        ("Assignee: «<launchpad-id or None>»(leftover-placeholder)", "Assignee: None"),
        ("«<launchpad-id\nor None>»(leftover-placeholder)", "None"),
    ],
)
def test_fix(body, fixed, newline):
    """None takes the place where the template offers it."""
    text = spec(body).replace("\n", newline)
    case = check(text, named(TEMPLATE), Path("specs/add-a-flag.rst"), ALONE)
    assert case.fixed("leftover-placeholder") == spec(fixed).replace("\n", newline)
    assert case.fixes("leftover-placeholder")[0].title.startswith('Replace by "')


@pytest.mark.parametrize(
    "body",
    [
        "«<your name>»(leftover-placeholder)",
        "«XXXX»(leftover-placeholder)",
        "«https://bugs.launchpad.net/nova/+bug/XXXXXXX»(leftover-placeholder)",
        "«https://blueprints.launchpad.net/nova/+spec/example»(leftover-placeholder)",
        "«<launchpad-id or None>»(leftover-placeholder), me",
        "Assignee:\n  me\n  «<launchpad-id or None>»(leftover-placeholder)",
        "Me.\nAssignee:\n«<launchpad-id or None>»(leftover-placeholder)",
    ],
)
def test_no_fix(body):
    """What only the author knows has no fix, nor has what stands beside an author's own words."""
    assert check(spec(body), named(TEMPLATE), config=ALONE).fixes("leftover-placeholder") == ()


def test_what_it_says():
    """A warning with the section, and the template's line where the section is one of its slots."""
    text = spec("Slow.") + "\nAssignee\n--------\n\n«<your\nname>»(leftover-placeholder)\n"
    finding = check(text, named(TEMPLATE), config=ALONE).one("leftover-placeholder")
    assert finding.message == '"<your name>" is still to be replaced'
    assert str(finding.severity) == "warning"
    assert finding.section == ("Assignee",)
    assert finding.template.line == TEMPLATE.split("\n").index("Assignee")
    gated = Config(select=ALONE.select, gate=frozenset({"leftover-placeholder"}))
    assert str(check(text, named(TEMPLATE), config=gated).one("leftover-placeholder").severity) == "error"


def test_what_stands_alone_in_a_template():
    """A placeholder that is all of a paragraph is one; a sentence in bold that asks to be deleted is one beside
    other text alone, else it is advice."""
    text = "Title\n=====\n\nProblem\n-------\n\n<The problem>\n\nIt is bad. **Now delete\nthis remark.**\n\n**Delete this text.**\n"
    template = named(text)
    check(spec("«<The problem>»(leftover-placeholder)"), template, config=ALONE)
    check(spec("Mine. «**Now delete this remark.**»(leftover-placeholder)"), template, config=ALONE)
    check(spec("**Delete this text.** ``**Now delete this remark.**``"), template, config=ALONE)
