"""A long spec made of nothing but a seed: every kind of block, in the proportions of real prose."""

from __future__ import annotations

from random import Random

_WORDS = [
    "the", "a", "of", "to", "in", "is", "for", "on", "that", "with", "by", "as", "it", "be", "are", "this",
    "each", "when", "one", "two", "volume", "server", "host", "image", "port", "user", "request", "answer",
    "driver", "quota", "limit", "number", "record", "field", "change", "value", "*state*", "``name``",
    "`link`_", "API",
]  # fmt: skip

_BLOCKS = [
    "* {0}\n\n* {1}\n  {2}\n\n  {0}\n\n",
    "#. {0}\n\n#. {1}\n\n",
    "1. {0}\n2. {1}\n\n",
    "{2}::\n\n    {{'a': 1,\n     'b': [{0}]}}\n\n",
    ".. code-block:: python\n\n   def call(value):\n       return value\n\n",
    ".. note:: {0}\n   {1}\n\n",
    ":field: {2}\n:other field: {0}\n\n",
    "term\n    {0}\n    {1}\n\nother term\n    {2}\n\n",
    "+------+------+\n| a    | b    |\n+======+======+\n| c    | d    |\n+------+------+\n\n",
    "=====  =====\na      b\n=====  =====\nc      d\n=====  =====\n\n",
    "| {0}\n| {1}\n\n",
    "    {0}\n    {1}\n\n",
    "-a      {2}\n--long  {2}\n\n",
    ">>> 1 + 1\n2\n\n",
    ".. {0}\n   {1}\n\n",
    ".. [#] {0}\n\n",
    ".. _target {number}: http://example.org/{number}\n\n",
]


def long_spec(lines: int, seed: int = 1) -> str:
    """A spec of exactly so many lines, all its titles different; the same for the same arguments."""
    random = Random(seed)
    text, written, number = "=========\nLong spec\n=========\n\n", 4, 0
    parts = [text]
    while written < lines:
        number += 1
        part = _section(random, number) if number % 8 == 1 else _prose(random, number)
        parts.append(part)
        written += part.count("\n")
    return "\n".join("".join(parts).split("\n")[:lines]) + "\n"


def _section(random: Random, number: int) -> str:
    title = f"{random.choice(_WORDS).strip('*`_').title()} {number}"
    adornment = random.choice("=--~") if number > 8 else "="
    return f"{title}\n{adornment * len(title)}\n\n"


def _prose(random: Random, number: int) -> str:
    if random.random() < 0.5:
        return "\n".join(_line(random) for _ in range(random.randint(1, 8))) + "\n\n"
    return random.choice(_BLOCKS).format(_line(random), _line(random), random.choice(_WORDS), number=number)


def _line(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=random.randint(3, 12)))
