"""byte-order-mark: an invisible character before the text."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.spec import Spec
from spec_ls.text import BYTE_ORDER_MARK, Edit, Range

_MARK = Range.of(0, 0, 0, 1)


def _find(spec: Spec) -> Iterator[Finding[None]]:
    if spec.text.lines[0].startswith(BYTE_ORDER_MARK):
        message = "a byte order mark stands before the text, and docutils reads it as text"
        yield Finding(CHECK.code, Severity.WARNING, message, _MARK, subject=None)


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    yield Fix("Remove the byte order mark", (Edit(_MARK, ""),), safety=Safety.SAFE)


CHECK = Check(
    code="byte-order-mark",
    summary="the file starts with a byte order mark",
    severity="warning, or that of what follows from it",
    remedy="remove it",
    why=(
        "Some editors write this invisible character (U+FEFF) at the start of a file. UTF-8 does not need it,"
        " and where it is read as text the first line is no comment and no title."
    ),
    wrong="\ufeffFaster lists\n############\n\nText.\n",
    right="Faster lists\n############\n\nText.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
)
