"""A section under another title, at another level or in a style of its own: one finding, one fix."""

from __future__ import annotations

import pytest

from checks.marked import Case, look
from checks.templates import NESTED, START, named
from spec_ls.findings import Safety

SPEC = (
    START
    + """\
Alternatives
------------

Waiting.

Security impact
---------------

The keys change.

Implementation
==============

Assignee(s)
-----------

Ada does it.

Work Items
----------

* Write it.

Dependencies
============

A library.

Testing
=======

Unit tests.

References
==========

A page.
"""
)


def shown(case: Case) -> list[str]:
    """The codes of the findings that follow from no other."""
    return [finding.code for finding in case.findings if finding.cause is None]


def test_the_spec_has_no_finding():
    """The spec that the mistakes are put into is right."""
    assert shown(look(SPEC, named(NESTED))) == []


@pytest.mark.parametrize(
    ("heading", "safety"),
    [
        ("3. Testing\n==========", Safety.SAFE),
        ("3 Testing\n=========", Safety.SAFE),
        ("Testing:\n========", Safety.SAFE),
        ("**Testing**\n===========", Safety.SAFE),
        ("TESTING\n=======", Safety.SAFE),
        ("Testings\n========", Safety.UNSAFE),
        ("Tetsing\n=======", Safety.UNSAFE),
    ],
)
def test_another_title(heading, safety):
    """The missing section is shown at the title that stands there; a rename is safe if no word changes."""
    case = look(SPEC.replace("Testing\n=======", heading), named(NESTED))
    assert shown(case) == ["missing-section"]
    assert case.one("missing-section").range.start.line == SPEC[: SPEC.index("Testing")].count("\n")
    (fix,) = case.fixes("missing-section")
    assert fix.safety is safety
    assert case.fixed("missing-section") == SPEC


def test_a_remark_becomes_the_first_paragraph():
    """A remark in a title is the author's word: it stays, in the section."""
    heading = "Security impact (to be updated)\n" + "-" * 31
    case = look(SPEC.replace("Security impact\n---------------", heading), named(NESTED))
    assert shown(case) == ["missing-section"]
    (fix,) = case.fixes("missing-section")
    assert fix.safety is Safety.UNSAFE
    right = SPEC.replace("---------------\n\nThe keys", "---------------\n\nTo be updated\n\nThe keys")
    assert case.fixed("missing-section") == right
    case = look(SPEC.replace("Security impact\n---------------\n", heading), named(NESTED))
    assert case.fixed("missing-section") == right


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        # one level up, and in another case besides
        ("Security impact\n---------------", "Security impact\n==============="),
        ("Security impact\n---------------", "SECURITY IMPACT\n==============="),
        # one level down
        ("Dependencies\n============", "Dependencies\n------------"),
        # a style of its own, others of its level behind it
        ("Assignee(s)\n-----------", "Assignee(s)\n~~~~~~~~~~~"),
        # a parent without its heading
        ("Implementation\n==============\n\n", ""),
    ],
)
def test_another_level(right, wrong):
    """One heading at a wrong level, in a style of its own or absent is one finding that is not mended safely."""
    assert SPEC.count(right) == 1
    case = look(SPEC.replace(right, wrong), named(NESTED))
    assert len(shown(case)) == 1
    code = shown(case)[0]
    (finding,) = [finding for finding in case.findings if finding.cause is None]
    assert all(fix.safety is Safety.UNSAFE for fix in case.fixes(code, finding.section[-1]))
    assert case.fixed(code, finding.section[-1]) == SPEC


def test_the_second_of_the_same_goes():
    """Of two sections that are the same word for word the second is deleted, which is not safe."""
    section = SPEC[SPEC.index("Dependencies\n") : SPEC.index("Testing\n")]
    case = look(SPEC.replace(section, section * 2), named(NESTED))
    assert shown(case) == ["duplicate-section"]
    (fix,) = case.fixes("duplicate-section")
    assert (fix.title, fix.safety) == ('Delete the second "Dependencies"', Safety.UNSAFE)
    assert case.fixed("duplicate-section") == SPEC


@pytest.mark.parametrize(("first", "second"), [("A", "B"), ("A. B", "A"), ("A", "A. B")])
def test_two_of_another_text_stay(first, second):
    """Of two sections with one title and other words none is deleted, though one says what the other says."""
    section = SPEC[SPEC.index("Dependencies\n") : SPEC.index("Testing\n")]
    two = section.replace("A library", first) + section.replace("A library", second)
    case = look(SPEC.replace(section, two), named(NESTED))
    assert shown(case) == ["duplicate-section"]
    assert case.fixes("duplicate-section") == ()
