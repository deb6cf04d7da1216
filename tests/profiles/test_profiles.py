"""Profiles: how a repository's project is found, and how its own settings override its profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from trees import REPOSITORY, SPEC, TEMPLATE, WITHOUT_REFERENCES, make, run

from spec_ls.checks import CODES
from spec_ls.checks.run import check
from spec_ls.config import Config, LineRule
from spec_ls.layer import Layer
from spec_ls.model.document import parse as parse_document
from spec_ls.schema import parse
from spec_ls.spec import compare
from spec_ls.text import Text
from spec_ls.workspace import Workspace
from spec_ls.workspace.profiles import Profiles
from spec_ls.workspace.settings_files import load

PROFILES = sorted((REPOSITORY / "spec_ls" / "profiles").glob("*.toml"))

REVIEW = "[gerrit]\nhost=review.example.org\nport=29418\nproject={}\n"
REMOTE = '[core]\n\tbare = false\n[remote "{}"]\n\turl = {}\n\tfetch = +refs/heads/*:refs/remotes/o/*\n'
NOVA = "specs/xena/approved/a.rst"
NOVA_FILES = {"specs/xena-template.rst": TEMPLATE, NOVA: SPEC}

# Ten lines for a repository without a profile.  The README shows them too.
TEN_LINES = """\
gate = ["missing-section", "unknown-section", "line-too-long", "trailing-whitespace", "wrong-extension"]
optional = ["References", "Proposed change > Alternatives"]
max-line-length = 100
line-rule = "code"
exempt-lines = ["https?://", '^\\|']
stubs = ["nothing yet"]

[[paths]]
path = "proposals/<release>/{draft,accepted}/*"
template = ["proposals/<release>-template.rst", "proposals/template.rst"]
"""


def has_nova_profile(workspace: Workspace, path: Path) -> bool:
    """True if nova's profile is in effect for a path: only its gate has this code."""
    return workspace.resolve(path).config.is_gated("zero-width-space")


def severities(top: Path, path: str, text: str | None = None, settings: Layer = Layer()) -> dict[str, str]:
    """The codes of the findings in a spec, with their worst severity."""
    served = Workspace(top).resolve(top / path, None if text is None else Text.of(text), settings=settings)
    content = Text.of(text if text is not None else (top / path).read_text("utf-8"))
    if served.template is None:
        return {}
    found = check(compare(parse_document(content), served.template, served.config, top / path)).findings
    return {
        finding.code: str(finding.severity)
        for finding in sorted(found, key=lambda finding: -finding.severity)
    }


def problems(top: Path, path: str) -> list[tuple[str, int, str | None, str]]:
    """The problems in the settings of a path: file, 1-based line, key and message."""
    found = Workspace(top).resolve(top / path).problems
    return [(p.path.name if p.path else "", p.line + 1, p.key, p.message) for p in found]


# Profiles themselves.


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_profile_is_right(path: Path) -> None:
    """Each profile loads without a problem, begins with a comment, and leads to one with rules."""
    settings = load(path, trusted=True)
    assert not settings.problems
    while settings.layer.profile is not None:
        settings = load(path.with_name(f"{settings.layer.profile}.toml"))
    assert settings.layer.paths
    assert "gate" in settings.layer.values
    assert settings.text.startswith("# ")


def test_profiles_are_small() -> None:
    """A profile is data that fits on a screen, but for what it says of a header's fields."""
    for path in PROFILES:
        tables = path.read_text("utf-8").split("\n\n[")
        rest = [table for table in tables if not table.startswith(("header]", "[header.fields]"))]
        assert sum(len(table.splitlines()) + 1 for table in rest) <= 60, path.name


# The project of a repository.


