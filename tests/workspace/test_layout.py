"""The template that a repository's layout gives to a path."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from trees import CORPUS, SPEC, TEMPLATE, Link, make, needs_corpus

from spec_ls.text import Text
from spec_ls.workspace import Unreadable, Workspace, read
from spec_ls.workspace.walk import walk


def served_by(path: Path, top: Path) -> str | None:
    """The template of a path, relative to ``top``; None if the path is no spec."""
    resolution = Workspace(top).resolve(path)
    assert not resolution.problems
    if resolution.template is None:
        return None
    assert isinstance(resolution.template.origin, Path)
    return resolution.template.origin.relative_to(top).as_posix()


RELEASES = {
    ".gitreview": "",
    "specs/kilo-template.rst": TEMPLATE,
    "specs/kilo/approved/a.rst": SPEC,
    "specs/backlog-template.rst": "kilo-template.rst",
    "specs/backlog/b.rst": SPEC,
    "specs/kilo/approved/kilo-template.rst": "../../kilo-template.rst",
    "specs/abandoned/c.rst": SPEC,
    "specs/top.rst": SPEC,
    "doc/source/index.rst": SPEC,
    "doc/source/page.rst": SPEC,
}
FOLDER_OF_TEMPLATES = {
    ".git/HEAD": "",
    "specs/templates/juno-template.rst": TEMPLATE,
    "specs/templates/kilo-template.rst": TEMPLATE,
    "specs/juno/a.rst": SPEC,
    "specs/kilo/heat-template-version-list.rst": SPEC,
    "specs/kilo/heat-template.rst": SPEC,
    "specs/kilo/kilo-template.rst": "../templates/kilo-template.rst",
    "specs/liberty/a.rst": SPEC,
}
ONE_FOR_ALL = {
    ".gitreview": "",
    "specs/template.rst": TEMPLATE,
    "specs/approved/a.rst": SPEC,
    "specs/8.0/a.rst": "../approved/a.rst",
    "specs/a-template.rst": SPEC,
    "specs/x/y/z/deep.rst": SPEC,
    "specs/kilo-template.rst": TEMPLATE,
    "specs/kilo/a.rst": SPEC,
    "specs/linked.rst": "template.rst",
    "priorities/2024.rst": SPEC,
}
DOC_SPECS = {
    ".gitreview": "",
    "doc/specs/template.rst": TEMPLATE,
    "doc/specs/in-progress/a.rst": SPEC,
    "doc/specs/in-progress/README.rst": SPEC,
    "doc/specs/kilo-template.rst": SPEC,
    "doc/specs/kilo/a.rst": SPEC,
    "doc/template.rst": TEMPLATE,
    "doc/a.rst": SPEC,
}
DOC_SOURCE_SPECS = {
    ".gitreview": "",
    "doc/source/specs/v1/approved/v1-template.rst": TEMPLATE,
    "doc/source/specs/v1/approved/a.rst": SPEC,
    "doc/source/specs/v1/approved/heat-template.rst": SPEC,
    "doc/source/specs/v1/other/b.rst": SPEC,
    "doc/source/specs/v2/my-template.rst": TEMPLATE,
    "doc/source/specs/v2/c.rst": SPEC,
    "doc/source/specs/v3/one-template.rst": TEMPLATE,
    "doc/source/specs/v3/two-template.rst": TEMPLATE,
    "doc/source/specs/v3/d.rst": SPEC,
}


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        (RELEASES, "specs/kilo/approved/a.rst", "specs/kilo-template.rst"),
        (RELEASES, "specs/backlog/b.rst", "specs/kilo-template.rst"),
        (RELEASES, "specs/kilo-template.rst", None),
        (RELEASES, "specs/backlog-template.rst", None),
        (RELEASES, "specs/kilo/approved/kilo-template.rst", None),
        (RELEASES, "specs/abandoned/c.rst", None),
        (RELEASES, "specs/top.rst", None),
        (RELEASES, "doc/source/page.rst", None),
        (FOLDER_OF_TEMPLATES, "specs/juno/a.rst", "specs/templates/juno-template.rst"),
        (
            FOLDER_OF_TEMPLATES,
            "specs/kilo/heat-template-version-list.rst",
            "specs/templates/kilo-template.rst",
        ),
        (FOLDER_OF_TEMPLATES, "specs/kilo/heat-template.rst", "specs/templates/kilo-template.rst"),
        (FOLDER_OF_TEMPLATES, "specs/kilo/kilo-template.rst", None),
        (FOLDER_OF_TEMPLATES, "specs/templates/kilo-template.rst", None),
        (FOLDER_OF_TEMPLATES, "specs/liberty/a.rst", None),
        (ONE_FOR_ALL, "specs/approved/a.rst", "specs/template.rst"),
        (ONE_FOR_ALL, "specs/8.0/a.rst", "specs/template.rst"),
        (ONE_FOR_ALL, "specs/x/y/z/deep.rst", "specs/template.rst"),
        (ONE_FOR_ALL, "specs/a-template.rst", "specs/template.rst"),
        (ONE_FOR_ALL, "specs/kilo/a.rst", "specs/kilo-template.rst"),
        (ONE_FOR_ALL, "specs/template.rst", None),
        (ONE_FOR_ALL, "specs/linked.rst", None),
        (ONE_FOR_ALL, "priorities/2024.rst", None),
        (DOC_SPECS, "doc/specs/in-progress/a.rst", "doc/specs/template.rst"),
        (DOC_SPECS, "doc/specs/kilo/a.rst", "doc/specs/template.rst"),
        (DOC_SPECS, "doc/specs/kilo-template.rst", "doc/specs/template.rst"),
        (DOC_SPECS, "doc/specs/in-progress/README.rst", None),
        (DOC_SPECS, "doc/specs/template.rst", None),
        (DOC_SPECS, "doc/a.rst", None),
        (
            DOC_SOURCE_SPECS,
            "doc/source/specs/v1/approved/a.rst",
            "doc/source/specs/v1/approved/v1-template.rst",
        ),
        (
            DOC_SOURCE_SPECS,
            "doc/source/specs/v1/approved/heat-template.rst",
            "doc/source/specs/v1/approved/v1-template.rst",
        ),
        (DOC_SOURCE_SPECS, "doc/source/specs/v1/approved/v1-template.rst", None),
        (DOC_SOURCE_SPECS, "doc/source/specs/v1/other/b.rst", None),
        (DOC_SOURCE_SPECS, "doc/source/specs/v2/c.rst", "doc/source/specs/v2/my-template.rst"),
        (DOC_SOURCE_SPECS, "doc/source/specs/v2/my-template.rst", None),
        (DOC_SOURCE_SPECS, "doc/source/specs/v3/d.rst", None),
    ],
)
def test_each_layout_has_its_templates(
    tmp_path: Path, files: dict[str, str], path: str, expected: str | None
) -> None:
    """A path is served by the template of its repository's layout; the template itself is no spec."""
    make(tmp_path, files)
    assert served_by(tmp_path / path, tmp_path) == expected


