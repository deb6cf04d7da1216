"""The rules of the gates as their table has them, on docutils itself: nothing here knows spec_ls.

A gate is a function of a spec's text, as the gate opens it, and its template's.  It yields faults; a spec
without any passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree

_SETTINGS: dict[str, Any] = {
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": None,
    "file_insertion_enabled": False,
    "_disable_config": True,
}
LIMIT = 79

PD, PC, IM, D, T, DI, R = SEVEN = (
    "Problem description",
    "Proposed change",
    "Implementation",
    "Dependencies",
    "Testing",
    "Documentation Impact",
    "References",
)
WORK = ("Assignee(s)", "Work Items")


@dataclass(frozen=True)
class Section:
    """A section: its title's source text, and the sections in it."""

    title: str
    children: tuple[Section, ...]


@dataclass(frozen=True)
class Fault:
    """Why a gate rejects a spec; ``missing`` and ``extra`` name a top section."""

    words: str
    missing: str | None = None
    extra: str | None = None


Gate = Callable[[str, str], Iterator[Fault]]
"""A gate's rule: of a spec's text and its template's."""


def in_text_mode(text: str) -> str:
    """A file's text as Python reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=64)
def sections(text: str) -> tuple[Section, ...]:
    """The top sections after title promotion."""
    return _children(publish_doctree(text, settings_overrides=_SETTINGS))


def _children(node: nodes.Element) -> tuple[Section, ...]:
    return tuple(
        Section(inner[0].rawsource, _children(inner)) for inner in node.children if isinstance(inner, nodes.section)
    )  # fmt: skip


def by_title(tops: Sequence[Section]) -> dict[str, Section]:
    """Sections by title: of several with one title the last."""
    return {section.title: section for section in tops}


def titles(section: Section) -> list[str]:
    """The titles of a section's subsections."""
    return [inner.title for inner in section.children]


# Sections.


def t1(
    text: str,
    template: str,
    *,
    optional: Sequence[str] = (),
    optional_subsections: Sequence[str] = (),
    extra: Sequence[str] = (),
) -> Iterator[Fault]:
    """All sections and subsections of the template, and no other top sections."""
    there, wanted = by_title(sections(text)), by_title(sections(template))
    for title, slot in wanted.items():
        if title not in there:
            if title not in optional:
                yield Fault(f"no {title}", missing=title)
            continue
        for inner in set(titles(slot)) - set(titles(there[title])) - set(optional_subsections):
            yield Fault(f"no {inner} in {title}")
    for title in there:
        if title not in wanted and title not in extra:
            yield Fault(f"extra {title}", extra=title)


def backlog(text: str, template: str) -> Iterator[Fault]:
    """ironic's backlog: two sections, and any of the template's."""
    there, wanted = by_title(sections(text)), by_title(sections(template))
    for title in (PD, PC):
        if title not in there:
            yield Fault(f"no {title}", missing=title)
    for title in there:
        if title not in wanted:
            yield Fault(f"extra {title}", extra=title)


def own_list(
    text: str,
    template: str,
    *,
    change: Sequence[str | tuple[str, ...]],
    tops: Sequence[str] = SEVEN,
    count: int = 7,
    work: Sequence[str] = WORK,
    ordered: bool = False,
    strict: bool = False,
) -> Iterator[Fault]:
    """A list of the gate's own.

    ``strict``: Implementation has exactly two subsections, and those that are not named have none;
    ``ordered``: Proposed change has exactly its own, in order.
    """
    there = by_title(sections(text))
    yield from _of_tops(set(there), tops, count)
    if PC in there:
        yield from _of_change(titles(there[PC]), change, ordered)
    if IM in there:
        yield from _of_work(titles(there[IM]), work, strict)
    for title in set(tops) & set(there) - {PC, IM}:
        if strict and there[title].children:
            yield Fault(f"subsections in {title}")


def _of_work(inner: list[str], work: Sequence[str], strict: bool) -> Iterator[Fault]:
    for title in set(work) - set(inner):
        yield Fault(f"no {title} in {IM}")
    if strict and len(inner) != 2:
        yield Fault(f"{len(inner)} subsections in {IM}")


def _of_tops(there: set[str], tops: Sequence[str], count: int) -> Iterator[Fault]:
    for title in set(tops) - there:
        yield Fault(f"no {title}", missing=title)
    if len(there) != count:
        yield Fault(f"{len(there)} top sections")
    for title in there - set(tops):
        if count == len(tops):
            yield Fault(f"extra {title}", extra=title)


def _of_change(inner: list[str], change: Sequence[str | tuple[str, ...]], ordered: bool) -> Iterator[Fault]:
    if ordered and inner != list(change):
        yield Fault(f"other subsections in {PC}, or in another order")
    for one in change:
        if not set((one,) if isinstance(one, str) else one) & set(inner):
            yield Fault(f"no {one} in {PC}")


Nested = dict[str, Any]
"""Titles, each with those below it."""


def at_least(text: str, template: str, *, wanted: Nested) -> Iterator[Fault]:
    """fuel: sections on three levels; others are free."""
    there = by_title(sections(text))
    for title in set(wanted) - set(there):
        yield Fault(f"no {title}", missing=title)
    yield from _below(tuple(there.values()), wanted)


