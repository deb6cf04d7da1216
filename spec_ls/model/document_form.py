"""The form of a document: the titles of its sections and the fields of its header, as templates give them."""

from __future__ import annotations

import re
from math import ceil
from typing import NamedTuple

from spec_ls.field_rules import HeaderKind
from spec_ls.model.document import Document
from spec_ls.model.header import Header
from spec_ls.model.headers.find import find_header
from spec_ls.model.proposal_titles import PROPOSAL_TITLES
from spec_ls.model.title_similarity import folded_title
from spec_ls.rst.blocks import UNSEEN_KINDS, Kind

_PLACEHOLDER = re.compile(r"<(?!https?:|[^<>]*@)[^<>]+>")
_LINK = re.compile(r"\bhttps?://|:(?:doc|ref):`|`_\b")
_MAX_REDIRECT_WORDS = 40
_ENOUGH_TITLES, _SHARE_OF_TITLES = 3, 0.4
_ENOUGH_FIELDS, _SHARE_OF_FIELDS = 4, 0.75
_FEW_FIELDS, _FEW_OF_BOTH = 3, 2


class Form(NamedTuple):
    """The form of a document.

    ``title`` is the document's own, lower case; ``titles`` are those of its sections and ``fields`` the names
    in its header of ``kind``, as ``folded_title`` gives them.  ``is_filled_in`` is false if a field holds a
    ``<placeholder>``; ``is_redirect`` is true for a few words without a heading that lead to another page.
    """

    title: str = ""
    titles: frozenset[str] = frozenset()
    kind: HeaderKind | None = None
    fields: frozenset[str] = frozenset()
    is_filled_in: bool = True
    is_redirect: bool = False

    @property
    def is_empty(self) -> bool:
        """True without a heading and a header."""
        return not (self.title or self.titles or self.fields)


def form_of(document: Document) -> Form:
    """The form of a document."""
    header = find_header(document)
    title = document.title
    if title is None and len(document.outermost) == 1:
        title = document.outermost[0]
    own = title.number if title is not None else None
    titles = (h.title for number, h in enumerate(document.headings) if number != own)
    name = title.title if title is not None else (header.value_of("title") if header else None)
    return Form(
        (name or "").casefold(),
        frozenset(map(folded_title, titles)),
        header.kind if header else None,
        frozenset(map(folded_title, header.names)) if header else frozenset(),
        not (header and _has_placeholder(header)),
        header is None and not document.headings and _leads_elsewhere(document),
    )


def follows_form(form: Form, template: Form) -> bool:
    """True if a document is written after a template: it shares enough titles, or fields, or some of both."""
    shared = len(form.titles & template.titles)
    if shared >= _ENOUGH_TITLES and shared >= _SHARE_OF_TITLES * len(template.titles):
        return True
    fields = len(form.fields & template.fields) if form.kind is template.kind else 0
    count = len(template.fields)
    if count >= _FEW_FIELDS and fields >= min(_ENOUGH_FIELDS, ceil(_SHARE_OF_FIELDS * count)):
        return True
    return shared >= _FEW_OF_BOTH and fields >= _FEW_OF_BOTH


def has_form_of_template(form: Form) -> bool:
    """True if proposals could be written after a document: it has their titles or a long header."""
    if len(form.titles) < _ENOUGH_TITLES and len(form.fields) < _FEW_FIELDS:
        return False
    return len(form.fields) >= _ENOUGH_FIELDS or len(form.titles & PROPOSAL_TITLES) >= _FEW_OF_BOTH


def _has_placeholder(header: Header) -> bool:
    return any(_PLACEHOLDER.search(field.folded_value) for field in header.fields)


def _leads_elsewhere(document: Document) -> bool:
    seen = [block for block in document.blocks if block.kind not in UNSEEN_KINDS]
    if len(seen) != 1 or seen[0].kind is not Kind.PARAGRAPH:
        return False
    text = seen[0].text
    return len(text.split()) <= _MAX_REDIRECT_WORDS and bool(_LINK.search(text))
