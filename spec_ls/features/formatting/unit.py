"""The proof that docutils reads units of blocks as before, however they were formatted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spec_ls.rst.meaning import meaning_of
from spec_ls.rst.source import as_docutils_reads
from spec_ls.rst.syntax.reading import Stepwise

MOST_LINES = 300
"""A longer unit docutils would read for more than some 15 ms, at each time."""
_MOST_CHARACTERS = 30_000
_MOST_ASKED = 2
"""Variants of a unit that docutils reads."""
_MOST_AT_ONCE = 60
"""Lines of several units that docutils reads together, unless one has more: its set-up costs as much."""
_BETWEEN = "\ue000"
"""Begins and ends a paragraph between two units that docutils reads together."""

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Question:
    """Which of the variants, the likeliest first, docutils reads as a text; ``unasked`` if it is none."""

    text: str
    variants: tuple[str, ...]
    unasked: int

    @property
    def height(self) -> int:
        return self.text.count("\n") + 1


def proven(units: Sequence[tuple[Lines, Sequence[Lines]]]) -> Stepwise[list[int]]:
    """The index of the first variant of each unit that docutils reads as the unit's lines.

    The last variant is the same to docutils without white space at the ends of lines.  docutils reads each
    line three times at most, and between two steps once.
    """
    questions = [_question(before, variants) for before, variants in units]
    chosen = [question.unasked for question in questions]
    for batch in _batches(
        [index for index, question in enumerate(questions) if question.variants], questions
    ):
        meanings = dict(zip(batch, _meanings([questions[index].text for index in batch]), strict=True))
        yield
        for number in range(_MOST_ASKED):
            left = [
                i for i in batch if chosen[i] == questions[i].unasked and number < len(questions[i].variants)
            ]
            if left:
                found = _meanings([questions[index].variants[number] for index in left])
                yield
                for index, meaning in zip(left, found, strict=True):
                    if meaning is not None and meaning == meanings[index]:
                        chosen[index] = number
    return chosen


def _question(before: Lines, variants: Sequence[Lines]) -> _Question:
    text, read = _read(before), [_read(variant) for variant in variants]
    unasked = read.index(text)
    asked = read[: min(unasked, _MOST_ASKED)] if _is_short(text) and all(map(_is_short, read)) else []
    return _Question("\n".join(text), tuple("\n".join(lines) for lines in asked), unasked)


def _batches(indices: Iterable[int], questions: Sequence[_Question]) -> Iterator[list[int]]:
    """Runs of the questions with these indices that docutils may read at once."""
    batch, height = list[int](), 0
    for index in indices:
        if batch and height + questions[index].height > _MOST_AT_ONCE:
            yield batch
            batch, height = [], 0
        batch.append(index)
        height += questions[index].height
    if batch:
        yield batch


def _meanings(texts: Sequence[str]) -> list[list[str] | None]:
    """What each of some texts means to docutils, which reads them at once, with a paragraph between two."""
    meaning = meaning_of(f"\n\n{_BETWEEN}\n\n".join(texts), whatever_adornment=True)
    if meaning is None or any(_BETWEEN in text for text in texts):
        return [None] * len(texts)
    found = list[list[str] | None]()
    start = 1  # behind the document
    for end in [index for index, node in enumerate(meaning) if node == _BETWEEN]:
        found.append(meaning[start : end - 1])  # before the paragraph
        start = end + 1
    found.append(meaning[start:])
    return found if len(found) == len(texts) else [None] * len(texts)


def _read(lines: Lines) -> list[str]:
    """The lines as docutils reads them, without blank ones at the end."""
    read = [as_docutils_reads(line) for line in lines]
    while read and not read[-1]:
        del read[-1]
    return read


def _is_short(lines: Lines) -> bool:
    return len(lines) <= MOST_LINES and sum(map(len, lines)) <= _MOST_CHARACTERS
