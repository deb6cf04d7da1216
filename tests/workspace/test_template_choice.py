"""The template that serves a spec, where several could."""

from __future__ import annotations

from pathlib import Path

from trees import SPEC, TEMPLATE, make

from spec_ls.text import Text
from spec_ls.workspace import Workspace, hints_of

POLICY_TEMPLATE = """\
================
Title of a policy
================

Problem description
===================

Proposed policy
===============

Authors
-------

<name>

Revision history
================
"""
POLICY = POLICY_TEMPLATE.replace("Title of a policy", "Reviews").replace("<name>", "Somebody")
LITE_TEMPLATE = "====================\nSpec Lite: <Title>\n====================\n\n:problem: <Why?>\n\n:solution: <How?>\n"
LITE = (
    LITE_TEMPLATE.replace("<Title>", "Cache").replace("<Why?>", "It is slow.").replace("<How?>", "Keep it.")
)
TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/policy-template.rst": POLICY_TEMPLATE,
    "specs/lite_template.rst": LITE_TEMPLATE,
}


def served_by(top: Path, path: str, text: str | None = None) -> str | None:
    """The name of the template that serves a path; None if it is no spec."""
    found = Workspace(top).resolve(top / path, None if text is None else Text.of(text))
    return found.name if found.template else None


def test_documents_that_look_like_a_template(tmp_path: Path) -> None:
    """A spec is served by the template whose titles, or fields, it shares most; the one for all serves the rest."""
    top = make(
        tmp_path, TREE | {"specs/a/spec.rst": SPEC, "specs/a/policy.rst": POLICY, "specs/a/lite.rst": LITE}
    )
    assert served_by(top, "specs/a/spec.rst") == "specs/template.rst"
    assert served_by(top, "specs/a/policy.rst") == "specs/policy-template.rst"
    assert served_by(top, "specs/a/lite.rst") == "specs/lite_template.rst"
    assert served_by(top, "specs/a/new.rst") == "specs/template.rst"
    assert served_by(top, "specs/a/spec.rst", POLICY) == "specs/policy-template.rst"


def test_the_templates_themselves_are_no_specs(tmp_path: Path) -> None:
    """What serves others is no spec; a spec that is only named so is one."""
    top = make(tmp_path, TREE | {"specs/heat-template.rst": SPEC})
    for name in ("specs/policy-template.rst", "specs/lite_template.rst"):
        assert served_by(top, name) is None
    assert served_by(top, "specs/heat-template.rst") == "specs/template.rst"


def test_a_folder_with_a_template_of_its_own(tmp_path: Path) -> None:
    """The template of a folder goes before the one for all, and serves no other folder."""
    top = make(tmp_path, TREE | {"specs/policy/a.rst": POLICY, "specs/a/b.rst": POLICY})
    assert served_by(top, "specs/policy/a.rst") == "specs/policy-template.rst"
    assert served_by(top, "specs/a/b.rst") == "specs/template.rst"


def test_a_profile_with_several_templates(tmp_path: Path) -> None:
    """A profile's rule may name several templates; those in a release's folder may be links."""
    top = make(tmp_path, {
        ".gitreview": "[gerrit]\nproject=openstack/glance-specs.git\n",
        "specs/template.rst": TEMPLATE,
        "specs/spec-lite-template.rst": LITE_TEMPLATE,
        "specs/zed/approved/glance/template.rst": "../../../template.rst\n",
        "specs/zed/approved/glance/spec-lite-template.rst": "../../../spec-lite-template.rst\n",
        "specs/zed/approved/glance/a.rst": SPEC,
        "specs/zed/approved/glance/b.rst": LITE,
        "specs/zed/implemented/glance/c.rst": LITE,
    })  # fmt: skip
    workspace = Workspace(top)
    origins = {
        path.name: template.origin
        for path in top.rglob("[abc].rst")
        if (template := workspace.resolve(path).template)
    }
    lite = top / "specs/spec-lite-template.rst"
    assert origins == {"a.rst": top / "specs/template.rst", "b.rst": lite, "c.rst": lite}


def test_a_gate_reads_one_template(tmp_path: Path) -> None:
    """Where a known gate asks for sections, looks do not count."""
    files = {".gitreview": "[gerrit]\nproject=openstack/ironic-specs.git\n", "specs/approved/a.rst": POLICY}
    assert served_by(make(tmp_path, TREE | files), "specs/approved/a.rst") == "specs/template.rst"


def test_in_an_editor_the_template_changes_rarely(tmp_path: Path) -> None:
    """The saved text decides, and only two more shared titles change the template again."""
    top = make(tmp_path, TREE | {"specs/a/b.rst": SPEC})
    path, workspace = top / "specs/a/b.rst", Workspace(top)

    def after_save(text: str) -> object:
        path.write_text(text)
        template = workspace.resolve_again(path, hints_of(Text.of(text))).template
        return template and template.origin

    one_more = (
        SPEC
        + "\nProposed policy\n===============\n\nAuthors\n=======\n\nRevision history\n================\n"
    )
    one_more = one_more.replace("Alternatives\n------------", "Costs\n-----")
    assert after_save(SPEC) == top / "specs/template.rst"
    assert after_save(one_more) == top / "specs/template.rst"
    assert served_by(top, "specs/a/b.rst") == "specs/policy-template.rst"
    assert after_save(POLICY) == top / "specs/policy-template.rst"
    assert workspace.resolve_again(path, hints_of(Text.of(SPEC))).name == "specs/policy-template.rst"
    assert after_save(SPEC) == top / "specs/template.rst"
