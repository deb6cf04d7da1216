"""What may have to wait for a disk is done aside, and nobody waits for it but for a moment."""

import asyncio
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from spec_ls.lsp.aside import Aside

pytestmark = pytest.mark.asyncio


async def test_what_is_quick_is_there_at_once():
    """On a disk that is not slow the answer is there before anything else is done."""
    aside, found = Aside(), []
    for number in range(3):
        aside.ask(lambda number=number: number, found.append)
    assert found == [0, 1, 2]


async def test_what_takes_long_comes_later_and_in_order():
    """While one piece of work is late the next ones queue behind it, and nobody waits for any."""
    aside, found, disk, done = Aside(), [], Event(), asyncio.Event()
    aside.ask(lambda: disk.wait(20), lambda _: found.append("slow"))
    aside.ask(lambda: None, lambda _: found.append("next"))
    assert found == []
    aside.ask(lambda: None, lambda _: done.set())
    disk.set()
    await asyncio.wait_for(done.wait(), 20)
    assert found == ["slow", "next"]
    aside.ask(lambda: None, lambda _: found.append("quick"))
    assert found == ["slow", "next", "quick"]


async def test_what_fails_is_logged_and_the_rest_goes_on(caplog):
    """A bug in a look at files, or in what is made of it, does not end the thread."""
    aside, found = Aside(), []
    aside.ask(lambda: 1 / 0, found.append)
    aside.ask(lambda: 0, lambda number: 1 / number)
    aside.ask(lambda: 2, found.append)
    assert found == [2]
    assert caplog.text.count("ZeroDivisionError") == 2


async def test_its_thread_ends_with_it():
    """Of a client that has left nothing stays, and what it asked for last is done."""
    before, aside, found = set(enumerate_threads()), Aside(), []
    aside.ask(lambda: 1, found.append)
    (thread,) = set(enumerate_threads()) - before
    aside.end()
    thread.join(20)
    assert (found, thread.is_alive()) == ([1], False)
