"""broken-heading: a heading that docutils does not read as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spec_ls.check import Check
from spec_ls.edits.broken_headings import mend
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.broken_headings import (
    BrokenHeading,
    Flaw,
    broken_headings,
    broken_title,
    skipped_headings,
)
from spec_ls.model.slot import Slot
from spec_ls.model.title_similarity import bare_title
from spec_ls.spec import Spec
from spec_ls.text import Edit


@dataclass(frozen=True, slots=True)
class _Mended:
    """A broken heading, and the edit that makes a heading of it."""

    broken: BrokenHeading
    edit: Edit


def _find(spec: Spec) -> Iterator[Finding[_Mended]]:
    """Only where a section or the title is missing: elsewhere such a line may be meant as it is."""
    outline = spec.outline
    if spec.template.title is not None and outline.title is None:
        broken = broken_title(spec.blocks, spec.text)
        if broken is not None and (edit := mend(spec, broken, None)):
            yield _finding(spec, broken, None, edit)
    yield from _of_missing_sections(spec)


def _of_missing_sections(spec: Spec) -> Iterator[Finding[_Mended]]:
    outline = spec.outline
    slots: dict[str, Slot] = {}
    for missing in outline.missing:
        for slot in missing.slot.walk() if missing.stand_in is None else ():
            slots.setdefault(bare_title(slot.title), slot)
    if not slots:
        return
    there = broken_headings(spec.blocks, spec.text, slots)
    for broken in (*skipped_headings(spec.document), *there):
        wanted = slots.get(bare_title(broken.title))
        if wanted is not None and (edit := mend(spec, broken, wanted)):
            del slots[bare_title(broken.title)]
            yield _finding(spec, broken, wanted, edit)


def _finding(spec: Spec, broken: BrokenHeading, slot: Slot | None, edit: Edit) -> Finding[_Mended]:
    return Finding(
        CHECK.code,
        Severity.HINT,  # raised to that of the findings that follow from it
        f'"{broken.title}" is no heading: {broken.flaw.value}',
        broken.range(spec.text),
        slot.path if slot else None,
        spec.template.place(slot) if slot else None,
        subject=_Mended(broken, edit),
    )


def _fix(spec: Spec, finding: Finding[_Mended]) -> Iterator[Fix]:
    broken = finding.subject.broken
    safety = Safety.UNSAFE if broken.flaw is Flaw.SKIPS_LEVEL else Safety.SAFE
    yield Fix(f'Make "{broken.title}" a heading', (finding.subject.edit,), safety=safety)


CHECK = Check(
    code="broken-heading",
    summary="a heading that docutils does not read as one",
    severity="that of the missing section",
    remedy="make a heading of it",
    why=(
        "A heading that is not written to the letter is text to docutils, mostly without a word of it. Its"
        " section is then missing, and its text belongs to the section above. This is reported where the"
        " title of a missing section stands there."
    ),
    wrong="Dependencies\n============\n\nNone\n\nTesting\n===\n\nUnit tests.\n",
    right="Dependencies\n============\n\nNone\n\nTesting\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
    only_as_root=True,
)
