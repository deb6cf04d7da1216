"""missing-blueprint-url: nothing links the blueprint, bug or story that the spec is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from spec_ls.check import Check
from spec_ls.config import LinkRule
from spec_ls.findings import Finding, Fix, Safety, Severity
from spec_ls.model.front_matter import front_matter_end
from spec_ls.model.leftovers import unreplaced
from spec_ls.model.links import BLUEPRINT, blueprint_names, chunk_links_work, links_work
from spec_ls.spec import Spec
from spec_ls.text import Edit, Position, Range, line_content

_TO_REPLACE = "XXXX"
"""The end of an address that its author has to write."""


class _OtherBlueprint(NamedTuple):
    """A link to a blueprint that is not the file's: where, and the blueprint's name if the link has one."""

    range: Range
    name: str | None


def _find(spec: Spec) -> Iterator[Finding[_OtherBlueprint | None]]:
    rule = spec.config.link
    other = None
    if rule is not None:
        passes = _passes(spec, rule)
        if passes is True:
            return
        other = passes or None
    elif _links(spec):
        return
    title = spec.unpromoted.document.title or spec.outline.title
    at_title = spec.document.title_range(title) if title else spec.document.first_line
    yield Finding(
        CHECK.code,
        _severity(spec),
        _message(spec, other),
        other.range if other else at_title,
        subject=other,
    )


def _severity(spec: Spec) -> Severity:
    """Information where no gate asks for the link and the work is linked further down."""
    if not spec.config.is_gated(CHECK.code) and spec.config.link is None and _links_elsewhere(spec):
        return Severity.INFORMATION
    return spec.config.severity(CHECK.code)


def _message(spec: Spec, other: _OtherBlueprint | None) -> str:
    if other is None:
        return "no link to a blueprint, bug or story before the first section"
    name = f'blueprint "{other.name}"' if other.name else "the blueprint's line"
    return f'{name} does not end with the name of the file, "{_stem(spec)}"'


def _links(spec: Spec) -> bool:
    """True if a link stands before the first section, or is not needed there (yet)."""
    if spec.template.work_link is None or not spec.document.outermost:
        return True
    end = front_matter_end(spec.blocks, spec.unpromoted.outline)
    return any(map(links_work, spec.blocks.items[:end]))


def _passes(spec: Spec, rule: LinkRule) -> bool | _OtherBlueprint:
    """The verdict of a gate that goes by lines: the first line that any part of its rule is about decides."""
    stem = _stem(spec)
    for number, raw in enumerate(spec.text.lines):
        line = line_content(raw)
        if line.startswith(rule.unless) or any(link in line for link in rule.any_of):
            return True
        for link in rule.named:
            if link in line:
                return True if stem is None or line.endswith(stem) else _other_blueprint(number, line, link)
        if rule.before is not None and line.startswith(rule.before):
            return False
    return False


def _other_blueprint(number: int, line: str, link: str) -> _OtherBlueprint:
    column = line.index(link)
    names = blueprint_names(line[column:])
    end = (
        column + len(link) + len(names[0])
        if names and line.startswith(names[0], column + len(link))
        else len(line)
    )
    return _OtherBlueprint(Range.of(number, column, number, end), names[0] if names else None)


def _stem(spec: Spec) -> str | None:
    return spec.path.stem if spec.path else None


def _fix(spec: Spec, finding: Finding[_OtherBlueprint | None]) -> Iterator[Fix]:
    if (other := finding.subject) is not None:
        if other.name and spec.path:
            name = other.name + spec.path.suffix
            yield Fix(f'Rename the file to "{name}"', (), PurePosixPath(name), safety=Safety.UNSAFE)
        return
    document = spec.unpromoted.document
    # Below a subtitle: text above it would make it a section.
    title = document.subtitle or document.title or spec.outline.title
    if title is None or _links_elsewhere(spec):
        return  # the address that the author has is not to be made up
    for url in _placeholders(spec):
        edit = _below_title(spec, document.heading_lines(title)[1], url)
        now = spec.after([edit])
        if now.document.headings == spec.document.headings and not any(_find(now)) and _stays(now, url):
            yield Fix(f'Write "{url}", to be replaced', (edit,), safety=Safety.UNSAFE)
            return


def _links_elsewhere(spec: Spec) -> bool:
    """True if any part of the text links a blueprint, bug, story or review."""
    return any(map(chunk_links_work, spec.blocks.chunks))


def _placeholders(spec: Spec) -> Iterator[str]:
    """Addresses that the gate or the template take, and that are to be replaced by that of the work."""
    link = spec.template.work_link
    if link is not None:
        yield link
        if found := BLUEPRINT.search(link):
            yield found[0].removesuffix(found["name"]) + _TO_REPLACE
    if spec.config.link is not None:
        yield from (start + _TO_REPLACE for start in spec.config.link.any_of)


def _stays(now: Spec, url: str) -> bool:
    """True if an address is reported until its author has replaced it."""
    return any(found.span.text in url for found in unreplaced(now.blocks, now.outline))


def _below_title(spec: Spec, line: int, url: str) -> Edit:
    """The edit that writes a paragraph below the title, whose heading ends before a line."""
    text, blocks = spec.text, spec.blocks
    newline = text.newline
    if line >= len(text.lines):
        return Edit(Range.at(text.end), newline * 2 + url + newline)
    index = blocks.at(line - 1)
    blank = spec.blocks.items[index].blank_lines_behind
    if not blank:
        return Edit(Range.at(Position(line, 0)), newline + url + newline * 2)
    more = index + 1 < len(blocks)
    return Edit(Range.at(Position(line + blank, 0)), url + newline * (2 if more else 1))


CHECK = Check(
    code="missing-blueprint-url",
    summary="no link to the blueprint, bug or story that the spec is about",
    severity="warning; information if it is linked further down",
    remedy="insert a placeholder",
    why=(
        "A spec belongs to a blueprint, bug or story where its work is tracked. Reviewers and tools find"
        " that by its URL, before the first section."
    ),
    wrong="============\nFaster lists\n============\n\nText.\n",
    right=(
        "============\nFaster lists\n============\n\n"
        "https://blueprints.example.org/project/+spec/faster-lists\n\nText.\n"
    ),
    find=_find,
    fix=_fix,
)
