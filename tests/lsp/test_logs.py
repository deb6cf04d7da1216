"""``--log-file`` and ``--log-level``: what the server writes down, and that this never stops it."""

import json
import os
import subprocess
import sys

import pytest

from .driver import ENVIRONMENT, SERVER, TIMEOUT
from .pipe import Pipe
from .samples import UNTIDY

SECRET = "xyzzy"
DOCUMENT = {"uri": "untitled:1", "languageId": "restructuredtext", "version": 1}
PLACE = {"textDocument": {"uri": "untitled:1"}, "position": {"line": 3, "character": 2}}


def converse(*arguments, before_the_end=b""):
    """A short session about a document with a secret word, with faults; returns status and standard error."""
    pipe = Pipe(*arguments)
    pipe.initialize(initializationOptions={"template": "nova"}, clientInfo={"name": "an editor"})
    text = f"{SECRET}\n\n{UNTIDY}\n:{SECRET}:`x` |{SECRET}| {SECRET}_\n"
    pipe.notify("textDocument/didOpen", {"textDocument": {**DOCUMENT, "text": text}})
    pipe.notify("textDocument/didOpen", {"textDocument": {**DOCUMENT, "version": SECRET, "text": text}})
    assert pipe.request("textDocument/documentSymbol", PLACE)["result"]
    pipe.request("textDocument/hover", PLACE)
    pipe.request("textDocument/hover", {**PLACE, "position": SECRET})
    pipe.request("nobody/knows", {"text": SECRET})
    pipe.write(f'{{"text": "{SECRET}'.encode())
    assert pipe.read()["error"]["code"] == -32700
    if before_the_end:
        pipe.process.stdin.write(before_the_end)
    else:
        assert pipe.request("shutdown")["result"] is None
        pipe.notify("exit")
    return pipe.wait()


@pytest.mark.parametrize("level", [(), ("--log-level", "info"), ("--log-level", "error")])
def test_the_file_holds_no_text_of_documents(tmp_path, level):
    """At every level but debug a log says what went wrong, in a document with a secret word without that word."""
    file = tmp_path / "log"
    broken = f"Content-Length: 2\r\n\r\n{{}}{SECRET}\n\n".encode()  # a wrong length: text comes as a header
    status, errors = converse("--log-file", str(file), *level, before_the_end=broken)
    found = file.read_text("utf-8")
    assert status == 1
    assert SECRET not in found
    assert SECRET not in errors
    assert "no header of a message" in found
    assert ("nobody/knows" in found) == ("error" not in level)
    assert ("an editor" in found) == ("info" in level)


def test_debug_says_which_messages_there_are(tmp_path):
    """At the level debug each message has a line, with its size or the time that its answer took."""
    file = tmp_path / "log"
    file.write_text("earlier\n")
    status, errors = converse("--log-file", str(file), "--log-level", "debug")
    lines = file.read_text("utf-8").splitlines()
    assert status == 0
    assert lines[0] == "earlier"
    assert any('received request "textDocument/hover"' in line and "bytes)" in line for line in lines)
    assert any("sent response" in line and "ms after" in line for line in lines)
    assert "received request" not in errors  # it has warnings alone


def test_without_a_file_the_level_is_that_of_standard_error():
    """``--log-level`` alone is about standard error."""
    status, errors = converse("--log-level", "debug")
    assert status == 0
    assert 'spec-ls: received request "textDocument/hover"' in errors


@pytest.mark.parametrize("name", ["none/log", "."])
def test_a_file_that_cannot_be_written(tmp_path, name):
    """It is said in one line, with status 2."""
    command = [*SERVER, "--log-file", str(tmp_path / name)]
    done = subprocess.run(command, env=ENVIRONMENT, input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"spec-ls: cannot write the log file {tmp_path / name}: ")
    assert done.stderr.count("\n") == 1


def test_an_unknown_level_is_wrong_use():
    """The levels are those of Python's logging, in small letters."""
    command = [*SERVER, "--log-level", "loud"]
    done = subprocess.run(command, env=ENVIRONMENT, input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "debug" in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
def test_a_full_disk_is_said_once():
    """When the log file can no longer be written the server goes on, and one line says so."""
    status, errors = converse("--log-file", "/dev/full", "--log-level", "debug")
    assert status == 0
    assert errors.count("the log file can no longer be written") == 1
    assert "Traceback" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe cannot be asked there whether it has room")
def test_a_log_that_nobody_reads_stops_nothing():
    """Standard error that is a full pipe takes no more lines, and all requests are answered."""
    pipe = Pipe()
    pipe.initialize()
    unknown = {**PLACE, "textDocument": {"uri": "untitled:" + "x" * 1_000}}
    for _ in range(400):
        assert pipe.request("textDocument/hover", unknown)["result"] is None
    assert pipe.request("shutdown")["result"] is None
    pipe.notify("exit")
    status, errors = pipe.wait()
    assert status == 0
    assert 10_000 < len(errors) < 200_000


def test_a_message_is_shortened():
    """A client that names a document of a megabyte is logged, and shown its settings, in short."""
    pipe = Pipe()
    pipe.initialize()
    assert (
        pipe.request("textDocument/hover", {**PLACE, "textDocument": {"uri": "x" * 1_000_000}})["result"]
        is None
    )
    pipe.notify("workspace/didChangeConfiguration", {"settings": {"spec-ls": "x" * 1_000_000}})
    while (shown := pipe.read()).get("method") != "window/showMessage":
        pass
    assert len(json.dumps(shown)) < 2_000
    pipe.request("shutdown")
    pipe.notify("exit")
    assert len(pipe.wait()[1]) < 10_000
    assert pipe.process.wait(TIMEOUT) == 0


FAILING = """
import logging, sys
from spec_ls.lsp import logs
logs.set_up(sys.argv[1])
try:
    try:
        int("xyzzy")
    except ValueError as error:
        raise KeyError("xyzzy") from error
except KeyError:
    logging.getLogger("spec_ls.lsp").exception("work failed")
"""


def test_an_exception_is_named_without_its_message(tmp_path):
    """A traceback in the file has its lines of code and its types; the messages, which may quote a text, stay out."""
    file = tmp_path / "log"
    command = [sys.executable, "-c", FAILING, str(file)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    found = file.read_text("utf-8")
    assert "work failed" in found
    assert found.index("ValueError") < found.index("KeyError")
    assert SECRET not in found
    assert "KeyError: 'xyzzy'" in done.stderr
