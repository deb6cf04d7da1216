"""What a person sees in VS Code: squiggles, the list of problems, fixes, the status bar and its menu.

With SPEC_LS_PICTURES=FOLDER these tests write the pictures that the READMEs show.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..processes import until
from ..scenario import shown_of_file
from .editor import available, started

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "volume-trim.rst"
ROW = ".monaco-list-row"
INSERT_ALL = 'Insert the 2 missing sections of "Proposed change"'
LOOKS = {"editor.minimap.enabled": False, "breadcrumbs.enabled": False, "window.commandCenter": False}
"""Settings that leave the pictures room for the document."""


@pytest.fixture(autouse=True)
def _there(need):
    need(available())


def test_what_a_person_sees(tmp_path, work):
    """The squiggles, problems, suggestions, fixes and the state are on the page, and a fix is a few keys."""
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "specs"))
    spec, findings = folder / NAME, shown_of_file(folder, NAME)
    with started(work, folder, LOOKS) as code:
        page = code.page
        code.command("workbench.action.closeSidebar")
        code.ask("open", path=str(spec))
        assert code.until_shown(spec, findings) == findings
        code.ask("select", line=code.text(spec).split("\n").index("Proposed change"), character=0)
        page.ask("wait", selector=".squiggly-error", timeout=20_000)
        messages = [one["message"].split("\n")[0] for one in code.ask("diagnostics", path=str(spec))]
        assert until(lambda: [text for text in code.status() if text.strip().endswith("3 missing")])

        code.command("workbench.actions.view.problems")
        rows = until(lambda: _rows(page, f".markers-panel {ROW}"))
        assert [message for message in messages if message in rows], rows
        assert "missing-section" in rows
        code.command("workbench.action.focusActiveEditorGroup")
        code.picture("vscode-problems")
        code.command("workbench.action.closePanel")

        page.ask("press", key="Control+.")
        titles = until(lambda: _rows(page, f".action-widget {ROW}.action"))
        assert INSERT_ALL in titles
        code.picture("vscode-quick-fix")
        page.ask("click", selector=f".action-widget {ROW}.action", text=INSERT_ALL)
        assert until(lambda: "Upgrade impact\n--------------\n\nNone\n" in code.text(spec))
        assert until(
            lambda: [text for text in code.status() if "1 missing" in text]
        )  # one has another name there
        code.command("undo")

        line = code.text(spec).split("\n").index("Implementation") - 1
        code.ask("select", line=line, character=0)
        code.command("workbench.action.focusActiveEditorGroup")
        for key in ("Enter", "Enter", "ArrowUp"):
            page.ask("press", key=key)
        page.ask("type", text="Up")
        page.ask("press", key="Control+Space")
        assert until(lambda: "Upgrade impact" in _rows(page, f".suggest-widget.visible {ROW}.focused"))
        page.ask("press", key="Control+Space")  # shows what the template says of it
        assert until(lambda: _rows(page, ".suggest-details"))
        code.picture("vscode-completion")
        page.ask("press", key="Enter")
        assert until(lambda: "\nUpgrade impact\n--------------\n" in code.text(spec))
        page.ask("press", key="Control+s")
        assert until(lambda: "\nUpgrade impact\n--------------\n" in spec.read_text(encoding="utf-8"))

        page.ask("click", selector=".statusbar-item", text="missing")
        menu = until(lambda: _rows(page, f".quick-input-list {ROW}"))
        for words in (
            "Insert all missing sections",
            "Open the template",
            "Report of the set-up",
            "Restart the server",
        ):
            assert words in menu
        code.picture("vscode-menu")
        page.ask("press", key="Escape")

        code.command("spec-ls.orderSections")
        titles = ["Dependencies", "Testing", "Documentation Impact"]
        assert until(lambda: sorted(titles, key=code.text(spec).split("\n").index) == titles)


def _rows(page, selector):
    """The text of all that matches, in one line."""
    return " ".join(" ".join(page.ask("texts", selector=selector)).split())


def test_what_a_person_sees_of_markup(tmp_path, work):
    """A hover is formatted, directives are suggested with their documentation; a lens, a fold and a rename are shown."""
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "specs"))
    spec = folder / NAME
    with started(work, folder, {**LOOKS, "spec-ls.features.code-lens": True}) as code:
        page = code.page
        code.command("workbench.action.closeSidebar")
        code.ask("open", path=str(spec))
        code.ask("select", line=0, character=0)
        lens = until(lambda: " ".join(page.ask("texts", selector=".codelens-decoration")))
        assert " written" in lens
        code.picture("vscode-code-lens")

        lines = code.text(spec).split("\n")
        code.ask("select", line=lines.index("Proposed change"), character=3)
        code.command("workbench.action.focusActiveEditorGroup")
        code.command("editor.action.showHover")
        hover = until(
            lambda: " ".join(page.ask("texts", selector=".monaco-hover:not(.hidden) .hover-contents"))
        )
        assert "Proposed change" in hover
        assert until(lambda: page.ask("texts", selector=".monaco-hover:not(.hidden) a"))
        code.picture("vscode-hover")
        page.ask("press", key="Escape")

        code.ask("select", line=lines.index("Proposed change"), character=0)
        code.command("editor.fold")
        assert until(lambda: page.ask("texts", selector=".inline-folded"))
        code.picture("vscode-folding")
        code.command("editor.unfoldAll")

        end = lines.index("Implementation") - 2
        code.ask("select", line=end)
        code.command("workbench.action.focusActiveEditorGroup")
        for key in ("Enter", "Enter"):
            page.ask("press", key=key)
        page.ask("type", text=".. ima")
        page.ask("press", key="Control+Space")
        assert until(lambda: "image" in _rows(page, f".suggest-widget.visible {ROW}.focused"))
        if not page.ask("texts", selector=".suggest-details"):
            page.ask("press", key="Control+Space")  # shows its documentation
        assert until(lambda: _rows(page, ".suggest-details"))
        code.picture("vscode-directive")
        page.ask("press", key="Escape")
        for _ in range(3):
            code.command("undo")

        code.ask("select", line=lines.index("Use Cases"), character=2)
        code.command("workbench.action.focusActiveEditorGroup")
        page.ask("press", key="F2")
        page.ask("wait", selector=".rename-box input:focus", timeout=20_000)
        code.picture("vscode-rename")
        page.ask("press", key="Control+a")
        page.ask("type", text="Who needs it")
        page.ask("press", key="Enter")
        assert until(lambda: "\nWho needs it\n------------\n" in code.text(spec))
