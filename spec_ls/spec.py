"""The value that checks, fixes and features of specs get: a document beside its template."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.model.document import Document
from spec_ls.model.feedback_stop import is_feedback_stop
from spec_ls.model.field_outline import FieldOutline, outline_fields
from spec_ls.model.matching import match_sections
from spec_ls.model.outline import Outline
from spec_ls.model.process_headers import ProcessHeaders
from spec_ls.model.section_to_delete import with_title_beside
from spec_ls.model.template import Template
from spec_ls.rst.chunks import Blocks
from spec_ls.rst.syntax.messages import Messages
from spec_ls.text import Edit, Text


@dataclass(frozen=True, slots=True)
class Spec:
    """A document beside the template that serves it.

    ``outline`` says which section fills which slot, ``fields`` the same of the header, None where documents
    have none.  ``headers`` are those of the process's documents, where fields name others.  ``path`` is the
    spec's file, None if it is no file.  ``messages`` are docutils' of the text where a caller knows them, or
    knows some and cannot wait for all; None lets the check that needs them ask for all.
    """

    document: Document
    template: Template
    outline: Outline
    config: Config
    path: Path | None
    fields: FieldOutline | None = None
    headers: ProcessHeaders | None = None
    messages: Messages | None = None

    @property
    def text(self) -> Text:
        """The buffer's text."""
        return self.document.text

    @property
    def blocks(self) -> Blocks:
        """The document's blocks."""
        return self.document.blocks

    def is_preamble(self, line: int) -> bool:
        """True if a buffer line belongs to a preamble, which is no RST."""
        return self.fields is not None and self.fields.covers(line)

    @property
    def is_closed(self) -> bool:
        """True if nobody works on the sections any more: no gate asks for them, and the status says so."""
        if self.config.is_gated("missing-section") or self.fields is None:
            return False
        return not self.fields.is_open

    @property
    def unpromoted(self) -> Spec:
        """The spec as its author means it while it is in the making: what fixes and features go by.

        docutils takes a spec's only section for its title, or for a subtitle, and so do gates (and findings).
        Where that section fills a slot and no other does, it counts as a section here.
        """
        document, template = self.document, self.template
        title, subtitle = document.title, document.subtitle
        if self.outline.found or template.framed or title is None:
            return self
        titles = {slot.title for slot in template.slots}
        if subtitle is not None and subtitle.title in titles:
            document = document.with_promotion(title, None)
        elif title.title in titles:
            document = document.with_promotion(None, None)
        else:
            return self
        return replace(self, document=document, outline=_outline(document, template))

    @property
    def without_subtitle(self) -> Spec:
        """The unpromoted spec, where a lone section that fills no slot does not count as a subtitle either.

        More sections are to come behind it, so that docutils will take it for none.
        """
        spec = self.unpromoted
        if spec.outline.found or spec.template.framed or spec.document.subtitle is None:
            return spec
        document = spec.document.with_promotion(spec.document.title, None)
        return replace(spec, document=document, outline=_outline(document, spec.template))

    def after(self, edits: Iterable[Edit]) -> Spec:
        """The spec after edits that all refer to its own text and do not overlap, as those of a fix do."""
        return compare(self.document.after(edits), self.template, self.config, self.path, self, self.headers)


def compare(
    document: Document,
    template: Template,
    config: Config = Config(),
    path: Path | None = None,
    before: Spec | None = None,
    headers: ProcessHeaders | None = None,
) -> Spec:
    """The spec that a document and a template make.

    Beside a section that the template asks to delete, the document has the title that it will have then.
    ``before`` is an earlier state of the same spec: its outline serves if all that it depends on is the same.
    """
    if not config.sections.known:  # else a gate reads the document as docutils does
        document = with_title_beside(document, template.to_delete)
    same_template = before is not None and before.template is template
    known = before.fields if before and same_template and before.config.header is config.header else None
    fields = outline_fields(document, template, config.header, known)
    if fields is not None and fields.is_preamble:
        document = document.with_promotion(None, None)  # its title is a field
    if before is not None and same_template and _has_same_outline(document, before.document):
        return Spec(document, template, before.outline, config, path, fields, headers)
    return Spec(document, template, _outline(document, template), config, path, fields, headers)


def _has_same_outline(document: Document, before: Document) -> bool:
    return (
        document.tree is before.tree
        and document.title is before.title
        and document.subtitle is before.subtitle
        and _heading_before_stop(document) == _heading_before_stop(before)
    )


def _outline(document: Document, template: Template) -> Outline:
    stop = _heading_before_stop(document) if template.offers_stop else None
    return match_sections(document, template, stop)


def _heading_before_stop(document: Document) -> int | None:
    """The ordinal of the last heading before the author's stop for feedback, -1 if there is none."""
    stops = document.blocks.where(is_feedback_stop)
    return bisect_left(document.blocks.headings, stops[0]) - 1 if stops else None
