"""The buffer: lines as LSP divides them, edits at any place, and what each edit touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rst.texts import edits, example_count, texts

from spec_ls.text import Edit, Position, Range, Text, apply_edits, line_content, split_lines

# «» marks the range that gives way to the second text; the third is the result.
REPLACED = {
    "in a line": ("one «two» three", "2", "one 2 three"),
    "nothing": ("one«» two", "", "one two"),
    "a line end": ("one«\n»two", " ", "one two"),
    "two line ends as one": ("one«\r\n»two", "\n", "one\ntwo"),
    "several lines": ("one\nt«wo\nthr»ee\n", "x\ny\nz", "one\ntx\ny\nzee\n"),
    "everything": ("«one\ntwo\n»", "", ""),
    "at the end": ("one\n«»", "two", "one\ntwo"),
    "on top": ("«»one", "\n", "\none"),
    "a line end behind a carriage return": ("one\r«»", "\ntwo", "one\r\ntwo"),
    "a carriage return before a line end": ("one«»\ntwo", "\r", "one\r\ntwo"),
    "what kept a carriage return from its line feed": ("one\r«x»\ntwo", "", "one\r\ntwo"),
    "a line separator ends no line": ("one\u2028two«»\nthree", "x", "one\u2028twox\nthree"),
    "astral characters are one each": ("\U0001d11e«\U0001d11e»\U0001d11e", "x", "\U0001d11ex\U0001d11e"),
}

LINES = {
    "": [""],
    "a": ["a"],
    "a\n": ["a\n", ""],
    "a\r\nb\rc\nd": ["a\r\n", "b\r", "c\n", "d"],
    "\r\r\n\n": ["\r", "\r\n", "\n", ""],
    "a\u2028b\x0bc\x0cd\x1ce\x85f": ["a\u2028b\x0bc\x0cd\x1ce\x85f"],
}


@pytest.mark.parametrize("text", LINES)
def test_lines_end_where_lsp_ends_them(text: str) -> None:
    """A line ends at a line feed, a carriage return or both, and at nothing else."""
    assert split_lines(text) == LINES[text]
    assert Text.of(text).lines == tuple(LINES[text])


@pytest.mark.parametrize("name", REPLACED)
def test_replace(name: str) -> None:
    """An edit replaces exactly its range, and the lines are those of the new text."""
    marked, new, result = REPLACED[name]
    before, range_, behind = _split(marked)
    edit = Edit(_range(before, range_), new)
    after, _ = Text.of(before + range_ + behind).replace(edit)
    assert after == Text.of(result)


@example_count(4)
@given(st.data())
def test_replace_is_that_of_strings(data: st.DataObject) -> None:
    """Random edits give the text that cutting and joining strings gives, and tell which lines they touched."""
    text = Text.of(data.draw(texts(size=6)))
    edit = data.draw(edits(text))
    after, splice = text.replace(edit)
    start, end = sorted(_offset(text, text.clamp(position)) for position in edit.range)
    whole = str(text)
    assert after == Text.of(whole[:start] + edit.text + whole[end:])
    assert after.lines[: splice.start] == text.lines[: splice.start]
    assert after.lines[splice.new_end :] == text.lines[splice.old_end :]
    assert splice.start < splice.old_end
    assert splice.start < splice.new_end <= len(after.lines)


@example_count(1)
@given(st.data())
def test_untouched_lines_are_the_same_objects(data: st.DataObject) -> None:
    """An edit makes new strings of the lines that it touches alone."""
    text = Text.of(data.draw(texts()))
    after, splice = text.replace(data.draw(edits(text)))
    kept = [*range(splice.start), *range(splice.new_end, len(after.lines))]
    shift = splice.old_end - splice.new_end
    assert all(after.lines[n] is text.lines[n if n < splice.start else n + shift] for n in kept)


@pytest.mark.parametrize(
    ("position", "nearest"),
    [
        ((0, 0), (0, 0)),
        ((0, 9), (0, 3)),
        ((1, 9), (1, 0)),
        ((2, 9), (2, 5)),
        ((9, 0), (2, 5)),
        ((-1, 7), (0, 0)),
        ((1, -1), (1, 0)),
    ],
)
def test_positions_outside_are_clamped(position: tuple[int, int], nearest: tuple[int, int]) -> None:
    """A position behind a line or outside of the text is taken for the nearest one inside."""
    assert Text.of("one\r\n\r\nthree").clamp(Position(*position)) == Position(*nearest)


def test_a_range_that_ends_before_its_start_is_turned_round() -> None:
    """A client may send the ends of a selection in the order in which they were made."""
    backwards = Edit(Range(Position(1, 1), Position(0, 2)), "x")
    forwards = Edit(Range(Position(0, 2), Position(1, 1)), "x")
    text = Text.of("one\ntwo")
    assert text.replace(backwards) == text.replace(forwards)
    assert text.replace(backwards)[0] == Text.of("onxwo")


def test_end_is_behind_the_last_character() -> None:
    """The end is in the line behind a final line end, or behind the last line's last character."""
    assert Text.of("one\ntwo").end == Position(1, 3)
    assert Text.of("one\n").end == Position(1, 0)
    assert Text.of("").end == Position(0, 0)


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb\n", "\n"),
        ("a\rb\n", "\n"),
        ("a\nb\r\nc\r\n", "\r\n"),
        ("a\rb\r\nc\r", "\r"),
        ("a\rb\r\n", "\r\n"),
    ],
)
def test_newline_is_that_of_most_lines(text: str, newline: str) -> None:
    """New lines end as the first line of the buffer does."""
    assert Text.of(text).newline == newline


