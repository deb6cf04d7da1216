"""filename-mismatch: the file is not named after its blueprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.front_matter import front_matter_end
from spec_ls.model.links import BLUEPRINT, folded_name
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.kept import kept
from spec_ls.spec import Spec
from spec_ls.text import Range

_MOST_FIXES = 3
"""Blueprints that are offered as names."""


class _Link(NamedTuple):
    """The name of a blueprint in a link: docutils' line, counted from the block's first, and the column."""

    name: str
    line: int
    column: int


def _find(spec: Spec) -> Iterator[Finding[tuple[str, ...]]]:
    rule, examples = spec.config.link, spec.template.blueprints
    if spec.path is None or not examples or (rule is not None and rule.named):
        return  # a rule for blueprints has its own check of the file's name
    blocks, end = spec.blocks, front_matter_end(spec.blocks, spec.unpromoted.outline)
    links = [
        (index, link)
        for index in range(end)
        for link in _links(blocks.items[index])
        if link.name not in examples
    ]
    names = tuple(dict.fromkeys(link.name for _, link in links))
    if names and folded_name(spec.path.stem) not in map(folded_name, names):
        yield Finding(
            CHECK.code, Severity.INFORMATION, _message(names), _range(blocks, *links[0]), subject=names
        )


@kept
def _links(block: Block) -> tuple[_Link, ...]:
    """The blueprints that a block links visibly."""
    lines = () if block.kind is Kind.COMMENT else block.lines
    return tuple(
        _Link(match["name"], number, match.start("name"))
        for number, line in enumerate(lines)
        for match in BLUEPRINT.finditer(line)
    )


def _message(names: tuple[str, ...]) -> str:
    if len(names) < 3:
        others = ("", ", nor after another one")[len(names) - 1]
    else:
        others = f", nor after {len(names) - 1} others"
    return f'the file is not named after its blueprint "{names[0]}"{others}'


def _range(blocks: Blocks, index: int, link: _Link) -> Range:
    start = blocks.position(index, link.line)
    first = start.column + link.column
    return Range.of(start.line, first, start.line, first + len(link.name))


def _fix(spec: Spec, finding: Finding[tuple[str, ...]]) -> Iterator[Fix]:
    if spec.path is None:
        return
    for name in finding.subject[:_MOST_FIXES]:
        new = f"{name}{spec.path.suffix}"
        yield Fix(f'Rename the file to "{new}"', (), PurePosixPath(new), safety=Safety.UNSAFE)


CHECK = Check(
    code="filename-mismatch",
    summary="the file is not named after its blueprint",
    severity="information",
    remedy="rename the file",
    why=(
        "A spec is found by the name of its blueprint, so the file bears that name. Where a spec serves"
        " several blueprints, the name of one of them will do."
    ),
    wrong=(
        ".. slow-lists.rst\n\nFaster lists\n============\n\n"
        "https://blueprints.example.org/project/+spec/faster-lists\n"
    ),
    right=(
        ".. slow-lists.rst\n\nFaster lists\n============\n\n"
        "https://blueprints.example.org/project/+spec/slow-lists\n"
    ),
    find=_find,
    fix=_fix,
)
