"""template-outside: a comment that names a template outside of the repository or workspace."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.check import Check
from spec_ls.findings import Finding, Severity
from spec_ls.model.comments import chooses_template, chosen_template
from spec_ls.quoting import shortened
from spec_ls.spec import Spec
from spec_ls.text import Range


def _find(spec: Spec) -> Iterator[Finding[None]]:
    """The settings say which template was refused: whoever looks for templates knows where files are."""
    refused, comments = spec.config.refused_template, spec.blocks.where(chooses_template)
    if refused is None or not comments:
        return
    comment = spec.blocks.items[comments[0]]
    if chosen_template(comment) != refused:  # it has been edited since the template was looked up
        return
    line, column = spec.blocks.position(comments[0], 0)
    range_ = Range.of(line, column, line, column + len(comment.lines[0].rstrip()))
    message = (
        f'the template "{shortened(refused)}" is not read: it lies outside of the repository or workspace'
    )
    yield Finding(CHECK.code, Severity.WARNING, message, range_, subject=None)


CHECK = Check(
    code="template-outside",
    summary="a comment names a template outside of the repository or workspace; another one serves",
    severity="warning",
    why=(
        "A comment in a spec may come with anybody's change, so it must not make a reviewer's or an editor's"
        " program read files elsewhere and show parts of them. The template has to lie in the same repository"
        " or, outside of a repository, in the workspace or the spec's own folder; links are followed first."
        " Another file is not read, and the template serves that would serve without the comment. The"
        " command line and an editor's settings may name any file."
    ),
    wrong=".. spec-ls: template=../../elsewhere/template.rst\n",
    right=".. spec-ls: template=../template.rst\n",
    find=_find,
)
