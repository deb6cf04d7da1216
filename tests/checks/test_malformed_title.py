"""malformed-title: titles that a process wants to begin with its name and the file's number."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.examples import TITLE_RULES
from checks.marked import check, look
from checks.templates import FLAT, named
from spec_ls.config import Config
from spec_ls.field_rules import HeaderKind, HeaderRules
from spec_ls.findings import Severity

CODE = "malformed-title"
PATH = Path("proposal-7.rst")
SECTIONS = "Problem\n-------\n\nP.\n\nChange\n------\n\nC.\n\nTesting\n-------\n\nT.\n"
ADVICE = Config(header=TITLE_RULES)
GATED = Config(
    header=HeaderRules(kind=HeaderKind.FIELDS, title="Proposal {number} - .+", title_behind="=#"),
    gate=frozenset({CODE}),
)


def titled(title: str) -> str:
    """A spec with a title, which may be marked."""
    return f"{title}\n{'=' * 40}\n\n{SECTIONS}"


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        ("Lists", "Proposal 7 - Lists"),
        ("Proposal Lists", "Proposal 7 - Lists"),
        ("Proposal 12: Lists", "Proposal 7 - Lists"),
        ("proposal XX \u2014 Lists of proposals", "Proposal 7 - Lists of proposals"),
        ("A better proposal for lists", "Proposal 7 - A better proposal for lists"),
        ("Lists: a proposal", "Proposal 7 - Lists: a proposal"),
        ("Proposal 7 -", None),
    ],
)
def test_the_words_stay_and_the_beginning_is_written(title: str, mended: str | None) -> None:
    """What stands in place of the name and the number goes; no words are made up."""
    case = check(titled(f"«{title}»({CODE})"), named(FLAT), PATH, ADVICE)
    finding = case.one(CODE)
    assert (finding.severity, finding.message) == (Severity.WARNING, 'the title should be "Proposal 7 - ..."')
    assert [case.applied(fix).splitlines()[0] for fix in case.fixes(CODE)] == ([mended] if mended else [])


@pytest.mark.parametrize("title", ["Proposal 7 - Lists", "Proposal 7 - a"])
def test_a_title_in_the_form_is_silent(title: str) -> None:
    """So is one of a file without a number, of which nobody knows how it should begin."""
    check(titled(title), named(FLAT), PATH, ADVICE)
    check(titled("Lists"), named(FLAT), Path("lists.rst"), ADVICE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("====\n Lists\n====\n\n" + SECTIONS, [(1, 'the title should be "Proposal 7 - ..."')]),
        ("Lists\n=====\n\n" + SECTIONS, [(2, 'the title should be "Proposal 7 - ..."')]),
        ("====\nProposal 7 - Lists\n====\n\n" + SECTIONS, []),
        (SECTIONS, [(0, "there is no title")]),
        ("Text.\n\n====", [(2, 'the title should be "Proposal 7 - ..."')]),
    ],
    ids=["overlined", "underlined", "right", "none", "nothing behind"],
)
def test_a_gate_reads_the_line_behind_the_first_adornment(text: str, said: list[tuple[int, str]]) -> None:
    """Its title is what stands there, whatever docutils takes for one."""
    found = [one for one in look(text, named(FLAT), PATH, GATED).findings if one.code == CODE]
    assert [(one.range.start.line, one.message) for one in found] == said
    assert all(one.severity is Severity.ERROR for one in found)


def test_without_a_title_a_gate_of_docutils_rejects_the_file() -> None:
    """Where the gate reads docutils' title, that is the one that is missed."""
    rules = HeaderRules(kind=HeaderKind.FIELDS, title="Proposal {number} - .+")
    config = Config(header=rules, gate=frozenset({CODE}))
    found = [one for one in look(SECTIONS, named(FLAT), PATH, config).findings if one.code == CODE]
    assert [(one.message, one.severity) for one in found] == [("there is no title", Severity.ERROR)]


@pytest.mark.parametrize(
    ("form", "name", "title"),
    [
        ("Proposal {number} - .+", "proposal-7-slow-lists.rst", "Proposal 7 - Slow lists"),
        ("Proposal {number} - .+", "0007-slow-lists.rst", "Proposal 7 - Slow lists"),
        ("Proposal {number} - .+", "0007-2-lists.rst", "Proposal 7 - 2 lists"),
        ("Proposal {number} - .+", "7.rst", "Proposal 7 - Title"),
        ("Proposal {number} - .+", "slow-lists.rst", "Slow lists"),
        ("Proposal: .+", "proposal-slow-lists.rst", "Proposal: Slow lists"),
        ("Proposal: .+", "a-proposal-on-lists.rst", "Proposal: A proposal on lists"),
        (".+", "0007-slow-lists.rst", "Slow lists"),
        ("[A-Z].+ lists", "slow-lists.rst", "Slow lists"),
        (None, "7_slow_lists.rst", "Slow lists"),
        (None, "python-3-lists.rst", "Python 3 lists"),
    ],
)
def test_a_title_that_is_made_of_the_name_of_the_file(form: str | None, name: str, title: str) -> None:
    """It begins as the process wants, and has the words of the name, but neither the number nor its own name again."""
    config = Config(header=HeaderRules(kind=HeaderKind.FIELDS, title=form))
    case = look(SECTIONS, named(FLAT), Path(name), config)
    (fix,) = case.fixes("missing-title")
    assert fix.title == f'Write the title "{title}"'


def test_a_beginning_of_one_word() -> None:
    """A process may want no more than its name and a colon."""
    config = Config(header=HeaderRules(kind=HeaderKind.FIELDS, title="Proposal: .+"))
    case = look(titled("Proposal - Lists"), named(FLAT), PATH, config)
    assert case.fixed(CODE).splitlines()[0] == "Proposal: Lists"
