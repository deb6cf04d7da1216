"""Template files that hold nothing but another one's path."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make

from spec_ls.text import Text
from spec_ls.workspace import Resolution, Workspace, hints_of

TREE = {".git/HEAD": "", "specs/templates/all.rst": TEMPLATE, "specs/kilo/a.rst": SPEC}


def resolution(top: Path, content: str) -> Resolution:
    """The resolution of a spec whose template file has this content."""
    make(top, TREE | {"specs/kilo-template.rst": content})
    return Workspace(top).resolve(top / "specs/kilo/a.rst")


@pytest.mark.parametrize(
    "content",
    [
        "templates/all.rst",
        "templates/all.rst\n",
        "\ufefftemplates/all.rst\r\n\r\n",
        "`The template <templates/all.rst>`_\n",
        "`<templates/all.rst>`__\n",
        ".. include:: templates/all.rst\n",
        ":doc:`templates/all`\n",
        ":doc:`the template <templates/all>`\n",
    ],
)
def test_a_path_is_followed(tmp_path: Path, content: str) -> None:
    """The template is the file that is named, and findings point there."""
    found = resolution(tmp_path, content)
    assert found.template is not None
    assert found.template.origin == tmp_path / "specs/templates/all.rst"
    assert not found.problems


@pytest.mark.parametrize(
    "content",
    [
        "templates/none.rst\n",
        "See templates/all.rst\n",
        "templates/all.rst\n\nMore.\n",
        "kilo-template.rst\n",
    ],
)
def test_what_is_no_path_is_a_template_without_sections(tmp_path: Path, content: str) -> None:
    """A text that names no other file, or more than that, is a template like any other, and a broken one."""
    found = resolution(tmp_path, content)
    assert found.template is not None
    assert not found.template.slots
    assert found.problems


def test_a_path_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    """Neither a path nor a link leads to a template elsewhere."""
    make(tmp_path, {"outside.rst": TEMPLATE})
    found = resolution(tmp_path / "top", "../../outside.rst\n")
    assert found.template is not None
    assert not found.template.slots
    (tmp_path / "top/specs/link.rst").symlink_to(tmp_path / "outside.rst")
    found = resolution(tmp_path / "top", "link.rst\n")
    assert found.template is not None
    assert not found.template.slots


def test_a_changed_path_is_seen(tmp_path: Path) -> None:
    """The file with the path and the named file are both looked at again."""
    make(tmp_path, TREE | {"specs/kilo-template.rst": "templates/all.rst\n", "specs/other.rst": TEMPLATE})
    workspace, hints, path = Workspace(tmp_path), hints_of(Text.of(SPEC)), tmp_path / "specs/kilo/a.rst"
    first = workspace.resolve_again(path, hints).template
    assert workspace.resolve_again(path, hints).template is first
    (tmp_path / "specs/templates/all.rst").write_text(TEMPLATE.replace("References", "Remarks"))
    changed = workspace.resolve_again(path, hints).template
    assert changed is not None
    assert changed.slots[-1].title == "Remarks"
    (tmp_path / "specs/kilo-template.rst").write_text("other.rst\n")
    other = workspace.resolve_again(path, hints).template
    assert other is not None
    assert other.origin == tmp_path / "specs/other.rst"
