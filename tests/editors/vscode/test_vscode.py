"""What VS Code does beside the author's work: finding Python, trust, settings, other extensions, a server that dies."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ..processes import kill, program, until
from ..scenario import SPEC_NAME, shown_of_file
from .editor import available, python, started

BUTTON = ".notifications-toasts .monaco-button"
CHOICE = ".quick-input-list .monaco-list-row"
FAKE_PYTHON = Path(__file__).with_name("fake_python")
FAKE_ESBONIO = Path(__file__).with_name("fake_esbonio")
UNTITLED = ".. spec-ls: template=nova\n\n======\nA spec\n======\n\n😀 Wörds.\n\nProblem description\n===================\n"


@pytest.fixture(autouse=True)
def _there(need):
    need(available())


def test_finding_a_python(scenario, work):
    """No Python and one that is too old are told of once, with a way out; a good one is used as soon as it is there."""
    spec, findings = scenario.spec, scenario.step("open").findings
    old, good = python(work / "old", (3, 8, 10), "python"), python(work / "good", name="python")
    with started(work, scenario.repository, path=str(work / "nothing"), more=(FAKE_PYTHON,)) as code:
        code.ask("open", path=str(spec))
        (message,) = until(code.notifications)
        assert "spec-ls needs Python 3.11 or newer, and there is no Python here." in message
        assert "Choose a Python..." in message
        assert "Open Settings" in message
        code.ask("open", path=str(scenario.template))  # a second document is no second try
        assert until(lambda: [text for text in code.status() if text.endswith("spec-ls")])
        assert len(code.notifications()) == 1
        assert code.servers() == []
        code.command("notifications.clearAll")

        code.command("fake-python.choose", str(old))
        (message,) = until(code.notifications)
        assert f"spec-ls needs Python 3.11 or newer. {old} is Python 3.8.10." in message
        assert code.servers() == []
        code.command("notifications.clearAll")

        code.command("fake-python.choose", str(good))
        assert code.until_shown(spec, findings) == sorted(findings)
        (first,) = code.servers()

        code.command("fake-python.choose", "")  # then there is that of the workspace
        python(scenario.repository / ".venv" / "bin", name="python")
        code.command("spec-ls.restart")
        assert until(lambda: code.servers() not in ([], [first]))
        assert code.until_shown(spec, findings) == sorted(findings)
        assert "the .venv of the workspace" in " ".join(report(code, spec)["pythons"])
        assert code.notifications() == []

        code.ask("set", key="spec-ls.python", value=str(old))
        (message,) = until(code.notifications)
        assert f"{old} is Python 3.8.10" in message
        code.page.ask("click", selector=BUTTON, text="Choose a Python...")
        assert until(
            lambda: "the .venv of the workspace" in " ".join(code.page.ask("texts", selector=CHOICE))
        )
        code.page.ask("press", key="Enter")
        assert code.until_shown(spec, findings) == sorted(findings)
        assert code.ask("setting", key="spec-ls.python") != str(old)


def test_a_workspace_without_trust(scenario, work):
    """It decides nothing that is run: not by its settings, not by its .venv; with trust it does."""
    ran = work / "ran"
    evil = work / "evil"
    evil.write_text(f'#!/bin/sh\necho "$@" >> "{ran}"\nexit 1\n', encoding="utf-8")
    evil.chmod(0o755)
    settings = {
        "spec-ls.command": [str(evil)],
        "spec-ls.python": str(evil),
        "spec-ls.server": "own",
        "python.defaultInterpreterPath": str(evil),
    }
    folder = scenario.repository
    (folder / ".vscode").mkdir()
    (folder / ".vscode" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "python3", "spec-ls"):
        (folder / ".venv" / "bin" / name).symlink_to(evil)
    asking = {"security.workspace.trust.enabled": True, "security.workspace.trust.startupPrompt": "never"}
    with started(work, folder, asking) as code:
        assert code.ask("trusted") is False
        code.ask("open", path=str(scenario.spec))
        findings = scenario.step("open").findings
        assert code.until_shown(scenario.spec, findings) == sorted(findings)
        assert not ran.exists(), ran.read_text()
        code.command("workbench.trust.manage")
        code.page.ask(
            "click", selector=".workspace-trust-editor .workspace-trust-buttons-row a", text="Trust"
        )
        assert until(lambda: code.ask("trusted"))
        assert until(ran.exists)
        assert ran.read_text().splitlines()[0] == "server"


def test_texts_and_settings(scenario, work):
    """Untitled texts are checked, git's are left alone; codes lead to pages; settings and commands do what they say."""
    spec, repository = scenario.spec, scenario.repository
    with started(work, repository) as code:
        uri = code.ask("openUntitled", content=UNTITLED, language="restructuredtext")
        assert until(lambda: "missing-section" in {one["code"] for one in code.ask("diagnostics", uri=uri)})
        (server,) = code.servers()
        _commit(repository)
        committed = until(lambda: code.ask("openGit", path=str(spec)))
        assert code.ask("language", uri=committed) == "restructuredtext"
        code.ask("open", path=str(spec))
        findings = sorted(scenario.step("open").findings)
        assert code.until_shown(spec, findings) == findings
        finding, page = code.ask("followCode", path=str(spec))
        assert page.startswith(f"# {finding}\n")
        code.ask("open", path=str(spec))

        code.ask("set", key="spec-ls.max-line-length", value=60)
        code.ask("set", key="spec-ls.ignore", value=["missing-section"], workspace=True)
        (repository / "spec-ls.toml").write_text('ignore = ["missing-section"]\nmax-line-length = 60\n')
        stricter = shown_of_file(repository, SPEC_NAME)
        (repository / "spec-ls.toml").unlink()
        assert len([one for one in stricter if one[0] == "line-too-long"]) > 5
        assert code.until_shown(spec, stricter) == stricter
        code.ask("set", key="spec-ls.max-line-length", value=None)
        code.ask("set", key="spec-ls.ignore", value=None, workspace=True)
        assert code.until_shown(spec, findings) == findings
        assert code.servers() == [server]
        assert code.ask("diagnostics", uri=committed) == []

        told = report(code, spec)
        assert told["doctor"]
        assert told["status"] == "running"
        own = program(scenario, repository / ".venv" / "bin")
        code.ask("set", key="spec-ls.server", value="own")
        assert until(lambda: code.servers() not in ([], [server]))
        assert code.until_shown(spec, findings) == findings
        assert report(code, spec)["runs"] == f"your own: {own}"
        assert "Traceback" not in code.output()
        assert code.notifications() == []


