"""missing-title: the spec has no document title."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check, after, unpromoted
from spec_ls.edits.headings import adorn, free_style, heading, title_style
from spec_ls.edits.insert import title_of_file
from spec_ls.edits.places import insertion, start_line
from spec_ls.findings import Finding, Fix
from spec_ls.model.document import Section
from spec_ls.model.outline import Outline
from spec_ls.text import Edit


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    if outline.template.title is None:
        return
    if (base := _titleless(analysis)) is None or not base.document.outermost:
        return  # before its first heading a spec is in the making
    yield Finding(
        CHECK.code,
        analysis.config.severity(CHECK.code),
        _message(base, analysis),
        base.document.title_range(base.document.outermost[0]),
    )


def _titleless(analysis: Analysis) -> Analysis | None:
    """What the author means by a spec without a title; ``None`` if it has one."""
    base = unpromoted(analysis)
    return base if base.outline is not None and base.outline.title is None else None


def _message(base: Analysis, analysis: Analysis) -> str:
    outermost = base.document.outermost
    first = outermost[0]
    if analysis.outline is not None and analysis.outline.title is not None:
        return f'the spec has no title but its section "{first.title}"'
    if _is_slot(base, first):
        return "the spec has no title"
    if len(outermost) > 1:
        return f'the spec has no title: "{first.title}" is one of {len(outermost)} sections of one level'
    return f'the spec has no title: text before "{first.title}" makes a section of it'


def _is_slot(base: Analysis, section: Section) -> bool:
    slots = base.template.walk() if base.template else ()
    return any(section.title in slot.titles for slot in slots)


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    base = _titleless(analysis)
    if base is None or not base.document.outermost:
        return
    first = base.document.outermost[0]
    if _is_slot(base, first):
        title = title_of_file(analysis)
        lines = heading(title, title_style(base))
        newline = analysis.text.newline
        edit = insertion(base, start_line(base, first), newline.join(lines) + newline, 1)
        if _is_right(base, edit):
            yield Fix(f'Write the title "{title}"', (edit,))
        return
    wanted = base.template.title_style if base.template else None
    style = free_style(base.document.styles, wanted or "==")
    edit = adorn(base, first, style)
    if after(base, [edit]).document.styles == (style, *base.document.styles) and _is_right(base, edit):
        yield Fix(f'Make "{first.title}" the title', (edit,))


def _is_right(base: Analysis, edit: Edit) -> bool:
    """Whether an edit gives the spec a title and takes no section from it."""
    now = after(base, [edit])
    meant = unpromoted(now)
    if now.outline is None or meant.outline is None or base.outline is None or meant.outline.title is None:
        return False
    return {one.slot.path for one in base.outline.found} <= {one.slot.path for one in meant.outline.found}


CHECK = Check(
    "missing-title",
    "the spec has no title",
    "Without a title of its own a spec has no name in the list of specs, and docutils may take its first"
    " section for the title. The title is the one section of the outermost level; nothing but comments stands"
    " before it.",
    "Problem description\n===================\n\nSlow.\n\nProposed change\n===============\n\nCache.\n",
    "============\nFaster lists\n============\n\nProblem description\n===================\n\nSlow.\n\n"
    "Proposed change\n===============\n\nCache.\n",
    find=_find,
    fix=_fix,
)
