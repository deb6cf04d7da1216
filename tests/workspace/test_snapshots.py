"""A resolution is kept while all reads of the file system would give the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.layer import Layer
from spec_ls.model.document import Document, parse
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace, hints_in

NO_SETTINGS = Layer()
OTHER = TEMPLATE.replace("References", "Remarks")
TREES: dict[str, dict[str, str]] = {
    "specs": {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a/b.rst": SPEC},
    "doc8": {
        ".git/HEAD": "",
        "specs/template.rst": TEMPLATE,
        "specs/a/b.rst": SPEC,
        "tox.ini": "[doc8]\nmax-line-length = 60\n",
        ".editorconfig": "[*.rst]\nmax_line_length = 60\n",
    },
    "doc": {".git/HEAD": "", "doc/source/specs/x-template.rst": TEMPLATE, "doc/source/specs/b.rst": SPEC},
    "profile": {
        ".gitreview": "[gerrit]\nproject=openstack/cyborg-specs.git\n",
        "specs/kilo-template.rst": TEMPLATE,
        "specs/kilo/b.rst": SPEC,
    },
}
CHANGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a template is changed": ("specs", lambda top: (top / "specs/template.rst").write_text(OTHER)),
    "a template goes": ("specs", lambda top: (top / "specs/template.rst").unlink()),
    "a nearer template comes": ("specs", lambda top: make(top, {"specs/a-template.rst": OTHER})),
    "settings come": ("specs", lambda top: make(top, {"specs/spec-ls.toml": "max-line-length = 60\n"})),
    "shared settings come": (
        "specs",
        lambda top: make(top, {"pyproject.toml": "[tool.spec-ls]\nignore = []\nx = 1\n"}),
    ),
    "names come": ("specs", lambda top: make(top, {"specs/conf.py": "extlinks = {'hub': ()}\n"})),
    "names come elsewhere": ("specs", lambda top: make(top, {"docs/conf.py": "extlinks = {'hub': ()}\n"})),
    "settings of doc8 come": ("specs", lambda top: make(top, {"tox.ini": "[doc8]\nmax-line-length = 60\n"})),
    "other settings of doc8 come": (
        "doc8",
        lambda top: make(top, {".config/doc8.ini": "[doc8]\nmax-line-length = 70\n"}),
    ),
    "settings of doc8 change": (
        "doc8",
        lambda top: make(top, {"tox.ini": "[doc8]\nignore-path = specs/a\n"}),
    ),
    "settings of doc8 go": ("doc8", lambda top: (top / "tox.ini").unlink()),
    "a width comes": ("specs", lambda top: make(top, {".editorconfig": "[*.rst]\nmax_line_length = 60\n"})),
    "a nearer width comes": (
        "doc8",
        lambda top: make(top, {"specs/a/.editorconfig": "[*.rst]\nmax_line_length = 70\n"}),
    ),
    "a root without a width comes": ("doc8", lambda top: make(top, {"specs/.editorconfig": "root = true\n"})),
    "another top comes": ("specs", lambda top: make(top, {"specs/a/.git/HEAD": ""})),
    "a review file comes": (
        "specs",
        lambda top: make(top, {".gitreview": "[gerrit]\nproject=a/nova-specs\n"}),
    ),
    "a remote comes": (
        "specs",
        lambda top: make(top, {".git/config": '[remote "origin"]\nurl = https://example.org/a/nova-specs\n'}),
    ),
    "the spec becomes a template": (
        "specs",
        lambda top: make(top, {"spec-ls.toml": 'template = "specs/a/b.rst"\n'}),
    ),
    "the spec becomes a link to it": ("specs", lambda top: _link(top / "specs/a/b.rst", "../template.rst")),
    "a second template comes": ("doc", lambda top: make(top, {"doc/source/specs/y-template.rst": OTHER})),
    "a newer release comes": ("profile", lambda top: make(top, {"specs/liberty/c.rst": SPEC})),
}


def _link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def again(workspace: Workspace, path: Path, document: Document, settings: Layer = NO_SETTINGS) -> Resolution:
    """The resolution of a document, as after a keystroke."""
    return workspace.resolve_again(path, hints_in(document), settings)


def seen(found: Resolution) -> tuple[object, ...]:
    """The parts of a resolution that are equal in two workspaces."""
    slots = None if found.template is None else [slot.title for slot in found.template.slots]
    return slots, found.config, found.problems, found.by_name


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(tmp_path: Path, name: str) -> None:
    """The next keystroke sees each change of files as a new workspace does."""
    tree, change = CHANGES[name]
    make(tmp_path, TREES[tree])
    (path,) = tmp_path.rglob("b.rst")
    workspace, document = Workspace(tmp_path), parse(Text.of(SPEC))
    first = again(workspace, path, document)
    assert again(workspace, path, document) is first
    change(tmp_path)
    now = again(workspace, path, document)
    assert seen(now) == seen(Workspace(tmp_path).resolve(path, Text.of(SPEC)))
    if (
        name != "a newer release comes"
    ):  # this profile does not use the newest release; the folder may or may not be listed
        assert now is not first
        assert seen(now) != seen(first)


def test_what_a_text_says_is_seen(tmp_path: Path) -> None:
    """A comment that chooses a template, and changed settings, are in effect at once."""
    make(tmp_path, TREES["specs"])
    path, workspace = tmp_path / "specs/a/b.rst", Workspace(tmp_path)
    plain = parse(Text.of(SPEC))
    template = again(workspace, path, plain).template
    commented = parse(Text.of(f"{SPEC}\n.. spec-ls: template=rally\n"))
    assert again(workspace, path, commented).template is not template
    assert again(workspace, path, parse(Text.of("../template.rst"))).template is None
    assert again(workspace, path, plain).template is template
    assert again(workspace, path, plain, Layer({"max_line_length": 60})).config.max_line_length == 60


def test_another_specs_choice_is_seen(tmp_path: Path) -> None:
    """A file is no spec while another spec's comment names it as template."""
    make(tmp_path, TREES["specs"] | {"specs/c.rst": SPEC})
    workspace, document = Workspace(tmp_path), parse(Text.of(SPEC))
    path, other = tmp_path / "specs/a/b.rst", tmp_path / "specs/c.rst"
    assert again(workspace, path, document).template is not None
    choosing = parse(Text.of(f".. spec-ls: template=a/b.rst\n\n{SPEC}"))
    assert again(workspace, other, choosing).template is not None
    assert again(workspace, path, document).template is None
    again(workspace, other, document)
    assert again(workspace, path, document).template is not None


