"""duplicate-section: a slot that is filled twice."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check, finding_at_match
from spec_ls.edits.section_positions import end_line, removal, start_line
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.model.outline import Match
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec


def _find(spec: Spec) -> Iterator[Finding[Match]]:
    if spec.is_closed:
        return
    outline = spec.outline
    for double in outline.doubles:
        counting = outline.section_of(double.slot) or double.section
        line = spec.document.title_range(counting).start.line + 1
        title = double.section.title
        message = f'section "{title}" is here more than once, only the one on line {line} counts'
        parent = outline.template.parent(double.slot)
        gated = parent is not None and parent.exactly
        yield finding_at_match(CHECK.code, message, spec, double, gated)


def _fix(spec: Spec, finding: Finding[Match]) -> Iterator[Fix]:
    """Of two that say the same word for word nobody misses the second."""
    first, second = finding.subject.section, spec.outline.section_of(finding.subject.slot)
    if second is None or _content(spec, first) != _content(spec, second):
        return
    edit = removal(spec, start_line(spec, second), end_line(spec, second))
    yield Fix(f'Delete the second "{second.title}"', (edit,), safety=Safety.UNSAFE)


def _content(spec: Spec, section: Section) -> list[str]:
    start, end = spec.document.lines(section)
    return "".join(spec.text.lines[start:end]).split()


CHECK = Check(
    code="duplicate-section",
    summary="a section of the template occurs twice",
    severity="warning",
    remedy="delete the second, if both say the same",
    why=(
        "Gates take the last of several sections with one title and do not see the others, and a reader may"
        " stop at the first. Which text should stay is the author's to say, unless both are the same text."
    ),
    wrong="Testing\n=======\n\nUnit tests.\n\nTesting\n=======\n\nNone\n",
    right="Testing\n=======\n\nUnit tests.\n",
    find=_find,
    fix=_fix,
)
