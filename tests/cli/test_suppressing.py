"""``spec-ls check --add-suppressions``: comments, and nothing else, switch all findings off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docutils.core import publish_doctree
from docutils.nodes import comment, system_message
from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run

from spec_ls.checks.run import check
from spec_ls.checks.suppress_all import suppress_all
from spec_ls.model.document import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace

SAMPLES = Path(__file__).parents[1] / "samples"
LONG = "long " * 20 + "line"
TABLE = f"====  ====\na     {LONG}\nb     c\n====  ====\n"
LIST = f"* one\n* {LONG}\n\n  {LONG}\n* three\n"
LITERAL = f"As here::\n\n  {LONG} \n"
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/lacks.rst": WITHOUT_REFERENCES,
    "specs/long.rst": SPEC.replace("It is slow.", f"It is slow.  \n{LONG}\n\n{LIST}\n{LITERAL}\n{TABLE}"),
}


def meaning(text: str) -> str:
    """The document as docutils reads it, without comments."""
    settings = {"report_level": 5, "halt_level": 5, "syntax_highlight": "none", "_disable_config": True}
    tree = publish_doctree(text, settings_overrides=settings)
    for node in list(tree.findall(comment)):
        if node.astext().startswith("spec-ls: disable="):
            node.parent.remove(node)
    for message in tree.findall(system_message):
        message.attributes.pop("line", None)  # lines move
    return tree.pformat()


def test_all_findings_are_switched_off(tmp_path: Path) -> None:
    """Each spec has comments alone more, no finding is left, none of them is unused, and again nothing happens."""
    make(tmp_path, TREE)
    done = run("check", "--add-suppressions", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)
    assert done.err.startswith("suppressed ")
    assert done.err.endswith(" in 2 files; no findings in 2 specs\n")
    for name in ("specs/lacks.rst", "specs/long.rst"):
        before, after = TREE[name], (tmp_path / name).read_text()
        assert meaning(after) == meaning(before)
        left = [line for line in after.split("\n") if line and not line.startswith(".. spec-ls: disable=")]
        assert left == [line for line in before.split("\n") if line]
    assert run("check", "--no-cache", cwd=tmp_path).err == "no findings in 2 specs\n"
    assert run("check", "--add-suppressions", cwd=tmp_path).err == "no findings in 2 specs\n"


def test_codes_of_one_block_stand_in_one_comment(tmp_path: Path) -> None:
    """A paragraph with two kinds of findings gets one comment."""
    make(tmp_path, {**TREE, "specs/long.rst": SPEC.replace("It is slow.", f"It is slow.  \n{LONG}")})
    run("check", "--add-suppressions", "specs/long.rst", cwd=tmp_path)
    text = (tmp_path / "specs/long.rst").read_text()
    (line,) = [line for line in text.split("\n") if "spec-ls" in line]
    assert sorted(line.partition("=")[2].split(",")) == ["line-too-long", "trailing-whitespace"]


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    """--select and a baseline leave the other findings without a comment; --diff writes nothing."""
    make(tmp_path, TREE)
    done = run("check", "--add-suppressions", "--diff", cwd=tmp_path)
    assert done.status == 1
    assert "+.. spec-ls: disable=" in done.out
    assert done.err.startswith("would suppress ")
    assert (tmp_path / "specs/lacks.rst").read_text() == WITHOUT_REFERENCES
    run("check", "--add-suppressions", "--select", "trailing-whitespace", cwd=tmp_path)
    text = (tmp_path / "specs/long.rst").read_text()
    assert "disable=trailing-whitespace" in text
    assert "line-too-long" not in text
    run("check", "--baseline", "known.json", "--write-baseline", cwd=tmp_path)
    done = run("check", "--baseline", "known.json", "--add-suppressions", cwd=tmp_path)
    assert done.err == "no findings in 2 specs\n"


def test_standard_input(tmp_path: Path) -> None:
    """The text with its comments goes to standard output."""
    make(tmp_path, TREE)
    done = run(
        "check",
        "--add-suppressions",
        "--stdin-filename",
        "specs/x.rst",
        "-",
        cwd=tmp_path,
        stdin=WITHOUT_REFERENCES,
    )
    assert ".. spec-ls: disable=missing-section\n" in done.out
    assert (done.status, done.err.count("suppressed 1 finding")) == (0, 1)


def test_what_cannot_be_switched_off_is_said(tmp_path: Path) -> None:
    """A finding that no comment covers is reported, and the status is 1."""
    make(tmp_path, {**TREE, "specs/lacks.rst": "\ufeff" + WITHOUT_REFERENCES})
    done = run("check", "--add-suppressions", "specs/lacks.rst", cwd=tmp_path)
    assert done.status == 1
    assert "missing-section" in done.out


def test_wrong_use(tmp_path: Path) -> None:
    """Comments and fixes are two things."""
    assert run("check", "--add-suppressions", "--fix", cwd=tmp_path).status == 2


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.rst")), ids=lambda path: path.name)
def test_samples_keep_their_meaning(tmp_path: Path, sample: Path) -> None:
    """docutils reads a sample as before, but for the comments, and hardly any finding is left."""
    path = Path(shutil.copy(sample, tmp_path / "spec.rst"))
    resolution = Workspace(tmp_path).resolve(path, None, "nova")
    text = Text.of(path.read_bytes().decode("utf-8"))
    checked = check(compare(parse(text), resolution.template, resolution.config, path))
    after, count = suppress_all(checked, lambda now: now)
    assert count == len(checked.findings) - len(after.findings)
    assert meaning(str(after.spec.text)) == meaning(str(text))
    assert suppress_all(after, lambda now: now) == (after, 0)
