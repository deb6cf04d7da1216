"""line-too-long: which lines may be longer than the limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks import marked
from checks.marked import Case
from checks.templates import FLAT, named
from spec_ls.config import Config, LineRule
from spec_ls.findings import Safety, Severity
from spec_ls.model.template import Template

FILL = "word " * 15 + "wor"
"""78 characters."""
SPEC = "Spec\n====\n\nProblem\n-------\n\nP.\n\n{}\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"


def check(text: str, template: Template | None, config: Config = Config()) -> Case:
    """The spec looked at by this check alone."""
    return marked.check(text, template, config=replace(config, select=frozenset({"line-too-long"})))


def over(prefix: str = "") -> str:
    """A line of 89 characters that starts with ``prefix``, marked from the limit on."""
    line = (prefix + "word " * 20)[:88] + "."
    return f"{line[:79]}«{line[79:]}»(line-too-long)"


@pytest.mark.parametrize(
    "body",
    [
        FILL + "d",
        FILL + "d«s»(line-too-long)",
        FILL + "d« »(line-too-long)",
        over(),
        # a URL, or nothing at which the line could be broken
        "See https://example.org/ " + FILL,
        "See <git+ssh://example.org/> " + FILL,
        "x" * 200,
        " " * 4 + "x" * 200,
        "`" + "x" * 200 + "`_",
        over("See example.org/a: "),
        "- " + "x" * 77 + "«" + "x" * 10 + "»(line-too-long)",
        # lines of other kinds of text
        over("* "),
        over("1. "),
        over("| "),
        over("    "),
        over(":field: "),
        "Term\n" + over("  "),
        over("-a  "),
        over(".. [1] "),
        over(".. "),
        over(".. _target: "),
        over(".. note:: "),
        ".. note::\n\n" + over("   "),
        ".. figure:: x.png\n" + over("   :alt: ") + "\n\n" + over("   Caption "),
        "+------+\n" + over("| ") + "\n+------+",
        "====  ====\n" + over("a     ") + "\n====  ====",
        # verbatim text
        "Like::\n\n  " + FILL + FILL,
        "Like::\n\n> " + FILL + FILL + "\n> " + FILL + FILL + "\n\n" + over("> "),
        "::\n\n  " + FILL + FILL + "\n\n    " + FILL + FILL + "\n\n" + over(),
        ">>> " + FILL + FILL + "\n" + FILL + FILL,
        ".. code-block:: python\n\n   " + FILL + FILL,
        ".. code::\n\n   " + FILL + FILL + "\n\n" + over(),
        ".. code-block:: python\n" + over("   :caption: ") + "\n\n   " + FILL + FILL,
        ".. parsed-literal::\n\n   " + FILL + FILL,
        ".. seqdiag::\n\n   " + FILL + FILL,
        "* Like::\n\n    " + FILL + FILL + "\n\n" + over("  "),
        "* Item\n\n  * Like::\n\n      " + FILL + FILL + "\n\n" + over("    "),
        "1. Like::\n\n   > " + FILL + FILL + "\n\n" + over("2. "),
        "Term\n  Like::\n\n    " + FILL + FILL + "\n\n" + over("  "),
        ".. note::\n\n   Like::\n\n     " + FILL + FILL + "\n\n" + over("   "),
        "* .. code-block:: sh\n\n     " + FILL + FILL,
        "    Like::\n\n      " + FILL + FILL + "\n\n" + over("    "),
        # not verbatim
        "Escaped \\::\n\n" + over("  "),
        "Not one:\n\n" + over("  "),
    ],
)
def test_which_lines_are_too_long(body):
    """A line over 79 characters, unless it has a URL, no inner white space, or is verbatim text."""
    check(SPEC.format(body), named(FLAT))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_count(newline):
    """A line's end is no part of its length."""
    for body in (FILL + "d", over()):
        check(SPEC.format(body).replace("\n", newline), named(FLAT))
        check(SPEC.replace("T.\n", "{}").format("P.", body).replace("\n", newline), named(FLAT))


def test_titles_and_licences_count_too():
    """A title or comment that is too long is found as well."""
    start = "..\n" + over(" By me ") + "\n\nSpec\n====\n\n"
    for line in (
        "Problem\n-------\n\nP.\n\n",
        over("Notes ") + "\n" + "-" * 95 + "\n\nN.\n\nProblem\n-------\n\nP.\n\n",
    ):
        check(start + line + "Change\n------\n\nC.\n\nTesting\n-------\n\nT.\n", named(FLAT))


