"""missing-blueprint-url: nothing links the blueprint, bug or story that the spec is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from spec_ls.analysis import Analysis, Check, after, unpromoted
from spec_ls.config import LinkRule
from spec_ls.edits.places import blank_lines_behind
from spec_ls.findings import Finding, Fix
from spec_ls.model.links import BLUEPRINT, blueprint_names, links_work
from spec_ls.model.outline import Outline
from spec_ls.model.preamble import preamble_end
from spec_ls.text import Edit, Position, Range, line_content


class _Misfit(NamedTuple):
    """A link to a blueprint that is not the file's: where, and the blueprint's name if it can be told."""

    range: Range
    name: str | None


def _find(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    rule = analysis.config.link
    misfit = None
    if rule is not None:
        passes = _passes(analysis, rule)
        if passes is True:
            return
        misfit = passes or None
    elif _links(analysis, outline):
        return
    title = unpromoted(analysis).document.title or outline.title
    here = analysis.document.title_range(title) if title else analysis.first_line
    yield Finding(
        CHECK.code,
        analysis.config.severity(CHECK.code),
        _message(analysis, misfit),
        misfit.range if misfit else here,
        subject=misfit,
    )


def _message(analysis: Analysis, misfit: _Misfit | None) -> str:
    if misfit is None:
        return "no link to a blueprint, bug or story before the first section"
    name = f'blueprint "{misfit.name}"' if misfit.name else "the blueprint's line"
    return f'{name} does not end with the name of the file, "{_stem(analysis)}"'


def _links(analysis: Analysis, outline: Outline) -> bool:
    """Whether a link stands before the first section, or none need stand there (yet)."""
    if outline.template.work_link is None or not analysis.document.outermost:
        return True
    base = unpromoted(analysis)
    end = preamble_end(base.blocks, base.outline or outline)
    return any(map(links_work, base.blocks.items[:end]))


def _passes(analysis: Analysis, rule: LinkRule) -> bool | _Misfit:
    """What a gate says that goes by lines: the first line that tells anything ends its search."""
    stem = _stem(analysis)
    for number, raw in enumerate(analysis.text.lines):
        line = line_content(raw)
        if line.startswith(rule.unless) or any(link in line for link in rule.any_of):
            return True
        for link in rule.named:
            if link in line:
                return True if stem is None or line.endswith(stem) else _misfit(number, line, link)
        if rule.before is not None and line.startswith(rule.before):
            return False
    return False


def _misfit(number: int, line: str, link: str) -> _Misfit:
    column = line.index(link)
    names = blueprint_names(line[column:])
    end = (
        column + len(link) + len(names[0])
        if names and line.startswith(names[0], column + len(link))
        else len(line)
    )
    return _Misfit(Range.of(number, column, number, end), names[0] if names else None)


def _stem(analysis: Analysis) -> str | None:
    return analysis.path.stem if analysis.path else None


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    stem, misfit = _stem(analysis), finding.subject
    if isinstance(misfit, _Misfit):
        if misfit.name and analysis.path:
            name = misfit.name + analysis.path.suffix
            yield Fix(f'Rename the file to "{name}"', (), PurePosixPath(name))
        return
    prefix, document, outline = _prefix(analysis), unpromoted(analysis).document, analysis.outline
    # Below a subtitle: text above it would make it a section.
    title = document.subtitle or document.title or (outline.title if outline else None)
    if stem is None or prefix is None or title is None or outline is None:
        return
    edit = _below_title(analysis, analysis.document.heading_lines(title)[1], prefix + stem)
    now = after(analysis, [edit])
    same = now.document.headings == analysis.document.headings
    if same and now.outline is not None and not any(_find(now, now.outline)):
        yield Fix(f'Write the URL of the blueprint "{stem}"', (edit,))


def _prefix(analysis: Analysis) -> str | None:
    """The URL of a blueprint without its name, as the gate or the template has it."""
    if analysis.config.link is not None and analysis.config.link.named:
        return analysis.config.link.named[0]
    link = analysis.template.work_link if analysis.template else None
    found = BLUEPRINT.search(link) if link else None
    return found[0].removesuffix(found["name"]) if found else None


def _below_title(analysis: Analysis, line: int, url: str) -> Edit:
    """The edit that writes a paragraph below the title, whose heading ends before a line."""
    text, blocks = analysis.text, analysis.blocks
    newline = text.newline
    if line >= len(text.lines):
        return Edit(Range.at(text.end), newline * 2 + url + newline)
    index = blocks.at(line - 1)
    blank = blank_lines_behind(analysis, index)
    if not blank:
        return Edit(Range.at(Position(line, 0)), newline + url + newline * 2)
    more = index + 1 < len(blocks)
    return Edit(Range.at(Position(line + blank, 0)), url + newline * (2 if more else 1))


CHECK = Check(
    "missing-blueprint-url",
    "no link to the blueprint, bug or story that the spec is about",
    "A spec belongs to a blueprint, bug or story where its work is tracked. Reviewers and tools find that by"
    " its URL, before the first section.",
    "============\nFaster lists\n============\n\nText.\n",
    "============\nFaster lists\n============\n\n"
    "https://blueprints.launchpad.net/nova/+spec/faster-lists\n\nText.\n",
    find=_find,
    fix=_fix,
)
