"""Random texts beside docutils: a short run, and what longer runs have found."""

from __future__ import annotations

import pytest
from judge import shown
from messages import BY_THE_LETTER, our_messages

from rst.known_differences import KNOWN, Known
from rst.random_texts import compared, main, text_of

# Texts in which our sections or messages were not docutils'.
FOUND = {
    "an ideographic space at a table's edge": "+---+\x1d\u3000++++\n--\n****\r\n\n----\nOver\n----\n=====\x1d",
    "a title that ends in a start-string": "====\n a|\r====\n\nx\n",
    "a reference in a definition that docutils drops": "x\n\nTitle\n-----\n.. |x| replace:: foo_\n   `x x::\n\n",
    "`::`, a title, a field": "::\n\nText\n====\n\n:Organization: a\n\n  b\n",
    "`::`, a title, a transition": "::\n\nSub\n---\n\n----\n\n:copyright: a\n   * b\n",
    "`::`, a title, a transition, text": "::\n\nSub\n---\n\n----\n\na\n",
    "`::` before a subtitle": "Sub\n---\n\n::\n\nT\n==\n\n----\n\na\n",
    "`::` before title and subtitle": "::\n\nA\n=\n\n::\n\nB\n-\n\n:Date:\n",
    "`::`, a title, two transitions": "::\n\nA\n=\n\n----\n\n----\n\nx\n",
    "`::` behind a directive for the next element": ".. class:: x\n\n::\n",
    "`::` with a literal block there": ".. class:: x\n\n::\n\n  lit\n",
    "`::` behind a transition": "a\n\n----\n\n::\n",
    "`::` between a transition and a title": "Title\n=====\n\na\n\n----\n\n::\n\nB\n=\n\nx\n",
    "`::` with white space behind it": "::\u00a0\n \x0b\n\nA\n=\n\n----\n\nb\n",
    "`::` with something before it": "\u3000::\n\nA\n=\n\n----\n\nb\n",
    "`::` and what is quoted": "::\n\n:: b\n\nA\n=\n\n----\n\nb\n",
    "an item and a space that is none": "* item\n\u00a0\u00a0nbsp\n======\n\nWords\n~~~~~\n",
    "a numbered item and such a space": "1. item\n\u00a0\u00a0\u00a0nbsp\n======\n",
    "a directive for the next element in a rejected table": ".. table:: t\n\n   .. class:: x\n\nfoo\n",
    "one in a rejected caption": ".. figure:: x\n\n   - a\n\n   .. class:: x\n\nfoo\n",
    "a field in a directive that leaves its content": ".. class:: x\n\n   :Organization: a\n\n     b\n\n:Date:\n",
    "such a directive before a misplaced title": "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\n.. class:: x\n\nE\n~\n",
    "transitions around such a directive": "a\n\n----\n\n.. class:: x\n\n----\n\nb\n",
    "transitions around one that leaves nothing": "a\n\n----\n\n.. role:: x\n\n----\n\nb\n",
    "a transition, and such a directive last": "a\n\n----\n\n.. class:: x\n",
    "a transition, and such a directive last in a section": "A\n=\n\na\n\n----\n\n.. class:: x\n\nB\n=\n",
    "a message before a promoted title": "__\n----\nOver\n----\n$$$$$$\n\n a\n",
    "a message at the end of a section": "A\n=\n\nb\n\nC\n-\n\n****\n\n.. role:: x\nD\n-\n\ne\n",
    "a title whose name a target below it has": "A\n=\n\nB\n-\n\n----\n\n  .. _b: x\n\nC\n=\n",
    "a title whose name the target behind it has": "A\n=\n\nB\n-\n\n.. _b: x\n\n----\n\na\n\nC\n=\n",
    "and a transition before the target": "A\n=\n\nB\n-\n\n----\n\n.. _b: x\n\nC\n=\n",
    "a title whose name a target above it has": ".. _b: x\n\nA\n=\n\nB\n-\n\n----\n\na\n\nC\n=\n",
    "a transition before a title that looks like adornment": "AA\n--\n\nBB\n--\n\n****\n\n---\n-----\n",
    "transitions around a message": "a\n\n----\n\n.. role:: x\n----\n\nb\n",
    "a circular substitution that is used before": "   |x|\n.. |x| replace:: *y*\n   |x|_\n",
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found(name: str) -> None:
    """Texts that once were taken for something else than docutils takes them for are no more."""
    result = compared(FOUND[name])
    assert not result.gave_up
    assert result.is_known, f"{shown(result.text)}\n{result}"


def test_a_short_run() -> None:
    """Nothing differs in a few hundred texts, under an older docutils nothing but what is known, and rarely."""
    assert main(["--texts", "600", "--processes", "1"]) == 0


def test_a_difference_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run prints what differs, counts the texts, and ends with status 1."""
    monkeypatch.setattr("rst.random_texts.our_messages", lambda text: our_messages(text + "\n\n*x\n"))
    with monkeypatch.context() as patch:
        patch.setattr("rst.random_texts.ProcessPoolExecutor", _InThisProcess)
        assert main(["--texts", "20", "--seed", "7"]) == 1
    out = capsys.readouterr().out
    assert "spec-ls only: Message(" in out
    assert "20 texts (seed 7)" in out


def test_texts_follow_from_seed_and_number() -> None:
    """The same seed and number give the same text, others give others."""
    assert [text_of(3, number) for number in range(20)] == [text_of(3, number) for number in range(20)]
    assert [text_of(3, number) for number in range(20)] != [text_of(4, number) for number in range(20)]


def test_lone_colons_are_often_there() -> None:
    """A paragraph that is only ``::`` stands in one text of five or more."""
    assert sum("\n\n::\n\n" in text_of(0, number) for number in range(1_000)) > 200


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known.kind.name} {known.side}")
def test_known_differences(known: Known) -> None:
    """What is listed is there up to the version that is named, and gone in later ones."""
    result = compared(known.text)
    found = {(one.side, one.message.text) for one in result.messages}
    assert ((known.side, known.kind.name) in found) is known.is_in_force, result
    assert result.is_known
    assert not (BY_THE_LETTER and found)


class _InThisProcess:
    """An executor that runs everything at once, here."""

    def __init__(self, processes: int) -> None:
        self.map = map

    def __enter__(self) -> _InThisProcess:
        return self

    def __exit__(self, *error: object) -> None:
        pass
