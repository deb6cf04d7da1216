"""malformed-title: a title that is not in the form that the process wants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.edits.document_start import title_form, words_behind
from spec_ls.edits.headings import rename
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.spec import Spec
from spec_ls.text import Range, line_content


def _find(spec: Spec) -> Iterator[Finding[str]]:
    form = title_form(spec)
    if form is None or spec.fields is None:
        return
    gated = spec.config.is_error(CHECK.code)
    title, range_ = _title(spec, spec.fields.rules.title_behind if gated else None)
    if title is None and not gated:
        return  # missing-title says so
    if title is not None and re.fullmatch(form, title):
        return
    severity = Severity.ERROR if gated else Severity.WARNING
    shown = form.removesuffix(".+").rstrip()
    message = f'the title should be "{shown} ..."' if title is not None else "there is no title"
    yield Finding(CHECK.code, severity, message, range_, subject=shown)


def _title(spec: Spec, behind: str | None) -> tuple[str | None, Range]:
    """The title and its range: docutils', or the one that a gate finds behind a line of adornments."""
    if behind is None:
        title = spec.outline.title
        if title is None:
            return None, spec.document.first_line
        return title.title, spec.document.title_range(title)
    adornment = re.compile(rf"([{re.escape(behind)}])\1*")
    for number, line in enumerate(spec.text.lines):
        if adornment.fullmatch(line_content(line)):
            content = line_content(spec.text.lines[number + 1]) if number + 1 < len(spec.text.lines) else ""
            lead = len(content) - len(content.lstrip())
            at = min(number + 1, len(spec.text.lines) - 1)
            return content.strip(), Range.of(at, lead, at, len(content.rstrip()) or lead)
    return None, spec.document.first_line


def _fix(spec: Spec, finding: Finding[str]) -> Iterator[Fix]:
    """The document's own words stay; what stands there in place of the beginning goes."""
    title = spec.outline.title
    if title is None or spec.document.title_range(title).start.line != finding.range.start.line:
        return
    beginning = finding.subject
    if words := words_behind(beginning, title.title):
        edit = rename(spec, title, f"{beginning} {words}")
        yield Fix(f'Write "{beginning}" before the title', (edit,), safety=Safety.UNSAFE)


CHECK = Check(
    code="malformed-title",
    summary="the title is not in the form that the process wants",
    severity="warning",
    remedy="write the beginning",
    why="Indexes take a document's number and name from its title, and expect both in one form.",
    wrong="==============\nProposal Lists\n==============\n",
    right="===================\nProposal 7 - Lists\n===================\n",
    find=_find,
    fix=_fix,
    in_header=True,
)