@pytest.mark.parametrize(
    ("files", "known"),
    [
        ({".gitreview": REVIEW.format("openstack/nova-specs.git")}, True),
        ({".gitreview": REVIEW.format("openstack/nova-specs")}, True),
        ({".gitreview": "[gerrit]\n  project = nova-specs.git  \n"}, True),
        ({".gitreview": REVIEW.format("openstack/nova-specs.git").replace("\n", "\r\n")}, True),
        ({".gitreview": REVIEW.format("openstack/nova")}, False),
        ({".gitreview": REVIEW.format("../../etc/passwd")}, False),
        ({".gitreview": b"\xff\xfe"}, False),
        (
            {
                ".gitreview": REVIEW.format("openstack/other"),
                ".git/config": REMOTE.format("origin", "https://opendev.org/openstack/nova-specs"),
            },
            False,
        ),
        (
            {
                ".gitreview": REVIEW.format("openstack/nova-specs"),
                ".git/config": REMOTE.format("origin", "https://opendev.org/openstack/heat-specs"),
            },
            True,
        ),
        *(
            ({".git/config": REMOTE.format("origin", url)}, known)
            for url, known in (
                ("https://opendev.org/openstack/nova-specs", True),
                ("https://opendev.org/openstack/nova-specs/", True),
                ("https://opendev.org/openstack/nova-specs.git", True),
                ("https://user:secret@git.example.org:8443/mirrors/nova-specs.git", True),
                ("git@github.com:openstack/nova-specs.git", True),
                ("ssh://me@review.opendev.org:29418/openstack/nova-specs", True),
                ("git://opendev.org/openstack/nova-specs.git/", True),
                ("file:///srv/git/nova-specs.git", True),
                ("/srv/git/nova-specs", True),
                ("../nova-specs.git", True),
                ("C:\\git\\nova-specs", True),
                ("https://opendev.org/openstack/nova-specs-fork", False),
                ("https://nova-specs.example.org/docs", False),
                ('"broken', False),
            )
        ),
        ({".git/config": REMOTE.format("upstream", "https://opendev.org/openstack/nova-specs")}, True),
        (
            {
                ".git/config": REMOTE.format("a-fork", "https://opendev.org/openstack/heat-specs")
                + REMOTE.format("origin", "https://opendev.org/openstack/nova-specs")
            },
            True,
        ),
        ({".git/config": "[remote"}, False),
        ({".git/config": b"\xff"}, False),
        ({".git/HEAD": ""}, False),
    ],
)
def test_the_project_of_a_repository(tmp_path: Path, files: dict[str, str | bytes], known: bool) -> None:
    """A profile is found by the project in .gitreview, else by the address of git's remote."""
    top = make(tmp_path / "checkout", NOVA_FILES | files)
    assert has_nova_profile(Workspace(top), top / NOVA) == known


@pytest.mark.parametrize(
    "files",
    [{}, {".git/HEAD": ""}, {".git/config": "[core]\n"}, {".gitreview": "[gerrit]\nhost=example.org\n"}],
)
def test_a_repository_by_its_folder(tmp_path: Path, files: dict[str, str]) -> None:
    """Without an address the folder's name is the project, in a repository and outside of one."""
    top = make(tmp_path / "nova-specs", NOVA_FILES | files)
    assert has_nova_profile(Workspace(top), top / NOVA)


def test_a_linked_work_tree(tmp_path: Path) -> None:
    """A linked work tree has its remote from the repository that it belongs to, a submodule from its own."""
    config = REMOTE.format("origin", "https://opendev.org/openstack/nova-specs")
    top = make(tmp_path, {
        "main/.git/config": config,
        "main/.git/worktrees/w/commondir": "../..\n",
        "tree/.git": f"gitdir: {tmp_path}/main/.git/worktrees/w\n",
        "outer/.git/modules/specs/config": config,
        "outer/inner/.git": "gitdir: ../.git/modules/specs\n",
        "gone/.git": "gitdir: /no/such/folder\n",
        "odd/.git": "\0\n",
    })  # fmt: skip
    for folder, known in (("tree", True), ("outer/inner", True), ("gone", False), ("odd", False)):
        make(top / folder, NOVA_FILES)
        assert has_nova_profile(Workspace(top), top / folder / NOVA) == known, folder


