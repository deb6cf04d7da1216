"""The soak in short: its figures have their shape, its verdict is right, and a server that works on keeps its memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

FOLDER = Path(__file__).resolve().parent
sys.path[1:1] = [str(FOLDER.parent / "bench"), str(FOLDER)]

import texts  # noqa: E402  (it lies in a folder added above)
from actions import Buffer  # noqa: E402
from author import Author, deletions, documents, has_prose  # noqa: E402
from minutes import Minute, judged  # noqa: E402
from plan import OWN  # noqa: E402
from soak import worked  # noqa: E402

posix = pytest.mark.skipif(sys.platform == "win32", reason="the probe waits for pipes as POSIX does")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    """An author on our own server."""
    repository = texts.lay_out(tmp_path / "repository")
    editor = OWN[0].start(repository, pause=0.0)
    editor.initialize(repository.folder)
    yield Author(editor, repository, documents(repository, texts.SAMPLE.parent, 1))
    editor.leave()


@posix
@linux
def test_a_short_soak_keeps_memory_and_answers(author: Author) -> None:
    """With all kinds of edits and requests memory stays, and what is published is that of texts opened anew."""
    first, *_, last = islice(worked(author, 1_000, 80), 5)
    assert first.resident is not None
    assert last.resident is not None
    assert (last.number, last.edits, len(last.seconds)) == (5, 400, 80)
    assert 5 < last.resident <= 1.1 * first.resident
    assert all(seconds > 0 for seconds in last.seconds)
    author.editor.pause = 0.3
    assert author.differences() == []


def test_growth_fails() -> None:
    """Memory is compared from the tenth minute on, processor time once there are minutes to compare."""
    flat = [_minute(number, 100.0, 0.002) for number in range(1, 61)]
    assert [is_fine for _, is_fine in judged(flat)] == [True, True]
    grown = [*flat[:-1], _minute(60, 103.5, 0.002)]
    assert [is_fine for _, is_fine in judged(grown)] == [False, True]
    slower = [*flat[:50], *(_minute(number, 100.0, 0.0025) for number in range(51, 61))]
    assert [is_fine for _, is_fine in judged(slower)] == [True, False]
    early = [_minute(1, 50.0, 0.009), *flat[1:]]
    assert [is_fine for _, is_fine in judged(early)] == [True, True]
    assert list(judged(flat[:10])) == []


def test_what_is_deleted_comes_back() -> None:
    """Each second edit is the undo of the one before."""
    text = texts.document(300, texts.SAMPLE)
    assert has_prose(text)
    buffer = Buffer(text)
    for number, _ in enumerate(islice(deletions(buffer, Random(1)), 20)):
        assert (str(buffer) == text) == bool(number % 2)


def _minute(number: int, resident: float, seconds: float) -> Minute:
    return Minute(number, 1_200 * number, resident, resident, [seconds] * 100)
