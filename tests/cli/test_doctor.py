"""``spec-ls doctor``: the installation, what serves a path and why, and whether the server works."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import pytest
from trees import IMPORTS, REPOSITORY, SPEC, TEMPLATE, Link, Run, make, run

from spec_ls.doctor.installation import NEEDED, Installation, installation
from spec_ls.doctor.path_report import examine_path
from spec_ls.doctor.report import Report, failure_sentence, reason_sentence
from spec_ls.doctor.report_json import report_object
from spec_ls.doctor.report_text import lines
from spec_ls.doctor.self_test import SAMPLE, SelfTest, self_test
from spec_ls.doctor.surroundings import Surroundings, surroundings
from spec_ls.text import Text
from spec_ls.workspace import Reason, Rule, Workspace

STEPS = ["initialize", "diagnostics", "completion", "hover", "code action", "shutdown", "exit"]
REPOSITORY_FILES = {
    ".gitreview": "[gerrit]\nproject=example/lamp-specs.git\n",
    "specs/template.rst": TEMPLATE,
    "specs/2026.1/cache.rst": SPEC,
}


@cache
def elsewhere() -> tuple[Installation, SelfTest, Surroundings]:
    """The installation and the self-test, examined once for the tests of paths."""
    return installation(), self_test(), surroundings()


def seen(path: Path) -> tuple[int, dict]:
    """The exit status and the object for a path."""
    installed, tested, around = elsewhere()
    made = Report(path, installed, around, examine_path(path), None, tested)
    return (2 if made.path_problems else 0), report_object(made)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a spec; its path has spaces and letters that are not in ASCII."""
    return make(tmp_path / "Spécs ünd more 😀", REPOSITORY_FILES)


def doctor(folder: Path, *arguments: str, **environment: str) -> Run:
    """Run the command."""
    return run("doctor", *arguments, cwd=folder, **environment)


def report(folder: Path, *arguments: str, **environment: str) -> tuple[int, dict]:
    """The exit status and the JSON object."""
    done = doctor(folder, "--json", *arguments, **environment)
    assert done.err == ""
    return done.status, done.json


def test_a_spec_in_a_repository(repository: Path) -> None:
    """The report of a spec has all its parts and no problem."""
    status, found = report(repository, "specs/2026.1/cache.rst")
    assert (status, found["ok"], found["problems"]) == (0, True, [])
    assert found["python"]["executable"] == sys.executable
    assert found["python"]["version"] == ".".join(map(str, sys.version_info[:3]))
    assert {package["name"]: package["problem"] for package in found["dependencies"]} == dict.fromkeys(NEEDED)
    assert all(package["version"] and package["path"] for package in found["dependencies"])
    assert found["path"]["path"] == (repository / "specs" / "2026.1" / "cache.rst").as_posix()
    assert (found["path"]["kind"], found["path"]["is_spec"], found["path"]["rule"]) == (
        "file",
        True,
        "layout",
    )
    assert found["repository"] == {
        "path": repository.as_posix(),
        "project": "example/lamp-specs",
        "project_by": ".gitreview",
    }
    assert found["profile"]["name"] is None
    assert found["template"]["name"] == (repository / "specs" / "template.rst").as_posix()
    assert (found["template"]["sections"], found["template"]["required"]) == (4, 4)
    assert found["settings"]["max-line-length"] == 79
    steps = found["self_test"]["steps"]
    assert [(step["name"], step["ok"]) for step in steps] == [(name, True) for name in STEPS]
    assert all(step["milliseconds"] > 0 for step in steps)


def test_the_same_for_people(repository: Path) -> None:
    """The text has the same facts as the object, and a conclusion at the end."""
    done = doctor(repository, "specs/2026.1/cache.rst")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[-1] == "all is well"
    assert str(repository / "specs" / "2026.1" / "cache.rst") in lines
    assert "  a spec        it is compared with its template" in lines
    assert f"  template      {repository / 'specs' / 'template.rst'}: 4 sections, 4 asked for" in lines
    assert any(re.match(r"  hover +\d+ ms  guidance shown$", line) for line in lines)


