"""The proof that a fix does no harm; no other fix is offered.

It compares the spec before and after the edits by words, headings, verbatim lines, blocks and docutils'
messages.  Only what the edits touch is read again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from spec_ls.checks.known_names import is_defined_elsewhere
from spec_ls.deadline import interrupt_if_over
from spec_ls.findings import Fix, Safety
from spec_ls.model.body import is_stub
from spec_ls.model.comments import disables_codes
from spec_ls.model.header import is_written_by_program
from spec_ls.model.licences import LEGAL
from spec_ls.model.merge_conflicts import merge_conflicts
from spec_ls.model.title_similarity import bare_title
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Chunk
from spec_ls.rst.kept import kept
from spec_ls.rst.nested import paragraphs
from spec_ls.rst.syntax.messages import Messages, messages, prompt_messages
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, line_content

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_LONGEST_TITLE = 80
"""A longer line is not taken for a title."""


def is_proven(spec: Spec, fix: Fix) -> bool:
    """True if a fix of this spec loses, joins, doubles and misplaces nothing that its author wrote."""
    if not fix.edits:
        return True
    if spec.blocks.rest is not None:
        return False  # nobody knows what stands there
    if _touches_conflict(spec, fix.edits):
        return fix.safety is Safety.BY_HAND  # the author chooses a side, and the other one goes
    interrupt_if_over()
    now = spec.after(fix.edits)
    interrupt_if_over()
    if fix.safety is Safety.BY_HAND:
        return _doubles_no_heading(spec, now) and _brings_no_message(spec, now)  # the author looks at it
    return (
        _keeps_words(spec, now, fix.edits)
        and _keeps_legal_lines(spec, now, fix.edits)
        and _keeps_verbatim_lines(spec, now)
        and _doubles_no_heading(spec, now)
        and _writes_no_stub_beside_text(spec, now)
        and (fix.safety is not Safety.SAFE or _keeps_other_sections(spec, now))
        and _brings_no_message(spec, now)
    )


def _touches_conflict(spec: Spec, edits: tuple[Edit, ...]) -> bool:
    """True if a side of a merge conflict is touched: which one is right is the author's to say."""
    return any(
        edit.range.start.line <= conflict.end and conflict.ours <= edit.range.end.line
        for conflict in merge_conflicts(spec.blocks)
        for edit in edits
    )


def _keeps_words(spec: Spec, now: Spec, edits: tuple[Edit, ...]) -> bool:
    """True if no word is gone but the template's own, a heading's old title, and what stands there twice."""
    removed = Counter[str]()
    added = Counter[str]()
    for edit in edits:
        if _is_suppression(spec, edit) or _rewrites_field(spec, edit) or _deletes_programs_field(spec, edit):
            continue
        removed.update(_words(spec.text.slice(edit.range)))
        added.update(_words(edit.text))
    lost = removed - added
    if not lost:
        return True
    titles = _titles(spec) - _titles(now)
    if sum(_titles(spec).values()) <= sum(_titles(now).values()):
        lost -= Counter(word for title in titles.elements() for word in _words(title))
    if not lost:
        return True
    for edit in edits:
        gone = spec.text.slice(edit.range)
        if Counter(_words(gone)) - Counter(_words(edit.text)) and _nobody_misses(gone, spec, now):
            lost -= Counter(_words(gone))
    return not lost


def _is_suppression(spec: Spec, edit: Edit) -> bool:
    """True if an edit is about a comment that spec-ls alone reads."""
    first, last = (spec.blocks.at(position.line) for position in edit.range)
    return any(map(disables_codes, spec.blocks.items[max(first, 0) : last + 1]))


def _rewrites_field(spec: Spec, edit: Edit) -> bool:
    """True if an edit writes the name or the value of a field in the header in another form."""
    header = spec.fields.header if spec.fields is not None else None
    field = header.field_at(edit.range.start.line) if header is not None else None
    return (
        field is not None
        and bool(edit.text.strip())
        and (edit.range == field.name_range or edit.range.start >= field.name_range.end)
        and edit.range.end.line < field.end
    )


def _deletes_programs_field(spec: Spec, edit: Edit) -> bool:
    """True if an edit deletes a field of the header that no author has written."""
    header = spec.fields.header if spec.fields is not None else None
    field = header.field_at(edit.range.start.line) if header is not None else None
    if field is None or edit.text or not is_written_by_program(field):
        return False
    return edit.range == Range.of(field.start, 0, field.end, 0)


def _nobody_misses(gone: str, spec: Spec, now: Spec) -> bool:
    """True if a text or each of its lines is the template's, or if it still stands in the spec."""
    folded = " ".join(gone.split())
    if any(folded in " ".join(str(text).split()) for text in (spec.template.text, now.text)):
        return True
    return _are_of_template(gone.splitlines(), spec)


def _are_of_template(lines: Iterable[str], spec: Spec) -> bool:
    """True if the words of each line stand in the template, in that order."""
    template = f" {' '.join(_words(str(spec.template.text)))} "
    return all(f" {' '.join(_words(line))} " in template for line in lines)


