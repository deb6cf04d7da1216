"""Completion of RST's own markup: directives, options, roles, and the names that references mean.

It needs no template, and serves any RST document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from spec_ls.config import Config
from spec_ls.features.candidates import Candidate, CandidateKind
from spec_ls.features.markup_context import MarkupContext, Wanted, markup_context
from spec_ls.model.document import Document
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.names import occurrences
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.model.page_summary import first_title
from spec_ls.rst.directive_words import DIRECTIVE_WORDS, FOR_SUBSTITUTIONS, LANGUAGES
from spec_ls.rst.role_words import ROLE_WORDS
from spec_ls.rst.sphinx_names import ALWAYS_KNOWN
from spec_ls.text import Edit, Position

MOST_CANDIDATES = 300
"""Candidates in one answer; typing on narrows them."""

_LABEL_ROLES = frozenset({"ref", "std:ref", "numref", "std:numref", "any"})
_DOCUMENT_ROLES = frozenset({"doc", "std:doc", "any"})
_WITH_LANGUAGE = frozenset({"code", "code-block", "sourcecode", "highlight"})
_TARGETS = frozenset(
    {
        NameKind.TARGET,
        NameKind.INLINE_TARGET,
        NameKind.SECTION,
        NameKind.EMBEDDED_TARGET,
        NameKind.NAME_OPTION,
    }
)


def complete_markup(
    document: Document,
    position: Position,
    config: Config = Config(),
    pages: Callable[[], LinkedPages] = LinkedPages,
    path: Path | None = None,
) -> tuple[Candidate, ...]:
    """The candidates for the markup at a position, those that begin with what is typed first.

    All are given, whatever is typed, unless there are more than ``MOST_CANDIDATES``: an editor narrows them,
    and widens them again, by itself.

    ``pages`` gives the other documents of the workspace, and is asked only where they matter; ``path`` is the
    document's.
    """
    context = markup_context(document, position)
    if context is None:
        return ()
    found = list(_candidates(document, context, config, pages, path))
    typed = context.typed.casefold()
    if len(found) > MOST_CANDIDATES:
        found = [candidate for candidate in found if typed in candidate.label.casefold()]
    found.sort(key=lambda candidate: not candidate.label.casefold().startswith(typed))
    return tuple(found[:MOST_CANDIDATES])


def _candidates(
    document: Document,
    context: MarkupContext,
    config: Config,
    pages: Callable[[], LinkedPages],
    path: Path | None,
) -> Iterator[Candidate]:
    match context.wanted:
        case Wanted.DIRECTIVE:
            yield from _directives(document, context, config)
        case Wanted.ARGUMENT if context.name.lower() in _WITH_LANGUAGE:
            yield from (_plain(context, name, "the language") for name in LANGUAGES)
        case Wanted.OPTION:
            yield from _options(context)
        case Wanted.OPTION_VALUE:
            yield from _option_values(context)
        case Wanted.ROLE:
            yield from _roles(context, config)
        case Wanted.ROLE_TARGET:
            yield from _role_targets(context, pages(), path)
        case Wanted.REFERENCE:
            yield from _references(document, context)
        case Wanted.FOOTNOTE:
            yield from _footnotes(document, context)
        case Wanted.SUBSTITUTION:
            yield from _substitutions(document, context, config)


def _directives(document: Document, context: MarkupContext, config: Config) -> Iterator[Candidate]:
    in_definition = "|" in document.text.lines[context.range.start.line][: context.range.start.column]
    names = {*DIRECTIVE_WORDS, *ALWAYS_KNOWN.directives, *config.known_directives}
    for name in sorted(names, key=lambda name: (name not in DIRECTIVE_WORDS, name)):
        fits_definition = name in FOR_SUBSTITUTIONS
        if fits_definition if in_definition else name == "image" or not fits_definition:
            words = DIRECTIVE_WORDS.get(name)
            space = " " if words is None or words.argument else ""
            text = f"{name}::{space}"
            summary = "from Sphinx, an extension or this project" if words is None else words.summary
            yield Candidate(
                name,
                _edit(context, text, closing="::"),
                summary,
                kind=CandidateKind.DIRECTIVE,
                guidance="" if words is None else words.example(name),
            )


def _options(context: MarkupContext) -> Iterator[Candidate]:
    words = DIRECTIVE_WORDS.get(context.name)
    for option, value in sorted(words.options.items()) if words else ():
        text = f"{option}:{' ' if value else ''}"
        yield Candidate(
            option, _edit(context, text, closing=":"), value or "a flag", kind=CandidateKind.OPTION
        )


def _option_values(context: MarkupContext) -> Iterator[Candidate]:
    words = DIRECTIVE_WORDS.get(context.name)
    value = words.options.get(context.option.lower(), "") if words else ""
    choices = [choice.strip() for choice in value.split("|")] if "|" in value else []
    for choice in choices:
        if choice.islower():
            yield _plain(context, choice, f"a value of {context.option}")
    if context.option.lower() == "language":
        yield from (_plain(context, name, "the language") for name in LANGUAGES)


def _roles(context: MarkupContext, config: Config) -> Iterator[Candidate]:
    names = {*ROLE_WORDS, *ALWAYS_KNOWN.roles, *config.known_roles}
    for name in sorted(names, key=lambda name: (name not in ROLE_WORDS, name)):
        behind = "" if context.rest.startswith(("`", ":`")) else "``"
        yield Candidate(
            name,
            _edit(context, f"{name}:{behind}", closing=":"),
            ROLE_WORDS.get(name, "from Sphinx, an extension or this project"),
            body=(len(name) + 2, len(name) + 2) if behind else None,
            kind=CandidateKind.ROLE,
        )


def _role_targets(context: MarkupContext, pages: LinkedPages, path: Path | None) -> Iterator[Candidate]:
    role, seen = context.name.lower(), set[str]()
    in_angles = context.opened_by == "<"
    closing = ">`" if in_angles else "`"
    if role in _LABEL_ROLES:
        for place in pages.labels():
            name, title = place.entry.name, place.entry.title
            if name not in seen and (title or in_angles or "numref" in role):
                seen.add(name)
                summary = f"{title} ({place.path.name})" if title else place.path.name
                yield _target(context, name, closing, summary)
    if role in _DOCUMENT_ROLES and path is not None:
        near_first = sorted(pages.summaries.items(), key=lambda page: page[0].parent != path.parent)
        for document, entries in near_first:
            if document != path:
                first = first_title(entries)
                summary = document.name if first is None else first.name
                yield _target(context, pages.name_of(document, path), closing, summary)


def _references(document: Document, context: MarkupContext) -> Iterator[Candidate]:
    seen = set[str]()
    for name in occurrences(document):
        written = _written(document, name)
        if name.kind in _TARGETS and name.name and written and name.name not in seen:
            seen.add(name.name)
            summary = name.leads_to or name.kind.value
            yield _target(context, written, "`_", summary)


def _footnotes(document: Document, context: MarkupContext) -> Iterator[Candidate]:
    for name in occurrences(document):
        if name.kind in (NameKind.FOOTNOTE, NameKind.CITATION):
            label = name.auto if name.auto == "*" else name.auto + _written(document, name).lstrip("#")
            if label:
                yield _target(context, label, "]_", _line(document, name))


def _substitutions(document: Document, context: MarkupContext, config: Config) -> Iterator[Candidate]:
    for name in occurrences(document):
        if name.kind is NameKind.SUBSTITUTION:
            yield _target(context, _written(document, name), "|", _line(document, name))
    for known in sorted({*config.known_substitutions, *ALWAYS_KNOWN.substitutions}):
        yield _target(context, known, "|", "defined by Sphinx")


def _plain(context: MarkupContext, text: str, summary: str) -> Candidate:
    return Candidate(text, _edit(context, text), summary, kind=CandidateKind.VALUE)


def _target(context: MarkupContext, name: str, closing: str, summary: str) -> Candidate:
    return Candidate(
        name, _edit(context, name + closing, closing=closing), summary, kind=CandidateKind.REFERENCE
    )


def _edit(context: MarkupContext, text: str, closing: str = "") -> Edit:
    """What is typed, replaced; of the closing delimiter what stands behind the position already is kept."""
    if closing and text.endswith(closing) and context.rest.startswith(closing):
        text = text.removesuffix(closing)
    return Edit(context.range, text)


def _written(document: Document, name: Occurrence) -> str:
    start, end = name.range
    lines = document.text.lines
    if start.line == end.line:
        return lines[start.line][start.column : end.column]
    return " ".join([lines[start.line][start.column :].strip(), lines[end.line][: end.column].strip()])


def _line(document: Document, name: Occurrence) -> str:
    return document.text.lines[name.whole.start.line].strip()[:80]
