"""The places of a block at which a name is defined or used, as docutils reads them.

Sources: ``docutils.parsers.rst.states`` (``Body.hyperlink_target``, ``footnote``, ``citation``,
``substitution_def``, ``Inliner``); for ``:ref:`` and ``:numref:`` Sphinx's standard domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.model.occurrence import NameKind, Occurrence, normalised
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.inline import InlineKind, InlineMarkup, markup_of
from spec_ls.rst.inline_recognition import plain_text, unescaped
from spec_ls.rst.inline_texts import (
    InlineText,
    PlacedBlock,
    PlacedLines,
    Places,
    inline_texts,
    option_lines,
    placed_blocks,
)
from spec_ls.rst.kept import kept
from spec_ls.rst.targets import indirect_name, leads_to, target_name
from spec_ls.text import Position, Range

_MAY_NAME = re.compile(
    r"_(?!\w)|\|(?!\s)|\.\. +[_\[|]|:(?:std:)?(?:num)?ref:|:(?:name|target):|contents ?::", re.IGNORECASE
)
"""Text that names may occur in; few blocks have such text."""

_SUBSTITUTION = re.compile(r"\.\. +\|(?! )(?P<name>.+?)(?<![\s\\])\|(?: +|$)")
_OPTION = re.compile(r" *:(?P<name>[\w-]+): +(?P<value>\S.*)$")
_ROLE_TARGET = re.compile(r"(?:.*\S)?\s*(?<!\\)<(?P<inner>[^<>]+)>\Z|(?P<whole>[^!].*)\Z", re.DOTALL)
_LABEL_ROLES = frozenset({"ref", "numref", "std:ref", "std:numref"})


@kept
def block_names(block: Block) -> tuple[Occurrence, ...]:
    """The occurrences of names in a block and all that is nested in it, counted from the block's start."""
    if block.kind is not Kind.TITLE and not _MAY_NAME.search(block.text):
        return ()
    places = Places(block)
    found = [name for placed in placed_blocks(block) for name in _names(placed, places)]
    return tuple(sorted(found, key=lambda name: name.range))


def _names(placed: PlacedBlock, places: Places) -> Iterator[Occurrence]:
    """The occurrences in a block alone, without those in blocks nested in it."""
    markup = markup_of(placed, places)
    if placed.kind is Kind.SUBSTITUTION_DEFINITION and any(map(_is_refused_there, markup)):
        return
    for found in markup:
        yield from _of_markup(found)
    if placed.kind is Kind.TITLE:
        yield from _of_title(placed, places)
    elif placed.kind in (Kind.TARGET, Kind.ANONYMOUS_TARGET):
        yield from _of_target(placed, places)
    elif placed.kind in (Kind.FOOTNOTE, Kind.CITATION):
        yield from _of_label(placed, places)
    elif placed.kind is Kind.SUBSTITUTION_DEFINITION:
        yield from _of_substitution(placed.placed, places)
        yield from _of_options(placed.placed, places)
    elif placed.kind is Kind.DIRECTIVE:
        yield from _of_options(placed.placed, places)
        yield from _of_contents(placed.placed, places)


def _is_refused_there(markup: InlineMarkup) -> bool:
    """True for markup that docutils refuses in a substitution definition, with the whole definition."""
    if markup.kind is InlineKind.REFERENCE:
        return markup.suffix == "__" if markup.target is None else markup.suffix == "_"
    is_numbered = markup.kind is InlineKind.FOOTNOTE_REFERENCE and markup.text[0] in "#*"
    return is_numbered or markup.kind is InlineKind.TARGET


def _of_markup(markup: InlineMarkup) -> Iterator[Occurrence]:
    kind, name, at, whole = markup.kind, normalised(markup.text), markup.content, markup.range
    if kind is InlineKind.TARGET:
        yield Occurrence(NameKind.INLINE_TARGET, name, at, whole)
    elif kind is InlineKind.REFERENCE:
        yield from _of_reference(markup)
    elif kind is InlineKind.FOOTNOTE_REFERENCE:
        yield _footnote(NameKind.FOOTNOTE_REFERENCE, markup.text, at, whole)
    elif kind is InlineKind.CITATION_REFERENCE:
        yield Occurrence(NameKind.CITATION_REFERENCE, name, at, whole)
    elif kind is InlineKind.SUBSTITUTION_REFERENCE:
        yield Occurrence(NameKind.SUBSTITUTION_REFERENCE, " ".join(markup.text.split()), at, whole)
        if markup.suffix:
            yield Occurrence(NameKind.REFERENCE, name if markup.suffix == "_" else "", at, whole)
    elif kind is InlineKind.INTERPRETED and (markup.role or "").lower() in _LABEL_ROLES:
        yield from _of_role(markup)


def _of_reference(markup: InlineMarkup) -> Iterator[Occurrence]:
    name, at, whole = normalised(markup.text), markup.content, markup.range
    if markup.target is None or markup.target_range is None:
        yield Occurrence(NameKind.REFERENCE, name if markup.suffix == "_" else "", at, whole)
        return
    link = markup.target
    if markup.is_alias:
        yield Occurrence(NameKind.ALIAS, normalised(link), markup.target_range, markup.target_range)
        link = f"{normalised(link)}_"
    if markup.suffix == "_":
        yield Occurrence(NameKind.EMBEDDED_TARGET, name, at, whole, leads_to=link)


