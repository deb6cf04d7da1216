"""A client that does not read, and one that is gone: neither fills the memory, nor keeps the server alive."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from .driver import ENVIRONMENT, SERVER, TIMEOUT
from .pipe import INITIALIZE, Pipe, TcpPipe
from .samples import UNTIDY
from .test_lifecycle import is_running

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes and pipes end in another way there")

DOCUMENT = {"uri": "untitled:1", "languageId": "restructuredtext", "version": 1, "text": UNTIDY * 20}
SYMBOLS = {"textDocument": {"uri": "untitled:1"}}
MB = 1024 * 1024
SECTIONS = "".join(f"Section {number}\n============\n\n" for number in range(1500))
"""A text whose symbols are a quarter of a megabyte."""
SOON = 3.0
"""Seconds: one of them is promised, the others are for a machine on which other tests run."""


def frame(method, params, **more):
    """A message as bytes."""
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.fixture
def pipe():
    """A server with a document open."""
    made = Pipe()
    made.initialize(initializationOptions={"template": "nova"})
    made.notify("textDocument/didOpen", {"textDocument": DOCUMENT})
    made.request("textDocument/documentSymbol", SYMBOLS)
    yield made
    made.end()


class Flood:
    """Writes messages in a thread of its own, up to a number of bytes, and counts what the server takes."""

    def __init__(self, stream, message, limit):
        self.descriptor, self.message, self.limit = stream.fileno(), message, limit
        self.taken = self.messages = 0
        self.thread = threading.Thread(target=self.write, daemon=True)
        self.thread.start()

    def write(self):
        while self.taken < self.limit:
            data = memoryview(self.message(self.messages))
            while data:
                written = os.write(self.descriptor, data)
                self.taken, data = self.taken + written, data[written:]
            self.messages += 1

    def until_still(self, most):
        """Wait until the server takes nothing for two seconds, or has taken more than ``most`` bytes."""
        before = -1
        while self.thread.is_alive() and before != self.taken <= most:
            before = self.taken
            self.thread.join(2)
        return self.taken


def request(number):
    """A request of 1 KB, whose answer is far longer."""
    return frame("textDocument/documentSymbol", {**SYMBOLS, "workDoneToken": "x" * 900}, id=f"a{number}")


def memory(process):
    """The memory of a process, in MB."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as lines:
        found = next(line for line in lines if line.startswith("VmRSS"))
    return int(found.split()[1]) / 1024


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="the memory of a process is not told here")
def test_a_client_that_does_not_read_is_not_read(pipe):
    """Once 16 MB wait nothing more is taken, little memory is used, and all is answered once the client reads."""
    before = memory(pipe.process)
    flood = Flood(pipe.process.stdin, request, 64 * MB)
    assert flood.until_still(8 * MB) < 8 * MB
    assert flood.thread.is_alive()
    assert memory(pipe.process) - before < 64
    flood.limit = flood.taken
    found = set()
    while flood.thread.is_alive() or len(found) < flood.messages:
        answer = pipe.read()
        if "method" not in answer:
            assert answer["result"]
            assert answer["id"] not in found
            found.add(answer["id"])
    assert found == {f"a{number}" for number in range(flood.messages)}


