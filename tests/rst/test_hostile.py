"""Input that nobody writes on purpose: nothing raises, nothing hangs, nothing is lost."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator

import judge
import pytest
from edited import edited

from rst.long_spec import long_spec
from spec_ls.checks.run import check
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.rst.nested import literal_lines, paragraphs
from spec_ls.rst.scan import scan
from spec_ls.spec import compare
from spec_ls.text import Edit, Position, Range, Text

SECONDS = 60  # not how long anything should take, but when it hangs
SOME, MANY = 2_000, 100_000
LONG = 1_000_000
LEVELS = (200, 2_000)

SMALL = {
    "empty": "",
    "a line end": "\n",
    "a carriage return": "\r",
    "one line": "Text",
    "one line and its end": "Text\n",
    "an adornment": "=====",
    "two colons": "::",
    "two dots": "..",
    "a title": "Title\n=====",
    "an overline": "=====\nTitle",
    "blanks": " \t \n\n\t",
    "a byte order mark": "\ufeff",
    "NUL": "\0",
    "NUL in a title": "\0\n=====\n\0Text\0\n",
    "mixed line ends": "Title\r\n=====\r\rText\n\rText\r\r\n\nText\u2028Text\x85\n",
    "form feeds": "\fTitle\n=====\n\f\n\f\fText\f\n",
    "lone surrogates": "\ud800\n==\n\n\udc00 \ud83d\ude00\n",
    "combining characters alone": "\u0301\u0301\n==\n",
    "all of Latin-1": "".join(map(chr, range(256))),
}

# What comes again and again.
REPEATED = {
    "blank lines": "\n",
    "carriage returns": "\r",
    "line separators": "a\u2028",
    "form feeds": "a\f\n",
    "one paragraph": "a\n",
    "paragraphs": "a\n\n",
    "block quotes": "  a\n",
    "bullets": "- a\n",
    "bullets without text": "-\n",
    "enumerated": "#. a\n",
    "definitions": "a\n  b\n",
    "fields": ":a: b\n",
    "options": "-a  b\n",
    "line block": "| a\n",
    "doctest": ">>> a\n",
    "literal blocks": "a::\n\n  b\n\n",
    "announced literal blocks": "a::\n\n",
    "quoted literal block": "a::\n\n> b\n",
    "transitions": "====\n\n",
    "overlines": "====\na\n",
    "adornment": "====\n",
    "short adornment": "==\n",
    "titles": "a\n====\n",
    "overlined titles": "====\na\n====\n",
    "comments": ".. a\n",
    "empty comments": "..\n",
    "targets": ".. _a:\n",
    "unfinished targets": ".. _a\n",
    "anonymous targets": "__\n",
    "substitutions": ".. |a|\n",
    "directives": ".. note::\n",
    "footnotes": ".. [#] a\n",
    "grid borders": "+---+\n",
    "grid borders and bullets": "+---+\n- a\n",
    "grid borders and a broken row": "+---+\n+x\n- a\n",
    "simple borders": "=== ===\n",
    "simple tables": "=== ===\na\n=== ===\n\n",
    "simple tables without an end": "=== ===\na\n\n",
}

HUGE = {
    "enumerated list": "".join(f"{number}. a\n\n" for number in range(1, MANY // 2)),
    "indented target": ".. _a\n" + "   b\n" * MANY,
    "grid table": "+---+\n" + "| a |\n" * MANY,
    "simple table to the end": "=== ===\n" + "a\n\n" * MANY,
    "grid borders and bullets": "+---+\n- a\n" * (MANY // 2),
    "paragraphs": "a\n\n" * (MANY // 2),
    "a long spec": long_spec(MANY),
    "all levels": "".join(f"a\n{char * 4}\n\n" for char in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" * 1_000),
}

LINES = {
    "letters": "a" * LONG,
    "adornment": "=" * LONG,
    "adornment and a letter": "=" * LONG + "x",
    "a table's border": "=== ===\n" + "=" * LONG + "x\n",
    "many borders": "=== ===\n" + ("=" * 9_990 + "x\n") * 100,
    "words": "a " * (LONG // 2),
    "blanks": " " * LONG + "a",
    "tabs": "\t" * LONG + "a",
    "bullets": "- " * (LONG // 2) + "a",
    "bullets that docutils reads": "- " * 4_900 + "a",
    "colons": ":" * LONG,
    "field": ":a" * (LONG // 2),
    "backslashes": "\\" * LONG + "::",
    "options": "-a, " * (LONG // 4),
    "number": "1" * LONG + ". a",
    "Roman number": "i" * LONG + ". a",
    "target": ".. _" + "a" * LONG,
    "target of colons": ".. _`" + "a:" * (LONG // 2),
    "target of backslashes": ".. _" + "\\" * LONG,
    "words of a title": "a b" * 3_000 + "\n" + "=" * 9_000,
    "directive": ".. " + "a-" * (LONG // 2),
    "citation": ".. [" + "a." * (LONG // 2),
    "substitution": ".. |" + "a|" * (LONG // 2),
    "grid border": "+-" * (LONG // 2) + "+",
    "simple border": "= " * (LONG // 2) + "x",
    "wide title": "漢" * LONG + "\n" + "=" * 20,
    "combining title": "e" + "\u0301" * LONG + "\n==\n",
    "docutils' lines": "a\u2028" * (LONG // 2),
    "NUL": "\0" * LONG,
}

# How the line of each level begins; it is indented by as much as the levels above take.
NESTED = {
    "bullets": ("- a\n\n", 2),
    "enumerated": ("1. a\n\n", 3),
    "block quotes": ("a\n\n", 2),
    "definitions": ("a\n", 1),
    "fields": (":a:\n", 1),
    "notes": (".. note::\n\n", 3),
    "literal blocks": ("a::\n\n", 2),
}


class Hang(BaseException):
    """Raised where a test takes far too long; no ``except Exception`` contains it."""


TEMPLATE = read_template(
    "=====\nTitle\n=====\n\nProblem\n=======\n\nWhat?\n\nChange\n======\n\nHow?\n", "template.rst"
)


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """Make a test that hangs fail, where the system has alarms."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    previous = signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, previous)


