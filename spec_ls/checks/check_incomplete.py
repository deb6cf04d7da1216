"""check-incomplete: a part of a spec that docutils did not read, because that would take too long."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Severity
from spec_ls.rst.syntax.messages import messages
from spec_ls.spec import Spec
from spec_ls.suppressions import INCOMPLETE
from spec_ls.text import Range

_BY_DOCUTILS = "rst-syntax"


def _find(spec: Spec) -> Iterator[Finding[None]]:
    if not spec.config.is_enabled(_BY_DOCUTILS):
        return  # docutils is not asked
    found = spec.messages or messages(spec.blocks, spec.document.tree)
    for index in found.unread:
        start = spec.blocks.position(index, 0)
        end = len(spec.blocks.items[index].lines[0].rstrip())
        yield Finding(
            CHECK.code,
            Severity.WARNING,
            "docutils does not read this: it would take too long",
            Range.of(start.line, start.column, start.line, start.column + end),
            subject=None,
        )


CHECK = Check(
    code=INCOMPLETE,
    summary="docutils would take too long to read a part of the spec",
    why=(
        "Some markup takes docutils far longer than other text of that length. It is then not asked, and the"
        " mistakes that it would find are not reported: the check is not complete. The last such part may"
        " stand for all behind it. Divide the paragraph or table, or the spec."
        " This finding cannot be switched off."
    ),
    wrong="Words *and `more |words\n" * 1_000,
    right="A paragraph that somebody can read.\n",
    find=_find,
    always=True,
)