def _below(tops: Sequence[Section], wanted: Nested) -> Iterator[Fault]:
    for title, section in by_title(tops).items():
        for inner in set(wanted.get(title, {})) - set(titles(section)):
            yield Fault(f"no {inner} in {title}")
        yield from _below(section.children, wanted.get(title, {}))


def zaqar(text: str, template: str) -> Iterator[Fault]:
    """Problem description or Driver description, and what goes with it."""
    there = by_title(sections(text))
    if len(there) < 4:
        yield Fault("fewer than four sections")
    if PD not in there and "Driver description" not in there:
        yield Fault("no description", missing=PD)
    for title in (PC, IM, D):
        if title not in there:
            yield Fault(f"no {title}", missing=title)
    if PC in there and PD in there and "Alternatives" not in titles(there[PC]):
        yield Fault("no Alternatives")
    if IM in there:
        for title in set(WORK) - set(titles(there[IM])):
            yield Fault(f"no {title}")


# Lines.


def has_url(line: str) -> bool:
    """Whether a gate sees a URL."""
    return "http://" in line or "https://" in line


def l0(text: str, template: str, *, exempt: Callable[[str], bool] = has_url) -> Iterator[Fault]:
    """Lines of 80 or more that are not exempt."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LIMIT and not exempt(line):
            yield Fault(f"line {number} is long")


def l1(text: str, template: str, *, exempt: Callable[[str], bool] = lambda line: False) -> Iterator[Fault]:
    """The same outside of code regions, and only lines that could be broken."""
    in_code = False
    for number, line in enumerate(text.split("\n"), 1):
        if in_code and (not line or line.startswith(" ")):
            continue
        in_code = "::" in line
        if has_url(line) or exempt(line) or len(line.split()) == 1:
            continue
        if len(line) > LIMIT:
            yield Fault(f"line {number} is long")


def congress_exempt(line: str) -> bool:
    """What congress lets pass."""
    return has_url(line) or "-+-" in line or " |" in line


def zaqar_exempt(line: str) -> bool:
    """What zaqar lets pass."""
    return has_url(line) or "/queues" in line


def watcher_exempt(line: str) -> bool:
    """What watcher lets pass besides."""
    return line.startswith("..") and "image::" in line


def trove_lines(text: str, template: str) -> Iterator[Fault]:
    """79, or 83 behind four spaces."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count("/") > 1 or line.lstrip()[:1] in ("|", "+") or "<% $" in line:
            continue
        if len(line) > (83 if line.startswith("    ") else 79):
            yield Fault(f"line {number} is long")


def spaces(text: str, template: str) -> Iterator[Fault]:
    """Spaces at a line's end."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.endswith(" "):
            yield Fault(f"spaces at the end of line {number}")


def zero_width(text: str, template: str) -> Iterator[Fault]:
    """U+200B."""
    if "\u200b" in text:
        yield Fault("zero width space")


# doc8.


def doc8(text: str, template: str, *, with_lengths: bool = True) -> Iterator[Fault]:
    """D001 to D005; the text is as the file has it."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bare = line.removesuffix("\r")
        if bare != bare.rstrip():
            yield Fault(f"D002 {number}")
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield Fault(f"D003 {number}")
    if "\r" in text:
        yield Fault("D004")
    if text and not text.endswith("\n"):
        yield Fault("D005")
    if with_lengths:
        yield from _d001(lines)


def _d001(lines: list[str]) -> Iterator[Fault]:
    """What is a directive is said by doc8's own pattern, in which a point stands for any character.

    Lines of literal blocks and targets are not known here: doc8 itself is asked for those elsewhere.
    """
    region = False
    for number, line in enumerate(lines):
        if region and line.strip() and not line.startswith(" "):
            region = False
        if re.match(r"\s*..\s.*?::|::\s*$", line):
            region = True
        below = lines[number + 1] if number + 1 < len(lines) else ""
        is_item = re.match(r"\s*([-*+]|#\.|\d+\.) ", line)
        if (
            len(line) <= LIMIT
            or region
            or " " not in line.strip()
            or has_url(line)
            or (_indent(below) > _indent(line) and not is_item)
        ):
            continue
        yield Fault(f"D001 {number + 1}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# ironic.


def licence(text: str, template: str) -> Iterator[Fault]:
    """The Creative Commons notice before the first line that starts with "="."""
    notice = _header(template)
    if notice[notice.index(" This work") :] not in _header(text):
        yield Fault("no licence")


def _header(text: str) -> str:
    before = []
    for line in text.split("\n"):
        if line.startswith("="):
            break
        before.append(line)
    return "".join(before)


def ironic_link(text: str, template: str, *, name: str) -> Iterator[Fault]:
    """A link to the work before the first line that begins with "Problem description"."""
    for line in text.split("\n"):
        if line.startswith(".. lint: norfe") or "https://storyboard.openstack.org/#!/story/" in line:
            return
        if "https://bugs.launchpad.net/" in line:
            return
        if "https://blueprints.launchpad.net/ironic/+spec/" in line:
            if not line.endswith(name):
                yield Fault("link of another name")
            return
        if line.startswith(PD):
            break
    yield Fault("no link")
