"""Starts a server, sends it what an editor sends, and measures the time to each answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from spec_ls.doctor.installation import environment, module_command
from spec_ls.doctor.server_process import ServerFault, ServerProcess
from spec_ls.profiles.conventions import SAMPLE_TEMPLATE
from spec_ls.workspace import empty_repository

TIMEOUT = 30.0
"""Seconds to wait for each answer: the first import on a slow disk may take long."""

SAMPLE = f"""\
.. spec-ls: template={SAMPLE_TEMPLATE}

=============
Trim a volume
=============

Problem description
===================

Blocks that nobody uses are not given back.

Use Cases
---------

An operator wants them back.

Proposed change
===============

Trim the volume each night.

"""
_MISSING = "missing-section"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the test: ``seconds`` until it succeeded or failed, and the result as a message."""

    name: str
    ok: bool
    seconds: float
    message: str


@dataclass(frozen=True, slots=True)
class _Talk:
    """A server, and the document that it is asked about."""

    server: ServerProcess
    uri: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The steps up to the first that failed; ``errors`` are the last lines of the server's standard error."""

    command: tuple[str, ...]
    steps: tuple[Step, ...]
    errors: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True if all steps succeeded."""
        return all(step.ok for step in self.steps)


def self_test(command: Sequence[str] | None = None, timeout: float = TIMEOUT) -> SelfTest:
    """Start a server, send it requests as an editor does, and end it."""
    command = command or [*module_command("spec_ls"), "server"]
    steps: list[Step] = []
    errors: tuple[str, ...] = ()
    start = perf_counter()
    try:
        with (
            empty_repository() as folder,
            ServerProcess(command, environment(), timeout) as server,
        ):
            talk = _Talk(server, (folder / "trim-a-volume.rst").as_uri())
            for name, action in _STEPS.items():
                steps.append(_step(name, partial(action, talk), start))
                start = perf_counter()
                if not steps[-1].ok:
                    break
        errors = server.errors  # complete, as the process has ended
    except ServerFault as fault:
        steps.append(Step("start", False, perf_counter() - start, str(fault)))
    return SelfTest(tuple(command), tuple(steps), errors)


def _step(name: str, action: Callable[[], str], start: float) -> Step:
    try:
        ok, message = True, action()
    except ServerFault as fault:
        ok, message = False, str(fault)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        ok, message = False, f"the answer has an unexpected form: {type(error).__name__}: {error}"
    return Step(name, ok, perf_counter() - start, message)


def _initialize(talk: _Talk) -> str:
    capabilities = {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}}
    }
    params = {"processId": None, "rootUri": None, "capabilities": {"textDocument": capabilities}}
    info = talk.server.request("initialize", params)["serverInfo"]
    talk.server.notify("initialized", {})
    return f"{info['name']} {info.get('version') or '(not installed)'}"


def _open(talk: _Talk) -> str:
    document = {"uri": talk.uri, "languageId": "restructuredtext", "version": 1, "text": SAMPLE}
    talk.server.notify("textDocument/didOpen", {"textDocument": document})
    diagnostics = talk.server.wait_for("textDocument/publishDiagnostics")["diagnostics"]
    codes = [diagnostic["code"] for diagnostic in diagnostics]
    _expect(_MISSING in codes, f"no {_MISSING} among {len(codes)} findings")
    return f"{len(codes)} findings"


def _complete(talk: _Talk) -> str:
    line = SAMPLE.count("\n")
    answer = talk.server.request("textDocument/completion", _position(talk, line, 0))
    items = answer["items"] if isinstance(answer, dict) else answer or []
    _expect(any("Alternatives" in item["label"] for item in items), "the next section is not offered")
    return f"{len(items)} headings offered"


def _hover(talk: _Talk) -> str:
    line = SAMPLE[: SAMPLE.index("Use Cases")].count("\n")
    answer = talk.server.request("textDocument/hover", _position(talk, line, 2))
    _expect(answer and answer["contents"]["value"].startswith("Use Cases"), "no guidance for a heading")
    return "guidance shown"


def _code_action(talk: _Talk) -> str:
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": SAMPLE.count("\n"), "character": 0}}
    params = {**_document(talk), "range": whole, "context": {"diagnostics": []}}
    titles = [action["title"] for action in talk.server.request("textDocument/codeAction", params) or ()]
    _expect(any(title.startswith("Insert all") for title in titles), "no fix for missing sections")
    return f"{len(titles)} fixes offered"


def _shut_down(talk: _Talk) -> str:
    talk.server.request("shutdown")
    return "answered"


def _exit(talk: _Talk) -> str:
    talk.server.notify("exit")
    status = talk.server.wait_for_exit()
    _expect(status == 0, f"exit status {status}")
    return "exit status 0"


_STEPS: Mapping[str, Callable[[_Talk], str]] = {
    "initialize": _initialize,
    "diagnostics": _open,
    "completion": _complete,
    "hover": _hover,
    "code action": _code_action,
    "shutdown": _shut_down,
    "exit": _exit,
}


def _document(talk: _Talk) -> dict[str, Any]:
    return {"textDocument": {"uri": talk.uri}}


def _position(talk: _Talk, line: int, character: int) -> dict[str, Any]:
    return {**_document(talk), "position": {"line": line, "character": character}}


def _expect(condition: object, message: str) -> None:
    if not condition:
        raise ServerFault(message)
