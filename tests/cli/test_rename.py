"""Fixes that rename a file: they are reported, and ``--fix`` does not apply them."""

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


def test_json_has_no_rename(tmp_path: Path) -> None:
    """JSON's fix is what ``--fix`` would do, and that renames no file."""
    make(tmp_path, TREE)
    done = run("check", "--format", "json", "specs/2026.1/../2026.1/lamp.rst", cwd=tmp_path)
    (finding,) = [item for item in json.loads(done.out) if item["code"] == "filename-mismatch"]
    assert finding["fix"] is None


def test_fix_renames_no_file(tmp_path: Path) -> None:
    """``--fix`` keeps the file's name and text, and a rename does not count as fixable."""
    make(tmp_path, TREE)
    before = sorted(path.name for path in tmp_path.rglob("*.rst"))
    done = run("check", "--fix", "--select", "filename-mismatch", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.rst")) == before
    assert (tmp_path / "specs/2026.1/lamp.rst").read_text() == TREE["specs/2026.1/lamp.rst"]
    assert "made" not in done.err
    assert "--fix" not in run("check", "--select", "filename-mismatch", cwd=tmp_path).err