def test_other_extensions(scenario, work):
    """What another extension finds at the same place is shown once; the esbonio and doc8 findings stay theirs."""
    spec = scenario.spec
    findings = sorted(scenario.step("open").findings)
    (markup,) = [one for one in findings if one[0] == "rst-syntax"]
    long = [one for one in findings if one[0] == "line-too-long"]
    with started(work, scenario.repository) as code:
        code.ask("open", path=str(spec))
        assert code.until_shown(spec, findings) == findings
        message = next(
            one["message"] for one in code.ask("diagnostics", path=str(spec)) if one["code"] == "rst-syntax"
        )
        theirs = message.splitlines()[0].capitalize() + "."
        others = [
            {"line": markup[1] - 1, "message": theirs},
            {"line": long[0][1] - 1, "message": "Line too long", "code": "D001"},
            {"line": 0, "message": "Something else."},
        ]
        code.ask("otherDiagnostics", source="esbonio", path=str(spec), diagnostics=others)
        left = [one for one in findings if one not in (markup, long[0])]
        assert code.until_shown(spec, left) == left
        code.ask("select", line=0)
        code.command("type", {"text": " "})  # what the server says anew has no doubles either
        assert until(lambda: code.text(spec).startswith(".. \n"))
        code.command("undo")
        assert code.until_shown(spec, left) == left
        code.ask("set", key="spec-ls.hideDoubles", value=False)
        assert code.until_shown(spec, findings) == findings
        code.ask("set", key="spec-ls.hideDoubles", value=None)
        assert code.until_shown(spec, left) == left
        code.ask("otherDiagnostics", source="esbonio", path=str(spec), diagnostics=[])
        assert code.until_shown(spec, findings) == findings


def test_beside_esbonio(scenario, work):
    """Errors of the markup and doubled features are left to esbonio, one message says so, and a setting goes before."""
    spec, findings = scenario.spec, scenario.step("open").findings
    with started(work, scenario.repository, more=(FAKE_ESBONIO,)) as code:
        code.ask("open", path=str(spec))
        left = sorted(one for one in findings if one[0] != "rst-syntax")
        assert code.until_shown(spec, left) == left
        (message,) = until(code.notifications)
        assert "spec-ls leaves rst-syntax, definition, links, symbols to it" in message
        assert until(lambda: code.ask("symbols", path=str(spec)) == [])
        code.ask("set", key="spec-ls.features.symbols", value=True)
        assert until(lambda: code.ask("symbols", path=str(spec)))
        code.command("notifications.clearAll")
        code.command("spec-ls.restart")
        assert code.until_shown(spec, left) == left
        assert code.notifications() == []


def test_a_server_that_dies(scenario, work):
    """It is started again two times; then, as if it never starts, there is one message with a button to restart."""
    spec, findings = scenario.spec, sorted(scenario.step("open").findings)
    with started(work, scenario.repository) as code:
        code.ask("open", path=str(spec))
        assert code.until_shown(spec, findings) == findings
        for _ in range(2):
            (server,) = code.servers()
            kill(server)
            assert until(lambda before=server: code.servers() not in ([], [before]))
            assert code.until_shown(spec, findings) == findings
            assert code.notifications() == []
        (server,) = code.servers()
        kill(server)
        (message,) = until(code.notifications)
        assert "has ended 3 times in a few minutes" in message
        assert code.until_shown(spec, []) == []
        code.page.ask("click", selector=BUTTON, text="Restart")
        assert code.until_shown(spec, findings) == findings

        code.command("notifications.clearAll")
        code.ask("set", key="spec-ls.command", value=["false"])
        (message,) = until(code.notifications)
        assert "The server of spec-ls did not start (your own: false)" in message
        assert "Show Output" in message
        tries = code.output().count("starting:")
        code.ask("open", path=str(scenario.template))
        assert until(lambda: (code.ask("active") or "").endswith(scenario.template.name))
        assert code.output().count("starting:") == tries
        assert len(code.notifications()) == 1
        code.command("notifications.clearAll")
        code.ask("set", key="spec-ls.command", value=None)
        assert code.until_shown(spec, findings) == findings


def _commit(repository):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["add", "."], ["commit", "--quiet", "-m", "A spec"]):
        subprocess.run(["git", *who, *command], cwd=repository, check=True, capture_output=True)


def report(code, spec):
    """The report of the set-up, which is a document of its own."""
    code.ask("open", path=str(spec))
    until(lambda: code.ask("active").endswith(".rst"))
    code.command("spec-ls.report")
    uri = until(lambda: (uri := code.ask("active")).startswith("untitled:") and uri)
    told = json.loads(code.ask("text", uri=uri))
    code.command("workbench.action.revertAndCloseActiveEditor")
    code.ask("open", path=str(spec))
    return told