@pytest.mark.parametrize("name", ["README.rst", "README-first.rst", "readme.rst", "Readme.rst", "index.rst"])
def test_readme_and_index_are_no_specs(tmp_path: Path, name: str) -> None:
    """A file that introduces a folder is no spec."""
    make(tmp_path, ONE_FOR_ALL | {f"specs/{name}": SPEC})
    assert served_by(tmp_path / "specs" / name, tmp_path) is None


@pytest.mark.parametrize(
    "name", ["readme-driven-development.rst", "index-rebuild.rst", "template-readme.rst"]
)
def test_a_name_that_only_resembles_them_is_a_spec(tmp_path: Path, name: str) -> None:
    """A spec about a readme or an index is a spec."""
    make(tmp_path, ONE_FOR_ALL | {f"specs/{name}": SPEC})
    assert served_by(tmp_path / "specs" / name, tmp_path) == "specs/template.rst"


def test_only_rst_files_are_specs_by_their_place(tmp_path: Path) -> None:
    """A file of another kind in a folder of specs is no spec."""
    make(tmp_path, RELEASES | {"specs/kilo/redirects": "a b\n", "specs/kilo/notes.txt": SPEC})
    assert served_by(tmp_path / "specs/kilo/redirects", tmp_path) is None
    assert served_by(tmp_path / "specs/kilo/notes.txt", tmp_path) is None


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"specs/kilo-template.rst": TEMPLATE, "specs/kilo/a.rst": SPEC}, "specs/kilo/a.rst"),
        ({"doc/specs/template.rst": TEMPLATE, "doc/specs/a.rst": SPEC}, "doc/specs/a.rst"),
        ({"doc/source/specs/v1/v1-template.rst": TEMPLATE, "doc/source/specs/v1/a.rst": SPEC},
         "doc/source/specs/v1/a.rst"),
        ({"specs/x/specs/template.rst": TEMPLATE, "specs/x/specs/a.rst": SPEC}, "specs/x/specs/a.rst"),
        ({"specs/template.rst": TEMPLATE, "specs/spec-ls.toml": "", "specs/a.rst": SPEC}, "specs/a.rst"),
    ],
)  # fmt: skip
def test_without_a_repository_the_folders_names_decide(
    tmp_path: Path, files: dict[str, str], path: str
) -> None:
    """An unpacked folder without .git or .gitreview is known by its names."""
    make(tmp_path, files)
    assert Workspace(tmp_path).resolve(tmp_path / path).template is not None