def processor_time(process):
    """The processor time of a process so far, in clock ticks."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as line:
        return sum(map(int, line.read().rpartition(")")[2].split()[11:13]))


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="the memory of a process is not told here")
@pytest.mark.parametrize("way", [Pipe, TcpPipe])
def test_requests_that_were_read_wait_for_the_client_too(way):
    """Of requests that arrive at once, and are read at once, no more are answered than 16 MB can hold."""
    server = way()
    try:
        server.initialize()
        server.notify("textDocument/didOpen", {"textDocument": {**DOCUMENT, "text": SECTIONS}})
        server.request("textDocument/documentSymbol", SYMBOLS)
        before = memory(server.process)
        server.to_server.write(
            b"".join(frame("textDocument/documentSymbol", SYMBOLS, id=f"a{number}") for number in range(400))
        )
        server.to_server.flush()
        last = -1
        while last != (last := processor_time(server.process)):
            time.sleep(0.5)  # the time in which a server that has something to do does some of it
        assert memory(server.process) - before < 48
        found = set()
        while len(found) < 400:
            found.add(server.read().get("id"))
        assert found == {f"a{number}" for number in range(400)}
    finally:
        server.end()


def test_the_rest_of_the_output_is_written_at_the_end():
    """What a slow client has not read when the conversation ends is not lost."""
    pipe = Pipe("--log-level", "debug")
    try:
        pipe.initialize()
        pipe.notify("textDocument/didOpen", {"textDocument": {**DOCUMENT, "text": SECTIONS}})
        pipe.process.stdin.write(b"".join(map(request, range(20))) + frame("shutdown", None, id="end"))
        pipe.notify("exit")
        awaited = {"end", *(f"a{number}" for number in range(20))}
        logged = b""
        while b"notification exit" not in logged or logged.count(b"sent response") <= len(awaited):
            line = pipe.process.stderr.readline()  # until all is answered, which is more than a pipe holds
            assert line, logged
            logged += line
        while awaited:
            time.sleep(0.001)
            awaited.discard(pipe.read().get("id"))
        assert pipe.process.wait(TIMEOUT) == 0
    finally:
        pipe.end()


@pytest.mark.parametrize("messages", [0, 200])
def test_a_closed_pipe_ends_the_server(pipe, messages):
    """When the client closes the pipe that it reads, the server ends within a second, whatever else it holds."""
    pipe.process.stdin.write(b"".join(map(request, range(messages))))
    pipe.process.stdin.flush()
    pipe.process.stdout.close()
    assert pipe.process.wait(SOON) == 1


CLIENT = """
import os, subprocess, sys, time
server = subprocess.Popen(sys.argv[1:], stdin=-1, stdout=-1)
print(server.pid, flush=True)
for line in sys.stdin.buffer:
    server.stdin.write(eval(line))
    server.stdin.flush()
    print(flush=True)
time.sleep(60)
"""

BUSY = "".join(f"|s{number} " for number in range(4000)) + "\n"
"""A text that takes far longer than that."""


@pytest.mark.parametrize("work", ["nothing", "flood", "text"])
def test_a_server_ends_within_a_second_of_its_client(work):
    """When the client is killed, idle, with its output unread or in the midst of long work, the server ends."""
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT, *SERVER], env=ENVIRONMENT, stdin=-1, stdout=-1, stderr=-1
    )
    server = int(client.stdout.readline())
    document = {**DOCUMENT, "text": BUSY if work == "text" else UNTIDY * 20}
    messages = [
        frame("initialize", {**INITIALIZE, "initializationOptions": {"template": "nova"}}, id=1),
        frame("initialized", {}),
        frame("textDocument/didOpen", {"textDocument": document}),
    ]
    if work == "flood":
        messages += [b"".join(map(request, range(200)))]
    try:
        for message in messages:
            client.stdin.write(repr(message).encode() + b"\n")
            client.stdin.flush()
            client.stdout.readline()
        client.kill()
        killed = time.monotonic()
        client.stderr.read()  # its end comes when the server, too, has left it
        assert time.monotonic() - killed < SOON
    finally:
        client.kill()
        client.wait(TIMEOUT)
        for stream in (client.stdin, client.stdout, client.stderr):
            stream.close()
        if is_running(server):
            os.kill(server, signal.SIGKILL)


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_stream_is_said(closed):
    """A server that is started without standard input or output says so in one line, with status 2."""
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", *SERVER]
    done = subprocess.run(
        command, env=ENVIRONMENT, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    name = "standard input" if closed == "<&-" else "standard output"
    assert (done.returncode, done.stderr) == (2, f"spec-ls: cannot serve: {name} is closed\n")
