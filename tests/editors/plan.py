"""What the steps are, computed by the core alone, and what the command says of a text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import spec_ls
from spec_ls.checks.in_the_making import as_an_editor_shows
from spec_ls.checks.run import check
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.actions import actions
from spec_ls.features.completion import complete
from spec_ls.features.hover import hover
from spec_ls.features.symbols import Symbol, symbols
from spec_ls.model.document import parse
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit, Position, Range, Text
from spec_ls.workspace import Workspace

from .texts import (
    FOLDER,
    RENAMED_NAME,
    SECOND_SPEC_NAME,
    SPEC,
    SPEC_NAME,
    TEMPLATE_ADDITION,
    TEMPLATE_NAME,
    TYPED_HEADING,
    TYPED_LONG,
    TYPED_NONE,
    write,
)

Finding = tuple[str, int, int, int, int]
"""Code, line, column, end line, end column; 1-based, in code points, as ``spec-ls check --format json``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the author does.

    ``does`` is what, if that is not the step's name; ``line`` is where, 1-based, from ``column`` on, or up to
    the line ``end``; ``typed`` what is typed; ``choose`` the label of a completion or the title of
    an action, and ``kind`` that action's.  ``text`` is the whole buffer afterwards, ``findings`` what is shown
    then; ``words`` are the lines of a hover, the titles of an outline, or the first spec's findings.
    """

    name: str
    line: int = 1
    typed: str = ""
    choose: str = ""
    kind: str = ""
    text: str = ""
    findings: tuple[Finding, ...] = ()
    words: tuple[str, ...] = ()
    does: str = ""
    column: int = 1
    end: int = 1

    @property
    def method(self) -> str:
        """The name of the driver's method that does it."""
        return (self.does or self.name).replace("-", "_")


def checked(folder: Path, name: str, text: str | None = None) -> list[Finding]:
    """What ``spec-ls check --format json`` says of a file in a folder, or of a text in the file's place."""
    paths = [name] if text is None else ["--stdin-filename", name, "-"]
    done = subprocess.run(
        [sys.executable, "-m", "spec_ls", "check", "--format", "json", *paths],
        cwd=folder,
        input=None if text is None else text.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(spec_ls.__file__).parents[1])},
        timeout=60,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise AssertionError(f"spec-ls check {name}: {done.stderr.decode()}")
    keys = ("code", "line", "column", "end_line", "end_column")
    return sorted(tuple(one[key] for key in keys) for one in json.loads(done.stdout))


def shown(spec: Spec) -> tuple[Finding, ...]:
    """The findings that an editor shows of a spec: several missing sections of it may be one."""
    findings = as_an_editor_shows(check(spec)).findings
    return tuple(
        sorted((one.code, *(number + 1 for place in one.range for number in place)) for one in findings)
    )


def shown_of_file(folder: Path, name: str) -> list[Finding]:
    """The findings that an editor shows of a file in a folder that it has opened."""
    path, text = folder / name, Text.of((folder / name).read_bytes().decode())
    served = Workspace(folder).resolve(path, text)
    assert served.template is not None
    return list(shown(compare(parse(text), served.template, served.config, path)))


@cache
def steps() -> tuple[Step, ...]:
    """The steps, each on what the one before left, computed on a copy of the files."""
    with tempfile.TemporaryDirectory() as folder:
        return _computed(write(Path(folder) / FOLDER))


def _computed(folder: Path) -> tuple[Step, ...]:
    """The steps; the files in ``folder`` serve, and change as they do in an editor."""
    repository, second = folder / "nova-specs", folder / "other specs"

    def compared(text: str, path: Path = repository / SPEC_NAME) -> Spec:
        content = Text.of(text)
        served = Workspace(path.parent).resolve(path, content)
        assert served.template is not None
        return compare(parse(content), served.template, served.config, path)

    def on_disk(path: Path) -> tuple[Finding, ...]:
        return shown(compared(path.read_bytes().decode(), path))

    begun = compared(SPEC)
    steps = [Step("open", text=SPEC, findings=shown(begun)), _hover(begun), _outline(begun)]
    steps.append(
        _completed("heading", "Data model impact", -2, TYPED_HEADING, "Alternatives", SPEC, compared)
    )
    steps.append(
        _completed("none", "REST API impact", -2, TYPED_NONE, "None", steps[-1].text, compared),
    )
    steps.append(_action(Step("insert-all", kind=ActionKind.INSERT_MISSING), steps[-1].text, compared))
    line = (
        steps[-1]
        .text.split("\n")
        .index("file systems. 😀 It records the re\u0301sult in the list of server actions.")
    )
    steps.append(
        _action(Step("wrap", line=line + 1, typed=TYPED_LONG, kind=ActionKind.FIX), steps[-1].text, compared)
    )
    steps = [replace(step, findings=shown(compared(step.text))) if step.text else step for step in steps]
    text, last = steps[-1].text, steps[-1].findings
    said = tuple(checked(repository, SPEC_NAME, text))
    steps += [Step("save", text=text, findings=said), Step("reopen", text=text, findings=last)]
    also = on_disk(second / SECOND_SPEC_NAME)
    steps.append(Step("second-folder", findings=also, words=tuple(map(str, sorted(last)))))
    (repository / SPEC_NAME).unlink()
    (repository / RENAMED_NAME).write_bytes(text.encode())
    steps.append(Step("rename", findings=on_disk(repository / RENAMED_NAME)))
    with (repository / TEMPLATE_NAME).open("ab") as template:
        template.write(TEMPLATE_ADDITION.encode())
    demanded = on_disk(repository / RENAMED_NAME)
    steps += [Step("template", typed=TEMPLATE_ADDITION, findings=demanded), Step("kill", findings=demanded)]
    return tuple(steps)


def _hover(spec: Spec) -> Step:
    line = str(spec.text).split("\n").index("Use Cases")
    found = hover(spec, Position(line, 2))
    assert found is not None
    return Step(
        "hover", line=line + 1, words=(f"{found.title}: {found.summary}", *found.guidance.split("\n"))
    )


def _outline(spec: Spec) -> Step:
    def titles(found: Iterable[Symbol]) -> Iterator[str]:
        for symbol in found:
            yield symbol.name
            yield from titles(symbol.children)

    return Step("outline", words=tuple(titles(symbols(spec.document, spec.config.stubs))))


def _completed(
    name: str, before: str, lines: int, typed: str, label: str, text: str, compared: Callable[[str], Spec]
) -> Step:
    """A completion, so many lines from a heading."""
    rows = text.split("\n")
    line = rows.index(before) + lines
    assert rows[line - 1 : line + 2] == ["", "", ""], rows[line - 2 : line + 3]
    rows[line] = typed
    spec = compared("\n".join(rows))
    chosen = [one for one in complete(spec, Position(line, len(typed))) if one.label == label]
    assert len(chosen) == 1, f"{label}: {chosen}"
    done = spec.after([chosen[0].edit, *chosen[0].also])
    return Step(name, line=line + 1, typed=typed, choose=label, text=str(done.text))


def _action(step: Step, text: str, compared: Callable[[str], Spec]) -> Step:
    """An action of a kind at the end of the step's line, after what is typed there."""
    end = Position(step.line - 1, len(text.split("\n")[step.line - 1]))
    spec = compared(text).after([Edit(Range.at(end), step.typed)])
    found = actions(check(spec), Range.at(end), (str(step.kind),))
    assert found, step
    fix = found[0].fix
    return replace(step, choose=fix.title, kind=str(step.kind), text=str(spec.after(fix.edits).text))
