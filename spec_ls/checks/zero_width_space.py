"""zero-width-space: an invisible character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.config import Config
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range

_ZERO_WIDTH_SPACE = "\u200b"


def _find_in_lines(lines: Sequence[str], config: Config) -> Iterator[Finding[None]]:
    severity = config.severity(CHECK.code)
    for number, line in enumerate(lines):
        count = line.count(_ZERO_WIDTH_SPACE)
        if count:
            few = "an invisible character is" if count == 1 else f"{count} invisible characters are"
            message = f"{few} in the line, to be removed (zero width space, U+200B)"
            first, last = line.index(_ZERO_WIDTH_SPACE), line.rindex(_ZERO_WIDTH_SPACE)
            range_ = Range.of(number, first, number, last + 1)
            yield Finding(CHECK.code, severity, message, range_, subject=None)


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    text = spec.text.slice(finding.range)
    if _ZERO_WIDTH_SPACE in text:
        edit = Edit(finding.range, text.replace(_ZERO_WIDTH_SPACE, ""))
        yield Fix("Remove zero-width spaces", (edit,), safety=Safety.SAFE)


CHECK = Check(
    code="zero-width-space",
    summary="a line contains a zero width space (U+200B)",
    severity="warning",
    remedy="remove it",
    why=(
        "The character is invisible and comes from pages that a text was copied from. A search for the word"
        " that holds it fails, and so does a copied command, with no visible reason."
    ),
    wrong="A word in\u200bside of which there is something.\n",
    right="A word inside of which there is nothing.\n",
    find_in_lines=_find_in_lines,
    fix=_fix,
    is_root=lambda finding: True,
)
