"""A template that a document, settings or a link name lies in their repository or workspace, or is not read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from trees import SPEC, TEMPLATE, Fifo, Link, make, run

from spec_ls.layer import Layer
from spec_ls.model.template import Template
from spec_ls.text import Text
from spec_ls.workspace import Resolution, Rule, Workspace
from spec_ls.workspace.template_bounds import TemplateBounds

SECRET = TEMPLATE.replace("References", "Secret words")
OUTSIDE = "is not read: it lies outside of the repository or workspace"
REPOSITORY = {
    "secret.rst": SECRET,
    "repo-too/secret.rst": SECRET,
    "repo/.git/HEAD": "",
    "repo/.git/secret.rst": SECRET,
    "repo/specs/template.rst": TEMPLATE,
    "repo/docs/other.rst": SECRET,
}


def comment(name: str | Path) -> str:
    """A spec that names a template."""
    return f".. spec-ls: template={name}\n\n{SPEC}"


def titles(template: Template | None) -> set[str]:
    """The titles of a template's sections."""
    return {slot.title for slot in template.walk()} if template else set()


def resolved(top: Path, files: dict[str, str | bytes | Link | Fifo], path: str) -> Resolution:
    """The resolution of a file among others, for somebody who works in a folder beside them."""
    make(top, files)
    (top / "elsewhere").mkdir(exist_ok=True)
    return Workspace(top / "elsewhere").resolve(top / path)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("../../secret.rst", {}),
        ("../specs/../../secret.rst", {}),
        ("../../repo-too/secret.rst", {}),
        ("{top}/secret.rst", {}),
        ("{top}/repo/../secret.rst", {}),
        ("../.git/secret.rst", {}),
        ("~/secret.rst", {}),
        ("~nobody-of-this-name/../../../../../../../secret.rst", {}),
        ("../../gone.rst", {}),
        ("link.rst", {"repo/specs/link.rst": Link("../../secret.rst")}),
        ("link.rst", {"repo/specs/link.rst": Link("../far.rst"), "repo/far.rst": Link("../secret.rst")}),
        ("far/secret.rst", {"repo/specs/far": Link("../..")}),
        ("text.rst", {"repo/specs/text.rst": "../../secret.rst"}),
        ("text.rst", {"repo/specs/text.rst": "../far/secret.rst", "repo/far": Link("..")}),
        ("text.rst", {"repo/specs/text.rst": "to.rst", "repo/specs/to.rst": Link("../../secret.rst")}),
        ("//host/share/x.rst", {}),
    ],
)
def test_a_comment_is_bound_to_its_repository(
    tmp_path: Path, name: str, more: dict[str, str | Link], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever leads out of the repository is a finding at the comment, and the layout's template serves."""
    monkeypatch.setenv("HOME", str(tmp_path))
    name = name.format(top=tmp_path)
    found = resolved(tmp_path, {**REPOSITORY, **more, "repo/specs/a.rst": comment(name)}, "repo/specs/a.rst")
    assert found.config.refused_template == name
    assert found.problems == ()
    assert found.reason.rule is Rule.LAYOUT
    assert titles(found.template) == titles_of_layout(tmp_path)


def titles_of_layout(top: Path) -> set[str]:
    """The titles of the template that serves without a comment."""
    return titles(Workspace(top).template("./repo/specs/template.rst"))


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("../docs/other.rst", {}),
        ("{top}/repo/docs/other.rst", {}),
        ("../../repo/docs/other.rst", {}),
        ("link.rst", {"repo/specs/link.rst": Link("../docs/other.rst")}),
        ("text.rst", {"repo/specs/text.rst": "../docs/other.rst"}),
        ("../within/t.rst", {"repo/within/.git": "gitdir: x", "repo/within/t.rst": SECRET}),
        ("nova", {}),
    ],
)
def test_what_lies_in_the_repository_serves(tmp_path: Path, name: str, more: dict[str, str | Link]) -> None:
    """A file in the repository, a submodule of it included, serves however it is named; so does a built-in name."""
    name = name.format(top=tmp_path)
    found = resolved(tmp_path, {**REPOSITORY, **more, "repo/specs/a.rst": comment(name)}, "repo/specs/a.rst")
    assert (found.config.refused_template, found.problems) == (None, ())
    assert found.reason.rule is Rule.COMMENT
    assert name == "nova" or "Secret words" in titles(found.template)


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path) -> None:
    """A document in it cannot name a file of the repository around it."""
    files = {**REPOSITORY, "repo/sub/.git": "gitdir: x", "repo/sub/a.rst": comment("../docs/other.rst")}
    found = resolved(tmp_path, files, "repo/sub/a.rst")
    assert found.config.refused_template == "../docs/other.rst"


