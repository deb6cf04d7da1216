"""The names and signatures of the library, as they are promised: a change here goes into the changelog."""

from __future__ import annotations

import dataclasses
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

from trees import IMPORTS, REPOSITORY

from spec_ls import api, testing

HERE = Path(__file__).parent

PROMISED = """
spec_ls.api.SEVERITIES = ('error', 'warning', 'information', 'hint')
spec_ls.api.Severity = Literal['error', 'warning', 'information', 'hint']

spec_ls.api.apply_edits(text: str, edits: Iterable[Edit]) -> str
spec_ls.api.check_file(path: AnyPath, options: Options = Options()) -> Result
spec_ls.api.check_text(text: str, path: AnyPath | None = None, options: Options = Options()) -> Result
spec_ls.api.fix_text(text: str, path: AnyPath | None = None, options: Options = Options()) -> FixedText

spec_ls.api.Checker(options: Options = Options())
    check_file(path: AnyPath) -> Result
    check_text(text: str, path: AnyPath | None = None) -> Result
    fix_text(text: str, path: AnyPath | None = None) -> FixedText
    specs(*paths: AnyPath) -> tuple[str, ...]

spec_ls.api.Options
    template: str | None = None
    select: Collection[str] = ()
    ignore: Collection[str] = ()
    unsafe_fixes: bool = False
    folder: str | None = None

spec_ls.api.Result
    path: str
    template: str | None
    findings: tuple[Finding, ...]
    is_complete: bool
    is_spec -> bool

spec_ls.api.Finding
    path: str
    code: str
    severity: Severity
    message: str
    section: tuple[str, ...] | None
    line: int
    column: int
    end_line: int
    end_column: int
    fix: Fix | None
    cause: Cause | None
    template: TemplatePlace | None

spec_ls.api.Fix
    title: str
    safe: bool
    edits: tuple[Edit, ...]

spec_ls.api.Edit
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str

spec_ls.api.Cause
    code: str
    line: int

spec_ls.api.TemplatePlace
    path: str
    line: int

spec_ls.api.FixedText
    text: str
    count: int
    is_complete: bool

spec_ls.api.SpecLsError(Exception)
spec_ls.api.BadSettings(SpecLsError)
    problems: tuple[str, ...]
spec_ls.api.TemplateNotFound(SpecLsError)
spec_ls.api.UnknownCode(SpecLsError)
spec_ls.api.UnreadableFile(SpecLsError)

spec_ls.testing.spec_tests(*paths: str, template: str | None = None, select: Collection[str] = (), ignore: Collection[str] = (), fail_on: Severity = 'error') -> Callable[..., None]
"""

OPTIONS = repr(api.Options())


def test_names_and_signatures_are_those_promised() -> None:
    """The table has each exported name with its parameters or fields, and no other; so have the modules."""
    found = {line for module in (api, testing) for name in module.__all__ for line in lines_of(module, name)}
    assert sorted(found) == sorted(entries(PROMISED))


def test_values_are_made_by_names_alone() -> None:
    """No value can be made by the order of its fields, so that fields can be added."""
    values = [value for name in api.__all__ if dataclasses.is_dataclass(value := getattr(api, name))]
    assert len(values) == 8
    assert all(field.kw_only for value in values for field in dataclasses.fields(value))


def test_every_name_is_documented() -> None:
    """Each function and class that is exported has a docstring, and so have its public methods."""
    exported = [getattr(module, name) for module in (api, testing) for name in module.__all__]
    documented = [thing for thing in exported if inspect.isfunction(thing) or inspect.isclass(thing)]
    methods = [
        member
        for thing in documented
        if inspect.isclass(thing)
        for key, member in vars(thing).items()
        if not key.startswith("_") and isinstance(member, property | FunctionType)
    ]
    assert [thing for thing in (*documented, *methods) if not thing.__doc__] == []
    assert len(methods) == 5


def entries(table: str) -> Iterator[str]:
    """The lines of the table, each behind the name that it belongs to."""
    name = ""
    for line in filter(None, table.splitlines()):
        if not line.startswith(" "):
            name = line.partition("(")[0].partition(" ")[0]
        yield f"{name}: {line.strip()}"


def lines_of(module: Any, name: str) -> Iterator[str]:
    thing, full = getattr(module, name), f"{module.__name__}.{name}"
    for line in described(thing, full):
        yield f"{full}: {line}"


def described(thing: Any, full: str) -> Iterator[str]:
    """What a name promises: the head of its entry, then its fields and methods."""
    if inspect.isfunction(thing):
        yield full + signature(thing)
    elif not inspect.isclass(thing):
        yield f"{full} = {str(thing).removeprefix('typing.')}"
    elif issubclass(thing, Exception):
        yield f"{full}({thing.__base__.__name__})"
        yield from ["problems: tuple[str, ...]"] if thing is api.BadSettings else []
    elif dataclasses.is_dataclass(thing):
        yield full
        yield from map(field_line, dataclasses.fields(thing))
        yield from (
            f"{key} -> {member.fget.__annotations__['return']}"
            for key, member in vars(thing).items()
            if isinstance(member, property)
        )
    else:
        yield full + signature(thing).removesuffix(" -> None")
        yield from (
            key + signature(member).replace("(self, ", "(")
            for key, member in vars(thing).items()
            if inspect.isfunction(member) and not key.startswith("_")
        )


def field_line(field: Any) -> str:
    default = "" if field.default is dataclasses.MISSING else f" = {field.default!r}"
    return f"{field.name}: {field.type}{default}"


def signature(function: Any) -> str:
    """A signature as it is written."""
    return (
        str(inspect.signature(function))
        .replace("'", "")
        .replace(OPTIONS.replace("'", ""), "Options()")
        .replace("= error)", "= 'error')")
    )


def test_the_program_that_mypy_checks_runs() -> None:
    """The program that ``tox -e types`` checks strictly does what it says."""
    done = subprocess.run(
        [sys.executable, str(HERE / "program.py"), "tests/samples"],
        cwd=REPOSITORY,
        env=os.environ | IMPORTS,
        capture_output=True,
        text=True,
        check=True,
    )
    first, count, finding = done.stdout.splitlines()
    assert first == "tests/samples/volume-trim.rst builtin:nova error 1"
    assert count == "3"
    assert finding.startswith("tests/samples/volume-trim.rst:40:80: line-too-long ")
