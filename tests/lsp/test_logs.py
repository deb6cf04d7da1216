"""The server's log: ``--log-file`` and ``--log-level``, ``$/setTrace`` and ``$/logTrace``."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from trees import run

from spec_ls.lsp.logs import FileFormatter

from .pipe import Pipe
from .samples import UNTIDY

SECRET = "xylophone"
TEXT = UNTIDY.replace("Replicas go out of tune.", f"Replicas go out of {SECRET}.")
PLACE = {"textDocument": {"uri": "untitled:1"}, "position": {"line": 4, "character": 2}}


def converse(pipe: Pipe, **initialize: object) -> str:
    """A session with wrong messages, whose words are secret; returns standard error."""
    pipe.initialize(initializationOptions={"template": "nova"}, **initialize)
    document = {"uri": "untitled:1", "languageId": "restructuredtext", "version": 1, "text": TEXT}
    pipe.notify("textDocument/didOpen", {"textDocument": document})
    assert pipe.request("textDocument/hover", PLACE)["result"]
    pipe.notify("textDocument/didChange", {"textDocument": {"uri": "untitled:1", "version": SECRET}})
    assert "error" in pipe.request("textDocument/hover", {**PLACE, "position": {"line": SECRET}})
    text = f".. spec-ls: template={SECRET}\n\n{TEXT}"
    pipe.notify("textDocument/didOpen", {"textDocument": {**document, "uri": "untitled:2", "text": text}})
    while not any(message["method"] == "window/showMessage" for message in pipe.heard):
        pipe.request("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:2"}})
    pipe.write(f"{SECRET}: x\r\n\r\n".encode(), "")
    status, errors = pipe.wait()
    assert status == 1
    return errors


@pytest.mark.parametrize("level", ["warning", "info"])
def test_a_log_file_has_no_word_of_a_document(tmp_path: Path, level: str) -> None:
    """Messages that quote what a client sent stand in the log without the quotation."""
    log = tmp_path / "log"
    log.write_text("before\n")
    errors = converse(Pipe("--log-file", str(log), "--log-level", level), trace="verbose")
    lines = log.read_text("utf-8").splitlines()
    assert lines[0] == "before"
    assert any(line.endswith("textDocument/hover: refused with -32602") for line in lines)
    assert any(line.endswith("a header that cannot be read") for line in lines)
    assert any("untitled:1: opened" in line for line in lines) == (level == "info")
    assert SECRET not in log.read_text("utf-8")
    assert SECRET in errors  # whoever started the server sees it


def test_a_log_at_debug_has_all_messages(tmp_path: Path) -> None:
    """At the level debug the log names each message, and quotes what is wrong."""
    log = tmp_path / "log"
    converse(Pipe("--log-file", str(log), "--log-level", "debug"))
    text = log.read_text("utf-8")
    assert "received request textDocument/hover (2)" in text
    assert "sent response textDocument/hover (2) in " in text
    assert SECRET in text


def test_an_exception_is_logged_without_its_message() -> None:
    """The types and places of an exception and its causes stand in a log file, also after another format."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        record = logging.LogRecord(
            "spec_ls.x", 40, "", 0, "failed", (), (type(error), error, error.__traceback__)
        )
    assert SECRET in logging.Formatter().format(record)
    lines = FileFormatter(discreet=True).format(record)
    assert SECRET not in lines
    assert {"ValueError", "KeyError"} <= set(lines.splitlines())
    assert SECRET in FileFormatter(discreet=False).format(record)


def test_other_libraries_say_nothing() -> None:
    """Another library's message may hold anything, so a log file has its name alone."""
    record = logging.LogRecord("asyncio", 40, "", 0, "exception: %s", (SECRET,), None)
    assert FileFormatter(discreet=True).format(record).endswith("asyncio: a message of this library")


@pytest.mark.parametrize("name", ["none/such", "."])
def test_a_log_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    """One line names it, and the status is 2."""
    done = run("server", "--log-file", str(tmp_path / name), cwd=tmp_path)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"cannot write the log {tmp_path / name}: ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk here")
def test_a_full_disk_ends_no_session() -> None:
    """A log that can no longer be written is given up."""
    assert "Traceback" not in converse(Pipe("--log-file", "/dev/full", "--log-level", "debug"))


def traces(pipe: Pipe) -> list[dict]:
    """The traces that have been heard since the last call."""
    found = [message["params"] for message in pipe.heard if message["method"] == "$/logTrace"]
    pipe.heard.clear()
    return found


def test_traces_are_sent_as_the_client_wants() -> None:
    """``trace`` of ``initialize`` and ``$/setTrace`` begin and end them; only "verbose" sends contents."""
    pipe = Pipe()
    pipe.initialize(trace="messages")
    pipe.request("textDocument/hover", PLACE)
    pipe.request("textDocument/hover", PLACE)
    heard = traces(pipe)
    messages = [trace["message"] for trace in heard]
    assert "received notification initialized" in messages
    assert messages.count("received request textDocument/hover (2)") == 1
    assert any(message.startswith("sent response textDocument/hover (2) in ") for message in messages)
    assert not any("verbose" in trace for trace in heard)
    pipe.notify("$/setTrace", {"value": "verbose"})
    pipe.request("textDocument/hover", PLACE)
    (asked,) = [trace for trace in traces(pipe) if "textDocument/hover" in trace["message"]][-1:]
    assert '"uri": "untitled:1"' in asked["verbose"]
    for value in ("off", "messages", "loud"):
        pipe.notify("$/setTrace", {"value": value})
    pipe.request("textDocument/hover", PLACE)
    traces(pipe)
    pipe.request("textDocument/hover", PLACE)
    assert traces(pipe) == []
    pipe.notify("exit")
    pipe.wait()


def test_what_is_nested_deeply_is_traced_and_answered() -> None:
    """A message that can be read and not be written has a trace without contents, and its answer."""
    pipe = Pipe()
    pipe.initialize(trace="verbose")
    deep = b"[" * 900 + b"]" * 900
    pipe.write(b'{"jsonrpc": "2.0", "id": "deep", "method": "textDocument/hover", "params": %s}' % deep)
    while (message := pipe.read()).get("id") != "deep":
        assert message["method"] == "$/logTrace"
    assert message["error"]["code"] == -32602
    pipe.notify("exit")
    pipe.wait()


@pytest.mark.skipif(os.name == "nt", reason="a pipe there cannot be asked whether it is full")
def test_errors_that_nobody_reads_stop_no_server() -> None:
    """Warnings that do not fit into the pipe of standard error are dropped, and requests are answered."""
    pipe = Pipe()
    pipe.initialize()
    for number in range(1_500):
        pipe.notify("textDocument/didClose", {"textDocument": {"uri": f"untitled:{number}{'x' * 100}"}})
    assert pipe.request("shutdown")["result"] is None
    pipe.notify("exit")
    status, errors = pipe.wait()
    assert (status, len(errors) > 10_000) == (0, True)


def test_a_name_makes_up_no_line() -> None:
    """A line end or an escape in a URI stands in the log as an escape."""
    pipe = Pipe()
    pipe.initialize()
    pipe.notify("textDocument/didClose", {"textDocument": {"uri": "a\nspec-ls: b\x1b[31m"}})
    pipe.notify("exit")
    assert pipe.wait() == (1, "spec-ls: a\\nspec-ls: b\\x1b[31m is not open\n")