@pytest.mark.parametrize("linked", [False, True])
def test_a_repository_behind_a_link(tmp_path: Path, linked: bool) -> None:
    """A repository whose folder is a link has the files that it has without it."""
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": comment("../docs/other.rst"), "work": Link("repo")})
    spec = tmp_path / ("work" if linked else "repo") / "specs" / "a.rst"
    assert "Secret words" in titles(Workspace(tmp_path / "work").resolve(spec).template)


def test_without_a_repository_the_workspace_counts(tmp_path: Path) -> None:
    """Outside of a repository it is the folder that the user works in, else the spec's own."""
    make(tmp_path, {"t.rst": SECRET, "a/t.rst": SECRET, "a/b/t.rst": SECRET, "a/b/c/t.rst": SECRET})
    spec = tmp_path / "a/b/x.rst"

    def refused(name: str, workspace: Path) -> bool:
        return Workspace(workspace).resolve(spec, Text.of(comment(name))).config.refused_template == name

    (tmp_path / "elsewhere").mkdir()
    names = ("c/t.rst", "t.rst", "../t.rst", "../../t.rst")
    assert [refused(name, tmp_path / "a") for name in names] == [False, False, False, True]
    assert [refused(name, tmp_path / "elsewhere") for name in names] == [False, False, True, True]
    make(tmp_path, {"a/spec-ls.toml": "max-line-length = 80\n"})
    assert [refused(name, tmp_path / "elsewhere") for name in names] == [False, False, False, True]


def test_all_folders_that_the_user_works_in_count(tmp_path: Path) -> None:
    """The folders of a workspace, and those on the command line, count whichever is the first."""
    make(tmp_path, {"t.rst": SECRET, "a/": "", "b/t.rst": SECRET, "b/c/x.rst": comment("../t.rst")})
    for others, is_refused in (([], True), ([tmp_path / "b"], False), ([tmp_path / "b/c"], True)):
        found = Workspace(tmp_path / "a", others).resolve(tmp_path / "b/c/x.rst")
        assert (found.config.refused_template is not None) == is_refused
    for path, codes in (
        ("../b", set()),
        ("../b/c", {"template-outside"}),
        ("../b/c/x.rst", {"template-outside"}),
    ):
        done = run("check", "--format", "json", path, cwd=tmp_path / "a")
        assert {found["code"] for found in done.json} & {"template-outside"} == codes


def test_doctor_says_that_it_is_not_read(tmp_path: Path) -> None:
    """The report on a spec names the comment's template and the reason."""
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": comment("../../secret.rst")})
    done = run("doctor", "specs/a.rst", cwd=tmp_path / "repo")
    assert done.status == 0
    assert f'"../../secret.rst" {OUTSIDE}' in done.out
    make(tmp_path, {"other/.git/HEAD": "", "other/a.rst": comment("../secret.rst")})
    done = run("doctor", "a.rst", cwd=tmp_path / "other")
    assert "the comment in line 1 alone names one, and it is not read" in done.out


