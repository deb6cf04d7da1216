"""``spec-ls check --baseline``: old findings are not reported, new ones are, whatever moves."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, WITHOUT_REFERENCES, Fifo, Run, make, run

LONG = WITHOUT_REFERENCES.replace("It is slow.", "It is slow" + ", and" * 16 + ".")
TWICE = SPEC.replace("Wait.\n", "Wait" + " and wait" * 9 + "\n\nWait" + " and wait" * 9 + "\n")
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/a.rst": LONG,
    "specs/b.rst": TWICE,
    "specs/c.rst": SPEC,
}


def check(folder: Path, *options: str) -> Run:
    """Check a folder with a baseline."""
    return run("check", "--no-cache", "--baseline", "known.json", *options, cwd=folder)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository whose findings are all in the baseline."""
    done = check(make(tmp_path, TREE), "--write-baseline")
    assert (done.out, done.err, done.status) == ("", "wrote 4 findings of 2 specs to known.json\n", 0)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    """Run git with an author."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


def test_known_findings_are_not_reported(tree: Path) -> None:
    """A run right behind has no findings; without the baseline all are there."""
    done = check(tree)
    assert (done.out, done.err, done.status) == ("", "no findings in 3 specs\n", 0)
    assert run("check", "--no-cache", cwd=tree).out.count("\n") == 4


def test_the_file_is_the_same_each_time(tree: Path) -> None:
    """Writing again changes nothing, and what is written is JSON with a line for each entry."""
    before = (tree / "known.json").read_text()
    check(tree, "--write-baseline")
    assert (tree / "known.json").read_text() == before
    files = json.loads(before)["files"]
    assert [sum(entry["count"] for entry in file["findings"]) for file in files.values()] == [2, 2]
    assert list(files) == ["specs/a.rst", "specs/b.rst"]
    assert before.count('"count"') == before.count("\n    {") == 3


def test_new_findings_are_reported(tree: Path) -> None:
    """A third line like two known ones is new, and so is a finding in another section."""
    (tree / "specs/b.rst").write_text(TWICE.replace("Links", "L") + "\nWait" + " and wait" * 9 + "\n")
    (tree / "specs/a.rst").write_text(LONG.replace("Keep it.", "Keep it" + ", and" * 16 + "."))
    done = check(tree)
    assert done.status == 1
    assert [line.split()[2] for line in done.out.splitlines()] == ["line-too-long", "line-too-long"]
    assert "specs/a.rst:13:" in done.out


def test_a_group_loses_its_members(tmp_path: Path) -> None:
    """Of several missing subsections, which people see as one finding, the new one is left."""
    template = TEMPLATE.replace("References", "Risks\n-----\n\nWhich?\n\nCosts\n-----\n\nWhat?\n\nReferences")
    make(tmp_path, {**TREE, "specs/template.rst": template.replace("Costs\n-----\n\nWhat?\n\n", "")})
    check(tmp_path, "--write-baseline")
    (tmp_path / "specs/template.rst").write_text(template)
    done = check(tmp_path, "specs/c.rst")
    assert '"Costs"' in done.out
    assert '"Risks"' not in done.out


def test_a_mended_finding_is_no_longer_needed(tree: Path) -> None:
    """Entries that match nothing are counted, for files that were looked at, unless only some codes were."""
    (tree / "specs/a.rst").write_text(SPEC)
    assert "2 entries of known.json are no longer needed\n" in check(tree).err
    assert "needed" not in check(tree, "specs/b.rst").err
    assert "needed" not in check(tree, "--select", "line-too-long").err
    check(tree, "--write-baseline", "specs/a.rst")
    assert list(json.loads((tree / "known.json").read_text())["files"]) == ["specs/b.rst"]


def test_a_file_with_another_name(tree: Path) -> None:
    """A file that is gone leaves its entries to one with the same content, and to no other."""
    (tree / "specs/a.rst").rename(tree / "specs/z.rst")
    assert check(tree).out == ""
    (tree / "specs/z.rst").write_text(LONG + "\nMore.\n")
    assert check(tree).out.count("specs/z.rst") == 2


def test_a_copy_is_new(tree: Path) -> None:
    """While a file is there, a copy of it has findings of its own."""
    make(tree, {"specs/copy.rst": LONG})
    assert check(tree).out.count("specs/copy.rst") == 2


def test_a_name_that_git_changed(tmp_path: Path) -> None:
    """A file that git calls renamed keeps its entries, though its text has changed since."""
    tree = make(tmp_path, {name: text for name, text in TREE.items() if name != ".git/HEAD"})
    git(tree, "init", "-q")
    check(tree, "--write-baseline")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "specs")
    git(tree, "mv", "specs/a.rst", "specs/z.rst")
    (tree / "specs/z.rst").write_text(LONG + "\nMore.\n")
    git(tree, "commit", "-qam", "renamed")
    assert check(tree).out == ""


def test_fixes_are_made_whatever_is_known(tree: Path) -> None:
    """``--fix`` mends known findings, too; those that are left are not reported."""
    done = check(tree, "--fix")
    assert done.err.startswith("made 3 fixes in 2 files; no findings")
    assert done.out == ""


def test_kept_results_know_the_baseline(tree: Path) -> None:
    """The store's results under one baseline are not those under another, or under none."""
    make(tree, {f"specs/more-{number}.rst": LONG for number in range(8)})
    cache = {"XDG_CACHE_HOME": str(tree / "cache")}
    known, all_ = check(tree), run("check", "--no-cache", cwd=tree)
    assert known != all_
    for _ in range(3):
        assert run("check", "--baseline", "known.json", cwd=tree, **cache) == known
        assert run("check", cwd=tree, **cache) == all_