def test_characters_count_not_columns():
    """A wide character is one, and so is one outside the basic plane."""
    check(SPEC.format("漢 " * 39 + "漢"), named(FLAT))
    check(SPEC.format("\U0001f600 " * 39 + "a«bc»(line-too-long)"), named(FLAT))


def test_the_limit_is_a_setting():
    """The limit is the one of the settings, in the message too."""
    case = check(
        SPEC.format("Sixteen chars up«s.»(line-too-long)"), named(FLAT), config=Config(max_line_length=16)
    )
    finding = case.one("line-too-long")
    assert finding.message == "line is 18 characters long, 2 over the limit of 16"
    assert str(finding.severity) == "error"
    assert finding.template is None


@pytest.mark.parametrize(
    ("body", "fixed"),
    [
        (f"{FILL}d and more.", f"{FILL}d\nand more."),
        (f"{FILL}d and more.\nSecond line.", f"{FILL}d\nand more. Second line."),
        (f"First line.\n{FILL}d and more.", f"First line. {FILL[:64]}\nword word word and more."),
        (f"* {FILL} and more.", f"* {FILL[:74]}\n  wor and more."),
        (f"* {FILL} and\n  more.\n* b", f"* {FILL[:74]}\n  wor and more.\n* b"),
        (f"1. One\n2. {FILL} and more.\n3. b", f"1. One\n2. {FILL[:74]}\n   wor and more.\n3. b"),
        (f"    {FILL} and more.", f"    {FILL[:74]}\n    wor and more."),
        (f"Term\n  {FILL} and more.", f"Term\n  {FILL[:74]}\n  wor and more."),
        (f":field: {FILL} and more.", f":field: {FILL[:69]}\n        word wor and more."),
        (f".. note:: {FILL} and more.", f".. note:: {FILL[:69]}\n          word wor and more."),
        (f".. note::\n   {FILL} and more.", f".. note::\n   {FILL[:74]}\n   wor and more."),
        (f"* a\n\n  * b\n\n    {FILL} and more.", f"* a\n\n  * b\n\n    {FILL[:74]}\n    wor and more."),
        (f"Like {FILL}::\n\n  x", f"Like {FILL[:74]}\nwor::\n\n  x"),
        (f"{FILL} ``some code``.", f"{FILL}\n``some code``."),
        (f"{FILL} ``some    code`` x", f"{FILL}\n``some    code`` x"),
        (f"{FILL} a\\ b", f"{FILL}\na\\ b"),
        (f"{FILL} *em phasis*", f"{FILL}\n*em phasis*"),
        (f"{FILL} `a title <target_>`_", f"{FILL}\n`a title <target_>`_"),
        (f"{FILL}  Two spaces.", f"{FILL}\nTwo spaces."),
        (f"Two  spaces. {FILL}", f"Two  spaces. {FILL[:64]}\nword word wor"),
    ],
)  # fmt: skip
def test_fix(body, fixed):
    """The paragraph of the line is wrapped anew, and no other; marks and indents stay."""
    text = SPEC.format(body)
    case = check(_mark(text), named(FLAT))
    assert case.fixed("line-too-long") == SPEC.format(fixed)
    assert case.fixes("line-too-long")[0].title == "Wrap the paragraph at 79 columns"


@pytest.mark.parametrize(
    ("above", "items"),
    [
        ("Items:\n", "- a\n" + over("- ")),
        ("Items:\n", over(":a: ")),
        ("* Items:\n\n  More\n", "  1. a\n" + over("  2. ")),
        ("* Text of an item.\n\n  Some items\n  and more:\n", "  - a\n" + over("  - ")),
    ],
)
def test_a_list_without_a_blank_line_before_it(above, items):
    """docutils reads it as running text: the message says what the list needs, and the fix is unsafe."""
    case = check(SPEC.format(above + items), named(FLAT))
    assert case.one("line-too-long").message.endswith("; the list needs a blank line before it")
    (fix,) = case.fixes("line-too-long")
    assert (fix.title, fix.safety) == ("Insert a blank line before the list", Safety.BY_HAND)
    assert case.applied(fix) == marked.unmarked(SPEC.format(f"{above}\n{items}"))[0]


@pytest.mark.parametrize(
    ("body", "advised"),
    [
        ("+------+\n" + over("| ") + "\n+------+", True),
        ("* a\n\n  ====  ====\n" + over("  a     ") + "\n  ====  ====", True),
        (over(".. csv-table:: Title ") + "\n\n   a, b", True),
        (over("| "), False),
    ],
)
def test_tables_are_told_what_helps(body, advised):
    """Wrapping does not help in a table, narrower columns and list tables do."""
    message = check(SPEC.format(body), named(FLAT)).one("line-too-long").message
    assert message.endswith("; narrower columns or a list-table keep the limit") is advised


