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
"""Directives with RST inside, the line of which docutils does not note."""

WITHOUT_SPANS = frozenset(
    ["contents", "csv-table", "default-role", "epigraph", "footer", "header", "highlights", "math", "meta",
     "pull-quote", "raw", "role", "rubric", "sectnum", "target-notes", "title"]
)  # fmt: skip
"""Directives whose nodes are no matter default_line."""

_KNOWN = (
    CODE | ADMONITIONS | CONTAINERS | WITHOUT_SPANS
    | {"date", "figure", "image", "include", "line-block", "parsed-literal", "replace", "section-numbering"}
    | {"unicode"}
)  # fmt: skip

_CODE_OPTIONS = frozenset(["class", "name", "number-lines"])
_CONTENT_STARTS: dict[str, str | tuple[str, ...]] = {"list-table": tuple("*-+"), "table": ("+", "=")}
_OPTION = re.compile(r":((?![: ])[^:]*):(?: +|$)")


class Directive(NamedTuple):
    """A directive as docutils divides it; ``title_lines`` is the number of lines of its arguments."""

    name: str
    arguments: list[str]
    options: list[str]
    content: str
    title_lines: int

    @property
    def height(self) -> int:
        """How many lines the content has."""
        return len(self.content.split("\n")) if self.content else 0

    @property
    def forgets_line(self) -> bool:
        """True if docutils parses RST before it makes the node, options too, and so forgets the line."""
        return self.name in _KNOWN and (self.name in CONTAINERS or bool(self.options))

    @property
    def is_accepted(self) -> bool:
        """True if docutils takes what is given to a directive for code, or for a table; else it objects."""
        if self.name in CODE:
            return len(self.arguments) < 2 and self.height > 0 and _CODE_OPTIONS.issuperset(self.options)
        return self.content.startswith(_CONTENT_STARTS.get(self.name, ""))


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
    arguments = " ".join(lines[:start]).split()
    names = [collector[1].lower() for collector in map(_OPTION.match, lines[start:top]) if collector]
    content = "\n".join(lines[top:]).strip("\n")
    return Directive(match["name"].lower(), arguments, names, content, start)


def directive_content(directive: Directive, text: NumberedLines) -> list[NumberedLines]:
    """The RST in a directive; only in an admonition without a title it may start on the directive's line."""
    if directive.name in ADMONITIONS and directive.name != "admonition":
        return list(bodies(Kind.DIRECTIVE, text))
    return [text.slice(text.first_blank).dedented()]
