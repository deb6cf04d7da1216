"""filename-mismatch: the file is not named after its blueprint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from spec_ls.analysis import Analysis, Check, unpromoted
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.links import BLUEPRINT
from spec_ls.model.outline import Outline
from spec_ls.model.preamble import preamble_end
from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import Range

_MOST_FIXES = 3
"""So many blueprints are offered as names."""

_SEPARATOR = re.compile(r"[-_.]+")


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    rule, template = analysis.config.link, outline.template
    if analysis.path is None or not template.blueprints or (rule is not None and rule.named):
        return  # a rule that knows blueprints says for itself what it wants of the name
    base = unpromoted(analysis)
    end = preamble_end(base.blocks, base.outline or outline)
    linked = [
        (name, index, place)
        for index in range(end)
        for name, place in _linked(base.blocks.items[index])
        if name not in template.blueprints
    ]
    stem = _folded(analysis.path.stem)
    if not linked or any(_folded(name) == stem for name, _, _ in linked):
        return
    name, index, (line, column) = linked[0]
    start = base.blocks.position(index, line)
    first = start.column + column
    names = tuple(dict.fromkeys(name for name, _, _ in linked))
    rest = (
        ("", ", nor after another one")[len(names) - 1]
        if len(names) < 3
        else f", nor after {len(names) - 1} others"
    )
    yield Finding(
        CHECK.code,
        Severity.INFORMATION,
        f'the file is not named after its blueprint "{name}"{rest}',
        Range.of(start.line, first, start.line, first + len(name)),
        subject=names,
    )


def _linked(block: Block) -> list[tuple[str, tuple[int, int]]]:
    """The blueprints that a block links where it is seen: names, and docutils' lines and columns of these."""
    kept: list[tuple[str, tuple[int, int]]] | None = block.memo.get("blueprints")
    if kept is None:
        lines = () if block.kind is Kind.COMMENT else block.lines
        kept = block.memo["blueprints"] = [
            (found["name"], (number, found.start("name")))
            for number, line in enumerate(lines)
            for found in BLUEPRINT.finditer(line)
        ]
    return kept


def _folded(name: str) -> str:
    return _SEPARATOR.sub("-", name).casefold()


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    if not isinstance(finding.subject, tuple) or analysis.path is None:
        return
    for name in finding.subject[:_MOST_FIXES]:
        new = f"{name}{analysis.path.suffix}"
        yield Fix(f'Rename the file to "{new}"', (), PurePosixPath(new))


CHECK = Check(
    "filename-mismatch",
    "the file is not named after its blueprint",
    "A spec is found by the name of its blueprint, so the file bears that name. Where a spec serves several"
    " blueprints, the name of one of them will do.",
    ".. slow-lists.rst\n\nFaster lists\n============\n\n"
    "https://blueprints.launchpad.net/nova/+spec/faster-lists\n",
    ".. slow-lists.rst\n\nFaster lists\n============\n\n"
    "https://blueprints.launchpad.net/nova/+spec/slow-lists\n",
    find=_find,
    fix=_fix,
)
