"""check-incomplete: what docutils is not asked, because it would take too long."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from checks.marked import look
from checks.templates import FLAT, named
from spec_ls.checks.run import check, check_promptly, finish_check, fixes
from spec_ls.config import Config, LineRule
from spec_ls.features.actions import actions
from spec_ls.findings import Severity
from spec_ls.rst.reach import MOST_LINES
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.rst.syntax.work import MOST_FOR_DOCUMENT
from spec_ls.text import Edit, Position, Range

CODE = "check-incomplete"
COSTLY = "Words *and `more |words\n" * 1_000
TITLE = "Spec\n====\n\n"


def incomplete(text, config=Config()):
    """The lines of the findings, counted from 0."""
    case = look(text, named(FLAT), config=config)
    return [finding.range.start.line for finding in case.findings if finding.code == CODE]


@pytest.mark.parametrize(
    "text",
    [
        COSTLY,
        ("Words |s " * 500 + "\n") * 6,
        "a_ x\n" * 5_000,
        "- a\nb\n" * 800,
        f"{'== ' * 400}\n{'a  ' * 400}\n" + f"{'a  ' * 400}\n" * 30 + f"{'== ' * 400}\n",
    ],
    ids=["opened", "substitutions", "references", "long", "wide table"],
)
def test_at_its_block(text):
    """It stands at the block that is not read; what stands around it is checked."""
    case = look(f"{TITLE}First *one\n\n{text}\nLast *one\n", named(FLAT))
    (found,) = [finding for finding in case.findings if finding.code == CODE]
    assert found.severity is Severity.WARNING
    assert found.range.start.line == 5
    syntax = [finding.range.start.line for finding in case.findings if finding.code == "rst-syntax"]
    assert (syntax[0], syntax[-1]) == (3, len(case.spec.text.lines) - 2)


def test_no_setting_and_no_comment_switches_it_off():
    """It is there whatever is selected, ignored or suppressed, unless docutils is not asked at all."""
    assert incomplete(COSTLY, Config(ignore=frozenset({CODE}))) == [0]
    assert incomplete(COSTLY, Config(select=frozenset({"rst-syntax"}))) == [0]
    assert incomplete(f".. spec-ls: disable={CODE}\n\n{TITLE}{COSTLY}") == [5]
    assert incomplete(f"{TITLE}.. spec-ls: disable={CODE}\n\n{COSTLY}") == [5]
    assert incomplete(COSTLY, Config(ignore=frozenset({"rst-syntax"}))) == []


def test_it_has_no_fix_and_is_not_offered_to_be_suppressed():
    """An editor has nothing to offer for it."""
    case = look(TITLE + COSTLY, named(FLAT))
    (found,) = [finding for finding in case.findings if finding.code == CODE]
    assert fixes(case.spec, found) == ()
    offered = actions(check_promptly(case.spec), found.range, ("quickfix",))
    assert not [action for action in offered if any(about.code == CODE for about in action.findings)]


def test_the_rest_of_a_document():
    """Where a document takes too much work in many parts, the first that is not read stands for the rest."""
    text = TITLE + "Opened *a `b |c, *d `e |f, *g `h |i\n\n" * 5_000
    (line,) = incomplete(text)
    assert 1_000 < line < 10_000


def test_after_edits_it_is_that_of_a_fresh_look():
    """How far docutils gets depends on the text alone, not on what it has read before."""
    part = "Opened *a `b |c\n\n" * 2_000
    before = look(TITLE + part, named(FLAT)).spec
    line = len(before.text.lines) - 1
    now = before
    for at, added in ((line, part), (3, "More *text\n\n"), (9, part)):
        now = now.after([Edit(Range.of(at, 0, at, 0), added)])
        checked = run_to_end(finish_check(check_promptly(now)))
        fresh = look(str(now.text), named(FLAT))
        assert checked.findings == tuple(fresh.findings)
        now = checked.spec
    assert CODE in {finding.code for finding in checked.findings}
    assert MOST_FOR_DOCUMENT > 0


def test_the_command_ends_as_for_a_file_that_it_could_not_read(tmp_path):
    """The status is 2, and the finding names the place."""
    (tmp_path / "template.rst").write_text(f"{TITLE}Problem\n=======\n\nWhat?\n")
    (tmp_path / "a.rst").write_text(f"{TITLE}Problem\n=======\n\n{COSTLY}")
    command = [
        sys.executable,
        "-m",
        "spec_ls",
        "check",
        "--template",
        "template.rst",
        "--ignore",
        CODE,
        "a.rst",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert f"a.rst:7:1: warning {CODE} " in done.stdout
    assert done.returncode == 2


SLOW = Config(line_rule=LineRule.LENGTH, exempt_lines=("^x", "(a+)+$"), exempt_lines_origin="spec-ls.toml:3")
HOSTILE = "a" * 5_000 + "! " + "b" * 80


def test_a_pattern_of_the_settings_that_takes_too_long():
    """One finding names the pattern and its place in the settings; the lines that it slows down are not exempt."""
    case = look(f"{TITLE}{HOSTILE}\n\n" * 200 + f"x{HOSTILE}\n\n!{'a' * 90}\n", named(FLAT), config=SLOW)
    (found,) = [finding for finding in case.findings if finding.code == CODE]
    assert found.message.startswith('"(a+)+$" in exempt-lines (spec-ls.toml:3) takes too long: this line is')
    assert found.range == Range.of(3, 0, 3, len(HOSTILE))
    assert len([finding for finding in case.findings if finding.code == "line-too-long"]) >= 200
    assert incomplete(f"{TITLE}x{HOSTILE}\n\n!{'a' * 90}\n", SLOW) == []


def test_a_pattern_is_searched_for_only_where_lines_may_be_too_long():
    """No other rule on lines, and no text without long lines, is slowed down by a pattern."""
    long, short = f"{TITLE}{HOSTILE}\n", f"{TITLE}{HOSTILE[-70:]}!\n"
    assert incomplete(short, SLOW) == []
    assert incomplete(long, replace(SLOW, ignore=frozenset({"line-too-long"}))) == []
    assert incomplete(long, replace(SLOW, line_rule=LineRule.DEFAULT)) == []
    assert incomplete(long, replace(SLOW, line_rule=LineRule.OFF)) == []


def test_a_text_of_too_many_lines_is_checked_to_where_it_is_read():
    """One finding stands where the reading ends; nothing behind it is a finding, and nothing is said to be missing."""
    text = f"{TITLE}Trailing \n\n" + "Words.\n\n" * (MOST_LINES // 2) + "Trailing \n\nOpened *one\n"
    case = look(text, named(FLAT))
    (found,) = [finding for finding in case.findings if finding.code == CODE]
    assert found.message == "nothing is checked from here on: the text is longer than 12,000 lines"
    assert MOST_LINES - 2 <= found.range.start.line <= MOST_LINES
    assert {finding.code for finding in case.findings} == {CODE, "trailing-whitespace"}
    assert max(finding.range.start.line for finding in case.findings) == found.range.start.line
    assert [fixes(case.spec, finding) for finding in case.findings] == [()] * len(case.findings)
    assert actions(check(case.spec), Range(Position(0, 0), case.spec.text.end)) == []
    assert str(case.spec.text) == text


def test_the_end_of_what_is_read_is_said_even_if_docutils_is_not_asked():
    """No setting switches it off."""
    assert incomplete(
        f"{TITLE}{'Words.' + chr(10) * 2}" * MOST_LINES, Config(select=frozenset({"tab-indentation"}))
    )
