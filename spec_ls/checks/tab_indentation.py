"""tab-indentation: a tab in the white space before a line's text."""

from __future__ import annotations

from collections.abc import Iterator

from spec_ls.analysis import Analysis, Check
from spec_ls.findings import Finding, Fix
from spec_ls.model.long_lines import limit_of
from spec_ls.model.passage import Passage
from spec_ls.rst.source import LINE_BREAK, TAB_WIDTH
from spec_ls.text import Edit, Range, line_content


def _find(passage: Passage) -> Iterator[Finding]:
    blank_too = passage.config.is_gated(CHECK.code)  # without a gate trailing-whitespace says enough of those
    for number, line in enumerate(passage.lines):
        if "\t" not in line:
            continue
        content = line_content(line)
        indent = len(content) - len(content.lstrip())
        if "\t" in content[:indent] and (indent < len(content) or blank_too):
            yield Finding(
                CHECK.code,
                passage.config.severity(CHECK.code),
                "tab in the indentation",
                Range.of(number, 0, number, indent),
            )


def _fix(analysis: Analysis, finding: Finding) -> Iterator[Fix]:
    """The columns that docutils takes a tab for; so nothing changes for it."""
    space, config = analysis.text.slice(finding.range), analysis.config
    line = line_content(analysis.text.lines[finding.range.start.line])
    spaces = " " * len(space.expandtabs(TAB_WIDTH))
    indented = spaces + line[len(space) :]
    over = len(line) <= limit_of(line, config) and len(indented) > limit_of(indented, config)
    if "\t" in space and not over and not LINE_BREAK.search(space):  # behind a break columns count anew
        yield Fix(f"Indent with {len(spaces)} spaces", (Edit(finding.range, spaces),))


CHECK = Check(
    "tab-indentation",
    "a line is indented with a tab",
    "How wide a tab is differs from editor to editor, and in RST the indentation has a meaning: docutils"
    " takes a tab to reach to the next multiple of 8 columns, whatever the editor shows.",
    "* An item\n\n\twith a second paragraph.\n",
    "* An item\n\n  with a second paragraph.\n",
    find_in_block=_find,
    fix=_fix,
)
