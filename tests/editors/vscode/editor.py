"""VS Code in a page: code-server, a browser that holds the page, and a helper in the extension host."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..processes import below, home, until, words
from ..scenario import CACHE, place
from .install import Parts, missing, parts

Found = TypeVar("Found")

START = 90.0
"""Seconds that an editor may take to open, on a machine that has other work."""

HOME = "Höme of code"
"""The folder that code-server writes to: the extension itself lies in a path with spaces and more than ASCII."""

QUIET = {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.enableExperiments": False,
    "chat.disableAIFeatures": True,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "security.workspace.trust.enabled": False,
    "files.hotExit": "off",
}
"""What keeps the editor from asking and telling on its own; nothing here concerns documents."""


def available() -> str | None:
    """None if the editor is there, else one line that says what is missing."""
    return missing(CACHE)


class Failed(AssertionError):
    """The editor could not do what it was asked for."""


class Lines:
    """Questions and answers, a JSON line each."""

    def __init__(self, name: str, write: Any, read: Any) -> None:
        self.name, self._write, self._read = name, write, read
        self._count = 0

    def ask(self, method: str, **params: Any) -> Any:
        """The answer; raises ``Failed`` with what the other side says went wrong."""
        self._count += 1
        question = {"id": self._count, "method": method, "params": params}
        with suppress(BrokenPipeError):
            self._write.write(json.dumps(question).encode() + b"\n")
            self._write.flush()
        while line := self._read.readline():
            reply = json.loads(line)
            if reply["id"] == self._count:
                if "error" in reply:
                    raise Failed(f"{self.name}: {method}: {reply['error']}")
                return reply["result"]
        raise Failed(f"{self.name}: {method}: it is gone")


@dataclass(frozen=True, slots=True)
class Code:
    """A running editor.  ``helper`` answers for the extension host, ``page`` for what a person sees."""

    parts: Parts
    work: Path
    helper: Lines
    page: Lines

    def ask(self, method: str, **params: Any) -> Any:
        """What the helper answers."""
        return self.helper.ask(method, **params)

    def command(self, command: str, *args: Any) -> Any:
        """Run a command of the editor or of an extension."""
        return self.helper.ask("command", command=command, args=list(args))

    def text(self, path: Path) -> str:
        """A document, with line feeds at its lines' ends."""
        return (self.ask("text", path=str(path)) or "").replace("\r\n", "\n")

    def shown(self, path: Path) -> list[tuple[str, int, int, int, int]]:
        """The diagnostics of spec-ls, 1-based and in code points."""
        text, found = self.text(path), self.ask("diagnostics", path=str(path))
        return sorted(
            (one["code"], *place(text, *one["range"]["start"]), *place(text, *one["range"]["end"]))
            for one in found
            if one["source"] == "spec-ls"
        )

    def until_shown(self, path: Path, findings: Any) -> list[tuple[str, int, int, int, int]]:
        """The diagnostics as soon as they are ``findings``, or those at the deadline."""
        wanted = sorted(map(tuple, findings))
        until(lambda: self.shown(path) == wanted)
        return self.shown(path)

    def servers(self) -> list[int]:
        """The processes of spec-ls below the extension host."""
        return [
            process
            for process in below(self.ask("process"))
            if "server" in words(process)[2:] and "spec" in " ".join(words(process))
        ]

    def notifications(self) -> list[str]:
        """The messages of spec-ls in the corner, each with its buttons."""
        texts = self.page.ask("texts", selector=".notifications-toasts .notification-list-item")
        return [" ".join(text.split()) for text in texts if "Source: spec-ls" in text]

    def status(self) -> list[str]:
        """The texts in the status bar."""
        return self.page.ask("texts", selector=".part.statusbar .statusbar-item")

    def output(self) -> str:
        """What stands in the output of spec-ls, which the editor writes to a file too."""
        logs = (self.work / HOME / "user" / "logs").glob("*/exthost*/output_logging_*/*-spec-ls.log")
        return "".join(log.read_text(encoding="utf-8") for log in logs)

    def picture(self, name: str) -> None:
        """Write a picture of the page, if pictures are wanted."""
        if folder := os.environ.get("SPEC_LS_PICTURES"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.ask("picture", path=str(Path(folder) / f"{name}.png"))


@contextmanager
def started(
    work: Path,
    place: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    path: str | None = None,
    more: tuple[Path, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Code]:
    """The editor with a folder, or with a ``.code-workspace``; what it writes lies below ``work``.

    ``settings`` are the user's.  ``path`` is PATH for what the editor starts: without it there is a
    ``python3`` that is the one of the tests.  ``more`` are folders of extensions besides.
    """
    there = parts(CACHE)
    base = work / HOME
    user = base / "user" / "User"
    user.mkdir(parents=True)
    (user / "settings.json").write_text(json.dumps({**QUIET, **(settings or {})}), encoding="utf-8")
    _extensions(there.extensions, base / "extensions", more)
    variables = {**home(work, python(work / "bin")), **(environment or {})}
    variables |= {"PATH": path} if path is not None else {}
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.settimeout(START)
        port = _free_port()
        # VSCODE_CLI: what a login shell would set, PATH above all, is not asked for.
        # EXTENSIONS_GALLERY: nobody is asked for newer extensions.
        told = {**variables, "VSCODE_CLI": "1", "EXTENSIONS_GALLERY": "{}"}
        told["SPEC_LS_TEST_PORT"] = str(listener.getsockname()[1])
        stack.enter_context(_serving(there, base, port, told, work))
        page = stack.enter_context(_page(there, work, variables))
        _reached(port)
        key = "workspace" if place.suffix == ".code-workspace" else "folder"
        page.ask("open", url=f"http://127.0.0.1:{port}/?{key}={urllib.parse.quote(str(place))}")
        try:
            connection = stack.enter_context(listener.accept()[0])
        except TimeoutError:
            page.ask("picture", path=str(work / "failed.png"))
            raise Failed("the editor did not open:\n" + "\n".join(page.ask("log"))) from None
        connection.settimeout(START)
        stream = stack.enter_context(connection.makefile("rwb"))
        yield Code(there, work, Lines("helper", stream, stream), page)


def python(folder: Path, version: tuple[int, int, int] | None = None, name: str = "python3") -> Path:
    """A program that is the Python of these tests, or says that it is another version."""
    folder.mkdir(parents=True, exist_ok=True)
    program, code = folder / name, ""
    if version:
        code = f"import sys; sys.version_info = {version}; exec(sys.argv[-1])"
    own = f" -c {shlex.quote(code)}" if code else ""
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{own} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@contextmanager
def _serving(
    there: Parts, base: Path, port: int, environment: Mapping[str, str], work: Path
) -> Iterator[None]:
    folders = ["--user-data-dir", str(base / "user"), "--extensions-dir", str(base / "extensions")]
    where = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--config", str(base / "config.yaml")]
    quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"]
    program = [str(there.bin / "node"), str(there.server), *where, *folders, *quiet, "--ignore-last-opened"]
    with (work / "code-server.log").open("wb") as log:
        process = subprocess.Popen(program, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def _page(there: Parts, work: Path, environment: Mapping[str, str]) -> Iterator[Lines]:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    script = Path(__file__).with_name("page.cjs")
    program = [str(there.bin / "node"), str(script), str(there.modules / "playwright-core"), chromium]
    # The browser is started with the system's own PATH, also where the editor has to do without.
    surroundings = {**environment, "PATH": os.environ["PATH"]}
    with (work / "page.log").open("wb") as log:
        process = subprocess.Popen(
            [*program, str(work / "browser")],
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        try:
            yield Lines("page", process.stdin, process.stdout)
        except Failed as error:
            if process.poll() is None:
                raise
            said = (work / "page.log").read_text("utf-8", "replace")[-3000:]
            raise Failed(f"{error}\n{said}") from None
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def _reached(port: int) -> None:
    end = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise Failed("code-server did not start") from None
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _extensions(installed: Path, target: Path, more: tuple[Path, ...]) -> None:
    """Take over what was installed, and folders besides, as the editor lists its extensions."""
    shutil.copytree(installed, target, ignore=shutil.ignore_patterns("extensions.json"))
    listed = json.loads((installed / "extensions.json").read_text(encoding="utf-8"))
    for folder in more:
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        name, version = f"{package['publisher']}.{package['name']}", package["version"]
        shutil.copytree(folder, target / f"{name}-{version}")
        listed.append(
            {"identifier": {"id": name}, "version": version, "relativeLocation": f"{name}-{version}"}
        )
    for one in listed:
        one["location"] = {"$mid": 1, "path": str(target / one["relativeLocation"]), "scheme": "file"}
    (target / "extensions.json").write_text(json.dumps(listed), encoding="utf-8")
