"""placeholder-title: the template's own example of a title."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.edits.headings import rename
from spec_ls.edits.insert import title_of_file
from spec_ls.findings import Finding, Fix
from spec_ls.model.document import Section
from spec_ls.model.outline import Outline

_SAMPLES = frozenset({"example", "name", "template", "title", "untitled"})
"""Titles of one word that can only be an example; any other may be a spec's own as well."""


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    sample = _folded(outline.template.title or "")
    document = analysis.document
    title = outline.title or next(iter(document.outermost), None)
    for section in (title, document.subtitle):
        if section is not None and _folded(section.title) == sample and _is_sample(sample):
            yield Finding(
                CHECK.code,
                analysis.config.severity(CHECK.code),
                f'title "{section.title}" is the template\'s example of one',
                document.title_range(section),
                subject=section,
            )


def _is_sample(title: str) -> bool:
    return " " in title or title in _SAMPLES


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    title = finding.subject
    if not isinstance(title, Section) or analysis.path is None:
        return
    name = title_of_file(analysis)
    if _folded(name) != _folded(title.title):
        yield Fix(f'Rename to "{name}"', (rename(analysis, title, name),))


CHECK = Check(
    "placeholder-title",
    "the document's title is the template's example of one",
    "The title is what lists of specs show; the template's own tells no one what the spec is about.",
    "=====\nTitle\n=====\n\nFirst\n=====\n\nText.\n",
    "==================\nVolume attachments\n==================\n\nFirst\n=====\n\nText.\n",
    find=_find,
    fix=_fix,
)