def _mark(text: str) -> str:
    return "\n".join(
        line if len(line) <= 79 else f"{line[:79]}«{line[79:]}»(line-too-long)" for line in text.split("\n")
    )


@pytest.mark.parametrize(
    "body",
    [
        over("| "),
        over(".. "),
        over("\t"),
        over("with a\ttab "),
        over(".. _target: "),
        over(".. |name| replace:: "),
        over(".. math:: "),
        ".. image:: x.png\n" + over("   :alt: "),
        over("Term ") + "\n  Definition.",
        "+------+\n" + over("| ") + "\n+------+",
        "====  ====\n" + over("a     ") + "\n====  ====",
        "``" + FILL[:77] + "«d word``»(line-too-long)",
        "* " + "x" * 77 + "«" + "x" * 10 + "»(line-too-long)",
    ],
)  # fmt: skip
def test_no_fix(body):
    """Where a line cannot be broken without a change of meaning, or at all, no fix is offered."""
    case = check(SPEC.format(body), named(FLAT))
    assert case.fixes("line-too-long") == ()


@pytest.mark.parametrize(
    "directive",
    [
        ".. figure:: x.png\n   :alt: {}",
        ".. figure:: x.png\n   :alt: {}\n\n   Caption.",
        ".. figure:: x.png\n   :alt: short\n   :target: {}\n\n   Caption.",
        ".. admonition:: {}\n   :class: x\n\n   Text.",
        ".. list-table:: {}\n   :header-rows: 1\n\n   * - a\n     - b",
        ".. table:: {}\n   :widths: 1 2\n\n   ==  ==\n   a   b\n   ==  ==",
        ".. sidebar:: Title\n   :subtitle: {}\n\n   Text.",
        ".. todo:: {}\n   :class: x",
        ".. toctree::\n   :caption: {}\n\n   a",
    ],
)
def test_options_of_directives_stay_options(directive):
    """A directive's option is never joined with its argument, nor with another option."""
    text = SPEC.format(directive.format(f"{FILL} and more"))
    case = check(_mark(text), named(FLAT))
    for fix in case.fixes("line-too-long"):
        fixed = case.applied(fix)
        options = [line.split()[0] for line in text.split("\n") if line.startswith("   :")]
        assert [line.split()[0] for line in fixed.split("\n") if line.startswith("   :")] == options


def test_no_break_spaces_do_not_break():
    """A line is broken at plain spaces alone."""
    text = SPEC.format(FILL[:74] + " 10\u00a0MB and more.")
    case = check(_mark(text), named(FLAT))
    assert case.fixed("line-too-long") == SPEC.format(FILL[:74] + "\n10\u00a0MB and more.")


LONG = "word " * 16
"""80 characters with a space at the end."""


def too_long(line: str, limit: int = 79) -> str:
    """A line marked from the limit on."""
    return f"{line[:limit]}«{line[limit:]}»(line-too-long)"


URLS = ("https?://",)
EACH = (LineRule.DEFAULT, LineRule.LENGTH, LineRule.CODE, LineRule.DOC8)


@pytest.mark.parametrize("rule", EACH)
def test_what_all_rules_have_in_common(rule):
    """A line of running text may have 79 characters, and no more."""
    config = Config(line_rule=rule, exempt_lines=URLS)
    check(SPEC.format(FILL + "d\n" + too_long(FILL + "ds")), named(FLAT), config)
    check(SPEC.format(FILL + "ds"), named(FLAT), replace(config, max_line_length=80))
    check(SPEC.format("See https://example.org/ " + FILL), named(FLAT), config)


def test_no_rule():
    """Where no rule is known to hold, a line may be of any length."""
    check(SPEC.format(FILL + FILL), named(FLAT), Config(line_rule=LineRule.OFF))


@pytest.mark.parametrize("rule", EACH)
@pytest.mark.parametrize(
    ("settings", "severity"),
    [
        ({}, Severity.ERROR),
        ({"covered": False}, Severity.WARNING),
        ({"gate": frozenset({"missing-section"})}, Severity.WARNING),
    ],
)
def test_severity(rule, settings, severity):
    """What the gate rejects is an error, the rest is a warning."""
    config = Config(line_rule=rule, **settings)
    assert check(SPEC.format(over()), named(FLAT), config).one("line-too-long").severity is severity


