"""Fixes that rename a file: a report tells of them, and ``--fix`` leaves them to people."""

from __future__ import annotations

import json
from pathlib import Path

from trees import SPEC, TEMPLATE, make, run

URL = "https://blueprints.launchpad.net/lamp/+spec"
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE.replace("Problem", f"Such as {URL}/example.\n\nProblem", 1),
    "specs/2026.1/lamp.rst": SPEC.replace("Problem", f"See {URL}/dim-lights.\n\nProblem", 1),
}


def test_json_tells_the_new_name(tmp_path: Path) -> None:
    """The fix has no edits, and the path that the file would have."""
    make(tmp_path, TREE)
    done = run("check", "--format", "json", "specs/2026.1/../2026.1/lamp.rst", cwd=tmp_path)
    (finding,) = [one for one in json.loads(done.out) if one["code"] == "filename-mismatch"]
    assert finding["fix"] == {
        "title": 'Rename the file to "dim-lights.rst"',
        "edits": [],
        "rename": "specs/2026.1/dim-lights.rst",
    }


def test_fix_renames_no_file(tmp_path: Path) -> None:
    """A file keeps its name and its text, and what can only be renamed does not count as something to fix."""
    make(tmp_path, TREE)
    before = sorted(path.name for path in tmp_path.rglob("*.rst"))
    done = run("check", "--fix", "--select", "filename-mismatch", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.rst")) == before
    assert (tmp_path / "specs/2026.1/lamp.rst").read_text() == TREE["specs/2026.1/lamp.rst"]
    assert "made" not in done.err
    assert "--fix" not in run("check", "--select", "filename-mismatch", cwd=tmp_path).err
