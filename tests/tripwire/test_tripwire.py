"""No file is opened, no host asked and no code run because a document says so: Python's audit events say it.

The command and the server run in a process that writes down all that Python touches.  ``bait`` is in the name
of everything that documents name, and files called like libraries lie where the command runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from trees import IMPORTS, SPEC, TEMPLATE, Fifo, Link, make, run

sys.path[1:1] = [str(Path(__file__).resolve().parent)]

from documents import COUNT, document  # noqa: E402  (it lies in the folder added above)

WATCHED = [sys.executable, "-P", str(Path(__file__).with_name("watched.py"))]
_TIMEOUT = 120

RAN = "import pathlib\npathlib.Path(__file__).with_name('ran').touch()\n"
"""A module that says that it was run."""

CONF_PY = (
    f"{RAN}import bait\nextensions = ['bait', 'sphinx.ext.graphviz']\nrst_prolog = open('bait.txt').read()\n"
)

FILES = {
    ".gitreview": "[gerrit]\nproject=example/lamp-specs.git\n",
    ".gitignore": "*.pyc\n",
    "pyproject.toml": "[tool.spec-ls]\nmax-line-length = 79\n",
    "doc/source/conf.py": CONF_PY,
    "specs/template.rst": TEMPLATE + "\n.. include:: bait.txt\n\n.. figure:: bait.png\n   :figwidth: image\n",
    "specs/2026.1/written.rst": SPEC,
    **dict.fromkeys(
        ["bait.py", "docutils.py", "regex.py", "json.py", "spec_ls_bait.py", "sitecustomize.py"], RAN
    ),
    **dict.fromkeys(["bait.txt", "bait.csv", "bait.png", "docutils.conf"], "bait, bait\n"),
}

READ = (".gitreview", ".gitignore", ".git", "pyproject.toml", "spec-ls.toml", "conf.py", ".rst")
"""How the names end of what may be opened below the repository: its own settings, templates and specs."""

CONNECTIONS = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pty.", "os.", "ctypes.")
HARMLESS = ("socket.__new__", "os.listdir", "os.scandir")
"""An event loop makes a pair of sockets for itself; folders may be listed."""
OWN_LIBRARIES = ["ctypes.dlopen", "None"]
"""The libraries that the process has loaded already: no file is looked for."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository full of bait, with a folder of bait beside it."""
    top = tmp_path_factory.mktemp("tripwire").resolve()
    make(top / "outside-bait", {"bait.rst": TEMPLATE, "bait.txt": "bait"})
    folder = make(top / "repository", FILES)
    specs = folder / "specs" / "2026.1"
    for number in range(COUNT):
        (specs / f"spec-{number}.rst").write_text(document(specs, number), encoding="utf-8")
    return folder


def events(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[list[list[str]], bytes]:
    """What a command touched, and its standard output."""
    with tempfile.TemporaryDirectory() as name:
        log = Path(name, "events")
        done = subprocess.run(
            [*WATCHED, str(log), *arguments],
            cwd=folder,
            env={**os.environ, **IMPORTS},
            input=stdin,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert b"internal error" not in done.stderr, done.stderr.decode()
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()], done.stdout


def faults(folder: Path, found: list[list[str]]) -> list[list[str]]:
    """The events that a document must not cause."""
    return [event for event in found if _is_fault(folder, *event)]


def _is_fault(folder: Path, event: str, *arguments: str) -> bool:
    if event == "subprocess.Popen":
        return Path(arguments[0]).stem != "git" or "bait" in str(arguments[1]).replace(str(folder), "")
    if event.startswith(CONNECTIONS) and event not in HARMLESS:
        return [event, *arguments] != OWN_LIBRARIES
    name = arguments[0] if arguments else ""
    if event in ("exec", "module"):
        return Path(folder) in Path(name).parents or "bait" in name
    if event == "open" and not name.isdecimal():
        path = Path(os.path.abspath(folder / name))
        below = folder in path.parents
        return "bait" in name or (below and not path.name.endswith(READ) and ".git" not in path.parts)
    return "bait" in name.replace(str(folder), "")


def nothing_ran(folder: Path) -> None:
    """Fail where one of the modules in the repository was run."""
    assert not list(folder.rglob("ran"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "-j", "1", "--select", "rst-syntax,template-outside,missing-section"),
        ("check", "--format", "json", "--unsafe-fixes", "specs/2026.1/spec-0.rst"),
        ("check", "--diff", "specs/2026.1/spec-0.rst"),
        ("outline", "specs"),
    ],
)
def test_a_command_opens_nothing_that_a_document_names(repository: Path, arguments: tuple[str, ...]) -> None:
    """``check`` and ``outline`` open the repository's specs, templates and settings, and nothing else."""
    found, output = events(repository, *arguments)
    assert faults(repository, found) == []
    assert any(event[0] == "open" and event[1].endswith("spec-0.rst") for event in found)
    assert output
    nothing_ran(repository)


