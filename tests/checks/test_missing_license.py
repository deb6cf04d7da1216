"""missing-license: what is the same licence, what a gate looks for, and what puts it right."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, FRAMED, named
from checks.tracked import LICENCE, SECTIONS, SPEC, TITLE, TRACKED
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.findings import Severity

CODE = frozenset({"missing-license"})
ALONE = Config(select=CODE)
GATED = Config(select=CODE, gate=CODE)
MARKED_TITLE = "«==========»(missing-license)\nDim lights\n==========\n\n" + SECTIONS
OTHER = "..\n Licensed under the Apache License, Version 2.0."
BROKEN = LICENCE.rstrip().replace("Attribution 3.0", "Attribution 2.0")


@pytest.mark.parametrize(
    "marked",
    [
        SPEC,
        SPEC.replace("Unported\n License.", "\n Unported License."),
        SPEC.replace("\n ", "\n      "),
        SPEC.replace("..\n This", ".. This"),
        SPEC.replace("http://creativecommons.org/licenses/by/3.0/", "https://creativecommons.org/by/3.0/"),
        SPEC.replace("\n http:", "\n Copyright 2026, Jane Doe\n\n http:"),
        SPEC.replace("..\n", ".. Template: lamp\n\n..\n", 1),
        TITLE + LICENCE + SECTIONS,
        "::\n" + LICENCE.removeprefix("..").replace("\n ", "\n  ") + TITLE + SECTIONS,
        MARKED_TITLE,
        f"«{OTHER}»(missing-license)\n\n{TITLE}{SECTIONS}",
        f"«{BROKEN}»(missing-license)\n\n{TITLE}{SECTIONS}",
        TITLE + SECTIONS + "\n" + LICENCE,
        SPEC.replace("..\n This", "This").replace("\n ", "\n"),
        SPEC.replace("..\n This", "..\n\n This"),
        ".. SPDX-License-Identifier: CC-BY-3.0\n\n" + TITLE + SECTIONS,
        "..\n Copyright 2026 Jane Doe. You may share this text under CC BY 3.0, see\n LICENSE.\n\n"
        + TITLE
        + SECTIONS,
        "..\n https://creativecommons.org/licenses/by/3.0/\n\n" + TITLE + SECTIONS,
        TITLE + SECTIONS + "\n.. note::\n\n  This text is licensed under CC BY 3.0.\n",
        MARKED_TITLE + "\nIs it licensed under CC BY 3.0?\n",
        "«.. SPDX-License-Identifier: CC-BY-SA-3.0»(missing-license)\n\n" + TITLE + SECTIONS,
    ],
)
def test_what_is_the_same_licence(marked):
    """The licence and its version matter; form, place, other words, holders and years do not."""
    check(marked, TRACKED, config=ALONE)


@pytest.mark.parametrize("text", ["", "\n", "Text.\n", ".. A comment.\n"])
def test_a_spec_in_the_making(text):
    """Before the first heading nothing is said, unless the gate looks for the licence."""
    assert look(text, TRACKED, config=ALONE).findings == ()
    assert len(look(text, TRACKED, config=GATED).findings) == 1


def test_a_template_without_a_licence():
    """Where the template has none, none is missing."""
    assert look("Spec\n====\n\nProblem\n-------\n\nP.\n", named(FLAT), config=GATED).findings == ()


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (SPEC, True),
        (SPEC.replace(" Unported\n License.", "\n Unported License."), True),
        (SPEC.replace("\n", "\r\n"), True),
        ("\ufeff" + SPEC, True),
        ("Text.\n\n" + SPEC, True),
        (SPEC.replace("..\n This", ".. This"), True),
        (SPEC.replace("\n License", "\nLicense"), False),
        (SPEC.replace("\n License", "\n  License"), False),
        (SPEC.replace("\n http:", "\n https:"), False),
        (SPEC.replace("Unported\n", "Unported \n"), False),
        ("=====\n\n" + SPEC, False),
        ("= x\n\n" + SPEC, False),
        (" ====\n\n" + SPEC, True),
        (TITLE + LICENCE + SECTIONS, False),
        (TITLE.replace("=", "#") + LICENCE + SECTIONS, True),
    ],
)
def test_what_a_gate_looks_for(text, passes):
    """Above the first line that starts with = the notice stands as in the template, line ends aside."""
    assert (look(text, TRACKED, config=GATED).findings == ()) is passes


def test_severity():
    """It is information, unless the gate looks for it: then a warning, and an error in the files it opens."""

    def severity(config):
        return look(TITLE + SECTIONS, TRACKED, config=config).findings[0].severity

    assert severity(ALONE) is Severity.INFORMATION
    assert severity(GATED) is Severity.ERROR
    assert severity(Config(select=CODE, gate=CODE, covered=False)) is Severity.WARNING


def test_what_it_says():
    """It tells a licence that is altered from one that is absent."""
    absent = look(TITLE + SECTIONS, TRACKED, config=ALONE).findings[0]
    altered = look(f"{OTHER}\n\n{TITLE}{SECTIONS}", TRACKED, config=ALONE).findings[0]
    assert absent.message == "the template's licence comment is missing"
    assert altered.message == "the licence comment differs from the template's"


@pytest.mark.parametrize("config", [ALONE, GATED])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix(newline, config):
    """The template's comment is written on top."""
    case = look((TITLE + SECTIONS).replace("\n", newline), TRACKED, config=config)
    assert case.fixed("missing-license") == (LICENCE + TITLE + SECTIONS).replace("\n", newline)


@pytest.mark.parametrize("before", [OTHER, BROKEN])
@pytest.mark.parametrize("config", [ALONE, GATED])
def test_no_second_licence(before, config):
    """Another licence is its author's: the template's is put neither beside it nor in its place."""
    assert look(f"{before}\n\n{TITLE}{SECTIONS}", TRACKED, config=config).fixes("missing-license") == ()


@pytest.mark.parametrize(
    "form", ["..\n\n This work", "This work", "::\n\n This work", ".. note::\n\n This work"]
)
def test_another_form(form):
    """Where a gate does not find the licence in another form, it is not inserted a second time."""
    text = SPEC.replace("..\n This work", form)
    case = look(text, TRACKED, config=GATED)
    assert [finding.code for finding in case.findings if finding.cause is None] in ([], ["missing-license"])
    assert not any(fixes(case.spec, finding) for finding in case.findings)


def test_fix_of_white_space():
    """A gate's notice with other white space is put right."""
    other = SPEC.replace("\n License", "\n  License")
    assert look(other, TRACKED, config=GATED).fixed("missing-license") == SPEC


def test_fix_of_a_literal_block():
    """A licence that is seen gets its two colons."""
    case = look("======\nLights\n======\n\nProblem\n=======\n\nP.\n", named(FRAMED), config=ALONE)
    assert case.fixed("missing-license").startswith("::\n\n  Copyright <holder>\n  Licensed under the")
    assert case.fixed("missing-license").endswith(
        "2.0.\n\n======\nLights\n======\n\nProblem\n=======\n\nP.\n"
    )


def test_no_fix_where_it_would_swallow_text():
    """A comment on top of an indented text would take it in."""
    assert look(f"  Quoted.\n\n{TITLE}{SECTIONS}", TRACKED, config=GATED).fixes("missing-license") == ()