def test_a_changed_remote_is_seen(tmp_path: Path) -> None:
    """Every answer is that of the files as they are now."""
    top = make(tmp_path / "checkout", NOVA_FILES | {".gitreview": REVIEW.format("openstack/nova-specs")})
    workspace = Workspace(top)
    assert has_nova_profile(workspace, top / NOVA)
    make(top, {".gitreview": REVIEW.format("openstack/another")})
    assert not has_nova_profile(workspace, top / NOVA)
    (top / ".gitreview").unlink()
    make(top, {".git/config": REMOTE.format("origin", "git@example.org:openstack/nova-specs")})
    assert has_nova_profile(workspace, top / NOVA)


@pytest.mark.parametrize(
    ("project", "profile"),
    [
        ("openstack/nova-specs", "nova-specs"),
        ("nova-specs", "nova-specs"),
        ("someone/nova-specs", "nova-specs"),
        ("starlingx/specs", "stx-specs"),
        ("openstack/ceilometer-specs", "telemetry-specs"),
        ("openstack/manila", "manila-specs"),
        ("openstack/zun-specs", "zun"),
        ("openstack/specs", None),
        ("openstack/nova", None),
        ("", None),
        ("../nova-specs/..", None),
    ],
)
def test_names_of_profiles(tmp_path: Path, project: str, profile: str | None) -> None:
    """A profile serves all names of its repository; the owner is compared where a file names one."""
    make(tmp_path, {".gitreview": f"[gerrit]\nproject={project}\n", ".git/HEAD": ""})
    found = Profiles().of_repository(tmp_path)
    assert (found and found.path.stem) == profile


# A user's choice.


def test_a_chosen_profile(tmp_path: Path) -> None:
    """A profile can be chosen by name or switched off; an unknown name is reported."""
    top = make(tmp_path / "fork", NOVA_FILES | {".git/HEAD": "", "spec-ls.toml": 'profile = "nova-specs"\n'})
    assert has_nova_profile(Workspace(top), top / NOVA)
    make(top, {".gitreview": REVIEW.format("openstack/nova-specs"), "spec-ls.toml": 'profile = "none"\n'})
    assert not has_nova_profile(Workspace(top), top / NOVA)
    make(top, {"spec-ls.toml": '# ours\nprofile = "nova-spec"\n'})
    assert problems(top, NOVA) == [
        ("spec-ls.toml", 2, "profile", 'no profile "nova-spec", did you mean "nova-specs"?')
    ]


def test_own_settings_on_top_of_a_profile(tmp_path: Path) -> None:
    """A project's own settings override its profile key by key; the rest stays."""
    own = 'max-line-length = 60\n\n[[paths]]\npath = "specs/xena/*/*"\noptional = ["References"]\n'
    top = make(tmp_path, NOVA_FILES | {".gitreview": REVIEW.format("nova-specs"), "spec-ls.toml": own})
    served = Workspace(top).resolve(top / NOVA)
    assert served.config.max_line_length == 60
    assert served.config.line_rule is LineRule.CODE
    assert served.template is not None
    assert served.template.origin == top / "specs/xena-template.rst"
    assert severities(top, NOVA, WITHOUT_REFERENCES)["missing-section"] == "information"


def test_ten_lines_for_a_new_repository(tmp_path: Path) -> None:
    """Ten lines of settings describe a repository without a profile: its paths, template and gate."""
    files = {"spec-ls.toml": TEN_LINES, ".git/HEAD": "", "proposals/2.0-template.rst": TEMPLATE}
    spec = "proposals/2.0/draft/a.rst"
    top = make(tmp_path, files | {spec: SPEC, "proposals/2.0/draft/b.txt": b"\xff", "notes/c.rst": SPEC})
    assert len([line for line in TEN_LINES.splitlines() if line]) <= 10
    assert not problems(top, spec)
    assert severities(top, spec) == {}
    assert severities(top, spec, WITHOUT_REFERENCES) == {"missing-section": "information"}
    assert severities(top, spec, SPEC.replace("Problem", "The problem"))["missing-section"] == "error"
    assert severities(top, spec, SPEC + "\nMore\n====\n\nText.\n")["unknown-section"] == "error"
    assert severities(top, spec, SPEC.replace("slow.", "slow. " * 20))["line-too-long"] == "error"
    assert "line-too-long" not in severities(top, spec, SPEC.replace("slow.", "slow. " * 15))
    assert severities(top, spec, SPEC.replace("slow.", "slow. "))["trailing-whitespace"] == "error"
    done = run("check", "--format", "json", cwd=top)
    assert [(finding["path"], finding["code"]) for finding in done.json] == [
        ("proposals/2.0/draft/b.txt", "wrong-extension")
    ]
    assert done.status == 1


