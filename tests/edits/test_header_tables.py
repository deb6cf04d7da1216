"""Rows of a header that is a table: inserted in the table's own widths."""

from __future__ import annotations

import pytest

from spec_ls.checks.run import check, fixes
from spec_ls.config import Config
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.model.document import parse
from spec_ls.model.template import Template, read_template
from spec_ls.spec import compare
from spec_ls.text import Text, apply_edits

TITLE = "=====\n{}\n=====\n\n"
SECTION = "\nAbstract\n--------\n\nText.\n\nNotes\n-----\n\nText.\n"
RULE = "+----------+---------+\n"
GRID = RULE + RULE.join(
    ["| PLEP     | 7       |\n", "| author   | Ada     |\n", "| status   | Draft   |\n", ""]
)
SIMPLE = "========  ======\nPLEP      7\nauthor    Ada\nstatus    Draft\n========  ======\n"
RULES = HeaderRules(
    kind=HeaderKind.TABLE,
    fields=tuple(FieldRule(name, required=FieldDemand.USE) for name in ("PLEP", "author", "type", "status")),
)
CONFIG = Config(header=RULES, gate=frozenset())


def template(kind: str = "process") -> Template:
    """The template, with a value of a field that a new document may keep, or has to replace."""
    rows = [
        "| PLEP     | number                         |\n",
        "| author   | names                          |\n",
    ]
    rows += [f"| type     | {kind:30} |\n", "| status   | discussion                     |\n", ""]
    rule = "+----------+--------------------------------+\n"
    return read_template(TITLE.format("Title") + rule + rule.join(rows) + SECTION, "builtin:example")


def after_fixes(header: str, kind: str = "process") -> str:
    """The header after the fixes of missing fields, each proven."""
    text = Text.of(TITLE.format("Lists") + header + SECTION)
    while True:
        spec = compare(parse(text), template(kind), CONFIG)
        found = [fix for f in check(spec).findings if f.code == "missing-field" for fix in fixes(spec, f)[:1]]
        if not found:
            return str(text).removeprefix(TITLE.format("Lists")).removesuffix(SECTION)
        text = apply_edits(text, found[0].edits)


def test_a_row_of_a_grid() -> None:
    """A row comes where the template has it, in the widths of the table."""
    assert after_fixes(GRID) == GRID.replace("| status", f"| type     | process |\n{RULE}| status")


def test_the_last_row_and_the_first() -> None:
    """A row is inserted behind the last one and before the first."""
    full = GRID.replace("| status", f"| type     | process |\n{RULE}| status").replace("Draft  ", "process")
    last = full.replace(f"| status   | process |\n{RULE}", "")
    first = full.replace(f"| PLEP     | 7       |\n{RULE}", "")
    assert after_fixes(last, "process").startswith(last)
    assert after_fixes(first).startswith(f"{RULE}| PLEP     | number  |\n{RULE}| author")


def test_a_value_of_several_words_is_wrapped() -> None:
    """A value that is too long for its cell takes several lines, and none where a word does not fit."""
    lines = "| type     | as the  |\n|          | rules   |\n|          | say     |\n"
    assert after_fixes(GRID, "as the rules say") == GRID.replace("| status", f"{lines}{RULE}| status")
    assert after_fixes(GRID, "informational") == GRID
    exactly = GRID.replace("| status", f"| type     | as they |\n{RULE}| status")
    assert after_fixes(GRID, "as they") == exactly
    hyphen = "| type     | a       |\n|          | rule-by |\n"
    assert after_fixes(GRID, "a rule-by") == GRID.replace("| status", f"{hyphen}{RULE}| status")


def test_a_name_that_does_not_fit() -> None:
    """Where a name is longer than its column no row is inserted."""
    narrow = GRID.replace("----------+-", "----+-").replace("PLEP     ", "A  ").replace("author   ", "B  ")
    narrow = narrow.replace("status   ", "C  ")
    assert after_fixes(narrow) == narrow


def test_wide_characters() -> None:
    """Where a value has characters of two columns no row is inserted: editors draw their borders otherwise."""
    assert after_fixes(GRID, "漢字") == GRID


def test_a_name_that_does_not_fit_into_a_simple_table() -> None:
    """Where a name is longer than the column of names no row is inserted."""
    narrow = "====  =====\nPLEP  7\ntype  a\nx     y\n====  =====\n"
    assert after_fixes(narrow) == narrow


def test_a_table_that_ends_the_text() -> None:
    """A row comes behind the last line where that has no line end."""
    rows = ["| PLEP     | 7       |\n", "| status   | Draft   |\n", "| author   | Ada     |\n", ""]
    header = (RULE + RULE.join(rows)).removesuffix("\n")
    text = Text.of(TITLE.format("Lists") + header)
    spec = compare(parse(text), template(), CONFIG)
    [fix] = [fix for f in check(spec).findings if '"type"' in f.message for fix in fixes(spec, f)]
    after = str(apply_edits(text, fix.edits)).removeprefix(TITLE.format("Lists"))
    assert after == f"{header}\n| type     | process |\n{RULE}".removesuffix("\n")


def test_names_in_bold() -> None:
    """A name is marked up as that of the row above."""
    rule = "+------------+---------+\n"
    bold = rule + rule.join(
        ["| **PLEP**   | 7       |\n", "| **author** | Ada     |\n", "| **status** | Draft   |\n", ""]
    )
    assert "| **author** | Ada     |\n" + rule + "| **type**   | process |\n" in after_fixes(bold)


def test_behind_the_head() -> None:
    """Behind the head of a table a row comes below the head's rule, and none comes before the head."""
    head = GRID.replace(f"7       |\n{RULE}", f"7       |\n{RULE.replace('-', '=')}", 1)
    without = head.replace(f"| author   | Ada     |\n{RULE}", "").replace(
        "| status", f"| type     | process |\n{RULE}| status"
    )
    wanted = without.replace("| type", f"| author   | names   |\n{RULE}| type")
    assert after_fixes(without) == wanted
    headless = head.replace("PLEP  ", "Paper ")
    assert "number" not in after_fixes(headless)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_row_of_a_simple_table(newline: str) -> None:
    """A simple table gets a line, and its last cell may be of any length."""
    wanted = SIMPLE.replace("status", "type      as the rules say\nstatus")
    text = (TITLE.format("Lists") + SIMPLE + SECTION).replace("\n", newline)
    spec = compare(parse(Text.of(text)), template("as the rules say"), CONFIG)
    found = [fix for f in check(spec).findings for fix in fixes(spec, f) if f.code == "missing-field"]
    after = str(apply_edits(spec.text, found[0].edits))
    assert after == (TITLE.format("Lists") + wanted + SECTION).replace("\n", newline)