def test_a_repository_ends_the_search(tmp_path: Path) -> None:
    """A template outside of the repository serves nothing in it."""
    make(tmp_path, {"specs/template.rst": TEMPLATE, "specs/sub/.git/HEAD": "", "specs/sub/a.rst": SPEC})
    assert served_by(tmp_path / "specs/sub/a.rst", tmp_path) is None


def test_a_folder_with_settings_is_a_top_folder(tmp_path: Path) -> None:
    """Samples inside of a repository are found below their own settings file."""
    make(tmp_path, {
        ".git/HEAD": "",
        "samples/spec-ls.toml": "",
        "samples/specs/template.rst": TEMPLATE,
        "samples/specs/a.rst": SPEC,
        "other/specs/template.rst": TEMPLATE,
        "other/specs/a.rst": SPEC,
    })  # fmt: skip
    assert served_by(tmp_path / "samples/specs/a.rst", tmp_path) == "samples/specs/template.rst"
    assert served_by(tmp_path / "other/specs/a.rst", tmp_path) is None


def test_links_of_the_file_system_count_like_those_of_git(tmp_path: Path) -> None:
    """A symbolic link to the template is no spec, one to a spec is a spec, and a linked template serves."""
    make(tmp_path, {
        ".git/HEAD": "",
        "specs/kilo-template.rst": TEMPLATE,
        "specs/kilo/a.rst": SPEC,
        "specs/kilo/b.rst": Link("a.rst"),
        "specs/kilo/kilo-template.rst": Link("../kilo-template.rst"),
        "specs/backlog-template.rst": Link("kilo-template.rst"),
        "specs/backlog/c.rst": SPEC,
    })  # fmt: skip
    assert served_by(tmp_path / "specs/kilo/b.rst", tmp_path) == "specs/kilo-template.rst"
    assert served_by(tmp_path / "specs/kilo/kilo-template.rst", tmp_path) is None
    assert served_by(tmp_path / "specs/backlog/c.rst", tmp_path) == "specs/kilo-template.rst"


def test_a_link_in_an_editor_is_no_spec(tmp_path: Path) -> None:
    """Opened in an editor, a file that is a link shows the path it leads to: nothing is missing there."""
    make(tmp_path, ONE_FOR_ALL)
    path = tmp_path / "specs/8.0/a.rst"
    assert Workspace(tmp_path).resolve(path, Text.of(path.read_text())).template is None


@needs_corpus
@pytest.mark.parametrize(
    ("repository", "specs"),
    [
        ("diskimage-builder", {"doc/source/specs/v1/approved/v1-template.rst": 2}),
        ("osprofiler", {"doc/specs/template.rst": 4}),
        ("rally", {"doc/specs/template.rst": 20}),
        ("keystone-specs", {"specs/template.rst": 116}),
        ("ironic-specs", {"specs/template.rst": 329}),  # 65 more only lead to another spec
        ("heat-specs", {
            "specs/templates/backlog-template.rst": 4, "specs/templates/juno-template.rst": 16,
            "specs/templates/kilo-template.rst": 48, "specs/templates/liberty-template.rst": 33,
            "specs/templates/mitaka-template.rst": 27, "specs/templates/newton-template.rst": 12,
            "specs/templates/ocata-template.rst": 5, "specs/templates/pike-template.rst": 5,
            "specs/templates/queens-template.rst": 1,
        }),
    ],
)  # fmt: skip
def test_real_repositories(repository: str, specs: dict[str, int]) -> None:
    """In real repositories each template serves as many specs as were counted there by hand."""
    top = CORPUS / repository
    assert _count(top)[0] == specs


@needs_corpus
def test_a_real_repository_with_many_releases() -> None:
    """Each of nova's releases has its own template; its abandoned specs have none."""
    top = CORPUS / "nova-specs"
    served, others = _count(top)
    assert sum(served.values()) == 809
    assert len(served) == 26  # and the backlog's is a link to the newest
    assert {path for path in others if "/abandoned/" in path} == {
        path.relative_to(top).as_posix() for path in walk(top / "specs/abandoned")
    }


@needs_corpus
def test_the_broken_link_of_a_real_repository() -> None:
    """Exactly one file in ironic's specs cannot be read: a link that leads nowhere."""
    broken = []
    for path in walk(CORPUS / "ironic-specs"):
        try:
            read(path)
        except Unreadable:
            broken.append(path.name)
    assert broken == ["node-maintenance-extension.rst"]


def _count(top: Path) -> tuple[Counter[str], list[str]]:
    """The number of specs by template, and the files that are no specs."""
    workspace, served, others = Workspace(top), Counter[str](), []
    for path in walk(top):
        try:
            resolution = workspace.resolve(path, Text.of(read(path)))
        except Unreadable:
            continue
        assert not resolution.problems
        if resolution.template is None:
            others.append(path.relative_to(top).as_posix())
        else:
            assert isinstance(resolution.template.origin, Path)
            served[resolution.template.origin.relative_to(top).as_posix()] += 1
    return served, others
