"""duplicate-section: a slot that is filled twice."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding
from spec_ls.model.outline import Outline


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    for one in outline.doubles:
        kept = outline.section_of(one.slot) or one.section
        line = analysis.document.title_range(kept).start.line + 1
        message = f'section "{one.section.title}" is here more than once, only the one on line {line} counts'
        parent = outline.template.parent(one.slot)
        yield CHECK.warn(message, analysis, outline, one, gated=parent is not None and parent.exactly)


CHECK = Check(
    "duplicate-section",
    "a section of the template is there twice",
    "Gates take the last of several sections with one title and do not see the others, and a reader may"
    " stop at the first. Which text should stay is the author's to say, so there is no fix.",
    "Testing\n=======\n\nUnit tests.\n\nTesting\n=======\n\nNone\n",
    "Testing\n=======\n\nUnit tests.\n",
    find=_find,
)
