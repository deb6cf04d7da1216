"""A space behind a word that is over the limit: the word goes to the next line."""

from __future__ import annotations

from spec_ls.config import Config
from spec_ls.edits.wrap import Run, run_at, wrappings
from spec_ls.features.formatting.prose import prose_rule
from spec_ls.features.formatting.unit import proven
from spec_ls.model.document import Document
from spec_ls.rst.syntax.reading import run_to_end
from spec_ls.text import Edit, Position, Range, line_content


def after_space(document: Document, position: Position, config: Config | None) -> tuple[Edit, ...]:
    """The edit that breaks a line of running text, at whose end a space was typed before the cursor.

    There is none where lines have no limit, where that is not exceeded, and where docutils would read the
    block otherwise.
    """
    text, (line, column) = document.text, position
    if config is None or line >= len(text.lines):
        return ()
    content = line_content(text.lines[line])
    if len(content.rstrip()) <= config.max_line_length or content[column:].strip():
        return ()
    rule, index = prose_rule(document, config), document.blocks.at(line)
    if rule is None or not rule.wants(content.rstrip()) or document.blocks.start(index).column:
        return ()
    block, number = document.blocks.items[index], line - document.blocks.starts[index]
    run = run_at(block, number)
    if run is None:
        return ()
    start = run.column if number == run.start else len(content) - len(content.lstrip())
    old = [line_content(raw) for raw in block.content]
    for way in wrappings(block, Run(number, number + 1, start), config.wrap_length):
        now = [*old[:number], *way, *old[number + 1 :]]
        if len(way) == 2 and run_to_end(proven([(old, [now, old])])) == [0]:
            end = len(content.rstrip()) - len(way[1].lstrip())
            indent = way[1][: len(way[1]) - len(way[1].lstrip())]
            return (Edit(Range(Position(line, len(way[0])), Position(line, end)), text.newline + indent),)
    return ()
