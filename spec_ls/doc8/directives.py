"""docutils' own directives, and the nodes that it makes of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from spec_ls.rst.blocks import Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.nested import bodies
from spec_ls.rst.source import NumberedLines

CODE = frozenset(["code", "code-block", "sourcecode"])
"""Directives for a literal block."""

ADMONITIONS = frozenset(
    ["admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"]
)

CONTAINERS = frozenset(["container", "compound", "class", "list-table", "sidebar", "table", "topic"])
"""Directives with RST inside, for whose own node docutils notes no line."""

_CODE_OPTIONS = frozenset(["class", "name", "number-lines"])
_OPTION = re.compile(r":((?![: ])[^:]*):(?: +|$)")


class Directive(NamedTuple):
    """A directive as docutils divides it."""

    name: str
    options: list[str]
    content: str

    @property
    def height(self) -> int:
        """The number of lines of the content."""
        return len(self.content.split("\n")) if self.content else 0

    @property
    def forgets_line(self) -> bool:
        """True if docutils parses RST before it makes the node, options too, and so forgets the line."""
        return self.name in CONTAINERS or bool(self.options)

    @property
    def is_accepted(self) -> bool:
        """True if docutils accepts a directive for code, false if it has a message about it."""
        return self.height > 0 and _CODE_OPTIONS.issuperset(self.options)


def split_directive(text: NumberedLines) -> Directive | None:
    """The directive on the lines of a part; ``None`` if it is none after all."""
    match = DIRECTIVE.match(text.lines[0])
    if match is None:
        return None
    lines = [text.lines[0][match.end() :], *text.slice(1).dedented().lines]
    if not lines[0]:
        del lines[0]
    top = lines.index("") if "" in lines else len(lines)
    start = next((i for i, line in enumerate(lines[:top]) if _OPTION.match(line)), top)
    names = [collector[1].lower() for collector in map(_OPTION.match, lines[start:top]) if collector]
    content = "\n".join(lines[top:]).strip("\n")
    return Directive(match["name"].lower(), names, content)


def directive_content(directive: Directive, text: NumberedLines) -> list[NumberedLines]:
    """The RST in a directive; only in an admonition without a title it may start on the directive's line."""
    if directive.name in ADMONITIONS and directive.name != "admonition":
        return list(bodies(Kind.DIRECTIVE, text))
    return [text.slice(text.first_blank).dedented()]
