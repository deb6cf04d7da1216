"""Files that stand among specs and are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, make, run

from spec_ls.model.document import parse
from spec_ls.text import Text
from spec_ls.workspace import Workspace, hints_in, hints_of

TREE = {".git/HEAD": "", "specs/template.rst": TEMPLATE}
REVIEW = "[gerrit]\nproject=openstack/{}.git\n"
INDEX = "=====\nJuno\n=====\n\nAll specs of Juno.\n\n.. toctree::\n   :glob:\n\n   juno/*\n"
REDIRECT = (
    "..\n A licence.\n\n=====\nCache\n=====\n\nThis spec was implemented.\n\nSee :doc:`../juno/cache`.\n"
)


def is_spec(top: Path, name: str, content: str) -> bool:
    """True if a template serves a file."""
    make(top, TREE | {name: content})
    return Workspace(top).resolve(top / name).template is not None


@pytest.mark.parametrize(
    "name",
    ["juno_idx.rst", "placeholder.rst", "remove-me.rst", "skeleton.rst", "sample.rst", "juno/template.rst"],
)
def test_files_to_be_listed_copied_or_removed(tmp_path: Path, name: str) -> None:
    """A file with such a name is no spec, whatever it holds."""
    assert not is_spec(tmp_path, f"specs/{name}", SPEC)


@pytest.mark.parametrize(
    "name", ["idx.rst", "sample-configs.rst", "template-versions.rst", "redirects-api.rst"]
)
def test_names_that_only_resemble_them(tmp_path: Path, name: str) -> None:
    """A spec about such a thing is a spec."""
    assert is_spec(tmp_path, f"specs/{name}", SPEC)


@pytest.mark.parametrize("content", [INDEX, REDIRECT, INDEX * 3], ids=["index", "redirect", "long index"])
def test_pages_that_lead_elsewhere(tmp_path: Path, content: str) -> None:
    """A text that only lists other documents or refers to one is no spec."""
    assert not is_spec(tmp_path, "specs/a.rst", content)


@pytest.mark.parametrize(
    "content",
    [
        SPEC + "\n.. toctree::\n\n   details\n\n* More.\n",
        REDIRECT + "\nProblem description\n===================\n\nIt is slow.\n",
        REDIRECT + "\nWords. " * 50,
        "=====\nCache\n=====\n\nIt is slow.\n",
    ],
    ids=["a toctree inside", "a section", "many words", "no reference"],
)
def test_specs_that_refer_to_others(tmp_path: Path, content: str) -> None:
    """A text with more in it is a spec, also at its beginning."""
    assert is_spec(tmp_path, "specs/a.rst", content)


@pytest.mark.parametrize("content", [INDEX, REDIRECT, SPEC, f"{SPEC}\n.. toctree::\n\n   a\n"])
def test_scanned_or_not(content: str) -> None:
    """A text says the same of its template before and after it is scanned."""
    assert hints_of(Text.of(content)) == hints_in(parse(Text.of(content)))


def test_a_gate_that_opens_them(tmp_path: Path) -> None:
    """A gate of lines that opens such a file reports what it looks for, and nothing else is said."""
    files = {".gitreview": REVIEW.format("keystone-specs"), "specs/template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/placeholder.rst": "=====\nEmpty\n=====\n\nText. \n"})
    done = run("check", "--format", "json", cwd=top)
    assert [(finding["code"], finding["severity"]) for finding in done.json] == [
        ("trailing-whitespace", "error")
    ]


def test_a_gate_of_titles_that_opens_them(tmp_path: Path) -> None:
    """A gate that asks for sections asks for them there, too."""
    files = {".gitreview": REVIEW.format("heat-specs"), "specs/templates/xena-template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/xena/placeholder.rst": "=====\nEmpty\n=====\n\nText.\n"})
    done = run("check", "--format", "json", cwd=top)
    assert "missing-section" in {finding["code"] for finding in done.json}


def test_a_template_that_is_asked_for(tmp_path: Path) -> None:
    """A comment or the command line makes any file a spec."""
    top = make(tmp_path, TREE | {"specs/sample.rst": f".. spec-ls: template=template.rst\n\n{SPEC}"})
    assert Workspace(top).resolve(top / "specs/sample.rst").template is not None
    make(tmp_path, {"specs/sample.rst": SPEC})
    assert (
        Workspace(top).resolve(top / "specs/sample.rst", template="specs/template.rst").template is not None
    )


def test_a_profile_knows_pages_that_are_no_specs(tmp_path: Path) -> None:
    """A folder that a profile excludes holds no spec."""
    files = {".gitreview": REVIEW.format("glance-specs"), "specs/template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/api/v2/a.rst": SPEC, "specs/kilo/a.rst": SPEC})
    assert Workspace(top).resolve(top / "specs/api/v2/a.rst").template is None
    assert Workspace(top).resolve(top / "specs/kilo/a.rst").template is not None
