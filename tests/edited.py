"""Specs after edits as an editor sends them: each one refers to the text that the one before has left."""

from __future__ import annotations

from collections.abc import Iterable

from spec_ls.model.document import Document
from spec_ls.spec import Spec, compare
from spec_ls.text import Edit


def edited(spec: Spec, edits: Iterable[Edit]) -> Spec:
    """The spec after edits made one after the other."""
    document = edited_document(spec.document, edits)
    return compare(document, spec.template, spec.config, spec.path, spec)


def edited_document(document: Document, edits: Iterable[Edit]) -> Document:
    """The document after edits made one after the other."""
    text, splices = document.text, []
    for edit in edits:
        text, splice = text.replace(edit)
        splices.append((text, splice))
    return document.edited(splices)
