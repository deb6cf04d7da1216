"""Settings files that extend others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, Fifo, Link, make, run

from spec_ls.text import Text
from spec_ls.workspace import Workspace, hints_of
from spec_ls.workspace.extended_settings import MOST_FILES

FILES = {"repo/.git/HEAD": "", "repo/specs/template.rst": TEMPLATE, "repo/specs/a.rst": SPEC}
OUTSIDE = '"../outside.toml" is not read: it lies outside of the repository or workspace'


@pytest.mark.parametrize(
    ("files", "length"),
    [
        ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": "max-line-length = 60\n"}, 60),
        ({"spec-ls.toml": 'extend = "b.toml"\nmax-line-length = 61\n', "b.toml": "max-line-length = 60\n"}, 61),
        ({"spec-ls.toml": 'extend = "x/b.toml"\n', "x/b.toml": 'extend = "../c.toml"\n', "c.toml": "max-line-length = 60\n"}, 60),
        ({"spec-ls.toml": 'extend = "x/pyproject.toml"\n', "x/pyproject.toml": "[tool.spec-ls]\nmax-line-length = 60\n"}, 60),
        ({"pyproject.toml": '[tool.spec-ls]\nextend = "b.toml"\n', "b.toml": "max-line-length = 60\n"}, 60),
        ({"specs/spec-ls.toml": 'extend = "../spec-ls.toml"\n', "spec-ls.toml": "max-line-length = 60\n"}, 60),
        ({"spec-ls.toml": 'extend = "b.toml"\n[[paths]]\npath = "specs/*"\nmax-line-length = 61\n', "b.toml": "max-line-length = 60\n"}, 61),
        ({"spec-ls.toml": 'extend = "x/b.toml"\n', "x/b.toml": '[[paths]]\npath = "specs/*"\nmax-line-length = 61\n'}, 79),
        ({"spec-ls.toml": 'extend = "specs/b.toml"\n', "specs/b.toml": '[[paths]]\npath = "*.rst"\nmax-line-length = 61\n'}, 61),
        ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": 'profile = "rally"\n'}, 79),
    ],
)  # fmt: skip
def test_what_an_extended_file_says_counts_below(tmp_path: Path, files: dict[str, str], length: int) -> None:
    """Own settings go before those of the extended file; paths are relative to the file that holds them."""
    make(tmp_path / "repo", {name.removeprefix("repo/"): text for name, text in FILES.items()} | files)
    found = Workspace(tmp_path / "repo").resolve(tmp_path / "repo/specs/a.rst")
    assert (found.config.max_line_length, found.problems) == (length, ())


def test_tables_of_paths_of_both_files_serve(tmp_path: Path) -> None:
    """Own tables of paths go first, then those of the extended file."""
    own = 'extend = "b.toml"\n[[paths]]\npath = "specs/b.rst"\ncovered = false\n'
    base = (
        '[[paths]]\npath = "specs/a.rst"\nspec = false\n[[paths]]\npath = "specs/*.rst"\nline-rule = "code"\n'
    )
    files = FILES | {"repo/spec-ls.toml": own, "repo/b.toml": base, "repo/specs/b.rst": SPEC}
    top = make(tmp_path, files) / "repo"
    workspace = Workspace(top)
    assert workspace.resolve(top / "specs/a.rst").template is None
    config = workspace.resolve(top / "specs/b.rst").config
    assert (config.covered, config.line_rule) == (False, "code")


CIRCLE = "the files extend each other in a circle: spec-ls.toml > b.toml > spec-ls.toml"
WRONG = {
    "missing": ({"spec-ls.toml": '\nextend = "b.toml"\n'}, 'spec-ls.toml:2: extend: "b.toml": no such file'),
    "outside": ({"spec-ls.toml": 'extend = "../outside.toml"\n'}, f"spec-ls.toml:1: extend: {OUTSIDE}"),
    "link": (
        {"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": Link("../outside.toml")},
        f'spec-ls.toml:1: extend: "b.toml" {OUTSIDE.partition(" ")[2]}',
    ),
    "of git": ({"spec-ls.toml": 'extend = ".git/b.toml"\n', ".git/b.toml": ""}, "spec-ls.toml:1: extend: "),
    "circle": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": '\n\nextend = "spec-ls.toml"\n'}, f"b.toml:3: extend: {CIRCLE}"),
    "itself": ({"spec-ls.toml": 'extend = "spec-ls.toml"\n'}, "spec-ls.toml:1: extend: the files extend each other in a circle"),
    "large": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": "#" * 10 * 1024**2}, 'spec-ls.toml:1: extend: "b.toml": larger than 1 MB'),
    "fifo": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": Fifo()}, 'spec-ls.toml:1: extend: "b.toml": is a FIFO'),
    "folder": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml/": ""}, 'spec-ls.toml:1: extend: "b.toml": is a directory'),
    "no table": ({"spec-ls.toml": 'extend = "x/pyproject.toml"\n', "x/pyproject.toml": "[project]\n"}, 'spec-ls.toml:1: extend: "x/pyproject.toml" has no table [tool.spec-ls]'),
    "no TOML file": ({"spec-ls.toml": 'extend = "specs/a.rst"\n'}, 'spec-ls.toml:1: extend: "specs/a.rst" does not end in .toml'),
    "no text": ({"spec-ls.toml": "extend = 3\n"}, "spec-ls.toml:1: extend: expected a text"),
    "null": ({"spec-ls.toml": 'extend = "a\\u0000b.toml"\n'}, "spec-ls.toml:1: extend: "),
    "broken": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": "a = 1\nb = = 1\n"}, "b.toml:2: broken TOML: "),
    "unknown key": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": "\nmax-line-lenght = 1\n"}, 'b.toml:2: max-line-lenght: unknown key, did you mean "max-line-length"?'),
    "misspelt": ({"spec-ls.toml": 'extends = "b.toml"\n'}, 'spec-ls.toml:1: extends: unknown key, did you mean "extend"?'),
    "template": ({"spec-ls.toml": 'extend = "x/b.toml"\n', "x/b.toml": 'template = "no.rst"\n'}, 'b.toml:1: template: no such template file: "no.rst"'),
    "profile": ({"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": 'profile = "nova-spec"\n'}, 'b.toml:1: profile: no profile "nova-spec"'),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_extending_is_said_once(tmp_path: Path, name: str) -> None:
    """File, line and reason are said once, however many specs there are; the exit status is 2."""
    files, line = WRONG[name]
    more = {f"specs/{number}.rst": SPEC for number in range(3)}
    top = tmp_path / "repo"
    make(tmp_path, FILES | {"outside.toml": "max-line-length = 60\n"})
    make(top, {**files, **more})
    done = run("check", cwd=top)
    first, *others = done.err.splitlines()
    assert done.status == 2
    assert first.removeprefix(f"x{os.sep}").startswith(line)
    assert [other for other in others if "extend" in other] == []
    assert "Traceback" not in done.err


def test_a_chain_that_is_too_long(tmp_path: Path) -> None:
    """Ten files may extend each other in a row, the next one is not read."""
    chain = {f"repo/{n}.toml": f'extend = "{n + 1}.toml"\n' for n in range(MOST_FILES)}
    last = {f"repo/{MOST_FILES - 1}.toml": "max-line-length = 60\n"}
    top = make(tmp_path, FILES | chain | last | {"repo/spec-ls.toml": 'extend = "1.toml"\n'}) / "repo"
    found = Workspace(top).resolve(top / "specs/a.rst")
    assert (found.config.max_line_length, found.problems) == (60, ())
    make(tmp_path, chain)
    (problem,) = Workspace(top).resolve(top / "specs/a.rst").problems
    assert problem.located("x") == f"x:1: extend: more than {MOST_FILES} files extend each other"


def test_a_change_of_the_extended_file_is_seen(tmp_path: Path) -> None:
    """What is kept for a path depends on the extended file, one that is absent included."""
    files = FILES | {"repo/spec-ls.toml": 'extend = "b.toml"\n'}
    top = make(tmp_path, files) / "repo"
    workspace, path = Workspace(top), top / "specs/a.rst"
    hints = hints_of(Text.of(SPEC))
    assert len(workspace.resolve_again(path, hints).problems) == 1
    changes = [
        workspace.may_change_findings(top / name) for name in ("b.toml", ".spec-ls.toml", "Cargo.toml")
    ]
    assert changes == [True, True, False]
    for length in (60, 100):
        make(top, {"b.toml": f"max-line-length = {length}\n"})
        found = workspace.resolve_again(path, hints)
        assert (found.config.max_line_length, found.problems) == (length, ())
        assert workspace.resolve_again(path, hints) is found
