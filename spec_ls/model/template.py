"""A template as the schema of specs, read from its RST: nobody writes a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spec_ls.config import SectionRules
from spec_ls.field_rules import HeaderKind
from spec_ls.findings import TemplatePlace
from spec_ls.model.document import Document, parse
from spec_ls.model.feedback_stop import offers_stop
from spec_ls.model.field_choices import problems_of_choices
from spec_ls.model.header import Header
from spec_ls.model.headers.find import find_header
from spec_ls.model.headers.status_section import listed_words
from spec_ls.model.images import wants_ascii
from spec_ls.model.licences import LEGAL
from spec_ls.model.links import blueprint_names, work_link
from spec_ls.model.placeholders import placeholders
from spec_ls.model.section_labels import section_labels
from spec_ls.model.section_to_delete import SectionToDelete, without_section_to_delete
from spec_ls.model.slot import Demand, Slot
from spec_ls.model.template_text import TemplateText, read_template_text
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.sections import Section
from spec_ls.text import Text

_OPTIONAL = re.compile(r"(?:this is an )?optional (?:sub)?section\b|this (?:sub)?section is optional\b")
_MARKUP = re.compile(r"[*`_]|^[-+*\u2022] +")


GATED_LEVELS = 2
"""Below this level no gate reads, unless its own list goes deeper."""


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Why a template is broken, and at which 0-based line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field of a template's header: its name and value, white space folded, and its 0-based line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its slots, and how it looks.

    ``origin`` is its file, or ``builtin:NAME``.  ``front_matter`` is the text before the first slot, and
    ``licence`` the comment or literal block in it that holds the licence, as it is written.
    ``placeholders`` are those of the front matter.  ``framed`` templates have text before their title that
    keeps docutils from promoting it: there, and in their specs, the lone outermost section is the title
    and the sections within are the slots.  ``work_link`` is the line with a link to the work that a spec is
    about, ``blueprints`` are the names of the blueprints that it links as examples, and
    ``ascii_diagrams`` is true if it asks for diagrams in ASCII,
    ``offers_stop`` if an author may stop for feedback.  ``header_kind`` is the kind of its header, with its
    ``fields``; in a section Status these are the words that it lists.  ``to_delete`` is the section
    that its authors delete.  ``rules`` are those of the gate that
    reads its specs, ``own_text`` is how its own text is recognized in them.
    """

    origin: Path | str
    text: Text
    title: str | None
    title_style: str | None
    front_matter: str
    licence: str | None
    placeholders: tuple[str, ...]
    framed: bool
    slots: tuple[Slot, ...]
    problems: tuple[TemplateProblem, ...]
    work_link: str | None = None
    blueprints: frozenset[str] = frozenset()
    ascii_diagrams: bool = False
    offers_stop: bool = False
    header_kind: HeaderKind | None = None
    fields: tuple[TemplateField, ...] = ()
    to_delete: SectionToDelete | None = None
    rules: SectionRules = SectionRules()
    own_text: TemplateText = field(default=TemplateText(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name for people: the file's, without its folder, or that of a built-in one."""
        return self.origin if isinstance(self.origin, str) else self.origin.name

    def walk(self) -> Iterator[Slot]:
        """All slots, in order."""
        for slot in self.slots:
            yield from slot.walk()

    def siblings(self, slot: Slot) -> tuple[Slot, ...]:
        """The slots under a slot's parent, itself among them."""
        parent = self.parent(slot)
        return self.slots if parent is None else parent.children

    def parent(self, slot: Slot) -> Slot | None:
        """The slot above a slot; None above a top slot."""
        return self.slot_at(slot.path[:-1])

    def slot_at(self, path: tuple[str, ...]) -> Slot | None:
        """The slot with a path; None if there is none."""
        found, slots = None, self.slots
        for title in path:
            found = next((slot for slot in slots if slot.title == title), None)
            if found is None:
                return None
            slots = found.children
        return found

    def place(self, slot: Slot) -> TemplatePlace | None:
        """Where the template asks for a slot, if it does."""
        return None if slot.line is None else TemplatePlace(self.origin, slot.line)


def read_template(text: str, origin: Path | str) -> Template:
    """The template that an RST text makes; never raises, what is wrong is in ``problems``."""
    buffer = Text.of(text)
    document = parse(buffer)
    to_delete: SectionToDelete | None = None
    if (parts := without_section_to_delete(document)) is not None:
        document, to_delete = parse(parts[0]), parts[1]
    header = find_header(document)
    if header is not None and header.kind is HeaderKind.PREAMBLE:
        document = document.with_promotion(None, None)
    framed = document.title is None and len(document.outermost) == 1
    title = document.outermost[0] if framed else document.title
    sections = document.outermost[0].children if framed else document.sections
    slots = _slots(document, sections, ())
    front_matter = _front_matter(document, sections)
    deleted = parse(to_delete.text).blocks.items if to_delete else ()
    return Template(
        origin,
        buffer,
        title.title if title else None,
        title.style if title else None,
        "".join(block.text for block in front_matter),
        _licence(front_matter),
        placeholders(front_matter),
        framed,
        slots,
        tuple(_problems(document, slots, header)),
        work_link=work_link(front_matter),
        blueprints=frozenset(blueprint_names(text)),
        ascii_diagrams=wants_ascii(text),
        offers_stop=offers_stop(buffer),
        header_kind=header.kind if header else None,
        fields=tuple(_fields(document, header)) if header else (),
        to_delete=to_delete,
        own_text=read_template_text(document, sections, deleted),
    )


def _front_matter(document: Document, sections: tuple[Section, ...]) -> tuple[Block, ...]:
    end = document.blocks.headings[sections[0].number] if sections else len(document.blocks)
    return document.blocks.items[:end]


def _fields(document: Document, header: Header) -> Iterator[TemplateField]:
    """The fields of a template; of several with one name the first counts."""
    values = {
        field.name: TemplateField(field.name, field.folded_value, field.start)
        for field in header.fields[::-1]
    }
    if header.kind is HeaderKind.STATUS_SECTION:
        words = listed_words(document)
        values = {name: replace(field, value=" | ".join(words)) for name, field in values.items()}
    return reversed(values.values())


def _slots(document: Document, sections: tuple[Section, ...], path: tuple[str, ...]) -> tuple[Slot, ...]:
    """One slot for each title; of several with one title the last counts, as in a gate."""
    last = {section.title: section for section in sections}
    return tuple(_slot(document, section, (*path, section.title)) for section in last.values())


def _slot(document: Document, section: Section, path: tuple[str, ...]) -> Slot:
    start, end = document.body(section)
    body = document.blocks.items[start:end]
    return Slot(
        section.title,
        len(path),
        path,
        _demand(body, section.title, len(path)),
        "".join(block.text for block in body).strip("\r\n"),
        placeholders(body),
        section.style,
        document.title_range(section).start.line,
        _slots(document, section.children, path),
        labels=section_labels(body),
    )


def _demand(body: tuple[Block, ...], title: str, level: int) -> Demand:
    """Who asks for a section, by the template's words alone."""
    if any(_calls_optional(block, title) for block in body):
        return Demand.NOBODY
    return Demand.GATE if level <= GATED_LEVELS else Demand.TEMPLATE


def _licence(front_matter: tuple[Block, ...]) -> str | None:
    """The first comment or literal block that speaks of a licence, without the blank lines behind it."""
    for block in front_matter:
        if block.kind in (Kind.COMMENT, Kind.LITERAL_BLOCK) and LEGAL.search(block.text):
            return "".join(block.content)
    return None


def _calls_optional(block: Block, title: str) -> bool:
    """True if a paragraph or list item of a slot's guidance begins by calling the section optional."""
    if block.kind not in (Kind.PARAGRAPH, Kind.BULLET_ITEM):
        return False
    words = " ".join(_MARKUP.sub("", block.text.strip()).split()).casefold()
    return bool(_OPTIONAL.match(words)) or words.startswith(f"{title.casefold()} is optional")


def _problems(
    document: Document, slots: tuple[Slot, ...], header: Header | None
) -> Iterator[TemplateProblem]:
    for line, message in problems_of_choices(header.fields if header else ()):
        yield TemplateProblem(line, message)
    blocks = document.blocks
    if (oversized := blocks.first_oversized) is not None:
        yield TemplateProblem(blocks.starts[oversized], "a line is longer than docutils reads")
    elif not slots and not any(block.kind is Kind.FIELD for block in blocks):  # short specs have fields alone
        yield TemplateProblem(0, "no section found, so nothing to compare specs with")
    opened = {section.number for section in document.walk(document.outermost)}
    for number, (index, heading) in enumerate(zip(blocks.headings, document.headings, strict=False)):
        if number not in opened:
            line = blocks.position(index, heading.line).line
            yield TemplateProblem(line, f'title "{heading.title}" skips a level and opens no section')
    for index, block in enumerate(blocks):
        if block.kind is Kind.BAD_TITLE:
            yield TemplateProblem(
                blocks.starts[index], "overline without a title and underline that match it"
            )
