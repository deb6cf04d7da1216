"""The targets of the fuzzers hold on their seeds and on random bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from fuzzed import SEEDS, TARGETS  # noqa: E402  (it lies in the folder added above)

_RANDOM = 150


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_break_no_promise(name: str) -> None:
    """The inputs that the fuzzers begin with, and each of them cut or with bytes changed, break nothing."""
    random = Random(1)
    for seed in SEEDS[name]:
        TARGETS[name](seed)
        for _ in range(_RANDOM // len(SEEDS[name])):
            TARGETS[name](_changed(seed, random))


@pytest.mark.parametrize("name", TARGETS)
def test_random_bytes_break_no_promise(name: str) -> None:
    """Random bytes of many lengths break nothing."""
    random = Random(2)
    for _ in range(_RANDOM // 3):
        TARGETS[name](random.randbytes(random.randrange(120)))


def _changed(data: bytes, random: Random) -> bytes:
    """A seed with a part of it gone, doubled or overwritten."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.randrange(1, 12))
    middle = random.choice([b"", data[start:end] * 2, random.randbytes(end - start)])
    return data[:start] + middle + data[end:]
