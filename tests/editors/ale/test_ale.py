"""ALE in Vim, set up as editors/README.md says: what it shows, and a fix."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from shutil import which

from spec_ls.edits.insert import insert_all
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace

from ..processes import home, program
from ..scenario import SPEC, SPEC_NAME, checked, place

PAGE = Path(__file__).parents[3] / "editors" / "README.md"
ALE = Path("/usr/share/vim/vimfiles/pack/dist-bundle/opt/ale")
"""Where Debian's package vim-ale puts it: Vim finds it there by ``packadd``."""


def missing() -> str | None:
    """One line that says what is not there."""
    return None if which("vim") and ALE.exists() else "there is no Vim with ALE (Debian: vim, vim-ale)"


def snippet() -> str:
    """What the page tells a user to put into a vimrc."""
    section = PAGE.read_text("utf-8").partition("\n### ALE\n")[2].partition("\n### ")[0]
    (found,) = re.findall(r"```vim\n(.*?)```", section, re.DOTALL)
    return found


def findings(shown, text):
    """What ALE shows as code, line and column in code points; ALE takes the server's UTF-16 for its columns."""
    return sorted((one["code"], *place(text, one["line"] - 1, one["column"] - 1)) for one in shown)


def test_ale_shows_findings_and_applies_a_fix(scenario, work, need):
    """ALE's list is that of the command, and a fix from its menu makes the file that the core makes."""
    need(missing())
    vimrc = work / "vimrc"
    vimrc.write_text(f"set nocompatible\nfiletype plugin on\npackadd! ale\n{snippet()}", encoding="utf-8")
    seen = work / "seen.json"
    expected = inserted(scenario)
    before = [one[:3] for one in scenario.step("open").findings]
    after_fix = [one[:3] for one in checked(scenario.repository, SPEC_NAME, expected)]
    environment = {
        **home(work, program(scenario, work / "bin")),
        "TERM": "dumb",
        "SEEN": str(seen),
        "BEFORE": str(len(before)),
        "AFTER": str(len(after_fix)),
    }
    driver = Path(__file__).parent / "drive.vim"
    vim = ["vim", "-es", "-N", "-u", str(vimrc), "-i", "NONE", "-n", "-S", str(driver), str(scenario.spec)]
    subprocess.run(
        vim, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=100, check=False
    )
    found = json.loads(seen.read_text("utf-8"))
    assert "failed" not in found
    assert findings(found["findings"], SPEC) == sorted(before)
    assert found["signs"] == len({one["line"] for one in found["findings"]})
    assert [title for title in found["offered"] if title.startswith("Insert all")]
    assert scenario.spec.read_bytes().decode() == expected
    assert findings(found["after"], expected) == sorted(after_fix)


def inserted(scenario) -> str:
    """The spec with all missing sections, as the core makes it."""
    text = Text.of(SPEC)
    served = Workspace().resolve(scenario.spec, text)
    spec = compare(parse(text), served.template, served.config, scenario.spec)
    return str(spec.after(insert_all(spec).edits).text)
