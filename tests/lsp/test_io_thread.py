"""Work on files is done in a thread, and the event loop goes on meanwhile."""

import asyncio
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from spec_ls.lsp.io_thread import IOThread

pytestmark = pytest.mark.asyncio


async def test_results_come_in_order():
    """While one function is late the next ones wait behind it, and the event loop waits for none."""
    thread, disk, order = IOThread(), Event(), []
    slow = thread.run(lambda: disk.wait(20))
    quick = thread.run(lambda: "quick")
    for future in (slow, quick):
        future.add_done_callback(order.append)
    await asyncio.sleep(0)
    assert order == []
    disk.set()
    assert await quick == "quick"
    assert order == [slow, quick]
    thread.end()


async def test_a_failure_is_that_of_its_future_alone():
    """An exception is raised where the result is awaited, and the thread goes on."""
    thread = IOThread()
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 / 0)
    assert await thread.run(lambda: 2) == 2
    thread.end()


async def test_a_result_that_nobody_waits_for_any_more_is_dropped():
    """A future may be cancelled while its function runs."""
    thread, disk = IOThread(), Event()
    thread.run(lambda: disk.wait(20)).cancel()
    disk.set()
    assert await thread.run(lambda: 2) == 2
    thread.end()


async def test_the_thread_ends_after_its_last_function():
    """``end`` lets the functions be run that were given before."""
    before, thread = set(enumerate_threads()), IOThread()
    future = thread.run(lambda: 1)
    (started,) = set(enumerate_threads()) - before
    thread.end()
    started.join(20)
    assert (await future, started.is_alive()) == (1, False)