@pytest.mark.parametrize("name", SMALL)
def test_small_texts(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """A text of hardly anything, or of odd characters, is read as docutils reads it."""
    want = judge.by_docutils(SMALL[name])
    assert want is not None
    assert not judge.difference(want, judge.by_us(SMALL[name]))
    _survives(SMALL[name], caplog)


@pytest.mark.parametrize("name", REPEATED)
def test_the_same_again_and_again(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of lines take time in proportion, whatever they are."""
    _survives(REPEATED[name] * SOME, caplog)
    _opens(REPEATED[name] * SOME)


@pytest.mark.parametrize("name", HUGE)
def test_a_hundred_thousand_lines(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a block of 100,000 lines nor as many lines of blocks are too much."""
    _survives(HUGE[name], caplog)


@pytest.mark.parametrize("name", LINES)
def test_long_lines(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """A line of a million characters is read in one go, whatever pattern it almost fits."""
    _survives(f"Title\n=====\n\n{LINES[name]}\n\nEnd\n===\n", caplog)
    _opens(LINES[name])


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """What is nested thousands of levels deep is one block, also where docutils gives up on it."""
    line, indent = NESTED[name]
    few, many = ("".join(" " * (indent * level) + line for level in range(levels)) for levels in LEVELS)
    _survives(f"{few}\nTitle\n=====\n\nText.\n", caplog)
    _opens(few)
    _opens(many)


@pytest.mark.parametrize("levels", LEVELS)
def test_deep_nesting_in_one_line(levels: int, caplog: pytest.LogCaptureFixture) -> None:
    """A line may open hundreds of lists at once."""
    _survives("- " * levels + "Text and so on.\n", caplog)


def test_line_that_docutils_does_not_read() -> None:
    """A line of more than 10,000 columns leaves a text without sections, as docutils does."""
    for length in (9_999, 10_000, 10_001):
        for line in ("x" * length, "\t" * (length // 8) + "x" * (length % 8)):
            text = f"Title\n=====\n\n{line}\n"
            want = judge.by_docutils(text)
            assert want is not None
            assert not judge.difference(want, judge.by_us(text)), f"{length} columns"
            assert bool(len(want)) == (length <= 10_000)


def _hangs(number: int, frame: object) -> None:
    raise Hang(f"this took more than {SECONDS} seconds")


def _survives(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """All that opening a text and typing into it sets off is done without an error and loses nothing."""
    buffer = Text.of(text)
    assert str(buffer) == text
    checked = check(compare(parse(buffer), TEMPLATE))
    line = len(buffer.lines) // 2
    middle = Range.at(Position(line, len(buffer.lines[line]) // 2))
    for typed in ("x", "\n"):
        checked = check(edited(checked.spec, [Edit(middle, typed)]))
        assert "".join(block.text for block in checked.spec.blocks) == str(checked.spec.text)
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


def _opens(text: str) -> None:
    """What is nested in the blocks is found, or left alone."""
    for block in scan(Text.of(text)):
        verbatim = literal_lines(block)
        assert not any(verbatim & set(range(one.start, one.end)) for one in paragraphs(block))
