"""The jobs for code hosts: published schemas judge those that have one, a table of documented rules the other."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from spec_ls.adopt.ci import CI_FILES, HOSTS, JobValues, install_line, plan_job
from spec_ls.adopt.plan import Plan
from spec_ls.cli.arguments import parse
from spec_ls.workspace.present_files import PresentFiles

VALUES = JobValues("volume trim!", frozenset({".rst"}))
NOTHING = PresentFiles({})
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}

JOB_ATTRIBUTES = {"name", "description", "run", "files"}
PROJECT_ATTRIBUTES = {"check", "gate"}
"""Those of Zuul's documentation on jobs and projects ("Configuration Syntax") that the job uses."""


def texts(plan: Plan) -> dict[str, str]:
    """The files of a plan that has nothing but new files."""
    assert all(file.before is None for file in plan.files)
    return {file.name: file.after for file in plan.files}


def written(host: str) -> dict[str, str]:
    """The files for an empty repository."""
    return texts(plan_job(host, NOTHING, VALUES))


@pytest.mark.parametrize("host", SCHEMAS)
def test_a_job_has_its_hosts_schema(tmp_path: Path, host: str) -> None:
    """check-jsonschema takes the job by the schema that the host publishes, and refuses a broken one."""
    ((name, text),) = written(host).items()
    good, bad = tmp_path / "good.yml", tmp_path / "bad.yml"
    good.write_text(text, "utf-8")
    bad.write_text(text.replace("runs-on", "runs-in").replace("artifacts", "artefacts"), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[host]]
    for file, status in ((good, 0), (bad, 1)):
        done = subprocess.run([*command, file], capture_output=True, text=True, check=False)
        assert done.returncode == status, (name, done.stdout)


@pytest.mark.parametrize("host", HOSTS)
def test_there_is_one_place_for_the_address(host: str) -> None:
    """One line says where spec-ls comes from, below a comment that says so; its package name alone never does."""
    marked = [text for text in written(host).values() if install_line(text) is not None]
    (text,) = marked
    line = install_line(text)
    assert line is not None
    assert "# INSTALL: " in text.split("\n")[line - 1]
    assert sum("INSTALL" in text for text in written(host).values()) == 1
    assert text.count("ADDRESS-OF-SPEC-LS") == 1
    assert not re.search(r"pip install[^\n]* \"?spec-ls\"?$", text, re.MULTILINE)
    assert install_line(text.replace("ADDRESS-OF-SPEC-LS", "example.org/spec-ls")) is None


def test_findings_are_shown_where_the_host_can() -> None:
    """GitHub reads annotations from the log, GitLab a report that is kept when the job fails."""
    (workflow,) = map(yaml.safe_load, written("github").values())
    assert workflow["jobs"]["spec-ls"]["steps"][-1] == {"run": "spec-ls check --format github"}
    (pipeline,) = map(yaml.safe_load, written("gitlab").values())
    job = pipeline["spec-ls"]
    report = job["artifacts"]["reports"]["codequality"]
    assert job["script"][-1] == f"spec-ls check --format gitlab --output-file {report}"
    assert job["artifacts"]["when"] == "always"