def _keeps_legal_lines(spec: Spec, now: Spec, edits: tuple[Edit, ...]) -> bool:
    """True if no line about a licence or copyright is gone."""
    gone = [line for edit in edits for line in spec.text.slice(edit.range).splitlines() if LEGAL.search(line)]
    if not gone:
        return True
    left = " ".join(str(now.text).split())
    return all(" ".join(line.split()).removeprefix(".. ") in left for line in gone)


def _keeps_verbatim_lines(spec: Spec, now: Spec) -> bool:
    """True if each line of literal text, a table, a line block or a comment is still a line of its own."""
    gone, new = _changed_chunks(spec, now)
    lost = Counter(line for chunk in gone for line in _verbatim_lines(chunk))
    if not lost:
        return True
    lost -= Counter(_plain(line) for chunk in new for block in chunk.blocks for line in block.lines)
    return _are_of_template(lost, spec)


@kept
def _verbatim_lines(chunk: Chunk) -> tuple[str, ...]:
    """The lines in a chunk that are no running text, by their words."""
    return tuple(line for block in chunk.blocks for line in _verbatim(block))


def _verbatim(block: Block) -> Iterator[str]:
    if block.kind in (Kind.TITLE, Kind.BAD_TITLE) or disables_codes(block):
        return
    prose = {line for first, end, _ in paragraphs(block) for line in range(first, end)}
    for index, line in enumerate(block.content):
        if index not in prose and (plain := _plain(line)):
            yield plain


def _plain(line: str) -> str:
    plain = line.replace("\u200b", "").strip()
    return " ".join(_words(plain)) or plain


def _doubles_no_heading(spec: Spec, now: Spec) -> bool:
    """True if no title stands there more often than before, unless the template has it as often."""
    before, after = _bare_titles(_titles(spec)), _bare_titles(_titles(now))
    in_template = _bare_titles(Counter(slot.title for slot in spec.template.walk()))
    return all(after[title] <= max(1, in_template[title]) for title in after - before)


def _bare_titles(titles: Counter[str]) -> Counter[str]:
    """Titles without case, numbers and punctuation."""
    return Counter(bare_title(title) for title in titles.elements())


def _writes_no_stub_beside_text(spec: Spec, now: Spec) -> bool:
    """True if no section is new that says nothing while a line elsewhere has its title."""
    new = _bare_titles(_titles(now) - _titles(spec))
    if not new or sum(_titles(now).values()) <= sum(_titles(spec).values()):
        return True
    return not any(bare in _title_lines(chunk) for bare in new for chunk in now.blocks.chunks)


@kept
def _title_lines(chunk: Chunk) -> frozenset[str]:
    """The lines in a chunk that may be meant for titles and are none, without case and punctuation."""
    found = set()
    for block in chunk.blocks:
        if block.kind in (Kind.TITLE, Kind.BULLET_ITEM, Kind.LITERAL_BLOCK, Kind.COMMENT) or is_stub(block):
            continue
        for line in block.content:
            content = line_content(line).rstrip()
            if 0 < len(content) < _LONGEST_TITLE and not content.startswith("  "):
                found.add(bare_title(content))
    return frozenset(found - {""})


def _keeps_other_sections(spec: Spec, now: Spec) -> bool:
    """True if each adornment still has as many headings, so that no section is gone or at another level."""
    before = [heading.style for heading in spec.document.headings]
    after = [heading.style for heading in now.document.headings]
    return len(after) >= len(before) and not Counter(before) - Counter(after)


def _brings_no_message(spec: Spec, now: Spec) -> bool:
    """True if docutils has no message that it did not have before, but for names that the project defines."""
    interrupt_if_over()
    before = spec.messages or messages(spec.blocks, spec.document.tree)
    if spec.messages is None:
        after = messages(now.blocks, now.document.tree)
    else:
        after = prompt_messages(now.blocks, now.document.tree)
        if before.complete and not after.complete:
            return False  # reading it all would take longer than an editor waits
    if len(after.unread) > len(before.unread):
        return False
    return not _texts(now, after) - _texts(spec, before)


def _texts(spec: Spec, found: Messages) -> Counter[str]:
    """The messages without numbers, but those about a preamble, which is no RST, and about known names."""
    starts = spec.blocks.starts
    return Counter(
        _NUMBER.sub("", message.problem.text)
        for message in found.found
        if not spec.is_preamble(starts[message.block])
        and not is_defined_elsewhere(spec.config, message.problem.text)
    )


def _changed_chunks(spec: Spec, now: Spec) -> tuple[list[Chunk], list[Chunk]]:
    """The chunks that an edit took away, and the new ones in their place."""
    before = {id(chunk) for chunk in spec.blocks.chunks}
    after = {id(chunk) for chunk in now.blocks.chunks}
    gone = [chunk for chunk in spec.blocks.chunks if id(chunk) not in after]
    return gone, [chunk for chunk in now.blocks.chunks if id(chunk) not in before]


def _titles(spec: Spec) -> Counter[str]:
    return Counter(heading.title for heading in spec.document.headings)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
