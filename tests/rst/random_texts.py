"""Many random texts beside docutils: their sections and messages.

    python tests/rst/random_texts.py [--texts N] [--seed S] [--processes P]

makes N texts (10,000) of the fragments of ``texts.py`` in the manner of its strategies, but with plain random
numbers, so that hypothesis takes no time.  It compares the sections and the messages that docutils finds in
each text with ours, in P processes (2).  The same S (0) gives the same texts.  Each text that differs is
printed with what differs, and at the end how many there were.  Under a docutils older than 0.23 messages are
compared by kind and block, and the differences listed in ``known_differences.py`` are only counted.  Texts at
which docutils itself raises an exception are counted and left out.  100,000 texts take some 8 minutes on two
cores.  Exit 1: a text differs, or 2 in 100 do in known ways.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path[1:1] = [str(Path(__file__).resolve().parents[1])]

import docutils  # noqa: E402  (what follows lies in a folder added above)
from judge import by_docutils, by_us, shown  # noqa: E402
from judge import difference as outline_difference  # noqa: E402
from messages import BY_THE_LETTER, Difference, differences, docutils_messages, our_messages  # noqa: E402

from rst import texts  # noqa: E402
from rst.known_differences import MOST, all_known  # noqa: E402

_AT_A_TIME = 200
"""Texts that a process is given at a time."""


class Result(NamedTuple):
    """The text of a number, and what differs: sections, to read, and messages; ``known``: none but known ones.

    ``gave_up`` is whether docutils itself raised; then nothing is compared.
    """

    number: int
    text: str
    sections: str = ""
    messages: tuple[Difference, ...] = ()
    gave_up: bool = False

    @property
    def is_known(self) -> bool:
        return not self.sections and all_known(self.messages)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Compare random texts' sections and messages with docutils'."
    )
    parser.add_argument("--texts", metavar="N", type=int, default=10_000)
    parser.add_argument("--seed", metavar="S", type=int, default=0)
    parser.add_argument("--processes", metavar="P", type=int, default=2)
    options = parser.parse_args(arguments)
    counts, kinds = Counter[str](), Counter[str]()
    for result in results(options.texts, options.seed, options.processes):
        counts["gave up"] += result.gave_up
        if result.sections or result.messages:
            counts["known" if result.is_known else "wrong"] += 1
            kinds.update(f"{one.side} only: {one.message.text}" for one in result.messages)
        if not result.is_known:
            print(f"text {result.number}\n{shown(result.text)}")
            print(*filter(None, [result.sections, *result.messages]), sep="\n", end="\n\n", flush=True)
    by = "by the letter" if BY_THE_LETTER else "by kind and block"
    print(f"docutils {docutils.__version__}: {options.texts:,} texts (seed {options.seed}), messages {by}:")
    print(
        f"{counts['wrong']:,} differ, {counts['known']:,} in known ways; docutils raises at {counts['gave up']:,}"
    )
    for kind, count in kinds.most_common():
        print(f"  {count:6,} {kind}")
    return 1 if counts["wrong"] or counts["known"] > MOST * options.texts else 0


def results(count: int, seed: int, processes: int) -> Iterator[Result]:
    """What differs in texts, in the order of their numbers."""
    starts = range(0, count, _AT_A_TIME)
    with ProcessPoolExecutor(processes) as pool:
        ranges = [range(start, min(start + _AT_A_TIME, count)) for start in starts]
        yield from chain.from_iterable(pool.map(_compared_range, ranges, [seed] * len(ranges)))


def compared(text: str, number: int = 0) -> Result:
    """What differs between docutils' sections and messages of a text and ours."""
    outline, said = by_docutils(text), docutils_messages(text)
    if outline is None or said is None:
        return Result(number, text, gave_up=True)
    wrong = outline_difference(outline, by_us(text))
    return Result(number, text, wrong, tuple(differences(said, our_messages(text))))


def text_of(seed: int, number: int) -> str:
    """The text of a number."""
    random = Random(f"{seed}/{number}")
    return _lines(random) if random.random() < 1 / 3 else _text(random)


def _compared_range(numbers: range, seed: int) -> list[Result]:
    return [compared(text_of(seed, number), number) for number in numbers]


def _text(random: Random) -> str:
    pieces = [
        _section(random) if random.random() < 1 / 5 else _line(random) for _ in range(random.randint(0, 14))
    ]
    text = "".join(pieces)
    way = random.random()
    return text.rstrip() if way < 1 / 4 else "\ufeff" + text if way < 2 / 4 else text


def _line(random: Random) -> str:
    words = texts.PIECES if random.random() < 1 / 2 else texts.ADORNMENT
    return random.choice(texts.INDENTS) + random.choice(words) + random.choice(texts.LINE_ENDS)


def _section(random: Random) -> str:
    gap, colons = ["", "\n", "\n\n"], texts.LONE_COLONS
    return "".join(map(random.choice, [gap, colons, texts.SECTIONS, gap, colons]))


def _lines(random: Random) -> str:
    return "".join(
        random.choice(texts.LINE_INDENTS) + _words(random) + random.choice(texts.LINE_GAPS)
        for _ in range(random.randint(0, 10))
    )


def _words(random: Random) -> str:
    way = random.random()
    if way < 1 / 2:
        return " ".join(random.choices([*texts.INLINE, "words", "of text"], k=random.randint(1, 4)))
    return random.choice(texts.NAMES if way < 3 / 4 else texts.PIECES)


if __name__ == "__main__":
    sys.exit(main())