def test_an_editor_takes_the_same_keys(tmp_path: Path) -> None:
    """Settings of an editor are read like a file, and a project's own file overrides them."""
    sent = {
        "gate": ["missing-section"],
        "line-rule": "off",
        "paths": [{"path": "notes/*", "template": "notes/template.rst", "optional": ["References"]}],
    }
    layer, wrong = parse(sent, CODES)
    assert not wrong
    top = make(tmp_path, {".git/HEAD": "", "notes/template.rst": TEMPLATE, "notes/a.rst": SPEC})
    assert severities(top, "notes/a.rst", WITHOUT_REFERENCES, layer) == {"missing-section": "information"}
    make(top, {"spec-ls.toml": 'line-rule = "code"\n'})
    assert Workspace(top).resolve(top / "notes/a.rst", settings=layer).config.line_rule is LineRule.CODE


# Problems in settings.


@pytest.mark.parametrize(
    ("content", "line", "key", "words"),
    [
        ("gaet = []\n", 1, "gaet", 'unknown key, did you mean "gate"?'),
        ("zzz = 1\n", 1, "zzz", "unknown key; spec-ls explain settings lists all"),
        ('gate = "missing-section"\n', 1, "gate", "expected a list of codes"),
        ('\ngate = ["missing-sections"]\n', 2, "gate", 'unknown code "missing-sections", did you mean "missing-section"?'),
        ("covered = 1\n", 1, "covered", "expected true or false"),
        ("count = 0\n", 1, "count", "expected a whole number above 0"),
        ("count = true\n", 1, "count", "expected a whole number above 0"),
        ('line-rule = "cod"\n', 1, "line-rule", 'did you mean "code"?'),
        ("line-rule = 3\n", 1, "line-rule", "expected one of"),
        ("line-rule = [1]\n", 1, "line-rule", "expected one of"),
        ('white-space = "tabs"\n', 1, "white-space", 'expected one of "any", "spaces"'),
        ("exempt-lines = ['(']\n", 1, "exempt-lines", 'no regular expression: "("'),
        ("stubs = [1]\n", 1, "stubs", "expected a list of texts"),
        ('extensions = ["rst"]\n', 1, "extensions", 'expected a list of suffixes such as ".rst"'),
        ("optional = 1\n", 1, "optional", "expected a list of texts"),
        ("sections = 1\n", 1, "sections", "expected a list of sections"),
        ("sections = [1]\n", 1, "sections", "expected a list of texts"),
        ("sections = [\n  { titel = 'a' },\n]\n", 2, "sections[1].titel", 'unknown key, did you mean "title"?'),
        ("[link]\nanyof = []\n", 2, "link.anyof", 'unknown key, did you mean "any-of"?'),
        ("link = 1\n", 1, "link", "expected a table"),
        ("paths = 1\n", 1, "paths", "expected a list of tables"),
        ("paths = [1]\n", 1, "paths[1]", "expected a table"),
        ('[[paths]]\ntemplate = "a.rst"\n', 1, "paths[1].path", "no path"),
        ('[[paths]]\npath = "/a"\n', 2, "paths[1].path", "no path below the folder of the settings"),
        ('[[paths]]\npath = "[z-a]"\n', 2, "paths[1].path", "no pattern"),
        ('[[paths]]\npath = "a/*"\nspec = "no"\n', 3, "paths[1].spec", "expected true or false"),
        (
            '[[paths]]\npath = "a/*"\n[paths.link]\nany-of = ["x"]\n\n[[paths]]\npath = "b/*"\ngatee = []\n',
            8,
            "paths[2].gatee",
            'unknown key, did you mean "gate"?',
        ),
        (
            '[[paths]]\npath = "a/**/*"\n\n[[paths]]\npath = "a/b/*"\n',
            5,
            "paths[2].path",
            'paths[1] claims all that "a/b/*" matches',
        ),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_reported(tmp_path: Path, content: str, line: int, key: str, words: str) -> None:
    """A wrong setting is reported with its file, line and key; its default is in effect."""
    files = {".git/HEAD": "", "spec-ls.toml": content, "specs/template.rst": TEMPLATE, "specs/a.rst": SPEC}
    top = make(tmp_path, files)
    ((file, found, of, message), *more) = problems(top, "specs/a.rst")
    assert (file, found, of) == ("spec-ls.toml", line, key)
    assert words in message
    assert len(more) <= content.count("titel")
    assert severities(top, "specs/a.rst", WITHOUT_REFERENCES)["missing-section"] in ("error", "warning")


@pytest.mark.parametrize(
    "content",
    [
        "{long} = 1\n",
        'gate = ["{long}"]\n',
        "exempt-lines = ['({long}']\n",
        'template = "{long}"\n',
        'template = "{long}.rst"\n',
        'template = "../../{long}.rst"\n',
        '[[paths]]\npath = "/{long}"\n',
        '[[paths]]\npath = "[z-a]{long}"\n',
        '[[paths]]\npath = "{long}"\n[[paths]]\npath = "{long}"\n',
    ],
)
def test_a_problem_quotes_the_start_of_a_long_value(tmp_path: Path, content: str) -> None:
    """Of keys and values 80 characters are shown, however long they are."""
    content = content.format(long="x" * 900)
    files = {".git/HEAD": "", "spec-ls.toml": content, "specs/template.rst": TEMPLATE, "specs/a.rst": SPEC}
    top = make(tmp_path, files)
    workspace = Workspace(top)
    found = workspace.problems(top / "specs") + workspace.resolve(top / "specs/a.rst").problems
    shown = [problem.located("spec-ls.toml") for problem in found]
    assert shown
    assert all("xxx..." in line and len(line) < 250 for line in shown), shown


def test_the_line_in_a_shared_file(tmp_path: Path) -> None:
    """In pyproject.toml the line is that of the key in spec-ls's own table."""
    content = (
        '[tool.other]\ngaet = 1\n\n[tool.spec-ls]\ngaet = 1\n\n[[tool.spec-ls.paths]]\npath = "a/*"\nx = 1\n'
    )
    top = make(tmp_path, {".git/HEAD": "", "pyproject.toml": content, "specs/template.rst": TEMPLATE})
    assert [(line, key) for _, line, key, _ in problems(top, "specs/a.rst")] == [
        (5, "gaet"),
        (9, "paths[1].x"),
    ]


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    """A user's own rule that names an absent template is reported, a profile's is not."""
    own = '\n[[paths]]\npath = "proposals/<release>/*"\ntemplate = "proposals/<release>-template.rst"\n'
    top = make(tmp_path, {"spec-ls.toml": own, ".gitreview": REVIEW.format("nova-specs"), NOVA: SPEC})
    ((file, line, key, message),) = problems(top, "proposals/x/a.rst")
    assert (file, line, key) == ("spec-ls.toml", 4, "paths[1].template")
    assert 'no such template file: "proposals/x-template.rst"' in message
    assert not problems(top, NOVA)
    assert severities(top, NOVA) == {}


@pytest.mark.parametrize(
    "template", ["/no/such/*.rst", "/no/<such>.rst", "..//x.rst", "{<a>,<a>}.rst", "[z-a].rst"]
)
def test_odd_template_paths(tmp_path: Path, template: str) -> None:
    """A template's path may be any text; a file that does not exist is reported."""
    own = f"[[paths]]\npath = 'a/*'\ntemplate = '{template}'\n"
    top = make(tmp_path, {"spec-ls.toml": own, ".git/HEAD": "", "a/b.rst": SPEC})
    assert [key for _, _, key, _ in problems(top, "a/b.rst")] == ["paths[1].template"]


def test_broken_settings_end_with_status_2(tmp_path: Path) -> None:
    """The command reports broken settings, checks the specs and ends with status 2."""
    settings = 'gaet = 1\nmax-line-length = "x"\nignore = ["empty-section"]\n'
    files = {".git/HEAD": "", "spec-ls.toml": settings, "specs/template.rst": TEMPLATE}
    done = run("check", cwd=make(tmp_path, files | {"specs/a.rst": WITHOUT_REFERENCES}))
    assert done.status == 2
    assert 'spec-ls.toml:1: gaet: unknown key, did you mean "gate"?' in done.err
    assert "spec-ls.toml:2: max-line-length: expected a whole number above 0" in done.err
    assert 'section "References" is missing' in done.out
    assert done.err.count("gaet") == 1


# The effect of profiles on files.


def test_outside_of_the_gate(tmp_path: Path) -> None:
    """In a file that the gate does not open errors are warnings; other severities stay."""
    long = WITHOUT_REFERENCES.replace("It is slow.", "It is slow. " * 10)
    files = {".gitreview": REVIEW.format("heat-specs"), "specs/templates/xena-template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/xena/a.rst": long, "specs/xena/old/a.rst": long})
    inside, outside = severities(top, "specs/xena/a.rst"), severities(top, "specs/xena/old/a.rst")
    assert inside["missing-section"] == inside["line-too-long"] == "error"
    assert outside == {code: severity.replace("error", "warning") for code, severity in inside.items()}
    assert run("check", "specs/xena/old", cwd=top).status == 0


def test_only_the_documentations_build(tmp_path: Path) -> None:
    """Where no gate reads the specs, a missing section is a warning, and any other section is welcome."""
    files = {".gitreview": REVIEW.format("openstack/oslo-specs"), "specs/template.rst": TEMPLATE}
    long = WITHOUT_REFERENCES.replace("It is slow.", "It is slow. " * 10) + "\nMore\n====\n\nText.\n"
    found = severities(make(tmp_path, files), "specs/xena/a.rst", long)
    assert found["missing-section"] == found["line-too-long"] == "warning"
    assert "unknown-section" not in found


def test_a_gate_is_named_only_where_it_reads(tmp_path: Path) -> None:
    """In a file that no gate opens the message on a section names the project's specs, no gate."""
    more = SPEC + "\nMore\n====\n\nText.\n"
    files = {".gitreview": REVIEW.format("openstack/oslo-specs"), "specs/template.rst": TEMPLATE}
    oslo = make(tmp_path / "oslo", files | {"specs/xena/a.rst": more})
    assert run("check", cwd=oslo).out == ""
    (oslo / "spec-ls.toml").write_text('gate = ["unknown-section"]\n')
    done = run("check", cwd=oslo)
    assert 'section "More" is not among those that specs of this project have' in done.out
    assert "gate" not in done.out
    nova = {".gitreview": REVIEW.format("openstack/nova-specs"), NOVA: more}
    done = run("check", cwd=make(tmp_path / "nova", NOVA_FILES | nova))
    assert 'the gate knows no section "More"' in done.out


@pytest.mark.parametrize(
    ("project", "template", "spec"),
    [
        ("openstack/nova-specs", "specs/xena-template.rst", NOVA),
        ("openstack/heat-specs", "specs/templates/xena-template.rst", "specs/xena/a.rst"),
        ("openstack/cyborg-specs", "specs/2023.1-antelope-template.rst", "specs/2023.1/approved/a.rst"),
        ("openstack/blazar", "doc/source/specs/xena/xena-template.rst", "doc/source/specs/xena/a.rst"),
        ("openstack/glance-specs", "specs/xena/approved/glance/template.rst", "specs/xena/approved/glance/a.rst"),
        ("openstack/openstack-ansible-specs", "specs/templates/template.rst", "specs/xena/a.rst"),
        ("openstack/diskimage-builder", "doc/source/specs/v1/approved/v1-template.rst", "doc/source/specs/v1/approved/a.rst"),
        ("starlingx/specs", "specs/STX_Example_Spec.rst", "specs/xena/approved/a.rst"),
    ],
)  # fmt: skip
def test_templates_are_no_specs(tmp_path: Path, project: str, template: str, spec: str) -> None:
    """The template that a profile names is no spec, and serves the specs of its rule."""
    top = make(tmp_path, {".gitreview": REVIEW.format(project), template: TEMPLATE, spec: SPEC})
    workspace = Workspace(top)
    assert workspace.resolve(top / template).template is None
    served = workspace.resolve(top / spec).template
    assert served is not None
    assert served.origin == top / template


def test_other_files_among_the_specs(tmp_path: Path) -> None:
    """A walk finds files with a wrong extension where the gate rejects them, whatever their content."""
    files = {
        ".gitreview": REVIEW.format("openstack/nova-specs"),
        "specs/xena-template.rst": TEMPLATE,
        NOVA: SPEC,
    }
    top = make(tmp_path, files | {
        "specs/xena/approved/b.png": b"\x89PNG\xff\0",
        "specs/xena/approved/c.txt": "Words.\n",
        "specs/xena/redirects": "a b\n",
        "specs/xena/approved/.hidden": "",
        "specs/abandoned/redirects": "",
        "specs/abandoned/d.txt": "",
        "doc/source/e.png": b"\xff",
    })  # fmt: skip
    done = run("check", "--format", "json", cwd=top)
    assert [(finding["path"], finding["code"], finding["severity"]) for finding in done.json] == [
        ("specs/abandoned/d.txt", "wrong-extension", "warning"),
        ("specs/xena/approved/b.png", "wrong-extension", "error"),
        ("specs/xena/approved/c.txt", "wrong-extension", "error"),
    ]
    assert done.status == 1
    assert "UTF-8" not in done.err
    assert run("check", "--fix", cwd=top).status == 1
    assert (top / "specs/xena/approved/b.png").read_bytes() == b"\x89PNG\xff\0"
    assert (top / "specs/xena/approved/c.txt").read_text("utf-8") == "Words.\n"


def test_novas_folders(tmp_path: Path) -> None:
    """A spec beside the folders approved and implemented is misplaced."""
    files = {".gitreview": REVIEW.format("openstack/nova-specs"), "specs/xena-template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/xena/a.rst": SPEC, "specs/xena/draft/b.rst": SPEC, NOVA: SPEC})
    done = run("check", "--format", "json", cwd=top)
    assert [(finding["path"], finding["code"]) for finding in done.json] == [
        ("specs/xena/a.rst", "misplaced-file"),
        ("specs/xena/draft/b.rst", "misplaced-file"),
    ]


