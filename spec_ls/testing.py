"""A repository's own gate, as a test for pytest: each spec is a test case.

    # tests/test_titles.py
    from spec_ls.testing import spec_tests

    test_specs = spec_tests("../specs")

A case fails if its spec has an error, or cannot be checked to its end: where ``spec-ls check`` ends with
status 1 or 2.  ``spec_ls.api`` says what stays stable here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, FunctionType

import pytest

from spec_ls.api import SEVERITIES, Checker, Finding, Options, Result, Severity, SpecLsError
from spec_ls.patterns import BadPattern, parse_pattern

__all__ = ["spec_tests"]

_WILDCARDS = frozenset("*?[{<")
_DOCTOR = '"spec-ls doctor PATH" says why a file is none'


def spec_tests(
    *paths: str,
    template: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    fail_on: Severity = "error",
) -> Callable[..., None]:
    """A test with a case for each spec; bind it to a name that pytest collects, such as ``test_specs``.

    A path is a file, a folder that is searched as ``spec-ls check`` does it, or a pattern of specs in such a
    folder, as in settings: ``../specs/**/*.rst``.  Paths, and a ``template`` that is a file, are relative to
    the folder of the module that calls this, wherever pytest runs.  ``template``, ``select`` and ``ignore``
    are those of ``Options``; ``fail_on`` is the least severity of a finding that makes a case fail.

    The id of a case is the spec's path, from the folder to which the first ``../`` of the paths lead.  A case
    that fails prints ``PATH:LINE:COLUMN: CODE MESSAGE`` for each of these findings, but for those that follow
    from another one.  Where no spec is found, the test fails and says so.

    Raises ``ValueError`` for a severity or a pattern that is none, ``TemplateNotFound`` and ``UnknownCode``.
    """
    if fail_on not in SEVERITIES:
        raise ValueError(f'fail_on: expected one of {", ".join(SEVERITIES)}, got "{fail_on}"')
    caller = _Place.of(sys._getframe(1))
    beside = Path(caller.file).parent
    folder = Path(os.path.abspath(beside / os.path.join(".", *[".."] * max(map(_ups, paths), default=0))))
    inside = [Path(os.path.relpath(beside / path, folder)).as_posix() for path in paths]
    if template is not None and ("/" in template or Path(template).suffix):
        template = os.path.join(beside, template)
    checker = Checker(Options(template=template, select=select, ignore=ignore, folder=str(folder)))
    specs = tuple(dict.fromkeys(spec for path in inside for spec in _specs(checker, path)))
    if not specs:
        return _failing(
            f"no spec found in {folder}: {', '.join(inside) or 'no path is given'}; {_DOCTOR}", caller
        )
    return _test(checker, specs, SEVERITIES[: SEVERITIES.index(fail_on) + 1], caller)


@dataclass(frozen=True, slots=True)
class _Place:
    """The absolute path of a module, and a 1-based line in it."""

    file: str
    line: int

    @classmethod
    def of(cls, frame: FrameType) -> _Place:
        """The place of a call; its file is the module's, since moved code may still name its old one."""
        return cls(os.path.abspath(frame.f_globals["__file__"]), frame.f_lineno)


def _ups(path: str) -> int:
    """The number of ``..`` with which a path begins."""
    parts = Path(path).parts
    return next((number for number, part in enumerate(parts) if part != ".."), len(parts))


def _specs(checker: Checker, path: str) -> Iterator[str]:
    """The specs that a path stands for, with forward slashes.  Raises ``ValueError``."""
    parts = path.split("/")
    fixed = next((number for number, part in enumerate(parts) if _WILDCARDS & set(part)), None)
    if fixed is None:
        yield from (Path(spec).as_posix() for spec in checker.specs(path))
        return
    try:
        pattern = parse_pattern(path)
    except BadPattern as error:
        raise ValueError(str(error)) from None
    for spec in _specs(checker, "/".join(parts[:fixed]) or "."):
        if pattern.match(spec) is not None:
            yield spec


def _test(
    checker: Checker, specs: tuple[str, ...], fatal: tuple[Severity, ...], caller: _Place
) -> Callable[..., None]:
    def test(spec: str) -> None:
        _fail_if(_problem(checker, spec, fatal))

    with_cases: Callable[..., None] = pytest.mark.parametrize("spec", specs, ids=str)(_placed(test, caller))
    return with_cases


def _failing(message: str, caller: _Place) -> Callable[..., None]:
    def test() -> None:
        _fail_if(message)

    return _placed(test, caller)


def _fail_if(problem: str) -> None:
    if problem:
        pytest.fail(problem, pytrace=False)


def _placed(test: Callable[..., None], caller: _Place) -> Callable[..., None]:
    """The test as one of the module that calls: pytest shows the file and the line of its code."""
    assert isinstance(test, FunctionType)
    test.__code__ = test.__code__.replace(co_filename=caller.file, co_firstlineno=caller.line)
    return test


def _problem(checker: Checker, spec: str, fatal: tuple[Severity, ...]) -> str:
    """The lines that a case prints; none if it passes."""
    try:
        result = checker.check_file(spec)
    except SpecLsError as error:
        return str(error)
    lines = [str(finding) for finding in _to_print(result, fatal)]
    if not result.is_complete:
        lines.append(f"{result.path}: not checked to its end")
    return "\n".join(lines)


def _to_print(result: Result, fatal: tuple[Severity, ...]) -> Iterator[Finding]:
    """The findings for which a case fails, but for those that follow from another one of them."""
    found = [finding for finding in result.findings if finding.severity in fatal]
    causes = {(finding.code, finding.line) for finding in found}
    for finding in found:
        if finding.cause is None or (finding.cause.code, finding.cause.line) not in causes:
            yield finding
