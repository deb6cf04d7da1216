"""A report as text, for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from spec_ls.config import Config
from spec_ls.doctor import values, words
from spec_ls.doctor.installation import Installation
from spec_ls.doctor.place import Kind, Place
from spec_ls.doctor.report import Report
from spec_ls.doctor.selftest import SelfTest
from spec_ls.report.text import counted
from spec_ls.workspace import Surroundings, name_of

_WIDTH = 14
_LAST_LINES = 8
_MOST_TEMPLATES = 5


def lines(report: Report) -> list[str]:
    """The report, each line with its end."""
    found = [*_installation(report.installation), ""]
    if report.place is not None:
        found += [*_place(report.place), ""]
    return [f"{line}\n" for line in (*found, *_self_test(report.self_test), "", *_verdict(report))]


def _installation(here: Installation) -> Iterator[str]:
    yield _row("spec-ls", f"{here.version or 'of a version unknown, as it is not installed'}, {here.package}")
    yield _row("Python", f"{here.python} ({here.implementation}), {here.executable}")
    yield _row("prefix", here.prefix)
    yield _row("platform", f"{here.platform}, file names in {here.encoding}")
    for one in here.dependencies:
        wrong = f"  WRONG: {one.problem}" if one.problem else ""
        where = f", {one.path}" if one.path else ""
        yield _row(one.name, f"{one.version or 'version unknown'}{where}{wrong}")


def _place(place: Place) -> Iterator[str]:
    yield f"{place.path}"
    yield from _verdict_on(place)
    yield from _around(place.around)
    yield from _settings(place.config)
    for problem in place.problems:
        yield _row("WRONG", words.of_problem(problem, str), 1)


def _verdict_on(place: Place) -> Iterator[str]:
    if place.unreadable:
        yield _row("WRONG", place.unreadable, 1)
    if place.kind is Kind.FOLDER:
        yield from _folder(place)
    elif place.template is None:
        yield _row("no spec", words.of_reason(place.reason, str), 1)
    else:
        yield _row("a spec" if place.kind is Kind.FILE else "not there", _how(place), 1)
        yield from _template(place)
    if place.ignored:
        yield _row("ignored", "git ignores it, so a check of its folder leaves it out", 1)


def _how(place: Place) -> str:
    if place.kind is Kind.NOTHING:
        return "a file of this name would be a spec"
    return "only its name is checked" if place.by_name else "it is compared with its template"


def _template(place: Place) -> Iterator[str]:
    template = place.template
    assert template is not None
    required = sum(1 for slot in template.walk() if slot.required)
    sections = counted(sum(1 for _ in template.walk()), "section")
    yield _row("template", f"{template.origin}: {sections}, {required} required", 1)
    yield _row("", f"because {words.of_reason(place.reason, str)}", 1)


def _folder(place: Place) -> Iterator[str]:
    specs = Counter({origin: count for origin, count in place.specs.items() if origin is not None})
    others = place.specs.get(None, 0)
    if place.around.top is not None:
        found = f"{counted(sum(specs.values()), 'spec')}, {counted(others, 'other .rst file')}"
        yield _row("a folder", found, 1)
    for origin, count in specs.most_common(_MOST_TEMPLATES):
        yield _row("", f"{count} of {name_of(origin, place.path)}", 1)
    if len(specs) > _MOST_TEMPLATES:
        yield _row("", f"and of {counted(len(specs) - _MOST_TEMPLATES, 'other template')}", 1)
    if place.template is not None:
        yield _row("new specs", "one that is put here is a spec", 1)
        yield from _template(place)
    else:
        yield _row("new specs", f"one that is put here is none: {words.of_reason(place.reason, str)}", 1)


def _around(around: Surroundings) -> Iterator[str]:
    yield _row("repository", str(around.top) if around.top else "none", 1)
    name = around.profile.path.stem if around.profile else "none"
    yield _row("profile", f"{name}: {words.of_profile(around, str)}", 1)
    for one in around.settings:
        sets = _short(values.of_layer(one.layer)) or "nothing for spec-ls"
        counts = around.counts is not None and one.path == around.counts.path
        unused = "" if counts or one.is_empty else " (a nearer file counts)"
        yield _row("settings file", f"{one.path}: {sets}{unused}", 1)
    if not around.settings:
        yield _row("settings file", "none", 1)


def _settings(config: Config) -> Iterator[str]:
    """The settings that are not as they come: those of an editor are not known here."""
    usual = values.of_config(Config())
    changed = {key: value for key, value in values.of_config(config).items() if value != usual[key]}
    yield _row("in effect", "the usual settings" + (", but for" if changed else ""), 1)
    for key, value in changed.items():
        yield _row("", _short({key: value}), 1)


def _self_test(test: SelfTest) -> Iterator[str]:
    yield f"self-test: {' '.join(test.command)}"
    for step in test.steps:
        mark = "" if step.ok else "WRONG: "
        yield _row(step.name, f"{step.seconds * 1000:6.0f} ms  {mark}{step.message}", 1)
    if not test.ok:
        for line in test.errors[-_LAST_LINES:]:
            yield f"  | {line}"


def _verdict(report: Report) -> Iterator[str]:
    problems = [*report.setup_problems, *report.path_problems]
    if not problems:
        yield "all is well"
        return
    yield f"{counted(len(problems), 'problem')}:"
    for problem in problems:
        yield f"  {problem}"


def _row(name: str, value: str, depth: int = 0) -> str:
    return f"{'  ' * depth}{name:<{_WIDTH}}{value}".rstrip()


def _short(sets: dict[str, Any]) -> str:
    """Settings on one line, much as they are written in a file."""
    return ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in sets.items())
