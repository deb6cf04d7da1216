"""docutils as the judge of the scanner: the section tree of a text as docutils builds it, beside ours.

Both sides give an ``Outline``, which prints well and compares exactly.  Nothing here reads the scanner's
own idea of a line: docutils' lines are mapped to the buffer's by what docutils does to its input.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from typing import Any

from docutils import nodes
from docutils.core import Publisher, publish_doctree
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader as StandaloneReader
from docutils.utils import new_document
from docutils.writers.null import Writer

from spec_ls.model.document import Document, parse
from spec_ls.rst.docutils_messages import MessageKind, kind_of
from spec_ls.rst.sections import Section as OurSection
from spec_ls.text import Text

_SETTINGS: dict[str, Any] = {
    "report_level": 5,  # nothing is printed
    "halt_level": 5,  # nothing is raised, not for what docutils 0.21 calls severe and later ones an error
    "warning_stream": None,
    "file_insertion_enabled": False,
    "_disable_config": True,
}
_LISTS = (nodes.bullet_list, nodes.definition_list, nodes.field_list, nodes.option_list)  # each item a block
_BUFFER_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Section:
    """A section: its title's source text, its level before promotion, and its title's 0-based buffer line."""

    title: str
    level: int
    line: int
    children: tuple[Section, ...]


@dataclass(frozen=True)
class Outline:
    """The sections of a text: the two that docutils may promote, and the top ones that remain."""

    title: Section | None
    subtitle: Section | None
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines()) or "(no section)"

    def __len__(self) -> int:
        promoted = (self.title is not None) + (self.subtitle is not None)
        return promoted + sum(1 for _ in _walk(self.sections))

    def lines(self) -> list[str]:
        """The outline to read: a section a line, indented as it is nested; lines count from 1."""
        lines = []
        for name, section in (("title", self.title), ("subtitle", self.subtitle)):
            if section:
                lines.append(f"{name}: {_described(section)}")
        return lines + [f"{'  ' * section.level}{_described(section)}" for section in _walk(self.sections)]


def by_docutils(text: str) -> Outline | None:
    """The outline that docutils makes of a text; ``None`` where docutils itself gives up with an exception.

    A promoted subtitle keeps no source text, so titles and lines come from a parse without promotion.
    """
    try:
        plain, promoted = _published(text, promote=False), _published(text, promote=True)
    except Exception:  # whatever it is, it is docutils' own
        return None
    outermost = _sections_of(plain, docutils_lines(text), 1)
    title = subtitle = None
    rest = outermost
    if any(isinstance(child, nodes.title) for child in promoted.children):
        (title,) = rest
        rest = title.children
    if any(isinstance(child, nodes.subtitle) for child in promoted.children):
        (subtitle,) = rest
        rest = subtitle.children
    outline = Outline(title, subtitle, rest)
    assert _titles(promoted) == [section.title for section in _walk(rest)], "promotion changed the sections"
    return outline


def by_us(text: str) -> Outline:
    """The outline that our scanner and section tree make of a text."""
    return of_document(parse(Text.of(text)))


def of_document(document: Document) -> Outline:
    """The outline of a document."""
    return Outline(
        _section(document, document.title) if document.title else None,
        _section(document, document.subtitle) if document.subtitle else None,
        tuple(_section(document, section) for section in document.sections),
    )


def kinds(text: str) -> list[str]:
    """The blocks that docutils finds at the top, by its own names.

    Titles of no fitting level and malformed tables, which docutils drops with a message, count too.
    """
    return _kinds(parsed(text))


def prose_and_verbatim(text: str) -> tuple[Counter[str], Counter[str]]:
    """All paragraphs of a text, and all lines of its literal and doctest blocks; white space is folded."""
    prose: Counter[str] = Counter()
    verbatim: Counter[str] = Counter()
    waiting: list[nodes.Node] = [parsed(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.paragraph):
            prose[folded(node.rawsource)] += 1
        elif isinstance(node, (nodes.literal_block, nodes.doctest_block)):
            verbatim.update(folded(line) for line in node.astext().split("\n") if line.strip())
        elif not isinstance(node, (nodes.system_message, nodes.title, nodes.Text)):
            waiting.extend(node.children)
    return prose, verbatim


def folded(text: str) -> str:
    """A text with each run of white space as one space."""
    return " ".join(text.split())


def difference(want: Outline, got: Outline) -> str:
    """The difference of our outline from docutils', to read; empty if there is none."""
    if want == got:
        return ""
    return "\n".join(unified_diff(want.lines(), got.lines(), "docutils", "spec-ls", lineterm="", n=1))


def shown(text: str) -> str:
    """A text to read in a failure: its lines numbered, all that is not plain ASCII escaped."""
    lines = [ascii(line)[1:-1] for line in Text.of(text).lines]
    return "\n".join(f"{number:4} | {line}" for number, line in enumerate(lines, 1))


def docutils_lines(text: str) -> list[int]:
    """The 0-based buffer line in which each of docutils' lines starts.

    Source: ``docutils.statemachine.string2lines``.
    """
    starts, line = [], 0
    for piece in re.sub("[\v\f]", " ", text).splitlines(keepends=True):
        starts.append(line)
        line += len(_BUFFER_LINE_END.findall(piece))
    return starts


def parsed(text: str) -> nodes.document:
    """docutils' parse of a text before any transform."""
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("", settings)
    Parser().parse(text, document)
    return document


def _kinds(node: nodes.Element) -> list[str]:
    found: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.section):
            found += _kinds(child)
        elif isinstance(child, _LISTS):
            found += (item.tagname for item in child.children)
        elif not isinstance(child, nodes.system_message):
            found.append(child.tagname)
        elif (kind := kind_of(child.children[0].astext())) is MessageKind.INCONSISTENT_TITLE_STYLE:
            found.append("title")
        elif kind is MessageKind.MALFORMED_TABLE:
            found.append("table")
    return found


def _published(text: str, promote: bool) -> nodes.document:
    return publish_doctree(text, settings=copy(_publisher_settings(promote)))


@cache
def _publisher_settings(promote: bool) -> Values:
    """docutils' settings, which take long to gather; each text gets a copy."""
    publisher = Publisher(StandaloneReader(), Parser(), Writer())
    publisher.process_programmatic_settings(None, _SETTINGS | {"doctitle_xform": promote}, None)
    return publisher.settings


def _sections_of(node: nodes.Element, starts: list[int], level: int) -> tuple[Section, ...]:
    found = []
    for child in node.children:
        if isinstance(child, nodes.section):
            title = child[0]
            # docutils notes the line that it read last, the underline, counted from 1.
            line = starts[title.line - 2]
            found.append(Section(title.rawsource, level, line, _sections_of(child, starts, level + 1)))
    return tuple(found)


def _titles(node: nodes.Element) -> list[str]:
    return [section[0].rawsource for section in node.findall(nodes.section)]


def _section(document: Document, section: OurSection) -> Section:
    children = tuple(_section(document, child) for child in section.children)
    return Section(section.title, section.level, document.title_range(section).start.line, children)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _described(section: Section) -> str:
    return f"{section.title!r} (level {section.level}, line {section.line + 1})"