@pytest.mark.parametrize(
    "body",
    [
        too_long("x" * 80),
        too_long("http:/" + FILL),
        "http://" + LONG,
        too_long("HTTP://" + LONG),
        too_long("git+ssh://" + LONG),
        "::\n\n" + too_long("  " + LONG),
        too_long("|" + "漢" * 79),
        "+-" + LONG,
        too_long("+ -" + LONG),
    ],
)
def test_length(body):
    """Under the plain rule each line counts that no exemption is found in, verbatim text and single words too."""
    config = Config(line_rule=LineRule.LENGTH, exempt_lines=(*URLS, r"\+-"))
    check(SPEC.format(body), named(FLAT), config)


def test_indented_lines_may_be_longer():
    """Lines that begin with four spaces have a limit of their own, which the message gives."""
    config = Config(line_rule=LineRule.LENGTH, max_indented_line_length=83, exempt_lines=(r"^\s*[|+]",))
    text = f"    {FILL}d\n\n{too_long(f'    {FILL}ds', 83)}\n\n{too_long(f'   {FILL}')}\n\n   | {LONG}"
    case = check(SPEC.format(text), named(FLAT), config)
    assert {finding.message for finding in case.findings} == {
        "line is 84 characters long, 1 over the limit of 83",
        "line is 81 characters long, 2 over the limit of 79",
    }


@pytest.mark.parametrize(
    "body",
    [
        # two colons anywhere open a region; lines that are indented or empty are in it
        "a::\n" + " " + LONG + "\n\n  " + LONG + "\n" + too_long(LONG),
        "net::Port\n\n " + LONG + "\n\n\n  " + LONG,
        "a: :\n\n" + too_long(" " + LONG),
        "a::\n\n b::\n\n " + LONG + "\n\nc\n\n" + too_long(" " + LONG),
        "* a::\n\n    " + LONG + "\n\n  b\n\n  " + LONG + "\n\n* c\n\n" + too_long("  " + LONG),
        # the line that opens one is judged
        too_long(LONG + "::") + "\n\n  " + LONG,
        too_long(".. note:: " + LONG) + "\n   " + LONG,
        # a tab, a no-break space and white space alone end it
        "a::\n\n" + too_long("\t" + LONG) + "\n" + too_long("  " + LONG),
        "a::\n\n" + too_long("\u00a0" + LONG),
        "a::\n \n " + LONG,
        "a::\n\t\n" + too_long(" " + LONG),
        # a section further down is as far away as the line before
        "a::\n\nB\n-\n\n" + too_long(" " + LONG),
        "a::\n\n b\n\n  * c\n\n " + LONG + "\n\n..\n   d\n\n" + too_long(" " + LONG),
        # words, and addresses
        "x" * 100,
        "   " + "x" * 100,
        too_long("a " + "x" * 100),
        too_long("x" * 100 + " "),
        too_long("a\u00a0" + "x" * 100),
        "a\u200b" + "x" * 100,
        "a https://b " + LONG,
        too_long("a HTTPS://b " + LONG),
        ".. image:: a b c " + "x" * 80,
        too_long(".. figure:: a b c " + "x" * 80),
    ],
)
def test_code(body):
    """Under the rule on code, regions behind two colons, single words and exempt lines may be longer."""
    config = Config(line_rule=LineRule.CODE, exempt_lines=(*URLS, r"^\.\..*image::"))
    check(SPEC.format(body), named(FLAT), config)


@pytest.mark.parametrize("rule", EACH)
@pytest.mark.parametrize(
    ("first", "second"), [("", ""), ("* ", "  "), ("a::\n\n  b\n\n", ""), ("1. ", "   ")]
)
def test_the_fix_satisfies_each_rule(rule, first, second):
    """Once the paragraph is wrapped anew no line of it is too long."""
    config = Config(line_rule=rule, exempt_lines=URLS, select=frozenset({"line-too-long"}))
    case = marked.look(SPEC.format(f"{first}{LONG}\n{second}{LONG}"), named(FLAT), config=config)
    assert case.findings
    fix = marked.fixes(case.spec, case.findings[0])[0]
    assert marked.look(case.applied(fix), named(FLAT), config=config).findings == ()


def test_long_titles():
    """Settings can let titles be long, with their adornments; text may not be."""
    title = "A long title of many words, " * 4 + "and its end"
    line = "=" * len(title)
    text = f"{line}\n{title}\n{line}\n\nProblem\n-------\n\n{over()}\n\n{title}\n{'-' * len(title)}\n\nT.\n"
    select = frozenset({"line-too-long"})
    case = marked.look(marked.unmarked(text)[0], named(FLAT), config=Config(select=select, long_titles=True))
    assert [finding.range.start.line for finding in case.findings] == [7]
    case = marked.look(marked.unmarked(text)[0], named(FLAT), config=Config(select=select))
    assert [finding.range.start.line for finding in case.findings] == [1, 7, 9]
