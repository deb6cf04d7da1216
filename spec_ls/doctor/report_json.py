"""Writes a report as one JSON object, for bug reports.  The keys stay; what is unknown is null.

No word of a document or a template is in it: messages about their files go without what they quote.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from spec_ls.doctor.other_tools import doc8_consequences, doc8_problems, editor_config_sentence
from spec_ls.doctor.path_report import PathKind, PathReport
from spec_ls.doctor.report import Report, problem_sentence, profile_sentence, resolution_sentence
from spec_ls.doctor.surroundings import Surroundings
from spec_ls.report.findings_json import json_text, portable
from spec_ls.schema import config_as_written, layer_as_written
from spec_ls.workspace import FileProblem, ProjectInfo

_QUOTED = re.compile(r'".*"', re.DOTALL)  # what is quoted may hold quotation marks itself


def text(report: Report) -> str:
    """The object as text."""
    return json_text(report_object(report))


def report_object(report: Report) -> dict[str, Any]:
    """The object."""
    examined, project = report.examined, report.examined.project if report.examined else None
    return {
        "ok": not report.setup_problems and not report.path_problems,
        "problems": [*report.setup_problems, *_path_problems(examined)],
        **_installation(report),
        "environment": _environment(report.surroundings),
        "path": _path(report),
        "repository": _repository(project) if project else None,
        "configuration": _configuration(project) if project else [],
        "conf_py": _conf_py(project) if project else None,
        "doc8": _doc8(examined) if examined else None,
        "editor_config": _editor_config(examined) if examined else None,
        "profile": _profile(project) if project else None,
        "template": _template(examined) if examined else None,
        "settings": config_as_written(examined.resolution.config) if examined else None,
        "self_test": _self_test(report),
    }


def _installation(report: Report) -> dict[str, Any]:
    installation = report.installation
    return {
        "spec_ls": {"version": installation.version, "path": _shown(installation.package)},
        "python": {
            "version": installation.python,
            "implementation": installation.implementation,
            "executable": portable(installation.executable),
            "prefix": portable(installation.prefix),
        },
        "platform": {"name": installation.platform, "encoding": installation.encoding},
        "dependencies": [
            {
                "name": package.name,
                "version": package.version,
                "needed": package.needed,
                "path": package.path and portable(package.path),
                "problem": package.problem,
            }
            for package in installation.dependencies
        ],
    }


def _environment(surroundings: Surroundings) -> dict[str, Any]:
    return {
        "variables": {name: portable(value) for name, value in surroundings.variables},
        "search_path": [portable(folder) for folder in surroundings.search_path],
        "locale": surroundings.locale_encoding,
        "git": surroundings.git,
        "websockets": surroundings.websockets,
    }


def _path_problems(examined: PathReport | None) -> list[str]:
    if examined is None:
        return []
    problems = [_unquoted(problem, examined.project) for problem in examined.problems]
    unreadable = [f"{examined.path}: {examined.unreadable}"] if examined.unreadable else []
    return [*unreadable, *(problem_sentence(problem, str) for problem in problems)]


def _unquoted(problem: FileProblem, project: ProjectInfo) -> FileProblem:
    """A problem as it is in settings; without what its message quotes if it is in a document or template."""
    if problem.path is None or any(problem.path == file.path for file in project.settings_and_extended):
        return problem
    return replace(problem, message=_QUOTED.sub('"..."', problem.message))


def _path(report: Report) -> dict[str, Any]:
    examined = report.examined
    if examined is None:
        return {"path": _shown(report.path), "kind": None, "is_spec": None, "problem": report.failure}
    resolution, is_folder = examined.resolution, examined.kind is PathKind.FOLDER
    return {
        "path": _shown(examined.path),
        "kind": examined.kind.value,
        "is_spec": examined.is_spec,
        "rule": None if is_folder else resolution.reason.rule.value,
        "reason": None if is_folder else resolution_sentence(resolution, _shown),
        "ignored_by_git": examined.ignored,
        "specs": [{"template": _origin(origin), "files": count} for origin, count in examined.specs.items()],
        "problem": examined.unreadable,
    }


def _repository(project: ProjectInfo) -> dict[str, Any] | None:
    if project.top is None:
        return None
    named_by = project.named_by and project.named_by.value
    return {"path": _shown(project.top), "project": project.project, "project_by": named_by}


def _configuration(project: ProjectInfo) -> list[dict[str, Any]]:
    """The settings files, the nearest first, and those that they extend."""
    in_effect = {file.path for file in (project.effective, *project.extended) if file is not None}
    return [
        {
            "path": _shown(file.path),
            "counts": file.path in in_effect,
            "sets": layer_as_written(file.layer),
            "problems": [_problem(problem) for problem in file.problems],
        }
        for file in project.settings_and_extended
    ]


def _conf_py(project: ProjectInfo) -> dict[str, Any] | None:
    found = project.conf_py
    if found is None:
        return None
    names = {kind: sorted(names) for kind, names in found.names._asdict().items()}
    return {"path": _shown(found.path), "names": names, "problem": found.problem}


def _doc8(examined: PathReport) -> dict[str, Any] | None:
    found = examined.project.doc8
    if found is None:
        return None
    consequences, problems = doc8_consequences(examined), doc8_problems(found)
    return {"path": _shown(found.path), "consequences": consequences, "problems": problems}


def _editor_config(examined: PathReport) -> dict[str, Any] | None:
    found = examined.project.editor_config
    if found is None:
        return None
    files = [{"path": _shown(file.path), "problems": list(file.problems)} for file in found.files]
    return {"files": files, "consequence": editor_config_sentence(examined)}


def _profile(project: ProjectInfo) -> dict[str, Any]:
    profile = project.profile
    return {
        "name": profile and profile.path.stem,
        "path": profile and _shown(profile.path),
        "reason": profile_sentence(project, _shown),
    }


def _template(examined: PathReport) -> dict[str, Any] | None:
    resolution = examined.resolution
    template, evidence = resolution.template, resolution.evidence
    if template is None:
        return None
    return {
        "name": _origin(template.origin),
        "rule": resolution.reason.rule.value,
        "reason": resolution_sentence(resolution, _shown),
        "evidence": evidence
        and {
            "documents": evidence.witnesses,
            "following": evidence.following,
            "others": [_shown(file) for file in evidence.others],
        },
        "sections": sum(1 for _ in template.walk()),
        "required": sum(1 for slot in template.walk() if slot.required),
        "problems": [
            _problem(_unquoted(problem, examined.project))
            for problem in examined.problems
            if problem.path == template.origin
        ],
    }


def _self_test(report: Report) -> dict[str, Any]:
    test = report.self_test
    return {
        "ok": test.ok,
        "command": [portable(word) for word in test.command],
        "steps": [
            {
                "name": step.name,
                "ok": step.ok,
                "milliseconds": round(step.seconds * 1000, 1),
                "message": step.message,
            }
            for step in test.steps
        ],
        "errors": list(test.errors),
    }


def _problem(problem: FileProblem) -> dict[str, Any]:
    return {
        "path": problem.path and _shown(problem.path),
        "line": problem.line + 1,
        "key": problem.key,
        "message": problem.message,
    }


def _origin(origin: Path | str | None) -> str | None:
    return _shown(origin) if isinstance(origin, Path) else origin


def _shown(path: Path) -> str:
    return portable(os.path.abspath(path))