def test_the_text_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keystroke that changes nothing relevant reads the status of some 50 paths, and nothing else."""
    make(tmp_path, TREES["specs"])
    workspace = Workspace(tmp_path)
    path, document = tmp_path / "specs/a/b.rst", parse(Text.of(SPEC * 100))
    first = again(workspace, path, document)
    calls: list[str] = []
    for name in ("stat", "lstat", "access"):
        _counted(monkeypatch, name, calls)
    monkeypatch.setattr(Text, "__str__", lambda text: pytest.fail("the whole text was joined"))
    assert again(workspace, path, document) is first
    assert 5 < len(calls) < 60
    assert len(calls) == len(set(calls)), "a status was read twice"


def _counted(monkeypatch: pytest.MonkeyPatch, name: str, calls: list[str]) -> None:
    real = getattr(os, name)

    def counted(path: str, *others: object) -> object:
        calls.append(f"{name} {path}")
        return real(path, *others)

    monkeypatch.setattr(os, name, counted)


def test_a_closed_spec_is_forgotten(tmp_path: Path) -> None:
    """Nothing is kept for a forgotten path; an unknown path can be forgotten."""
    make(tmp_path, TREES["specs"])
    workspace, path = Workspace(tmp_path), tmp_path / "specs/a/b.rst"
    document = parse(Text.of(SPEC))
    first = again(workspace, path, document)
    workspace.forget(path)
    workspace.forget(None)
    assert again(workspace, path, document) is not first


@pytest.mark.parametrize("name", ["\ud800.rst", "a\0b.rst", "\ud800/x.rst"])
def test_a_name_that_no_file_can_have_is_no_change(tmp_path: Path, name: str) -> None:
    """A template whose name cannot be that of a file is asked for again and again without a failure."""
    top = make(tmp_path, TREES["specs"])
    workspace, settings = Workspace(top), Layer({"template": name})
    document = parse(Text.of(f".. spec-ls: template={name}\n\n{SPEC}"))
    for hints in (hints_in(parse(Text.of(SPEC))), hints_in(document)):
        first = workspace.resolve_again(top / "specs/a/b.rst", hints, settings)
        assert workspace.resolve_again(top / "specs/a/b.rst", hints, settings) is first