@pytest.mark.parametrize(
    ("releases", "newest"),
    [
        (["kilo", "liberty", "mitaka"], "mitaka"),
        (["zed", "2023.1"], "2023.1"),
        (["2023.2", "2023.10", "2023.1"], "2023.10"),
        (["xena"], "xena"),
        (["xena", ".hidden"], "xena"),
    ],
)
def test_troves_newest_release(tmp_path: Path, releases: list[str], newest: str) -> None:
    """If a gate opens only the newest release, findings in others are no errors."""
    files = {".gitreview": REVIEW.format("openstack/trove-specs"), "specs/template.rst": TEMPLATE}
    top = make(tmp_path, files | {f"specs/{name}/a.rst": WITHOUT_REFERENCES for name in releases})
    for release in (name for name in releases if not name.startswith(".")):
        expected = "error" if release == newest else "warning"
        assert severities(top, f"specs/{release}/a.rst")["missing-section"] == expected, release


def test_a_new_release_is_seen(tmp_path: Path) -> None:
    """The newest release is that of the folders as they are now."""
    files = {".gitreview": REVIEW.format("openstack/trove-specs"), "specs/template.rst": TEMPLATE}
    top = make(tmp_path, files | {"specs/xena/a.rst": SPEC})
    workspace = Workspace(top)
    assert workspace.resolve(top / "specs/xena/a.rst").config.covered
    make(top, {"specs/yoga/": ""})
    assert not workspace.resolve(top / "specs/xena/a.rst").config.covered


def test_settings_stay_one_value(tmp_path: Path) -> None:
    """While nothing changes, a path has the same settings and template objects."""
    top = make(tmp_path, NOVA_FILES | {".gitreview": REVIEW.format("openstack/nova-specs")})
    workspace = Workspace(top)
    first = workspace.resolve(top / NOVA)
    again = workspace.resolve(top / NOVA)
    assert first.config is again.config
    assert first.template is again.template
    assert first.config != Config()
