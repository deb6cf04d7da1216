"""leftover-placeholder: what the template wants replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.insert import STUB
from spec_ls.findings import Finding, Fix
from spec_ls.model.leftovers import Open, open_places
from spec_ls.model.outline import Outline
from spec_ls.text import Edit, Position, Range, split_lines

_OFFERS_NONE = re.compile(rf"\b{STUB}\b")
_BLUEPRINT = re.compile(r"(.*/\+spec/)\w+$")


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    severity = analysis.config.severity(CHECK.code)
    for one in open_places(analysis.blocks, outline, analysis.marks.echoes, analysis.marks.posts):
        slot = next((slot for slot in outline.template.walk() if slot.path == one.section), None)
        yield Finding(
            CHECK.code,
            severity,
            f'"{" ".join(one.span.text.split())}" is still to be replaced',
            _range(analysis, one),
            one.section or None,
            outline.template.place(slot) if slot else None,
            one,
        )


def _range(analysis: Analysis, one: Open) -> Range:
    block, start = analysis.blocks.items[one.index], analysis.blocks.start(one.index)
    return Range(_moved(start, block.text[: one.span.start]), _moved(start, block.text[: one.span.end]))


def _moved(start: Position, text: str) -> Position:
    """The position behind a text that begins at ``start``."""
    *above, last = split_lines(text)
    return Position(start.line + len(above), len(last) + (0 if above else start.column))


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    one = finding.subject
    if not isinstance(one, Open):
        return
    blueprint = _BLUEPRINT.match(one.span.text)
    url = blueprint[1] + analysis.path.stem if blueprint and analysis.path else one.span.text
    if url != one.span.text:
        yield Fix(f'Replace by "{url}"', (Edit(finding.range, url),))
    elif _OFFERS_NONE.search(one.span.text):
        yield Fix(f'Replace by "{STUB}"', (Edit(finding.range, STUB),))


CHECK = Check(
    "leftover-placeholder",
    "something that the template wants replaced is still there",
    "A placeholder says that its author has not come to it yet; in an approved spec nobody knows any more"
    " what was meant. Found are the template's own placeholders and example addresses, and XXXX."
    " What is marked up as code is none.",
    "References\n==========\n\nSee https://bugs.launchpad.net/nova/+bug/XXXXXXX and its patches.\n",
    "References\n==========\n\nSee https://bugs.launchpad.net/nova/+bug/1234567 and its patches.\n",
    find=_find,
    fix=_fix,
)
