"""tab-indentation: a tab in the white space before a line's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spec_ls.check import Check
from spec_ls.checks.long_lines import limit_of
from spec_ls.config import Config
from spec_ls.findings import Finding, Fix, Safety
from spec_ls.rst.source import LINE_BREAK, TAB_WIDTH
from spec_ls.spec import Spec
from spec_ls.text import Edit, Range, line_content


def _find_in_lines(lines: Sequence[str], config: Config) -> Iterator[Finding[None]]:
    blank_too = config.is_gated(CHECK.code)  # without a gate trailing-whitespace reports blank lines
    for number, line in enumerate(lines):
        if "\t" not in line:
            continue
        content = line_content(line)
        indent = len(content) - len(content.lstrip())
        if "\t" in content[:indent] and (indent < len(content) or blank_too):
            yield Finding(
                CHECK.code,
                config.severity(CHECK.code),
                "a tab is in the indentation, docutils counts it as up to 8 spaces",
                Range.of(number, 0, number, indent),
                subject=None,
            )


def _fix(spec: Spec, finding: Finding[None]) -> Iterator[Fix]:
    """Indent with as many spaces as docutils takes the tabs for, so that it reads the same."""
    space, config = spec.text.slice(finding.range), spec.config
    line = line_content(spec.text.lines[finding.range.start.line])
    spaces = " " * len(space.expandtabs(TAB_WIDTH))
    indented = spaces + line[len(space) :]
    over = len(line) <= limit_of(line, config) and len(indented) > limit_of(indented, config)
    if "\t" in space and not over and not LINE_BREAK.search(space):  # docutils counts columns from a break
        yield Fix(f"Indent with {len(spaces)} spaces", (Edit(finding.range, spaces),), safety=Safety.SAFE)


CHECK = Check(
    code="tab-indentation",
    summary="a line is indented with a tab",
    severity="warning",
    remedy="replace it by spaces",
    why=(
        "How wide a tab is differs from editor to editor, and in RST the indentation has a meaning:"
        " docutils takes a tab to reach to the next multiple of 8 columns, whatever the editor shows."
    ),
    wrong="* An item\n\n\twith a second paragraph.\n",
    right="* An item\n\n  with a second paragraph.\n",
    find_in_lines=_find_in_lines,
    fix=_fix,
)