def test_edits_that_refer_to_one_text() -> None:
    """Edits that all refer to the same text are applied without one moving the other."""
    text = Text.of("one\ntwo\nthree\n")
    changed = apply_edits(
        text,
        [
            Edit(Range.of(0, 0, 1, 0), ""),
            Edit(Range.of(2, 5, 2, 5), "\nfour"),
            Edit(Range.of(1, 0, 1, 3), "2\n2"),
        ],
    )
    assert str(changed) == "2\n2\nthree\nfour\n"


@example_count(1)
@given(st.data())
def test_slice_is_what_an_edit_replaces(data: st.DataObject) -> None:
    """The text of a range, put in the place of the range, changes nothing."""
    text = Text.of(data.draw(texts(size=6)))
    range_ = data.draw(edits(text)).range
    start, end = sorted(map(text.clamp, range_))
    same = Range(start, end)
    assert text.replace(Edit(same, text.slice(same)))[0] == text


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        ((0, 0, 0, 3), (0, 3, 0, 5), True),
        ((0, 0, 0, 3), (0, 4, 0, 5), False),
        ((0, 2, 0, 2), (0, 0, 1, 0), True),
        ((0, 2, 0, 2), (0, 2, 0, 2), True),
        ((1, 0, 2, 0), (0, 0, 0, 9), False),
    ],
)
def test_ranges_that_meet_touch(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int], touch: bool
) -> None:
    """Ranges touch where they overlap or meet, whichever is asked."""
    assert Range.of(*one).touches(Range.of(*other)) is touch
    assert Range.of(*other).touches(Range.of(*one)) is touch


def _split(marked: str) -> tuple[str, str, str]:
    before, _, rest = marked.partition("«")
    range_, _, behind = rest.partition("»")
    return before, range_, behind


def _range(before: str, inside: str) -> Range:
    return Range(_position(before), _position(before + inside))


def _position(text: str) -> Position:
    """The end of a text that other text may follow: behind a carriage return the next line starts."""
    lines = split_lines(text)
    return Position(len(lines) - 1, len(lines[-1]))


def _offset(text: Text, position: Position) -> int:
    return sum(map(len, text.lines[: position.line])) + min(
        position.column, len(line_content(text.lines[position.line]))
    )
