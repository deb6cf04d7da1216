"""The jobs that run spec-ls on a code host; their texts are data in ``jobs/``.

Where spec-ls is installed from stands in one line of each, below a comment that begins with ``INSTALL``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from spec_ls.adopt.plan import Plan, PlannedFile
from spec_ls.adopt.pre_commit import pattern_of_files
from spec_ls.workspace import read
from spec_ls.workspace.present_files import PresentFiles

_JOBS = Path(__file__).parent / "jobs"
_ADDRESS = "ADDRESS-OF-SPEC-LS"
_GITHUB = ".github/workflows/spec-ls.yml"
_GITLAB, _GITLAB_INCLUDED = ".gitlab-ci.yml", ".gitlab/ci/spec-ls.yml"
_ZUUL = ("zuul.yaml", "zuul.d", ".zuul.yaml", ".zuul.d")
"""The files and folders that Zuul looks for; it reads the first that is there ("Configuration Loading")."""

_ZUUL_JOB = "spec-ls.yaml"
_PLAYBOOK = "playbooks/spec-ls/run.yaml"
_COMMAND = re.compile(r"^[^#\n]*\bspec-ls check\b", re.MULTILINE)
_NO_NAME = re.compile(r"[^\w.-]+")

CI_FILES = (_GITHUB, _GITLAB, _GITLAB_INCLUDED, *_ZUUL, *(f"{name}/{_ZUUL_JOB}" for name in _ZUUL), _PLAYBOOK)
"""The files and folders that a plan depends on."""


@dataclass(frozen=True, slots=True)
class JobValues:
    """What a job is written for: the project's name, and the suffixes of its specs."""

    project: str
    suffixes: Collection[str]


def plan_job(host: str, present: PresentFiles, values: JobValues) -> Plan:
    """Add a job for one of ``HOSTS``.  No file that is there is changed."""
    return _PLANS[host](present, values)


def install_line(text: str) -> int | None:
    """The 0-based line of a job in which the user has to say where spec-ls comes from, if one is left."""
    return next((number for number, line in enumerate(text.split("\n")) if _ADDRESS in line), None)


def _github(present: PresentFiles, values: JobValues) -> Plan:
    return _new_file(_GITHUB, _job("github.yml"), present)


def _gitlab(present: PresentFiles, values: JobValues) -> Plan:
    """A file of its own; beside another configuration one that this has to include."""
    known = present.texts.get(_GITLAB)
    if known is None:
        return _new_file(_GITLAB, _job("gitlab.yml"), present)
    if _COMMAND.search(known):
        return Plan(notes=(f"{_GITLAB} has a job with spec-ls already",))
    plan = _new_file(_GITLAB_INCLUDED, _job("gitlab.yml"), present)
    if _GITLAB_INCLUDED in known:
        return plan
    lines = f"include:\n  - local: {_GITLAB_INCLUDED}\n"
    return Plan(plan.files, plan.notes, ((f"add this to {_GITLAB}, which is left as it is:", lines),), False)


def _zuul(present: PresentFiles, values: JobValues) -> Plan:
    """A playbook, and the job in the folder that Zuul reads; where that is a file, the job is shown."""
    playbook = _new_file(_PLAYBOOK, _job("zuul-playbook.yaml"), present)
    names = _NO_NAME.sub("-", values.project).strip("-") or "project"
    job = _job("zuul.yaml").replace("PROJECT", names).replace("FILES", pattern_of_files(values.suffixes))
    place = next((name for name in _ZUUL if name in present.texts or name in present.folders), ".zuul.d")
    if place not in present.texts:
        added = _new_file(f"{place}/{_ZUUL_JOB}", job, present)
        return Plan(playbook.files + added.files, playbook.notes + added.notes)
    if _PLAYBOOK in present.texts[place]:
        return Plan(playbook.files, (*playbook.notes, f"{place} has a job with spec-ls already"))
    to_add = ((f"add this to {place}, which is left as it is:", job),)
    return Plan(playbook.files, playbook.notes, to_add, is_done=False)


def _new_file(name: str, text: str, present: PresentFiles) -> Plan:
    if name in present.texts or name in present.folders:
        return Plan(notes=(f"{name} is there already, and left as it is",))
    return Plan((PlannedFile(name, None, text),))


def _job(name: str) -> str:
    return read(_JOBS / name)


_PLANS: Mapping[str, Callable[[PresentFiles, JobValues], Plan]] = {
    "github": _github,
    "gitlab": _gitlab,
    "zuul": _zuul,
}
HOSTS = tuple(_PLANS)
"""The code hosts and services for which there is a job."""
