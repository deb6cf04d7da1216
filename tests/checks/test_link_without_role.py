"""Addresses for which a gate wants a role."""

from __future__ import annotations

import pytest

from checks.marked import check
from checks.templates import FLAT, named
from spec_ls.config import Config, RoleLink
from spec_ls.findings import Safety

CONFIG = Config(
    role_links=(RoleLink("pep", ("proposals.example.org/",)),), gate=frozenset({"link-without-role"})
)
SPEC = """\
Lists
=====

Problem
-------

Lists are slow.

Change
------

See https://«proposals.example.org/»(link-without-role)0008/ for the style.

Testing
-------

By hand.
"""


@pytest.mark.parametrize("end", ["0008/", "8", "0008.html"])
def test_a_bare_address_becomes_the_role_by_hand(end: str) -> None:
    """The fix writes the role with the number; no batch applies it, since the address goes."""
    case = check(SPEC.replace("0008/", end), named(FLAT), config=CONFIG)
    (fix,) = case.fixes("link-without-role")
    assert fix.safety is Safety.BY_HAND
    assert "\nSee :pep:`8` for the style.\n" in case.applied(fix)


@pytest.mark.parametrize(
    "text", ["`the style <https://proposals.example.org/8/>`_", "``https://proposals.example.org/8``"]
)
def test_an_address_in_other_markup_is_left_to_its_author(text: str) -> None:
    """Where the address stands in a link or a literal there is no fix."""
    marked = SPEC.replace("https://«proposals.example.org/»(link-without-role)0008/", text)
    address = "proposals.example.org/"
    case = check(marked.replace(address, f"«{address}»(link-without-role)"), named(FLAT), config=CONFIG)
    assert case.fixes("link-without-role") == ()
