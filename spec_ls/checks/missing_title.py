"""missing-title: the spec has no document title."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.document_start import title_of_file
from spec_ls.edits.headings import adorn, heading, title_style
from spec_ls.edits.section_positions import insertion, start_line
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.sections import Section
from spec_ls.spec import Spec
from spec_ls.text import Edit


def _find(spec: Spec) -> Iterator[Finding[None]]:
    meant = spec.unpromoted
    if spec.template.title is None or meant.outline.title is not None or not meant.document.outermost:
        return  # before its first heading a spec is in the making
    yield Finding(
        CHECK.code,
        spec.config.severity(CHECK.code),
        _message(spec, meant),
        meant.document.title_range(meant.document.outermost[0]),
        subject=None,
    )


def _message(spec: Spec, meant: Spec) -> str:
    outermost = spec.document.outermost
    first = outermost[0]
    if spec.outline.title is not None:
        return f'the spec has no title but its section "{first.title}"'
    if _fills_slot(meant, first):
        return "the spec has no title"
    if len(outermost) > 1:
        return f'the spec has no title: "{first.title}" is one of {len(outermost)} sections of one level'
    return f'the spec has no title: text before "{first.title}" makes a section of it'


def _fills_slot(spec: Spec, section: Section) -> bool:
    return any(section.title in slot.titles for slot in spec.template.walk())


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    meant = spec.unpromoted
    styles, outermost = meant.document.styles, meant.document.outermost
    if meant.outline.title is not None or not outermost:
        return
    first, style, newline = outermost[0], title_style(meant), spec.text.newline
    if _fills_slot(meant, first):
        title = title_of_file(spec)
        content = newline.join(heading(title, style)) + newline
        edit = insertion(meant, start_line(meant, first), content, 1)
        if _works(meant, edit):
            yield Fix(f'Write the title "{title}"', (edit,), safety=Safety.UNSAFE)
        return
    edit = adorn(meant, first, style)
    if meant.after([edit]).document.styles == (style, *styles) and _works(meant, edit):
        yield Fix(f'Make "{first.title}" the title', (edit,), safety=Safety.UNSAFE)


def _works(meant: Spec, edit: Edit) -> bool:
    """True if an edit gives the spec a title and takes no section from it."""
    outline = meant.after([edit]).unpromoted.outline
    return outline.title is not None and meant.outline.filled <= outline.filled


CHECK = Check(
    code="missing-title",
    summary="the spec has no title",
    severity="warning",
    remedy="insert one from the file's name",
    why=(
        "Without a title of its own a spec has no name in the list of specs, and docutils may take its"
        " first section for the title. The title is the one section of the outermost level; nothing but"
        " comments stands before it."
    ),
    wrong="Problem description\n===================\n\nSlow.\n\nProposed change\n===============\n\nCache.\n",
    right=(
        "============\nFaster lists\n============\n\nProblem description\n===================\n\nSlow.\n\n"
        "Proposed change\n===============\n\nCache.\n"
    ),
    find=_find,
    fix=_fix,
    is_root=lambda finding: True,
)
