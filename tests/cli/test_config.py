"""``check --config``, ``config show`` and ``config schema``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from trees import CORPUS, REPOSITORY, SPEC, TEMPLATE, make, needs_corpus, run

from spec_ls.checks import CODES
from spec_ls.cli.config_option import has_template, option_layer
from spec_ls.cli.console import Console
from spec_ls.doctor.path_report import examine_path
from spec_ls.report.setting_rows import setting_rows
from spec_ls.schema import config_as_written
from spec_ls.settings_json_schema import settings_json_schema
from spec_ls.workspace import Workspace

TREE = {
    ".git/HEAD": "",
    "specs/template.rst": TEMPLATE,
    "specs/a.rst": SPEC.replace("It is slow.", "It is slow. \n" + "long " * 17),
}


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        (["max-line-length=60"], "max-line-length", 60),
        (["max-line-length = 60", "max-line-length=61"], "max-line-length", 61),
        (["line-rule=code"], "line-rule", "code"),
        (['line-rule="code"'], "line-rule", "code"),
        (["covered=false"], "covered", False),
        (['ignore=["rst-syntax"]'], "ignore", ["rst-syntax"]),
        (["severity.rst-syntax=error"], "severity", {"rst-syntax": "error", "line-too-long": "hint"}),
        (
            ["severity.rst-syntax=error", "severity.line-too-long=warning"],
            "severity",
            {"rst-syntax": "error", "line-too-long": "warning"},
        ),
        (['severity={"rst-syntax"="error"}'], "severity", {"rst-syntax": "error", "line-too-long": "hint"}),
        (["template=specs/template.rst"], "template", "specs/template.rst"),
        (["profile=nova-specs"], "line-rule", "code"),
        (['paths=[{path="specs/*", count=3}]'], "count", 3),
    ],
)
def test_an_option_goes_before_all_files(tmp_path: Path, options: list[str], key: str, value: Any) -> None:
    """A value is TOML or a bare word, keys may be dotted, the last of two values counts."""
    own = 'max-line-length = 70\n[severity]\nline-too-long = "hint"\n'
    make(tmp_path, TREE | {"spec-ls.toml": own})
    console = Console()
    layer = option_layer(options, console)
    assert layer is not None
    workspace, path = Workspace(tmp_path, options=layer), tmp_path / "specs" / "a.rst"
    rows = {row.key: row for row in setting_rows(path, workspace, workspace.resolve(path).config)}
    assert (console.status, rows[key].value) == (0, value)
    if "profile" not in options[0]:
        assert "--config" in [origin.name for origin in rows[key].origins]


WRONG = {
    "max-line-lenght=60": 'max-line-lenght: unknown key, did you mean "max-line-length"?',
    "max-line-length=x": "max-line-length: expected a whole number above 0",
    "max-line-length": '"max-line-length": expected KEY=VALUE',
    "max-line-length=": '"max-line-length=": expected KEY=VALUE',
    "=3": '"=3": expected KEY=VALUE',
    "spec-ls.toml": '"spec-ls.toml": expected KEY=VALUE',
    "a=1\nb=2": '"a=1<U+000A>b=2": expected KEY=VALUE',
    "ignore=[1": '"ignore=[1": broken TOML: unclosed array',
    "a b=word": '"a b=word": broken TOML: expected',
    ".".join("a" * 33) + "=1": f'"{".".join("a" * 33)}=1": broken TOML: a key of too many parts',
    "severity.rst-sintax=error": 'severity.rst-sintax: unknown code, did you mean "rst-syntax"?',
    'ignore=["rst-sintax"]': 'ignore: unknown code "rst-sintax", did you mean "rst-syntax"?',
    "extend=other.toml": "extend: only a settings file extends another one",
    "template=novaa": 'template: no built-in template "novaa", did you mean "nova"?',
    "template=no/such.rst": 'template: no such template file: "no/such.rst"',
}


@pytest.mark.parametrize("option", WRONG)
def test_a_wrong_option(tmp_path: Path, capfd: pytest.CaptureFixture[str], option: str) -> None:
    """The message names the option and what was meant."""
    console = Console()
    layer = option_layer([option], console)
    assert layer is None or not has_template(layer, Workspace(make(tmp_path, TREE)), console)
    message = capfd.readouterr().err
    assert console.status == 2
    assert message.startswith(f"--config {WRONG[option]}")
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("command", [["check"], ["config", "show"]])
@pytest.mark.parametrize("option", ["a=3", "template=novaa"])
def test_a_wrong_option_ends_the_command(tmp_path: Path, command: list[str], option: str) -> None:
    """Nothing is checked, and the status is 2."""
    done = run(*command, "--config", option, cwd=make(tmp_path, TREE))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"--config {option.partition('=')[0]}: ")
    assert len(done.err.splitlines()) == 1


def test_options_that_name_what_is_absent(tmp_path: Path) -> None:
    """A profile, and the template of a rule, are looked for in the repository; the option is named."""
    make(tmp_path, TREE)
    done = run("check", "--config", "profile=nova-spec", cwd=tmp_path)
    assert done.status == 2
    assert '--config profile: no profile "nova-spec", did you mean "nova-specs"?' in done.err
    done = run("check", "--config", 'paths=[{path="specs/*", template="no.rst"}]', cwd=tmp_path)
    assert done.status == 2
    assert '--config paths[1].template: no such template file: "no.rst"' in done.err


def test_options_of_a_check_count(tmp_path: Path) -> None:
    """What is an error by an option decides the exit status; --select and --ignore go before --config."""
    make(tmp_path, TREE | {"spec-ls.toml": 'ignore = ["line-too-long"]\n'})
    assert run("check", cwd=tmp_path).status == 0
    assert run("check", "--config", "severity.trailing-whitespace=error", cwd=tmp_path).status == 1
    assert run("check", "--config", "ignore=[]", cwd=tmp_path).status == 1
    done = run("check", "--config", "ignore=[]", "--ignore", "line-too-long", cwd=tmp_path)
    assert "line-too-long" not in done.out


def test_kept_results_are_those_of_the_same_options(tmp_path: Path) -> None:
    """In processes and with kept results an option counts as elsewhere, and so does a changed extended file."""
    specs = {f"specs/{number}.rst": TREE["specs/a.rst"] for number in range(9)}
    make(tmp_path, TREE | specs | {"spec-ls.toml": 'extend = "b.toml"\n', "b.toml": ""})
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    hints = ["--config", "severity.line-too-long=hint"]
    for options, status in ([], 1), (hints, 0), (hints, 0), ([], 1):
        assert run("check", "-j", "2", *options, cwd=tmp_path, **environment).status == status
    make(tmp_path, {"b.toml": 'severity.line-too-long = "hint"\n'})
    assert run("check", cwd=tmp_path, **environment).status == 0


SHOWN = {
    "specs/a.rst": ".spec-ls.toml",
    ".spec-ls.toml": 'extend = "x/base.toml"\nmax-line-length = 70\n\n[severity]\nrst-syntax = "hint"\n\n'
    '[[paths]]\npath = "specs/*"\nline-rule = "code"\nseverity.missing-title = "error"\n',
    "x/base.toml": '# all\nmax-line-length = 60\nstubs = "None yet"\nseverity = {"file-name" = 1, "line-too-long" = "error"}\n',
    "conf.py": "extlinks = {'bug': ('x%s', 'y%s')}\n",
    ".gitreview": "project=openstack/rally.git\n",
}


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ('[[paths]]\npath = "specs/*"\ntemplate = "specs/template.rst"\n',
         'template = "specs/template.rst" # .spec-ls.toml, line 3'),
        ('template = "nova"\n[[paths]]\npath = "specs/*"\ntemplate = ["specs/x.rst", "specs/template.rst"]\n',
         'template = ["specs/x.rst", "specs/template.rst"] # .spec-ls.toml, line 4'),
        ('template = "nova"\n[[paths]]\npath = "specs/*"\ncount = 3\n',
         'template = "nova" # .spec-ls.toml, line 1'),
        ("count = 3\n", "template = null # default"),
    ],
)  # fmt: skip
def test_the_template_that_a_rule_names_is_shown(tmp_path: Path, own: str, shown: str) -> None:
    """It goes before the template for all paths, as it does where a template is looked for."""
    make(tmp_path, TREE | {".spec-ls.toml": own})
    text = run("config", "show", "specs/a.rst", cwd=tmp_path).out
    assert shown in [" ".join(line.split()) for line in text.splitlines()]


def test_each_value_is_shown_with_its_origin(tmp_path: Path) -> None:
    """The origin is a file with line and key, a profile, the option, Sphinx's configuration, or the default."""
    make(tmp_path, {**TREE, **SHOWN, "specs/a.rst": SPEC})
    done = run("config", "show", "--config", "count=4", "--format", "json", "specs/a.rst", cwd=tmp_path)
    assert done.status == 2
    assert done.err == 'x/base.toml:4: severity.file-name: unknown code, did you mean "filename-mismatch"?\n'
    settings = done.json["settings"]

    def origins(key: str) -> list[tuple[str, int | None, str | None]]:
        found = settings[key]["origins"]
        return [(origin["name"].rpartition("/")[2], origin["line"], origin["key"]) for origin in found]

    assert origins("max-line-length") == [(".spec-ls.toml", 2, "max-line-length")]
    assert origins("line-rule") == [(".spec-ls.toml", 9, "paths[1].line-rule")]
    assert origins("stubs") == [("base.toml", 3, "stubs")]
    assert origins("severity") == [
        ("base.toml", 4, "severity.line-too-long"),
        (".spec-ls.toml", 10, "paths[1].severity.missing-title"),
        (".spec-ls.toml", 5, "severity.rst-syntax"),
    ]
    assert origins("count") == [("--config", None, "count")]
    assert origins("gate")[0][0] == "profile rally"
    assert origins("known-roles") == [("conf.py", None, None)]
    assert origins("core") == [("default", None, None)]
    text = run("config", "show", "--config", "count=4", "specs/a.rst", cwd=tmp_path).out
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "max-line-length = 70 # .spec-ls.toml, line 2" in lines
    assert 'severity.line-too-long = "error" # x/base.toml, line 4' in lines
    assert "core = null # default" in lines


