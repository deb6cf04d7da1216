"""A keystroke's resolution is kept for as long as all looks at the file system would see the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.analysis import Analysis, analyse
from spec_ls.layer import Layer
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace, content_in

NO_SETTINGS = Layer()
OTHER = TEMPLATE.replace("References", "Remarks")
TREES: dict[str, dict[str, str]] = {
    "specs": {".git/HEAD": "", "specs/template.rst": TEMPLATE, "specs/a/b.rst": SPEC},
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


def again(workspace: Workspace, analysis: Analysis, settings: Layer | None = None) -> Resolution:
    """What serves a text that is analysed, as after a keystroke."""
    return workspace.resolve_again(analysis.path, content_in(analysis), settings or NO_SETTINGS)


def seen(found: Resolution) -> tuple[object, ...]:
    """A resolution as far as two workspaces can agree on it."""
    slots = None if found.template is None else [slot.title for slot in found.template.slots]
    return slots, found.config, found.problems, found.by_name


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(tmp_path: Path, name: str) -> None:
    """Whatever changes what serves a spec is seen by the next keystroke, as by a fresh look."""
    tree, change = CHANGES[name]
    make(tmp_path, TREES[tree])
    (path,) = tmp_path.rglob("b.rst")
    workspace, analysis = Workspace(tmp_path), analyse(Text.of(SPEC), None, path=path)
    first = again(workspace, analysis)
    assert again(workspace, analysis) is first
    change(tmp_path)
    now = again(workspace, analysis)
    assert seen(now) == seen(Workspace(tmp_path).resolve(path, Text.of(SPEC)))
    if name != "a newer release comes":  # this profile does not mind, but the folder was listed or not
        assert now is not first
        assert seen(now) != seen(first)


def test_what_a_text_says_is_seen(tmp_path: Path) -> None:
    """A comment that chooses a template counts as soon as it is typed, and other settings at once."""
    make(tmp_path, TREES["specs"])
    path, workspace = tmp_path / "specs/a/b.rst", Workspace(tmp_path)
    template = again(workspace, analyse(Text.of(SPEC), None, path=path)).template
    commented = analyse(Text.of(f"{SPEC}\n.. spec-ls: template=rally\n"), None, path=path)
    assert again(workspace, commented).template is not template
    assert again(workspace, analyse(Text.of("../template.rst"), None, path=path)).template is None
    once_more = analyse(Text.of(SPEC), None, path=path)
    assert again(workspace, once_more).template is template
    assert again(workspace, once_more, Layer({"max_line_length": 60})).config.max_line_length == 60


def test_another_specs_choice_is_seen(tmp_path: Path) -> None:
    """A spec that another one's comment comes to choose as its template is none any more."""
    make(tmp_path, TREES["specs"] | {"specs/c.rst": SPEC})
    workspace, analysis = Workspace(tmp_path), analyse(Text.of(SPEC), None, path=tmp_path / "specs/a/b.rst")
    assert again(workspace, analysis).template is not None
    text = f".. spec-ls: template=a/b.rst\n\n{SPEC}"
    chooses = analyse(Text.of(text), None, path=tmp_path / "specs/c.rst")
    assert again(workspace, chooses).template is not None
    assert again(workspace, analysis).template is None
    again(workspace, analyse(Text.of(SPEC), None, path=tmp_path / "specs/c.rst"))
    assert again(workspace, analysis).template is not None


def test_the_text_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keystroke that changes nothing of this costs looks at some 30 paths, and nothing else."""
    make(tmp_path, TREES["specs"])
    workspace = Workspace(tmp_path)
    analysis = analyse(Text.of(SPEC * 100), None, path=tmp_path / "specs/a/b.rst")
    first = again(workspace, analysis)
    calls: list[str] = []
    for name in ("stat", "lstat", "access"):
        _counted(monkeypatch, name, calls)
    monkeypatch.setattr(Text, "__str__", lambda text: pytest.fail("the whole text was joined"))
    assert again(workspace, analysis) is first
    assert 5 < len(calls) < 50
    assert len(calls) == len(set(calls)), "a path was looked at twice in one way"


def _counted(monkeypatch: pytest.MonkeyPatch, name: str, calls: list[str]) -> None:
    real = getattr(os, name)

    def counted(path: str, *others: object) -> object:
        calls.append(f"{name} {path}")
        return real(path, *others)

    monkeypatch.setattr(os, name, counted)


def test_a_closed_spec_is_forgotten(tmp_path: Path) -> None:
    """Nothing is kept for a path that was forgotten, and forgetting an unknown one is no mistake."""
    make(tmp_path, TREES["specs"])
    workspace, path = Workspace(tmp_path), tmp_path / "specs/a/b.rst"
    analysis = analyse(Text.of(SPEC), None, path=path)
    first = again(workspace, analysis)
    workspace.forget(path)
    workspace.forget(None)
    assert again(workspace, analysis) is not first