def test_a_whole_machine_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the top of the file system, where some editors start, nor a home counts."""
    monkeypatch.setenv("HOME", str(tmp_path))
    make(tmp_path, {"t.rst": SECRET, "a/x.rst": ""})
    for workspace in (Path(tmp_path.anchor), tmp_path):
        for path in (tmp_path / "a" / "x.rst", None):
            name = str(tmp_path / "t.rst")
            found = Workspace(workspace).resolve(path, Text.of(comment(name)))
            assert found.config.refused_template == name
            assert found.reason.rule is Rule.OUTSIDE


def test_only_the_comment_is_reported_where_nothing_else_serves(tmp_path: Path) -> None:
    """A spec that only the comment makes a spec has that one finding."""
    make(tmp_path, {"t.rst": SECRET, "a/.git/HEAD": "", "a/x.rst": comment("../t.rst") + "Trailing  \n"})
    done = run("check", "--format", "json", cwd=tmp_path / "a")
    assert [(found["code"], found["line"], found["severity"]) for found in done.json] == [
        ("template-outside", 1, "warning")
    ]
    assert done.status == 0
    assert "Secret" not in done.out + done.err


SETTINGS = [
    ("template", 'template = "{name}"\n', 1),
    ("paths[1].template", '[[paths]]\npath = "specs/*.rst"\ntemplate = "{name}"\n', 3),
    ("paths[1].template", '[[paths]]\npath = "specs/*.rst"\ntemplate = ["{name}", "docs/inside.rst"]\n', 3),
]


@pytest.mark.parametrize(("key", "content", "line"), SETTINGS)
@pytest.mark.parametrize(
    "name", ["../secret.rst", "../sec*.rst", "{top}/secret.rst", "docs/link.rst", "gone/../../x.rst"]
)
def test_settings_are_bound_to_their_repository(
    tmp_path: Path, name: str, key: str, content: str, line: int
) -> None:
    """They are broken configuration, with file, line and key, and the next rule serves."""
    if "*" in name and key == "template":
        pytest.skip("no pattern is taken there")
    name = name.format(top=tmp_path)
    settings = content.format(name=name)
    inside = {"repo/docs/inside.rst": TEMPLATE.replace("References", "Inside")}
    links = {**inside, "repo/docs/link.rst": Link("../../secret.rst"), "repo/specs/a.rst": SPEC}
    make(tmp_path, {**REPOSITORY, **links, "repo/spec-ls.toml": settings})
    done = run("check", "specs/a.rst", cwd=tmp_path / "repo")
    assert done.status == 2
    first = done.err.splitlines()[0]
    assert first.startswith(f"spec-ls.toml:{line}: {key}: ")
    assert first.endswith(OUTSIDE)
    assert "Secret" not in done.out
    found = Workspace(tmp_path / "repo").resolve(tmp_path / "repo/specs/a.rst")
    is_served = "inside.rst" in content and "link" not in name  # a link is found when it is its turn
    assert ("Inside" in titles(found.template)) == is_served
    assert "Secret words" not in titles(found.template)


def test_a_template_beside_each_spec_is_bound_too(tmp_path: Path) -> None:
    """A rule's template that begins with ``./`` counts from the spec's folder."""
    rule = '[[paths]]\npath = "specs/*.rst"\ntemplate = "./../../secret.rst"\n'
    files = {**REPOSITORY, "repo/spec-ls.toml": rule, "repo/specs/a.rst": SPEC}
    found = resolved(tmp_path, files, "repo/specs/a.rst")
    assert OUTSIDE in found.problems[0].message
    assert found.reason.rule is Rule.LAYOUT


@pytest.mark.parametrize("how", ["link", "text"])
def test_a_template_in_its_usual_place_may_not_lead_elsewhere(tmp_path: Path, how: str) -> None:
    """A link out of the repository at the layout's place is reported with its file, and not read."""
    leads = {"link": Link("../../secret.rst"), "text": "../../secret.rst"}[how]
    make(tmp_path, {**{k: v for k, v in REPOSITORY.items() if "template" not in k}, "repo/specs/a.rst": SPEC})
    make(tmp_path, {"repo/specs/template.rst": leads})
    done = run("check", "specs/a.rst", cwd=tmp_path / "repo")
    assert done.status == 2
    assert done.err.splitlines()[0] == f"specs/template.rst:1: {OUTSIDE}"
    assert "Secret" not in done.out


def test_a_template_that_stands_for_another_may_not_lead_elsewhere(tmp_path: Path) -> None:
    """A file that includes another one as its whole text is followed within its repository alone."""
    include = ".. include:: to.rst\n"
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": SPEC, "repo/specs/template.rst": include})
    leads: tuple[str | Link, ...] = ("../../secret.rst", Link("../../secret.rst"), Link("../.git/secret.rst"))
    for to in leads:
        (tmp_path / "repo/specs/to.rst").unlink(missing_ok=True)
        make(tmp_path, {"repo/specs/to.rst": to})
        assert "Secret" not in run("check", "specs/a.rst", cwd=tmp_path / "repo").out
    (tmp_path / "repo/specs/to.rst").unlink()
    make(tmp_path, {"repo/specs/to.rst": Link("../docs/other.rst")})
    assert "Secret" in run("check", "specs/a.rst", cwd=tmp_path / "repo").out


def test_a_template_beside_may_not_lead_elsewhere(tmp_path: Path) -> None:
    """Of several templates that could serve, those that lead out of the repository do not count."""
    alike = SECRET.replace("What else?", "<what else>")
    files = {
        **REPOSITORY,
        "secret.rst": alike,
        "repo/specs/a.rst": SPEC.replace("References", "Secret words"),
    }
    for name, expected in (("../../secret.rst", False), ("../docs/other.rst", True)):
        make(tmp_path, {**files, "repo/docs/other.rst": alike})
        (tmp_path / "repo/specs/policy-template.rst").unlink(missing_ok=True)
        make(tmp_path, {"repo/specs/policy-template.rst": Link(name)})
        found = Workspace(tmp_path / "repo").resolve(tmp_path / "repo/specs/a.rst")
        assert ("Secret words" in titles(found.template)) == expected


