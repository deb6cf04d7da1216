"""placeholder-title: the template's own example of a title."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.document_start import title_of_file
from spec_ls.edits.headings import rename
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec

_EXAMPLES = frozenset({"example", "name", "template", "title", "untitled"})
"""Titles of one word that can only be an example; any other may be a spec's own as well."""


def _find(spec: Spec) -> Iterator[Finding[Section]]:
    example = _folded(spec.template.title or "")
    if " " not in example and example not in _EXAMPLES:
        return
    document = spec.document
    title = spec.outline.title or next(iter(document.outermost), None)
    for section in (title, document.subtitle):
        if section is not None and _folded(section.title) == example:
            yield Finding(
                CHECK.code,
                spec.config.severity(CHECK.code),
                f'title "{section.title}" is the template\'s example of one',
                document.title_range(section),
                subject=section,
            )


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _fix(spec: Spec, finding: Finding[Section]) -> Iterator[Fix]:
    name = title_of_file(spec)
    if spec.path is not None and _folded(name) != _folded(finding.subject.title):
        yield Fix(f'Rename to "{name}"', (rename(spec, finding.subject, name),), safety=Safety.UNSAFE)


CHECK = Check(
    code="placeholder-title",
    summary="the title is the template's example of one",
    severity="warning",
    remedy="write one from the file's name",
    why="The title is what lists of specs show; the template's own tells no one what the spec is about.",
    wrong="=====\nTitle\n=====\n\nFirst\n=====\n\nText.\n",
    right="==================\nVolume attachments\n==================\n\nFirst\n=====\n\nText.\n",
    find=_find,
    fix=_fix,
)
