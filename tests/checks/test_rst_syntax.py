"""rst-syntax: docutils' messages, and the ways out."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.checks.run import fixes
from spec_ls.config import Config
from spec_ls.findings import Cause, Safety, Severity

CODE = "rst-syntax"
SPEC = "Spec\n====\n\nProblem\n-------\n\n{}\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"


def test_where_docutils_warns():
    """Findings are at the markup that is wrong, in blocks, between them and in names."""
    check(
        "Spec\n====\n\n«Problem»(rst-syntax)\n-----\n\nIt is «*»(rst-syntax)bad, see «there_»(rst-syntax).\n\n"
        "- one\n«two»(rst-syntax)\n\n.. «nope»(rst-syntax):: x\n\nChange\n------\n\n"
        ".. _a: http://b\n\n«.. _a: http://c»(rst-syntax)\n\nC.\n\nTesting\n-------\n\nT.\n",
        named(FLAT),
    )


def test_words_and_severity():
    """docutils' words are in our style, and the finding is a warning."""
    finding = look(SPEC.format(".. note::\n   :x: y"), named(FLAT)).one(CODE)
    assert finding.message == 'error in "note" directive: unknown option: "x"'
    assert finding.severity is Severity.WARNING
    finding = look(SPEC.format("a__ b__\n\n__ http://c"), named(FLAT)).one(CODE)
    assert finding.message == "anonymous hyperlink mismatch: 2 references but 1 targets"


def test_a_link_to_a_title_that_is_there_twice():
    """docutils has two messages about one link with a name of its own: the second follows from the first."""
    text = SPEC.format("See {}.\n\nReason\n~~~~~~\n\nR.\n\nReason\n~~~~~~\n\nS.")
    case = check(text.format("«`the cause <Reason_>`_»(rst-syntax)"), named(FLAT), shown=True)
    first, second = (finding for finding in case.findings if finding.code == CODE)
    assert first.message == 'duplicate target name, cannot be used as a unique reference: "reason"'
    assert second.message.startswith("indirect hyperlink target")
    assert (first.cause, second.cause) == (None, Cause(CODE, first.range.start.line))


def test_an_error_where_a_gate_rejects_it():
    """Where the project's gate reads docutils' messages, each is an error."""
    config = Config(gate=frozenset({CODE}))
    assert look(SPEC.format("*a"), named(FLAT), config=config).one(CODE).severity is Severity.ERROR


@pytest.mark.parametrize("text", ["|gone|", ":gone:`x`", ".. gone::", ".. |a| replace:: _`b`"])
def test_what_doc8_leaves_to_sphinx_is_no_error(text):
    """A name that only Sphinx may know is a warning also where doc8 is the gate."""
    config = Config(gate=frozenset({CODE}))
    severities = {
        finding.severity for finding in look(SPEC.format(text), named(FLAT), config=config).findings
    }
    assert severities == {Severity.WARNING}


KNOWN = [
    "|release| |version| |today| |Today|",
    ":octicon:`report` :fab:`github`\n:bdg-primary:`x` :deco:`y` :external+python:ref:`z`",
    ".. note::\n   :collapsible:\n\n   N.",
    ".. rubric:: R\n   :heading-level: 2",
    ".. card-carousel:: 2\n\n   x",
    ".. version-deprecated:: 2",
    ".. code-tab:: py\n\n   x",
    ".. autoclasstree:: x",
    ".. packetdiag::\n\n   x",
]


@pytest.mark.parametrize("text", KNOWN)
def test_names_of_sphinx_and_common_extensions_are_known(text):
    """No finding says that such a name is unknown."""
    assert look(SPEC.format(text), named(FLAT)).findings == ()


def test_a_name_that_the_project_defines_is_no_typo():
    """A name near a known one is silent where the settings define it."""
    config = Config(known_roles=frozenset({"commnd"}))
    assert look(SPEC.format("See :commnd:`x`."), named(FLAT), config=config).findings == ()


@pytest.mark.parametrize(
    "text", [".. note::\n   :collapsible:\n\n   N.", ".. note::\n   :shade:\n\n   N.", "a_"]
)
def test_options_and_targets_of_others_stay_where_doc8_is_the_gate(text):
    """doc8 rejects a file for these, whoever defines them: they stay errors there."""
    config = Config(known_options=frozenset({"shade"}), known_targets=frozenset({"a"}))
    assert look(SPEC.format(text), named(FLAT), config=config).findings == ()
    gated = Config(
        gate=frozenset({CODE}), known_options=config.known_options, known_targets=config.known_targets
    )
    assert look(SPEC.format(text), named(FLAT), config=gated).one(CODE).severity is Severity.ERROR


