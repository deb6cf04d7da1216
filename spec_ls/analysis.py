"""The immutable value that checks and features get: a text, what it means, and what its template wants."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spec_ls.config import Config
from spec_ls.findings import Finding, Fix, Severity
from spec_ls.model.document import Document, build, rebuilt
from spec_ls.model.marks import POSTED, Marks, marks
from spec_ls.model.outline import Match, Outline, match
from spec_ls.model.passage import Passage
from spec_ls.model.template import Template
from spec_ls.rst.blocks import Blocks
from spec_ls.rst.reparse import reparse
from spec_ls.rst.scan import scan
from spec_ls.text import Edit, Position, Range, Splice, Text, line_content


@dataclass(frozen=True, slots=True)
class Change:
    """Which blocks differ from an earlier analysis: its ``[start, old_end)`` became ``[start, new_end)``."""

    since: Blocks
    start: int
    old_end: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text beside its template.

    Without a template the text is no spec, and has no outline.
    """

    text: Text
    document: Document
    template: Template | None
    outline: Outline | None
    config: Config
    path: Path | None
    marks: Marks
    change: Change | None = field(default=None, repr=False)

    @property
    def blocks(self) -> Blocks:
        """The document's blocks."""
        return self.document.blocks

    @property
    def first_line(self) -> Range:
        """The first line of the text, where what is about the whole file is shown."""
        return Range(Position(0, 0), Position(0, len(line_content(self.text.lines[0]))))


def analyse(
    text: Text, template: Template | None, config: Config = Config(), path: Path | None = None
) -> Analysis:
    """The analysis of a whole text."""
    document = build(scan(text))
    return _put_beside(document, text, template, config, path)


def beside(analysis: Analysis, template: Template | None, config: Config) -> Analysis:
    """The analysis of the same text beside another template, or with other settings."""
    return _put_beside(analysis.document, analysis.text, template, config, analysis.path)


def edited(analysis: Analysis, edits: Iterable[Edit]) -> Analysis:
    """The analysis after edits, applied one after the other; what they do not touch is reused."""
    text, splices = analysis.text, []
    for edit in edits:
        text, splice = text.replace(edit)
        splices.append((text, splice))
    return spliced(analysis, splices)


def spliced(analysis: Analysis, splices: Iterable[tuple[Text, Splice]]) -> Analysis:
    """The analysis after edits that are made in the text already: what each made of it, and where."""
    text, blocks = analysis.text, analysis.blocks
    before = after = len(blocks)  # how many blocks at the start, and at the end, are still the old ones
    for text, splice in splices:
        result = reparse(blocks, text, splice)
        before = min(before, result.start)
        after = min(after, len(blocks) - result.old_end)
        blocks = result.blocks
    if blocks is analysis.blocks:
        return analysis
    old, new = len(analysis.blocks), len(blocks)
    after = min(after, old - before, new - before)
    change = Change(analysis.blocks, before, old - after, new - after)
    document = rebuilt(blocks, analysis.document, change.start, change.old_end, change.new_end)
    fresh = marks(blocks.items[change.start : change.new_end], change.start, analysis.template)
    marked = analysis.marks.renumbered(change.start, change.old_end, fresh, new - old)
    outline = _outline(document, analysis.template, marked.posts, analysis)
    return replace(analysis, text=text, document=document, outline=outline, marks=marked, change=change)


def after(analysis: Analysis, edits: Iterable[Edit]) -> Analysis:
    """The analysis after edits that all refer to ``analysis.text`` itself, as those of a fix do."""
    return edited(analysis, sorted(edits, key=lambda edit: edit.range, reverse=True))


def unpromoted(analysis: Analysis) -> Analysis:
    """The analysis as its author means it while a spec is in the making.

    docutils takes a spec's only section for its title, or for a subtitle, and so do gates.  Where that
    section fills a slot and no other does, it counts as a section here.
    """
    document, template, outline = analysis.document, analysis.template, analysis.outline
    title = document.title
    if template is None or outline is None or outline.found or template.framed or title is None:
        return analysis
    titles = {slot.title for slot in template.slots}
    if document.subtitle is not None and document.subtitle.title in titles:
        document = replace(document, subtitle=None, sections=title.children)
    elif title.title in titles:
        document = replace(document, title=None, subtitle=None, sections=document.outermost)
    else:
        return analysis
    outline = match(document, template, _posted(document, template, analysis.marks.posts))
    return replace(analysis, document=document, outline=outline)


def _put_beside(
    document: Document, text: Text, template: Template | None, config: Config, path: Path | None
) -> Analysis:
    marked = marks(document.blocks.items, 0, template)
    outline = _outline(document, template, marked.posts)
    return Analysis(text, document, template, outline, config, path, marked)


def _outline(
    document: Document, template: Template | None, posts: list[int], before: Analysis | None = None
) -> Outline | None:
    """The outline, or the one of ``before`` where nothing that it depends on has changed."""
    if template is None:
        return None
    posted = _posted(document, template, posts)
    if (
        before is not None
        and before.outline is not None
        and document.sections is before.document.sections
        and document.title is before.document.title
        and posted == _posted(before.document, template, before.marks.posts)
    ):
        return before.outline
    return match(document, template, posted)


def _posted(document: Document, template: Template, posts: list[int]) -> int | None:
    """The ordinal of the last heading before the author's stop (or -1), where the template offers to stop."""
    if not posts or not template.offers(POSTED):
        return None
    return bisect_left(document.blocks.headings, posts[0]) - 1


def _no_fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    return iter(())


def _nothing(analysis: Analysis, outline: Outline) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Check:
    """One check, known by its code.

    ``find`` yields what is wrong in a spec. ``find_in_block`` is for checks that look at one block and at
    what ``Passage`` says of the rest: its ranges count lines from the block's first, and its results are
    kept with the block. ``find_promptly`` is for checks that may take long: what is found at once, and
    whether that is all; ``prepare`` does, in small steps, what ``find`` then need not do. ``fix`` yields
    the ways out of one of the check's own findings, best first.
    ``wrong`` and ``right`` are RST, or names of files where the check is about those.
    """

    code: str
    summary: str
    why: str
    wrong: str
    right: str
    find: Callable[[Analysis, Outline], Iterator[Finding]] = _nothing
    find_in_block: Callable[[Passage], Iterator[Finding]] | None = None
    find_promptly: Callable[[Analysis, Outline], tuple[Iterator[Finding], bool]] | None = None
    prepare: Callable[[Analysis], Iterator[None]] | None = None
    fix: Callable[[Analysis, Finding], Iterator[Fix]] = _no_fix

    def warn(
        self, message: str, analysis: Analysis, outline: Outline, one: Match, gated: bool = False
    ) -> Finding:
        """A warning at the title of a section that fills a slot, or was meant to; its subject is ``one``.

        ``gated`` tells that a gate may read this section so closely: if it rejects the code, it is an error.
        """
        return Finding(
            self.code,
            Severity.ERROR if gated and analysis.config.is_error(self.code) else Severity.WARNING,
            message,
            analysis.document.title_range(one.section),
            outline.path_of(one.section),
            outline.template.place(one.slot),
            one,
        )