def test_settings_of_other_tools_are_shown(tmp_path: Path) -> None:
    """What doc8's file says has that file as its origin."""
    make(tmp_path, TREE | {"tox.ini": "[doc8]\nmax-line-length = 66\n"})
    done = run("config", "show", "specs/a.rst", cwd=tmp_path)
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "max-line-length = 66 # tox.ini" in lines


def _same_values(cwd: Path, path: str) -> None:
    shown = run("config", "show", "--format", "json", path, cwd=cwd).json["settings"]
    reported = config_as_written(examine_path(cwd / path).resolution.config)
    reported |= {"template": shown["template"]["value"]}  # it tells by itself what names the template
    assert {key: row["value"] for key, row in shown.items()} == reported
    assert all(row["origins"] for row in shown.values())


@pytest.mark.parametrize("path", ["specs/a.rst", "specs", "specs/new.rst", "notes.rst", "."])
def test_values_are_those_of_the_doctor(tmp_path: Path, path: str) -> None:
    """What is shown is what the report of the set-up shows, in a spec, a folder, and a file that is no spec."""
    make(tmp_path, {**TREE, **SHOWN, "specs/a.rst": SPEC})
    _same_values(tmp_path, path)


@needs_corpus
@pytest.mark.parametrize("name", ["nova-specs", "peps"])
def test_values_are_those_of_the_doctor_in_real_repositories(name: str) -> None:
    """The same in real repositories, whose profiles set most keys."""
    top = CORPUS / name
    if not top.is_dir():
        pytest.skip(f"no {name}")
    _same_values(top, str(next(iter(sorted(top.rglob("*.rst"))))))


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A file that is no text is named, and its status is 2; one that is not there has settings all the same."""
    make(tmp_path, {**TREE, "specs/b.rst": b"\xff"})
    assert run("config", "show", "specs/b.rst", cwd=tmp_path).status == 2
    assert run("config", "show", "specs/none.rst", cwd=tmp_path).status == 0
    assert run("config", cwd=tmp_path).status == 2


def test_the_schema_is_printed(tmp_path: Path) -> None:
    """The command prints the schema that the package ships."""
    done = run("config", "schema", cwd=tmp_path)
    assert json.loads(done.out) == settings_json_schema(CODES)
    assert done.out == (REPOSITORY / "spec_ls" / "spec-ls.schema.json").read_text("utf-8"), (
        "write it anew: python -m spec_ls config schema > spec_ls/spec-ls.schema.json"
    )