def _of_role(markup: InlineMarkup) -> Iterator[Occurrence]:
    """The label in ``:ref:`label``` or ``:ref:`text <label>```."""
    match = _ROLE_TARGET.match(markup.text)
    if not match:
        return
    group = "inner" if match["inner"] else "whole"
    (line, column), end = markup.content
    before, label = markup.text[: match.start(group)], match[group]
    if "\n" in markup.text or end.column - column != len(markup.text):
        if group == "inner" and "\n" not in label and end.column > len(label):
            start = Position(end.line, end.column - 1 - len(label))
            at = Range(start, Position(end.line, end.column - 1))
        else:
            at = markup.content
    else:
        start = Position(line, column + len(before))
        at = Range(start, Position(line, start.column + len(label)))
    yield Occurrence(NameKind.LABEL_REFERENCE, normalised(label), at, markup.range)


def _footnote(kind: NameKind, label: str, at: Range, whole: Range) -> Occurrence:
    """A footnote or a reference to one, by the label in its brackets."""
    if label.startswith("#"):
        start = Position(at.start.line, at.start.column + (1 if len(label) > 1 else 0))
        return Occurrence(kind, normalised(label[1:]), Range(start, at.end), whole, auto="#")
    if label == "*":
        return Occurrence(kind, "", at, whole, auto="*")
    return Occurrence(kind, normalised(label), at, whole)


def _of_title(placed: PlacedBlock, places: Places) -> Iterator[Occurrence]:
    for text in inline_texts(placed):
        at = Range(places.in_text(text, 0), places.in_text(text, len(text.text)))
        yield Occurrence(NameKind.SECTION, normalised(plain_text(text.text)), at, at)


def _of_target(placed: PlacedBlock, places: Places) -> Iterator[Occurrence]:
    """The name of an explicit target, and the one in an indirect target that it leads to."""
    found = target_name(placed.kind, placed.placed)
    if found is None:
        return
    alias, link = indirect_name(found.rest), leads_to(found.rest)
    if alias:
        at = _range(places, found.rest, alias)
        name = normalised(unescaped(found.rest.text[slice(*alias)]))
        yield Occurrence(NameKind.ALIAS, name, at, at)
        link = f"{name}_"
    at = Range(places.position(*found.start), places.position(*found.end))
    whole = Range(places.position(*found.whole_start), places.position(*found.whole_end))
    if found.is_anonymous:
        yield Occurrence(NameKind.ANONYMOUS_TARGET, "", at, whole, leads_to=link)
    else:
        yield Occurrence(NameKind.TARGET, normalised(unescaped(found.name)), at, whole, leads_to=link)


def _of_label(placed: PlacedBlock, places: Places) -> Iterator[Occurrence]:
    """The label of a footnote or citation."""
    text, first = placed.placed.text, placed.placed.column(0)
    start, end = text.lines[0].index("[") + 1, text.lines[0].index("]")
    label = text.lines[0][start:end]
    at = _in_line(places, text.start, first, (start, end))
    whole = _in_line(places, text.start, first, (0, end + 1))
    if placed.kind is Kind.FOOTNOTE:
        yield _footnote(NameKind.FOOTNOTE, label, at, whole)
    else:
        yield Occurrence(NameKind.CITATION, normalised(label), at, whole)


def _of_substitution(placed: PlacedLines, places: Places) -> Iterator[Occurrence]:
    match = _SUBSTITUTION.match(placed.text.lines[0])
    if match:
        line, first = placed.text.start, placed.column(0)
        at = _in_line(places, line, first, match.span("name"))
        whole = _in_line(places, line, first, (0, match.end("name") + 1))
        yield Occurrence(NameKind.SUBSTITUTION, " ".join(unescaped(match["name"]).split()), at, whole)


def _of_options(placed: PlacedLines, places: Places) -> Iterator[Occurrence]:
    """The name that a directive's option ``name`` gives, and the one that an image's ``target`` refers to."""
    text = placed.text
    directive = DIRECTIVE.match(text.lines[0])
    for index in option_lines(text):
        match = _OPTION.match(text.lines[index], 0 if index or directive is None else directive.end())
        if not match:
            continue
        line, first = text.start + index, placed.column(index)
        value = InlineText(match["value"], line, (first + match.start("value"),))
        if match["name"] == "name":
            at = _in_line(places, line, first, match.span("value"))
            whole = _in_line(places, line, first, (match.start("name") - 1, match.end("value")))
            yield Occurrence(NameKind.NAME_OPTION, normalised(match["value"]), at, whole)
        elif match["name"] == "target" and (alias := indirect_name(value)):
            at = _range(places, value, alias)
            yield Occurrence(NameKind.ALIAS, normalised(unescaped(value.text[slice(*alias)])), at, at)


def _of_contents(placed: PlacedLines, places: Places) -> Iterator[Occurrence]:
    """The name of a table of contents: its title (``docutils.parsers.rst.directives.parts``)."""
    text = placed.text
    match = DIRECTIVE.match(text.lines[0])
    if match and match["name"].lower() == "contents":
        end = max(1, option_lines(text).start)
        title = " ".join([text.lines[0][match.end() :], *text.lines[1:end]])
        at = _in_line(places, text.start, placed.column(0), match.span("name"))
        yield Occurrence(NameKind.CONTENTS, normalised(plain_text(title)) or "contents", at, at)


def _in_line(places: Places, line: int, first: int, span: tuple[int, int]) -> Range:
    return Range(places.position(line, first + span[0]), places.position(line, first + span[1]))


def _range(places: Places, text: InlineText, span: tuple[int, int]) -> Range:
    return Range(places.in_text(text, span[0]), places.in_text(text, span[1]))