def test_the_user_names_any_file(tmp_path: Path) -> None:
    """The command line and the editor's settings may name any template."""
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": SPEC})
    spec, secret = tmp_path / "repo/specs/a.rst", str(tmp_path / "secret.rst")
    workspace = Workspace(tmp_path / "repo")
    for found in (
        workspace.resolve(spec, template=secret),
        workspace.resolve(spec, settings=Layer({"template": secret})),
    ):
        assert (found.problems, "Secret words" in titles(found.template)) == ((), True)
    done = run("check", "--template", secret, "specs/a.rst", cwd=tmp_path / "repo")
    assert (done.status, "Secret words" in done.out) == (1, True)


def test_a_link_that_is_changed_is_seen(tmp_path: Path) -> None:
    """The answer is that of the links as they are now."""
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": "", "repo/specs/t.rst": Link("../docs/other.rst")})
    workspace, spec = Workspace(tmp_path / "repo"), tmp_path / "repo/specs/a.rst"
    from spec_ls.workspace import hints_of

    hints = hints_of(Text.of(comment("t.rst")))
    assert workspace.resolve_again(spec, hints).config.refused_template is None
    (tmp_path / "repo/specs/t.rst").unlink()
    make(tmp_path, {"repo/specs/t.rst": Link("../../secret.rst")})
    assert workspace.resolve_again(spec, hints).config.refused_template == "t.rst"
    (tmp_path / "repo/specs/t.rst").unlink()
    make(tmp_path, {"repo/specs/t.rst": SECRET})
    assert workspace.resolve_again(spec, hints).config.refused_template is None


def test_no_file_elsewhere_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name alone decides where it can: on Windows a question about a share reaches its host."""
    asked: list[str] = []
    real = os.stat

    def stat(path, *arguments, **names):  # type: ignore[no-untyped-def]
        asked.append(os.fspath(path) if isinstance(path, str | os.PathLike) else "")
        return real(path, *arguments, **names)

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(os, "lstat", stat)
    files = {**REPOSITORY, "repo/spec-ls.toml": '[[paths]]\npath = "specs/*"\ntemplate = "../secret.rst"\n'}
    resolved(tmp_path, {**files, "repo/specs/a.rst": comment("../../secret.rst")}, "repo/specs/a.rst")
    assert asked
    assert not [path for path in asked if os.path.normpath(path) == str(tmp_path / "secret.rst")]


@pytest.mark.parametrize("name", ["far/secret.rst", "link.rst", "text.rst", "two.rst"])
def test_no_file_elsewhere_is_opened(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a link leads to is not even read to see whether it is a link."""
    opened: list[str] = []
    real = os.open

    def note(path, *arguments, **names):  # type: ignore[no-untyped-def]
        opened.append(os.path.realpath(path))
        return real(path, *arguments, **names)

    links = {
        "far": Link("../.."),
        "link.rst": Link("../../secret.rst"),
        "text.rst": "../../secret.rst",
        "two.rst": "link.rst",
    }
    files = {
        **REPOSITORY,
        "secret.rst": "repo/docs/other.rst",
        "repo/specs/a.rst": comment(f"../docs/{name}"),
    }
    make(tmp_path, {**files, **{f"repo/docs/{link}": to for link, to in links.items()}})
    monkeypatch.setattr(os, "open", note)
    found = Workspace(tmp_path / "repo").resolve(tmp_path / "repo/specs/a.rst")
    assert found.config.refused_template == f"../docs/{name}"
    assert opened
    assert str(tmp_path / "secret.rst") not in opened


def test_names_as_they_are_written(tmp_path: Path) -> None:
    """A folder whose name only begins alike is another one."""
    bounds = TemplateBounds((tmp_path / "repo",), in_repository=True)
    assert bounds.may_hold(tmp_path / "repo" / "x" / ".." / "t.rst")
    assert not bounds.may_hold(tmp_path / "repo-too" / "t.rst")
    assert not bounds.may_hold(tmp_path / "repo" / ".." / "t.rst")
    assert not TemplateBounds((), in_repository=False).may_hold(tmp_path)


def test_json_names_the_comment(tmp_path: Path) -> None:
    """The finding stands beside those of the template that serves."""
    make(tmp_path, {**REPOSITORY, "repo/specs/a.rst": comment("../../secret.rst").partition("References")[0]})
    done = run("check", "--format", "json", "specs/a.rst", cwd=tmp_path / "repo")
    assert {found["code"] for found in json.loads(done.out)} >= {"template-outside", "missing-section"}
    assert done.status == 1
