"""A report as one JSON object, for bug reports.  The keys stay; what is unknown is null."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from spec_ls.doctor import values, words
from spec_ls.doctor.place import Kind, Place
from spec_ls.doctor.report import Report
from spec_ls.report.json import portable
from spec_ls.workspace import FileProblem, Surroundings
from spec_ls.workspace.settings import Settings


def text(report: Report) -> str:
    """The object's text, with a line end; what is no character (in a file's name) is escaped."""
    made = json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"
    return made.encode("utf-8", "backslashreplace").decode("utf-8")


def document(report: Report) -> dict[str, Any]:
    """The object."""
    place, around = report.place, report.place.around if report.place else None
    return {
        "ok": not report.setup_problems and not report.path_problems,
        "problems": [*report.setup_problems, *report.path_problems],
        **_installation(report),
        "path": _path(report),
        "repository": _repository(around) if around else None,
        "configuration": [_settings(one, around) for one in around.settings] if around else [],
        "profile": _profile(around) if around else None,
        "template": _template(place) if place else None,
        "settings": values.of_config(place.config) if place else None,
        "self_test": _self_test(report),
    }


def _installation(report: Report) -> dict[str, Any]:
    here = report.installation
    return {
        "spec_ls": {"version": here.version, "path": _written(here.package)},
        "python": {
            "version": here.python,
            "implementation": here.implementation,
            "executable": portable(here.executable),
            "prefix": portable(here.prefix),
        },
        "platform": {"name": here.platform, "encoding": here.encoding},
        "dependencies": [
            {
                "name": one.name,
                "version": one.version,
                "needed": one.needed,
                "path": one.path and portable(one.path),
                "problem": one.problem,
            }
            for one in here.dependencies
        ],
    }


def _path(report: Report) -> dict[str, Any]:
    place = report.place
    if place is None:
        return {"path": _written(report.path), "kind": None, "is_spec": None, "problem": report.failure}
    return {
        "path": _written(place.path),
        "kind": place.kind.value,
        "is_spec": place.is_spec,
        "rule": None if place.kind is Kind.FOLDER else place.reason.rule.value,
        "reason": None if place.kind is Kind.FOLDER else words.of_reason(place.reason, _written),
        "ignored_by_git": place.ignored,
        "specs": [{"template": _origin(origin), "files": count} for origin, count in place.specs.items()],
        "problem": place.unreadable,
    }


def _repository(around: Surroundings) -> dict[str, Any] | None:
    if around.top is None:
        return None
    by = around.project_by and around.project_by.value
    return {"path": _written(around.top), "project": around.project, "project_by": by}


def _settings(one: Settings, around: Surroundings) -> dict[str, Any]:
    return {
        "path": _written(one.path),
        "counts": around.counts is not None and one.path == around.counts.path,
        "sets": values.of_layer(one.layer),
        "problems": [_problem(problem) for problem in one.problems],
    }


def _profile(around: Surroundings) -> dict[str, Any]:
    profile = around.profile
    return {
        "name": profile and profile.path.stem,
        "path": profile and _written(profile.path),
        "reason": words.of_profile(around, _written),
    }


def _template(place: Place) -> dict[str, Any] | None:
    template = place.template
    if template is None:
        return None
    return {
        "name": _origin(template.origin),
        "rule": place.reason.rule.value,
        "reason": words.of_reason(place.reason, _written),
        "sections": sum(1 for _ in template.walk()),
        "required": sum(1 for slot in template.walk() if slot.required),
        "problems": [_problem(one) for one in place.problems if one.path == template.origin],
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
        "path": problem.path and _written(problem.path),
        "line": problem.line + 1,
        "key": problem.key,
        "message": problem.message,
    }


def _origin(origin: Path | str | None) -> str | None:
    return _written(origin) if isinstance(origin, Path) else origin


def _written(path: Path) -> str:
    return portable(os.path.abspath(path))
