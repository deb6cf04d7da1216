"""A session with a server of our own: whether all that an editor asks for comes, and how soon."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from spec_ls.doctor.conversation import Conversation, Trouble
from spec_ls.doctor.installation import environment, module_command

PATIENCE = 30.0
"""Seconds for each answer: the first import on a slow disk may take some."""

URI = "untitled:spec-ls-doctor"
SAMPLE = """\
.. spec-ls: template=nova

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
    """One thing that was tried: ``seconds`` until it was done or had failed, and what was seen."""

    name: str
    ok: bool
    seconds: float
    message: str


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The steps up to the first that failed; ``errors`` are the last lines of the server's standard error."""

    command: tuple[str, ...]
    steps: tuple[Step, ...]
    errors: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything went well."""
        return all(step.ok for step in self.steps)


def self_test(
    command: Sequence[str] | None = None,
    patience: float = PATIENCE,
    variables: Mapping[str, str] | None = None,
) -> SelfTest:
    """Start a server, talk to it as an editor does, and end it."""
    command = command or [*module_command("spec_ls"), "server"]
    steps: list[Step] = []
    errors: tuple[str, ...] = ()
    start = perf_counter()
    try:
        with Conversation(command, environment() if variables is None else variables, patience) as talk:
            for name, work in _STEPS.items():
                steps.append(_tried(name, partial(work, talk), start))
                start = perf_counter()
                if not steps[-1].ok:
                    break
        errors = talk.errors  # all of them, now that the process is gone
    except Trouble as trouble:
        steps.append(Step("start", False, perf_counter() - start, str(trouble)))
    return SelfTest(tuple(command), tuple(steps), errors)


def _tried(name: str, work: Callable[[], str], start: float) -> Step:
    try:
        ok, message = True, work()
    except Trouble as trouble:
        ok, message = False, str(trouble)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        ok, message = False, f"the answer has another shape: {type(error).__name__}: {error}"
    return Step(name, ok, perf_counter() - start, message)


def _initialize(talk: Conversation) -> str:
    able = {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}}
    }
    params = {"processId": None, "rootUri": None, "capabilities": {"textDocument": able}}
    server = talk.ask("initialize", params)["serverInfo"]
    talk.tell("initialized", {})
    return f"{server['name']} {server.get('version') or '(not installed)'}"


def _open(talk: Conversation) -> str:
    document = {"uri": URI, "languageId": "restructuredtext", "version": 1, "text": SAMPLE}
    talk.tell("textDocument/didOpen", {"textDocument": document})
    found = talk.hear("textDocument/publishDiagnostics")["diagnostics"]
    _expect(any(one["code"] == _MISSING for one in found), f"no {_MISSING} among {len(found)} findings")
    return f"{len(found)} findings"


def _complete(talk: Conversation) -> str:
    line = SAMPLE.count("\n")
    answer = talk.ask("textDocument/completion", _at(line, 0))
    items = answer["items"] if isinstance(answer, dict) else answer or []
    _expect(any("Alternatives" in one["label"] for one in items), "the next section is not offered")
    return f"{len(items)} headings offered"


def _hover(talk: Conversation) -> str:
    line = SAMPLE[: SAMPLE.index("Use Cases")].count("\n")
    answer = talk.ask("textDocument/hover", _at(line, 2))
    _expect(answer and answer["contents"]["value"].startswith("Use Cases"), "no guidance on a heading")
    return "guidance shown"


def _act(talk: Conversation) -> str:
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": SAMPLE.count("\n"), "character": 0}}
    params = {**_document(), "range": whole, "context": {"diagnostics": []}}
    titles = [one["title"] for one in talk.ask("textDocument/codeAction", params) or ()]
    _expect(any(title.startswith("Insert all") for title in titles), "no fix for what is missing")
    return f"{len(titles)} fixes offered"


def _shut_down(talk: Conversation) -> str:
    talk.ask("shutdown")
    return "answered"


def _exit(talk: Conversation) -> str:
    talk.tell("exit")
    status = talk.end()
    _expect(status == 0, f"exit status {status}")
    return "exit status 0"


_STEPS: Mapping[str, Callable[[Conversation], str]] = {
    "initialize": _initialize,
    "diagnostics": _open,
    "completion": _complete,
    "hover": _hover,
    "code action": _act,
    "shutdown": _shut_down,
    "exit": _exit,
}


def _document() -> dict[str, Any]:
    return {"textDocument": {"uri": URI}}


def _at(line: int, character: int) -> dict[str, Any]:
    return {**_document(), "position": {"line": line, "character": character}}


def _expect(is_so: object, otherwise: str) -> None:
    if not is_so:
        raise Trouble(otherwise)