def test_fixes_open_nothing_that_a_document_names(repository: Path, tmp_path: Path) -> None:
    """``--fix --unsafe-fixes`` writes specs, each by a file beside it, and touches nothing else."""
    folder = make(tmp_path / "repository", FILES)
    make(tmp_path / "outside-bait", {"bait.rst": TEMPLATE})
    specs = folder / "specs" / "2026.1"
    for number in range(0, COUNT, 6):
        (specs / f"spec-{number}.rst").write_text(document(specs, number), encoding="utf-8")
    before = (specs / "spec-0.rst").read_bytes()
    found, _ = events(folder, "check", "--fix", "--unsafe-fixes")
    written = [event for event in faults(folder, found) if "spec-" not in Path(event[1]).name]
    assert written == []
    assert (specs / "spec-0.rst").read_bytes() != before
    assert {path.name for path in specs.iterdir()} == {
        "written.rst",
        *(f"spec-{number}.rst" for number in range(0, COUNT, 6)),
    }
    nothing_ran(folder)


def test_the_server_opens_nothing_that_a_document_names(repository: Path) -> None:
    """All requests about every line of documents full of bait are answered without a look at what they name."""
    found, output = events(repository, "server", stdin=b"".join(_session(repository)))
    assert faults(repository, found) == []
    assert output.count(b'"result"') > 300
    assert b"textDocument/publishDiagnostics" in output
    nothing_ran(repository)


def test_the_hook_sees_what_it_should(repository: Path) -> None:
    """A template that the command line names is opened, and that is seen: the wire is taut."""
    bait = str(repository.parent / "outside-bait" / "bait.rst")
    found, _ = events(repository, "check", "--template", bait, "specs/2026.1/written.rst")
    assert {tuple(event[:2]) for event in faults(repository, found)} == {("open", bait)}


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    """A FIFO or a device in a spec's place is not even opened, which acts on some, nor is what is too large."""
    special = {"specs/fifo.rst": Fifo(), "specs/device.rst": Link("/dev/null"), ".gitignore": Fifo()}
    folder = make(tmp_path, {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a.rst": SPEC, **special})
    with open(folder / "specs/large.rst", "wb") as file:
        file.truncate(17 * 1024**2)
    found, _ = events(folder, "check")
    opened = {Path(event[1]).name for event in found if event[0] == "open"}
    assert "a.rst" in opened
    assert not opened & {"fifo.rst", "device.rst", "large.rst", ".gitignore"}


def test_python_m_runs_nothing_of_the_folder(repository: Path) -> None:
    """``python -m spec_ls``, which Python starts with the current folder to import from, takes nothing from it."""
    done = run("check", "specs/2026.1/written.rst", cwd=repository)
    assert done.status == 0, done.err
    nothing_ran(repository)


def _session(repository: Path) -> list[bytes]:
    """A session that opens documents, asks everything about their lines, edits and saves them."""
    folders = [{"uri": repository.as_uri(), "name": "x"}]
    text = {
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    }
    begin = {
        "processId": None,
        "rootUri": None,
        "capabilities": {"textDocument": text},
        "workspaceFolders": folders,
    }
    messages = [_message("initialize", begin, 1), _message("initialized", {})]
    for number in range(0, COUNT, 3):
        messages += _about(repository / "specs" / "2026.1" / f"spec-{number}.rst", 1_000 * (number + 1))
    return [*messages, _message("shutdown", None, 2), _message("exit", None)]


def _about(path: Path, id_: int) -> list[bytes]:
    uri, text = path.as_uri(), path.read_text("utf-8")
    document_ = {"textDocument": {"uri": uri}}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9_999, "character": 0}}
    item = {"uri": uri, "languageId": "restructuredtext", "version": 1, "text": text}
    change = {"range": {"start": whole["start"], "end": whole["start"]}, "text": "\n"}
    changed = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    made = [_message("textDocument/didOpen", {"textDocument": item})]
    for line in range(0, text.count("\n"), 2):
        place = {**document_, "position": {"line": line, "character": 8}}
        made.append(_message("textDocument/hover", place, id_ := id_ + 1))
        if line % 10 == 0:
            made.append(_message("textDocument/completion", place, id_ := id_ + 1))
    action = {**document_, "range": whole, "context": {"diagnostics": []}}
    return [
        *made,
        _message("textDocument/codeAction", action, id_ + 1),
        _message("textDocument/documentSymbol", document_, id_ + 2),
        _message("spec-ls/state", document_, id_ + 3),
        _message("textDocument/didChange", changed),
        _message("textDocument/codeAction", action, id_ + 4),
        _message("textDocument/didSave", document_),
        _message("textDocument/didClose", document_),
    ]


def _message(method: str, params: object, id_: int | None = None) -> bytes:
    more = {} if id_ is None else {"id": id_}
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