def zuul_items(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The items of a configuration: "a list of dictionaries, each with one key, the kind of object"."""
    items = yaml.safe_load(text)
    assert isinstance(items, list)
    assert all(isinstance(item, dict) and len(item) == 1 for item in items)
    return [next(iter(item.items())) for item in items]


def test_zuuls_job_follows_its_documentation() -> None:
    """A job has a name, a playbook that is in the repository, and runs in pipelines of its project."""
    files = written("zuul")
    assert sorted(files) == [".zuul.d/spec-ls.yaml", "playbooks/spec-ls/run.yaml"]
    (kind, job), (other, project) = zuul_items(files[".zuul.d/spec-ls.yaml"])
    assert (kind, other) == ("job", "project")
    assert set(job) == JOB_ATTRIBUTES
    assert set(project) == PROJECT_ATTRIBUTES
    assert job["name"] == "spec-ls-volume-trim"  # unique among the projects of a tenant
    assert job["run"] in files
    assert all(pipeline == {"jobs": [job["name"]]} for pipeline in project.values())
    (pattern,) = job["files"]  # matched from the start of a path
    assert re.match(pattern, "specs/a.rst")
    assert not re.match(pattern, "specs/a.rst.py")


def test_zuuls_playbook_is_a_list_of_plays() -> None:
    """Each play has hosts and tasks, each task a name and one module; it runs in the project's folder."""
    (play,) = yaml.safe_load(written("zuul")["playbooks/spec-ls/run.yaml"])
    assert set(play) == {"hosts", "vars", "tasks"}
    install, check = play["tasks"]
    assert set(install) == {"name", "pip"}
    assert set(check) == {"name", "command", "args"}
    assert check["args"] == {"chdir": "{{ zuul.project.src_dir }}"}


@pytest.mark.parametrize(
    ("host", "present", "names", "to_add"),
    [
        ("github", {}, [".github/workflows/spec-ls.yml"], ""),
        ("github", {".github/workflows/spec-ls.yml": "x"}, [], ""),
        ("gitlab", {}, [".gitlab-ci.yml"], ""),
        ("gitlab", {".gitlab-ci.yml": "a: {}\n"}, [".gitlab/ci/spec-ls.yml"], "local: .gitlab/ci/spec-ls.yml"),
        ("gitlab", {".gitlab-ci.yml": "a:\n  script: spec-ls check\n"}, [], ""),
        ("gitlab", {".gitlab-ci.yml": "# spec-ls check\n"}, [".gitlab/ci/spec-ls.yml"], "include:"),
        (
            "gitlab",
            {".gitlab-ci.yml": "include: .gitlab/ci/spec-ls.yml\n", ".gitlab/ci/spec-ls.yml": "x"},
            [],
            "",
        ),
        ("zuul", {"zuul.d": None}, ["playbooks/spec-ls/run.yaml", "zuul.d/spec-ls.yaml"], ""),
        ("zuul", {".zuul.d": None}, ["playbooks/spec-ls/run.yaml", ".zuul.d/spec-ls.yaml"], ""),
        ("zuul", {"zuul.yaml": "[]"}, ["playbooks/spec-ls/run.yaml"], "- job:"),
        ("zuul", {".zuul.yaml": "[]"}, ["playbooks/spec-ls/run.yaml"], "- job:"),
        ("zuul", {".zuul.yaml": "[]", "zuul.d": None}, ["playbooks/spec-ls/run.yaml", "zuul.d/spec-ls.yaml"], ""),
        (
            "zuul",
            {".zuul.yaml": "- job: {run: playbooks/spec-ls/run.yaml}", "playbooks/spec-ls/run.yaml": ""},
            [],
            "",
        ),
        ("zuul", {".zuul.d": None, ".zuul.d/spec-ls.yaml": "", "playbooks/spec-ls/run.yaml": ""}, [], ""),
    ],
)  # fmt: skip
def test_no_file_that_is_there_is_changed(
    host: str, present: dict[str, str | None], names: list[str], to_add: str
) -> None:
    """A job goes to a file of its own; where the host reads one file alone, the lines for it are shown."""
    here = PresentFiles(
        {name: text for name, text in present.items() if text is not None},
        frozenset(name for name, text in present.items() if text is None),
    )
    assert set(present) <= set(CI_FILES)
    plan = plan_job(host, here, VALUES)
    assert sorted(texts(plan)) == sorted(names)
    assert plan.is_done == (not to_add)
    assert to_add in "".join(text for _, text in plan.to_add)
    assert plan.files or plan.to_add or plan.notes


@pytest.mark.parametrize("host", HOSTS)
def test_the_command_of_a_job_is_understood(host: str) -> None:
    """What a job runs is a command with options that exist."""
    commands = re.findall(r"spec-ls (check.*?)\"?$", "\n".join(written(host).values()), re.MULTILINE)
    assert len(commands) == 1
    assert parse(shlex.split(commands[0])).command == "check"
