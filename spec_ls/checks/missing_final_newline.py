"""missing-final-newline: the last line does not end."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range


def _find(spec: Spec) -> Iterator[Finding[None]]:
    line, column = spec.text.end
    if column:
        yield Finding(
            CHECK.code,
            spec.config.severity(CHECK.code),
            "the last line has no line end",
            Range(Position(line, column - 1), Position(line, column)),
            subject=None,
        )


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    yield Fix("End the last line", (Edit(Range.at(spec.text.end), spec.text.newline),), safety=Safety.SAFE)


CHECK = Check(
    code="missing-final-newline",
    summary="the last line has no line end",
    severity="warning",
    remedy="add it",
    why=(
        "Each line of a text file ends in a line end. If the last one lacks it, the next author who adds a"
        " line changes this one, too, and tools that join files join two lines."
    ),
    wrong="The last line has no end.",
    right="The last line has its end.\n",
    find=_find,
    fix=_fix,
)
