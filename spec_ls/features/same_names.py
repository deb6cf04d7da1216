"""The proof that two texts differ in names alone: each use resolves to the same place as before."""

from __future__ import annotations

from collections import Counter

from spec_ls.model.document import Document
from spec_ls.model.names import found_in_steps, occurrences, resolver
from spec_ls.model.occurrence import NameKind
from spec_ls.rst.blocks import Kind
from spec_ls.rst.docutils_messages import MessageKind, kind_of
from spec_ls.rst.inline import InlineKind, inline_markup
from spec_ls.rst.syntax.messages import stepwise_messages
from spec_ls.rst.syntax.name_resolution import resolution
from spec_ls.rst.syntax.reading import Stepwise

_Named = tuple[NameKind, int | None]
"""The kind of an occurrence, and the ordinal of the definition that it resolves to."""


def same_names(before: Document, after: Document) -> Stepwise[str | None]:
    """What differs besides names, in a few words; None if nothing does.

    A step takes some milliseconds.  Problems that docutils finds no more, as a short underline, may be gone.
    """
    if _shape(before) != _shape(after):
        return "other headings or blocks"
    old = yield from _named(before)
    new = yield from _named(after)
    if old != new:
        return "other references"
    old_markup = yield from _markup(before)
    if old_markup != (yield from _markup(after)):
        return "other markup"
    found = yield from resolution(before.blocks, before.tree)
    if found is None:
        return "docutils cannot read this text"
    if found != (yield from resolution(after.blocks, after.tree)):
        return "docutils resolves other references"
    known = yield from _messages(before)
    return "docutils finds other problems" if (yield from _messages(after)) - known else None


def _shape(document: Document) -> list[tuple[object, str, int]]:
    return [
        (block.kind, block.heading.style if block.heading else "", block.blank_lines_behind)
        for block in document.blocks
    ]


def _named(document: Document) -> Stepwise[list[_Named]]:
    yield from found_in_steps(document)
    found = occurrences(document)
    ordinals = {name: number for number, name in enumerate(found)}
    named, resolve = list[_Named](), resolver(document)
    for name in found:
        definition = resolve(name)
        named.append((name.kind, None if definition is None else ordinals.get(definition)))
        yield
    return named


def _markup(document: Document) -> Stepwise[list[list[InlineKind]]]:
    """The kinds of inline markup, block by block; not that in titles, which an author may write anew."""
    found = list[list[InlineKind]]()
    for block in document.blocks:
        if block.kind is not Kind.TITLE:
            found.append([markup.kind for markup in inline_markup(block)])
            yield
    return found


def _messages(document: Document) -> Stepwise[Counter[tuple[int, MessageKind]]]:
    found = yield from stepwise_messages(document.blocks, document.tree)
    return Counter((message.problem.level, kind_of(message.problem.text)) for message in found.found)