def test_one_finding_where_docutils_says_it_twice():
    """What docutils reads twice is one finding."""
    found = look(SPEC.format("``a *b"), named(FLAT)).findings
    assert len({(finding.range, finding.message) for finding in found}) == len(found) == 2


FIXES = {
    "an unknown directive": (".. code-blok:: x\n\n   y", 'Write "code-block"', ".. code-block:: x\n\n   y"),
    "an unknown role": ("See :doq:`x`.", None, None),
    "a role with a near name": ("See :commnd:`x`.", 'Write "command"', "See :command:`x`."),
    "a directive like none": (".. nonsense:: x", None, None),
    "an unindent": ("- a\nb", "Insert a blank line", "- a\n\nb"),
    "explicit markup": (".. image:: x\nb", "Insert a blank line", ".. image:: x\n\nb"),
    "an indentation": ("a\nb\n  c", "Insert a blank line", "a\nb\n\n  c"),
    "a simple table": ("=  =\na  b\n=  =\nc", "Insert a blank line", "=  =\na  b\n=  =\n\nc"),
    "a grid table": (
        "+---+\n| a |\n+---+\nb",
        "Insert a blank line",
        "+---+\n| a |\n+---+\n\nb",
    ),
    "a literal block": ("As follows::\n\nb", "End the paragraph in a single colon", "As follows:\n\nb"),
    "a lone literal block": ("::\n\nb", None, None),
    "emphasis": ("It is *bad.", None, None),
    "an overline": (
        "=====\n Title\n=====",
        "Make the adornment as long as the title",
        "=======\n Title\n=======",
    ),
    "no underline": ("=======\nTitle\n\nb", "Underline the title", "=======\nTitle\n=======\n\nb"),
    "a mismatch": (
        "=======\nTitle\n=====\n\nb",
        "Make the adornment as long as the title",
        "=====\nTitle\n=====\n\nb",
    ),
    "a reference": ("See there_.", None, None),
    "a drawing": ("| part | ->\n+------+", None, None),
}


@pytest.mark.parametrize("name", FIXES)
def test_fixes(name):
    """A fix is offered where it is clear what was meant, and puts it right."""
    body, title, mended = FIXES[name]
    case = look(SPEC.format(body), named(FLAT))
    found = [finding for finding in case.findings if finding.code == CODE]
    offered = [fix for finding in found for fix in fixes(case.spec, finding)]
    assert all((fix.safety is Safety.BY_HAND) == fix.title.startswith("Write") for fix in offered)
    if title is None:
        assert not offered, offered
        return
    assert title in [fix.title for fix in offered]
    fix = next(fix for fix in offered if fix.title == title)
    assert case.applied(fix) == SPEC.format(mended)


def test_underlines():
    """A short underline becomes as wide as the title, which may hold wide characters."""
    text = "Spec\n====\n\nProblem\n-----\n\nP.\n\nChange\n------\n\nC.\n\n漢字漢字\n~~~~\n\nK.\n"
    case = look(text, named(FLAT))
    mended = text
    for finding in [finding for finding in case.findings if finding.code == CODE]:
        (fix,) = fixes(case.spec, finding)
        mended = case.applied(fix)
        assert len([finding for finding in look(mended, named(FLAT)).findings if finding.code == CODE]) == 1
    assert mended == text.replace("漢字漢字\n~~~~\n", "漢字漢字\n~~~~~~~~\n")


@pytest.mark.parametrize("text", ["abcdef\x85====\nx\n", ">>>>\n  ~~~\n=====\n", "____\u2028 a\n"])
def test_adornment_that_is_no_line_of_its_own_stays(text):
    """Where docutils sees a title in lines that are no lines of adornment to an editor there is no fix."""
    case = look(text, named(FLAT))
    found = [finding for finding in case.findings if finding.code == CODE]
    assert found
    assert all(fixes(case.spec, finding) == () for finding in found)


def test_a_fix_that_would_break_something_else_is_not_offered():
    """A blank line inside a table's cell would take the table apart."""
    body = "+-----+\n| - a |\n| b   |\n+-----+"
    case = look(SPEC.format(body), named(FLAT))
    assert case.fixes(CODE) == ()
