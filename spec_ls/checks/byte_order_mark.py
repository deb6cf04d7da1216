"""byte-order-mark: an invisible character before the text, which docutils reads as part of it."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.spec import Spec
from spec_ls.text import BYTE_ORDER_MARK, Edit, Range

_AT_MARK = Range.of(0, 0, 0, 1)


def _find(spec: Spec) -> Iterator[Finding[None]]:
    if spec.text.lines[0].startswith(BYTE_ORDER_MARK):
        yield Finding(
            CHECK.code,
            spec.config.severity(CHECK.code),
            "byte order mark (U+FEFF) before the text: docutils reads it as a part of the first line",
            _AT_MARK,
            subject=None,
        )


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    if spec.text.slice(finding.range) == BYTE_ORDER_MARK:
        yield Fix("Remove the byte order mark", (Edit(finding.range, ""),), safety=Safety.SAFE)


CHECK = Check(
    code="byte-order-mark",
    summary="the file starts with a byte order mark (U+FEFF)",
    why=(
        "Some editors write this invisible character in front of a text. Programs that do not expect it take"
        " it for text: in front of a comment or an overline, it keeps docutils from seeing either, and then"
        " the document may have no title."
    ),
    wrong="\ufeff============\nFaster lists\n============\n\nText.\n",
    right="============\nFaster lists\n============\n\nText.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
)
