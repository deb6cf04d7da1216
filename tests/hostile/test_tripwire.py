"""Nothing that a document says is opened, asked, started, imported or executed, whatever spec-ls does with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lsp.pipe import Pipe
from trees import IMPORTS, TEMPLATE, make

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from bait import DIRECTIVES, documents, put  # noqa: E402  (it lies in the folder added above)

TRIPWIRE = [sys.executable, "-P", str(Path(__file__).with_name("tripwire.py"))]
CONF_PY = """\
open("bait.txt").read()
import bait
import os
os.system("touch bait-was-here")
exec("import bait")
extensions = ["bait", "sphinx.ext.extlinks"]
extlinks = {"hub": ("http://bait.invalid/%s", "%s")}
rst_prolog = ".. include:: bait.txt"
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository full of bait, with more of it outside."""
    top = tmp_path_factory.mktemp("hook") / "repository"
    outside = top.parent / "outside"
    names = ["bait", str(outside / "bait")]
    specs = {f"specs/2026.1/{name.replace(' ', '-')}.rst": text for name, text in documents(names).items()}
    template = TEMPLATE + "\n\n" + documents(["bait"])["nothing"].partition("===\n\n")[2]
    make(
        top, {".git/HEAD": "", ".gitreview": "", "conf.py": CONF_PY, "specs/template.rst": template, **specs}
    )
    put(outside, is_outside=True)
    for folder in (top, top / "specs" / "2026.1", top / "specs"):
        put(folder)
    return top


def events(log: Path) -> list[dict]:
    """What happened, in order."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def faults(found: list[dict], top: Path) -> list[str]:
    """The events that a document, or ``conf.py``, has caused."""
    wrong = []
    for one in found:
        event, said = one["event"], " ".join(one["arguments"])
        asked = event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethost", "urllib", "http"))
        run = event.startswith(
            ("subprocess", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn")
        )
        executed = event == "exec" and (str(top) in said or "conf.py" in said)
        if "bait" in said or asked or run or executed:
            wrong.append(f"{event}: {said}")
    return wrong


def ran(top: Path, log: Path, *command: str) -> list[dict]:
    """The events of a command in the repository."""
    done = subprocess.run(
        [*TRIPWIRE, str(log), *command], cwd=top, env={**os.environ, **IMPORTS},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert "internal error" not in done.stderr
    return events(log)


def test_the_tripwire_sees_what_docutils_would_open(tmp_path: Path) -> None:
    """The same constructs, read by docutils as it is by itself, open the bait and ask for the host."""
    put(tmp_path)
    (tmp_path / "bait.csv").write_text("a,b\n")
    spec = tmp_path / "spec.rst"
    spec.write_text("\n\n".join(DIRECTIVES[at] for at in (0, 7, 10)).format(name="bait") + "\n")
    opened = {
        Path(one["arguments"][0]).name
        for one in ran(tmp_path, tmp_path / "log", "docutils", str(spec))
        if one["event"] == "open"
    }
    assert {"bait.txt", "bait.html", "bait.csv"} <= opened
    spec.write_text(DIRECTIVES[8] + "\n")
    asked = ran(tmp_path, tmp_path / "log", "docutils", str(spec))
    assert any(one["event"] == "urllib.Request" for one in asked)


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--format", "json"],
        ["outline", "specs/2026.1"],
        ["check", "--fix", "--unsafe-fixes"],
    ],
    ids=" ".join,
)
def test_a_command_opens_nothing_that_a_document_names(
    repository: Path, tmp_path: Path, command: list[str]
) -> None:
    """No file is opened, no host asked, no program started and no module imported by what specs say."""
    found = ran(repository, tmp_path / "log", *command)
    assert faults(found, repository) == []
    opened = {one["arguments"][0] for one in found if one["event"] == "open"}
    assert any(name.endswith("notes-in-bullets.rst") for name in opened)
    assert any(name.endswith("conf.py") for name in opened) or command[0] == "outline"
    assert not (repository / "bait-was-here").exists()


def test_the_server_opens_nothing_that_a_document_names(repository: Path, tmp_path: Path) -> None:
    """Neither does the server, whatever it is asked about such documents."""
    pipe = Pipe(command=[*TRIPWIRE, str(tmp_path / "log"), "server"])
    pipe.initialize(workspaceFolders=[{"uri": repository.as_uri(), "name": "x"}])
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}}
    for path in sorted((repository / "specs" / "2026.1").glob("*.rst")):
        text, document = path.read_text(), {"uri": path.as_uri()}
        item = {**document, "languageId": "restructuredtext", "version": 1, "text": text}
        pipe.notify("textDocument/didOpen", {"textDocument": item})
        for method in ("hover", "completion", "documentSymbol", "codeAction"):
            place = {"line": text.count("\n") // 2, "character": 0}
            params = {
                "textDocument": document,
                "position": place,
                "range": whole,
                "context": {"diagnostics": [], "triggerKind": 1},
            }
            assert "result" in pipe.request(f"textDocument/{method}", params)
        pipe.notify("textDocument/didSave", {"textDocument": document})
    pipe.request("shutdown")
    pipe.notify("exit")
    status, errors = pipe.wait()
    assert status == 0
    assert "Traceback" not in errors
    assert faults(events(tmp_path / "log"), repository) == []
