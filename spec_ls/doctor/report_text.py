"""Writes a report as text, for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from spec_ls.config import Config
from spec_ls.doctor.installation import Installation
from spec_ls.doctor.other_tools import doc8_consequences, doc8_problems, editor_config_sentence
from spec_ls.doctor.path_report import PathKind, PathReport
from spec_ls.doctor.report import Report, problem_sentence, profile_sentence, resolution_sentence
from spec_ls.doctor.self_test import SelfTest
from spec_ls.quoting import inert
from spec_ls.report.findings_text import counted
from spec_ls.schema import config_as_written, layer_as_written
from spec_ls.workspace import ConfPy, ProjectInfo, Resolution, SettingsFile, template_name
from spec_ls.workspace.template_bounds import OUTSIDE

_LABEL_WIDTH = 14
_MAX_ERROR_LINES = 8
_MAX_TEMPLATES = 5
_MOST_OF_SETTING = 300


def lines(report: Report) -> list[str]:
    """The report, each line with its end."""
    rows = [*_installation(report.installation), ""]
    if report.examined is not None:
        rows += [*_path(report.examined), ""]
    return [f"{inert(line)}\n" for line in (*rows, *_self_test(report.self_test), "", *_conclusion(report))]


def _installation(installation: Installation) -> Iterator[str]:
    yield _row("spec-ls", f"{installation.version}, {installation.package}")
    yield _row("Python", f"{installation.python} ({installation.implementation}), {installation.executable}")
    yield _row("prefix", installation.prefix)
    yield _row("platform", f"{installation.platform}, file names in {installation.encoding}")
    for package in installation.dependencies:
        problem = f"  WRONG: {package.problem}" if package.problem else ""
        path = f", {package.path}" if package.path else ""
        yield _row(package.name, f"{package.version or 'version unknown'}{path}{problem}")


def _path(examined: PathReport) -> Iterator[str]:
    yield f"{examined.path}"
    yield from _verdict(examined)
    yield from _project(examined.project)
    yield from _other_tools(examined)
    yield from _settings(examined.resolution.config)
    for problem in examined.problems:
        yield _row("WRONG", problem_sentence(problem, str), 1)


def _verdict(examined: PathReport) -> Iterator[str]:
    resolution = examined.resolution
    if examined.unreadable:
        yield _row("WRONG", examined.unreadable, 1)
    if examined.kind is PathKind.FOLDER:
        yield from _folder(examined)
    elif resolution.template is None:
        yield _row("no spec", resolution_sentence(resolution, str), 1)
    else:
        if resolution.config.refused_template is not None:
            yield _row("comment", f'"{resolution.config.refused_template}" {OUTSIDE}', 1)
        yield _row("a spec" if examined.kind is PathKind.FILE else "not there", _treatment(examined), 1)
        yield from _template(resolution)
    if examined.ignored:
        yield _row("ignored", "git ignores it, so a check of its folder leaves it out", 1)


def _treatment(examined: PathReport) -> str:
    if examined.kind is PathKind.NOTHING:
        return "a file of this name would be a spec"
    if examined.resolution.by_name:
        return "only its name is checked"
    return "it is compared with its template"


def _template(resolution: Resolution) -> Iterator[str]:
    template = resolution.template
    assert template is not None
    required = sum(1 for slot in template.walk() if slot.required)
    sections = counted(sum(1 for _ in template.walk()), "section")
    yield _row("template", f"{template.origin}: {sections}, {required} asked for", 1)
    yield _row("", f"because {resolution_sentence(resolution, str)}", 1)


def _folder(examined: PathReport) -> Iterator[str]:
    specs = Counter({origin: count for origin, count in examined.specs.items() if origin is not None})
    others = examined.specs.get(None, 0)
    if examined.project.top is not None:
        totals = f"{counted(sum(specs.values()), 'spec')}, {counted(others, 'other .rst file')}"
        yield _row("a folder", totals, 1)
    for origin, count in specs.most_common(_MAX_TEMPLATES):
        yield _row("", f"{count} of {template_name(origin, examined.path)}", 1)
    if len(specs) > _MAX_TEMPLATES:
        yield _row("", f"and of {counted(len(specs) - _MAX_TEMPLATES, 'other template')}", 1)
    resolution = examined.resolution
    if resolution.template is not None:
        yield _row("new files", "a new .rst file in this folder is a spec", 1)
        yield from _template(resolution)
    else:
        reason = resolution_sentence(resolution, str)
        yield _row("new files", f"a new .rst file in this folder is no spec: {reason}", 1)


def _project(project: ProjectInfo) -> Iterator[str]:
    yield _row("repository", str(project.top) if project.top else "none", 1)
    name = project.profile.path.stem if project.profile else "none"
    yield _row("profile", f"{name}: {profile_sentence(project, str)}", 1)
    for file in project.settings:
        settings = _on_one_line(layer_as_written(file.layer)) or "nothing for spec-ls"
        is_effective = project.effective is not None and file.path == project.effective.path
        is_extended = any(file.path == other.path for other in project.extended)
        unused = "" if is_effective or is_extended or file.is_empty else f" ({_passed_over(file, project)})"
        yield _row("settings file", f"{file.path}: {settings}{unused}", 1)
    for file in project.settings_and_extended[len(project.settings) :]:
        settings = _on_one_line(layer_as_written(file.layer)) or "nothing"
        yield _row("extended", f"{file.path}: {settings}", 1)
    if not project.settings:
        yield _row("settings file", "none", 1)
    if project.conf_py is not None:
        problem = project.conf_py.problem
        use = f"ignored: {problem}" if problem else f"defines {counted(_defined(project.conf_py), 'name')}"
        yield _row("conf.py", f"{project.conf_py.path}: {use}", 1)


def _passed_over(file: SettingsFile, project: ProjectInfo) -> str:
    """Tells why a settings file is not in effect."""
    effective = project.effective
    if effective is not None and file.path.parent == effective.path.parent:
        return f"not in effect: {effective.path.name} goes before"
    return "not in effect: a nearer file is"


def _other_tools(examined: PathReport) -> Iterator[str]:
    """The files of other tools, and what follows from them."""
    doc8, editor_config = examined.project.doc8, examined.project.editor_config
    if doc8 is not None:
        problems = [f"ignored: {problem}" for problem in doc8_problems(doc8)]
        yield _row("doc8's file", f"{doc8.path}: {'; '.join([*doc8_consequences(examined), *problems])}", 1)
    if editor_config is not None:
        for file in editor_config.files:
            problems = [f": ignored: {problem}" for problem in file.problems]
            yield _row(".editorconfig", f"{file.path}{''.join(problems)}", 1)
        yield _row("", editor_config_sentence(examined), 1)


def _defined(conf_py: ConfPy) -> int:
    return sum(map(len, conf_py.names))


def _settings(config: Config) -> Iterator[str]:
    """The settings that differ from the defaults; those of an editor are not known here."""
    defaults = config_as_written(Config())
    changed = {key: value for key, value in config_as_written(config).items() if value != defaults[key]}
    yield _row("in effect", "the default settings" + (", except for" if changed else ""), 1)
    for key, value in changed.items():
        yield _row("", _shortened(_on_one_line({key: value})), 1)


def _self_test(test: SelfTest) -> Iterator[str]:
    yield f"self-test: {' '.join(test.command)}"
    for step in test.steps:
        mark = "" if step.ok else "WRONG: "
        yield _row(step.name, f"{step.seconds * 1000:6.0f} ms  {mark}{step.message}", 1)
    if not test.ok:
        for line in test.errors[-_MAX_ERROR_LINES:]:
            yield f"  | {line}"


def _conclusion(report: Report) -> Iterator[str]:
    problems = [*report.setup_problems, *report.path_problems]
    if not problems:
        yield "all is well"
        return
    yield f"{counted(len(problems), 'problem')}:"
    for problem in problems:
        yield f"  {problem}"


def _row(label: str, value: str, depth: int = 0) -> str:
    return f"{'  ' * depth}{label:<{_LABEL_WIDTH}}{value}".rstrip()


def _shortened(text: str) -> str:
    """A setting as a reader takes it in: a table of a header's fields is a page long."""
    if len(text) <= _MOST_OF_SETTING:
        return text
    return f"{text[:_MOST_OF_SETTING]} ... ({len(text):,} characters, all of them with --json)"


def _on_one_line(settings: dict[str, Any]) -> str:
    """Settings on one line, much as they are written in a file."""
    return ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items())