def test_the_documented_keys_are_those_of_the_object(repository: Path) -> None:
    """The page of the command names each key on the first level, and no other."""
    page = (REPOSITORY / "spec_ls" / "docs" / "doctor.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert documented == list(seen(repository)[1])


def test_outside_of_a_repository(tmp_path: Path) -> None:
    """A folder without specs is no problem; without PATH the current folder is examined."""
    status, found = report(make(tmp_path, {"notes.rst": SPEC}))
    assert found["path"]["path"] == tmp_path.as_posix()
    assert (status, found["path"]["kind"], found["path"]["is_spec"]) == (0, "folder", None)
    assert found["repository"] is None
    assert found["template"] is None
    assert found["configuration"] == []


def test_a_folder_of_a_repository_counts_its_specs(repository: Path) -> None:
    """The specs in a folder are counted by template, and so are the other files."""
    make(repository, {"notes.rst": SPEC, "specs/2026.1/queue.rst": SPEC})
    _, found = seen(repository)
    counts = {specs["template"]: specs["files"] for specs in found["path"]["specs"]}
    assert counts == {(repository / "specs" / "template.rst").as_posix(): 2, None: 2}


BROKEN = {
    "broken TOML": ("pyproject.toml", "[tool.spec-ls\n", 1),
    "unknown key": ("pyproject.toml", "[project]\n[tool.spec-ls]\nselct = []\n", 3),
    "no built-in template": ("spec-ls.toml", '\ntemplate = "novva"\n', 2),
    "expected a whole number": ("spec-ls.toml", 'max-line-length = "79"\n', 1),
}


@pytest.mark.parametrize("message", BROKEN)
def test_broken_settings(repository: Path, message: str) -> None:
    """A problem in settings is reported with file and line; the status is 2, the report complete."""
    name, content, line = BROKEN[message]
    make(repository, {name: content})
    status, found = seen(repository / "specs" / "2026.1" / "cache.rst")
    assert (status, found["ok"]) == (2, False)
    assert [text for text in found["problems"] if f"{repository / name}:{line}: " in text and message in text]
    assert found["self_test"]["ok"] is True
    assert found["path"]["is_spec"] is True


def test_broken_settings_make_the_exit_status(repository: Path) -> None:
    """The command's status is 2, its text ends with the problems, and standard error is empty."""
    make(repository, {"pyproject.toml": "[tool.spec-ls\n"})
    done = doctor(repository)
    assert (done.status, done.err) == (2, "")
    assert "\n1 problem:\n" in done.out
    assert done.out.splitlines()[-1].startswith(f"  {repository / 'pyproject.toml'}:1: broken TOML: ")


def test_keys_of_settings_files(repository: Path) -> None:
    """Each settings file is listed with the keys it sets; the nearest is in effect."""
    make(
        repository,
        {
            "pyproject.toml": "[project]\n",
            "spec-ls.toml": 'max-line-length = 99\nprofile = "rally"\n[[paths]]\npath = "*.rst"\n',
            "specs/pyproject.toml": '[tool.spec-ls]\nignore = ["empty-section"]\n',
        },
    )
    _, found = seen(repository / "specs" / "2026.1" / "cache.rst")
    near, own, shared = found["configuration"]
    assert (near["counts"], near["sets"]) == (True, {"ignore": ["empty-section"]})
    assert (own["counts"], own["sets"]["max-line-length"], own["sets"]["paths"]) == (False, 99, ["*.rst"])
    assert (shared["counts"], shared["sets"]) == (False, {})
    assert found["settings"]["ignore"] == ["empty-section"]
    assert found["settings"]["max-line-length"] == 79


def test_settings_files_that_are_passed_over(repository: Path) -> None:
    """In one folder the first of three names counts, with those that it extends; the others are named."""
    make(
        repository,
        {
            ".spec-ls.toml": 'extend = "shared/base.toml"\n',
            "spec-ls.toml": "max-line-length = 98\n",
            "pyproject.toml": "[tool.spec-ls]\nmax-line-length = 97\n",
            "shared/base.toml": "max-line-length = 60\n",
        },
    )
    path = repository / "specs" / "2026.1" / "cache.rst"
    _, found = seen(path)
    files = [(Path(file["path"]).name, file["counts"], file["sets"]) for file in found["configuration"]]
    assert files == [
        (".spec-ls.toml", True, {"extend": "shared/base.toml"}),
        ("spec-ls.toml", False, {"max-line-length": 98}),
        ("pyproject.toml", False, {"max-line-length": 97}),
        ("base.toml", True, {"max-line-length": 60}),
    ]
    assert found["settings"]["max-line-length"] == 60
    text = doctor(repository).out
    assert text.count("(not in effect: .spec-ls.toml goes before)") == 2
    assert f"extended      {repository / 'shared' / 'base.toml'}: max-line-length = 60\n" in text


NO_SPECS = {
    "specs/README.rst": (SPEC, "name"),
    "specs/template.rst": (TEMPLATE, "template"),
    "specs/2026.1/notes.txt": (SPEC, "suffix"),
    "notes.rst": (SPEC, "nothing"),
    "old/spec.rst": (SPEC, "excluded"),
}
SETTINGS = '[[paths]]\npath = "old/*"\nspec = false\n'


@pytest.mark.parametrize("name", NO_SPECS)
def test_why_a_file_is_no_spec(repository: Path, name: str) -> None:
    """Each reason why a file is no spec has a word and a sentence, and is no problem."""
    content, rule = NO_SPECS[name]
    make(repository, {"spec-ls.toml": SETTINGS, name: content})
    status, found = seen(repository / name)
    assert (status, found["path"]["is_spec"], found["path"]["rule"]) == (0, False, rule)
    assert found["path"]["reason"]
    assert found["template"] is None


def test_a_link_in_an_editor_is_no_spec(repository: Path) -> None:
    """A link as git writes it is no spec as the text of an editor; on disk it stands for its target."""
    path = make(repository, {"specs/2026.1/link.rst": "cache.rst"}) / "specs" / "2026.1" / "link.rst"
    assert Workspace().resolve(path, Text.of("cache.rst")).reason.rule is Rule.LINK
    assert examine_path(path).is_spec


SPECS = {
    "comment": ({}, f".. spec-ls: template=nova\n\n{SPEC}", "specs/2026.1/cache.rst"),
    "settings": ({"spec-ls.toml": 'template = "nova"\n'}, SPEC, "notes.rst"),
    "profile": (
        {".gitreview": "project=openstack/nova-specs.git\n", "specs/2026.1-template.rst": TEMPLATE},
        SPEC,
        "specs/2026.1/approved/cache.rst",
    ),
    "layout": ({}, SPEC, "specs/cache.rst"),
    "wrong-extension": (
        {".gitreview": "project=openstack/nova-specs.git\n", "specs/2026.1-template.rst": TEMPLATE},
        SPEC,
        "specs/2026.1/approved/cache.txt",
    ),
}


@pytest.mark.parametrize("rule", SPECS)
def test_why_a_file_is_a_spec(repository: Path, rule: str) -> None:
    """Each way to find a template has its word."""
    files, text, name = SPECS[rule]
    found = examine_path(make(repository, {**files, name: text}) / name)
    assert (found.is_spec, found.resolution.reason.rule) == (True, Rule(rule))


@pytest.mark.parametrize("rule", Rule)
def test_each_reason_has_its_words(rule: Rule) -> None:
    """Each rule has a sentence of its own."""
    sentences = [reason_sentence(Reason(other), str) for other in Rule]
    assert reason_sentence(Reason(rule), str) in sentences
    if rule not in (Rule.SETTINGS, Rule.PROFILE):  # these name their files
        assert sentences.count(reason_sentence(Reason(rule), str)) == 1


def test_a_profile_says_why(repository: Path) -> None:
    """The reason for a profile is .gitreview, or a setting, which overrides it."""
    make(repository, {".gitreview": "project=openstack/nova-specs.git\n"})
    assert seen(repository)[1]["profile"] == {
        "name": "nova-specs",
        "path": (REPOSITORY / "spec_ls" / "profiles" / "nova-specs.toml").as_posix()
        if Path(IMPORTS["PYTHONPATH"]) == REPOSITORY
        else f"{IMPORTS['PYTHONPATH']}/spec_ls/profiles/nova-specs.toml",
        "reason": '.gitreview says "openstack/nova-specs"',
    }
    make(repository, {"spec-ls.toml": '\nprofile = "rally"\n'})
    found = seen(repository)[1]["profile"]
    assert found["name"] == "rally"
    assert found["reason"] == f'"profile" in {repository / "spec-ls.toml"}, line 2'


def test_an_ignored_file_is_reported(repository: Path) -> None:
    """A file that git ignores is reported as ignored."""
    make(repository, {".gitignore": "/specs/2026.1/\n"})
    status, found = seen(repository / "specs" / "2026.1" / "cache.rst")
    assert (status, found["path"]["ignored_by_git"], found["path"]["is_spec"]) == (0, True, True)
    assert "git ignores it" in doctor(repository, "specs/2026.1/cache.rst").out


@pytest.mark.parametrize(
    ("files", "name", "problem"),
    [
        ({}, "specs/none.rst", "no such file"),
        ({"specs/a.rst": b"caf\xe9\n"}, "specs/a.rst", "line 1: not UTF-8 at byte 3"),
        ({"specs/a.rst": Link("gone.rst")}, "specs/a.rst", 'broken link to "gone.rst"'),
        ({}, "specs/template.rst/a.rst", "not a directory"),
    ],
)
def test_an_unreadable_path(repository: Path, files: dict, name: str, problem: str) -> None:
    """A path that does not exist or holds no text is a problem of the path; the status is 2."""
    status, found = seen(make(repository, files) / name)
    assert (status, found["path"]["problem"]) == (2, problem)
    assert found["problems"] == [f"{repository / name}: {problem}"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_a_folder_that_cannot_be_read() -> None:
    """A folder without permission to read is reported, and nothing else fails."""
    with tempfile.TemporaryDirectory() as name:
        closed = Path(name) / "closed"
        closed.mkdir()
        os.chmod(name, 0o755)  # so that another user than root gets there
        closed.chmod(0)
        user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [sys.executable, "-P", "-m", "spec_ls", "doctor", "--json", str(closed)]
        try:
            done = subprocess.run(
                command, cwd="/", env={**os.environ, **IMPORTS}, capture_output=True, check=False, **user
            )
        except PermissionError:
            pytest.skip("no other user may run this Python")
    found = json.loads(done.stdout)
    assert (done.returncode, found["path"]["problem"]) == (2, "the folder cannot be read")
    assert found["problems"] == [f"{closed}: the folder cannot be read"]


def test_modules_in_the_current_folder_are_no_packages(repository: Path) -> None:
    """Modules in the current folder are not imported by the processes that the command starts."""
    make(repository, {"pygls.py": "1 / 0\n", "docutils.py": "1 / 0\n"})
    assert report(repository)[0] == 0


def test_a_package_that_fails(repository: Path) -> None:
    """A package that cannot be imported is reported with its file and error, without a traceback."""
    fake = make(repository / "fake", {"pygls/__init__.py": "raise ImportError('pygls 0.9 needs Python 2')\n"})
    path = os.pathsep.join([str(fake), IMPORTS["PYTHONPATH"]])
    done = doctor(repository, PYTHONPATH=path)
    assert done.status == 1
    assert "pygls: ImportError: pygls 0.9 needs Python 2" in done.out
    assert str(fake / "pygls" / "__init__.py") in done.out
    assert "self-test: initialize: the server ended with status" in done.out
    assert done.err == ""
    assert 'File "' not in done.out.partition("self-test:")[0]


def test_a_package_that_is_too_old_or_missing(repository: Path) -> None:
    """A package that is too old or not installed is reported."""
    fake = make(
        repository / "fake",
        {
            "docutils/__init__.py": "",
            "docutils-0.9.dist-info/METADATA": "Metadata-Version: 2.1\nName: docutils\nVersion: 0.9\n",
            "pathspec.py": "import no_such_module\n",
        },
    )
    path = os.pathsep.join([str(fake), IMPORTS["PYTHONPATH"]])
    status, found = report(repository, PYTHONPATH=path)
    problems = {p["name"]: p["problem"] for p in found["dependencies"] if p["problem"]}
    assert status == 1
    assert problems == {
        "docutils": "older than 0.21",
        "pathspec": "ModuleNotFoundError: No module named 'no_such_module'",
    }


def test_a_package_that_ends_the_process(repository: Path) -> None:
    """If a package ends Python, the packages before it are known and the others reported."""
    fake = make(repository / "fake", {"docutils/__init__.py": "import os\nos._exit(7)\n"})
    path = os.pathsep.join([str(fake), IMPORTS["PYTHONPATH"]])
    status, found = report(repository, PYTHONPATH=path)
    problems = {package["name"]: package["problem"] for package in found["dependencies"]}
    assert status == 1
    assert problems["pygls"] is None
    assert problems["docutils"] == "the process that imported it ended"


def test_needed_packages_are_the_declared_ones() -> None:
    """The packages and oldest versions are those of the project's own declaration."""
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {text.partition(">=")[0]: text.partition(">=")[2] or None for text in declared} == NEEDED


SILENT = "import time; time.sleep(600)"
TALKATIVE = "print('hello', flush=True); import time; time.sleep(600)"
OPEN = "import sys; sys.stdin.read()"
REFUSING = """
import sys
body = b'{"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": "not today"}}'
sys.stdout.buffer.write(b"Content-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
sys.stdout.flush()
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (SILENT, "no answer to initialize within 0.5 s"),
        (OPEN, "no answer to initialize within 0.5 s"),
        (TALKATIVE, "the server closed its output"),
        ("1 / 0", "the server ended with status 1"),
        (REFUSING, "initialize was refused: not today"),
    ],
    ids=["silent", "open", "talkative", "failing", "refusing"],
)
def test_a_server_that_fails_is_no_reason_to_wait(code: str, message: str) -> None:
    """A server that does not answer is reported by the first step, and soon."""
    (step,) = self_test([sys.executable, "-c", code], timeout=0.5).steps
    assert (step.name, step.ok, step.message) == ("initialize", False, message)


def test_a_server_that_cannot_be_started() -> None:
    """A command that does not exist is a failed step."""
    (step,) = self_test(["/no/such/command"]).steps
    assert (step.name, step.ok) == ("start", False)


def test_the_last_words_of_a_server_are_kept() -> None:
    """The standard error of a failed server is part of the report."""
    found = self_test([sys.executable, "-c", "raise SystemExit('no licence')"], timeout=5)
    assert (found.ok, found.errors) == (False, ("no licence",))


def test_the_sample_lacks_sections(tmp_path: Path) -> None:
    """The sample of the self-test has the same findings on the command line."""
    done = run("check", "--format", "json", "-", cwd=tmp_path, stdin=SAMPLE)
    assert "missing-section" in {finding["code"] for finding in done.json}


@pytest.mark.parametrize("arguments", [["a", "b"], ["--no-such-option"], ["--format", "json"]])
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    """An unknown argument ends with status 2 and no report."""
    done = doctor(tmp_path, *arguments)
    assert (done.status, done.out) == (2, "")
    assert "unrecognized arguments" in done.err


SECRET = "xylophone"
SECRETIVE = {
    "a comment that names a template elsewhere": f".. spec-ls: template=../../../{SECRET}.rst\n\n",
    "a comment that names no template": f".. spec-ls: template={SECRET}\n\n",
    "a comment that suppresses": f".. spec-ls: disable={SECRET}\n\n",
    "text": "",
}


@pytest.mark.parametrize("comment", SECRETIVE)
def test_nothing_of_a_spec_or_template_is_in_the_report(repository: Path, comment: str) -> None:
    """No word of a spec, its title, its comments or its template is printed for a bug report."""
    text = SPEC.replace("It is slow.", f"{SECRET} |{SECRET}| :{SECRET}:`x`")
    title = f"{SECRET.title()}\n{'=' * 9}\n\n"
    template = f'{TEMPLATE}\nSkips "{SECRET}" levels\n~~~~~~~~~~~~~~~~~~~~~~~~~\n\n{SECRET}\n^^^^^^^^^\n\n'
    files = {"specs/2026.1/cache.rst": SECRETIVE[comment] + title + text, "specs/template.rst": template * 2}
    make(repository, files)
    for path in ("specs/2026.1/cache.rst", "specs/template.rst", "specs"):
        _, found = report(repository, path, SPEC_LS_DEBUG="1")
        assert SECRET not in json.dumps(found).casefold()


def test_the_environment_is_in_the_report(repository: Path) -> None:
    """Variables that change what happens are named; others, which may be secret, are not."""
    _, found = report(repository, SPEC_LS_DEBUG="1", PASSWORD=SECRET)
    assert found["environment"]["variables"]["SPEC_LS_DEBUG"] == "1"
    assert "PYTHONPATH" in found["environment"]["variables"]
    assert SECRET not in json.dumps(found)
    assert found["environment"]["git"].startswith("git version ")
    assert found["environment"]["search_path"]


def test_a_failure_on_a_path_quotes_nothing() -> None:
    """A fault of the program is reported by its type and place, a missing package by its name."""
    for error, words in (
        (ValueError(SECRET), "ValueError in "),
        (ImportError("no xyz"), "ImportError: no xyz"),
    ):
        try:
            raise error
        except Exception as raised:
            told = failure_sentence(raised)
        assert told.startswith(words)
        assert SECRET not in told


def test_a_long_setting_is_shortened(repository: Path) -> None:
    """A table of fields is cut in the text, which says where all of it is."""
    fields = "".join(f'[[header.fields]]\nname = "Field {number}"\n' for number in range(99))
    make(repository, {"spec-ls.toml": f'[header]\nkind = "fields"\n{fields}'})
    report = Report(
        repository, installation(), surroundings(), examine_path(repository), None, SelfTest((), (), ())
    )
    shown = next(line for line in lines(report) if line.lstrip().startswith("header = {"))
    assert shown.endswith(" characters, all of them with --json)\n")
    assert len(shown) < 400