@pytest.mark.parametrize("seed", range(3))
def test_edits_elsewhere_change_nothing(tree: Path, seed: int) -> None:
    """After 100 edits that do not touch the findings' lines exactly the old findings are hidden."""
    random_source, path = random.Random(seed), tree / "specs/a.rst"
    for _ in range(100):
        lines = path.read_text().split("\n")
        texts = [
            n for n, line in enumerate(lines) if line in ("Keep it.", "Wait.") or line.startswith("More")
        ]
        number = random_source.choice(texts)
        if random_source.random() < 0.3 and lines[number].startswith("More"):
            del lines[number : number + 2]
        else:
            lines[number + 1 : number + 1] = ["", f"More {random_source.randrange(9)}."]
        path.write_text("\n".join(lines))
    assert run("check", "--no-cache", "specs/a.rst", cwd=tree).out.count("\n") == 2
    done = check(tree, "specs/a.rst")
    assert (done.out, done.err) == ("", "no findings in 1 spec\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "known.json:1: broken JSON: Expecting value"),
        ('{\n"a"', "known.json:2: broken JSON: Expecting ':' delimiter"),
        ("[" * 100_000, "known.json:1: broken JSON: "),
        ("[]", "known.json:1: is no baseline"),
        ('{"format": "spec-ls baseline", "version": 7}', "known.json:1: is of another version"),
        ('{"format": "spec-ls baseline", "version": 1}', "known.json:1: is no baseline: an entry"),
        (
            '{"format": "spec-ls baseline", "version": 1, "files": {"a": {"content": "", "findings": [7]}}}',
            "known.json:1: is no baseline: an entry",
        ),
        (b"\xff", "known.json:1: not UTF-8"),
        (Fifo(), "known.json: is a FIFO"),
        (None, "known.json: no such file"),
    ],
)
def test_a_broken_baseline(tmp_path: Path, content, message: str) -> None:
    """What is no baseline is said, with its line, and nothing is checked."""
    make(tmp_path, TREE if content is None else {**TREE, "known.json": content})
    done = check(tmp_path)
    assert (done.out, done.status) == ("", 2)
    assert done.err.startswith(f"--baseline: {message}")
    assert done.err.count("\n") == 1


def test_wrong_use(tmp_path: Path) -> None:
    """Writing needs a file, and is not mixed with fixing."""
    for options in (["--write-baseline"], ["--write-baseline", "--baseline", "x", "--fix"]):
        done = run("check", *options, cwd=tmp_path)
        assert (done.status, done.out) == (2, "")
        assert "--write-baseline" in done.err
