"""RST as Markdown, for hovers: what a reader of a template's guidance sees.

Markdown is CommonMark, as LSP's clients show it.  What Markdown lacks, such as tables of all kinds and
directives, stays RST in a code block.  Nothing in the text becomes HTML, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.rst.blocks import LITERAL_KINDS, TABLE_KINDS, Kind
from spec_ls.rst.explicit import DIRECTIVE
from spec_ls.rst.inline_recognition import InlineKind, TextMarkup, recognised, unescaped
from spec_ls.rst.nested import bodies, nested_blocks
from spec_ls.rst.source import NumberedLines, as_docutils_reads

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
_LIST_MARKER = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)", re.MULTILINE)
_FIELD = re.compile(r":(?P<name>(?:[^:\\]|\\.|:(?![ `]|$))*): *")
_ENUMERATOR = re.compile(r"\(?(?P<text>[a-zA-Z0-9#]+)[.)] +")
_FOOTNOTE = re.compile(r"\.\. +\[(?P<label>[^\]]*)\] *")
_OPTION = re.compile(r" *:[\w-]+:")
_ADMONITIONS = frozenset(
    ("attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning")
)
_CODE = frozenset({"code", "code-block", "sourcecode"})
_SILENT = frozenset(
    {Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.SUBSTITUTION_DEFINITION, Kind.BLANK, Kind.TRANSITION}
)
_BULLET_LISTS = frozenset({Kind.BULLET_ITEM, Kind.ENUMERATED_LIST})
_FENCED = TABLE_KINDS | {Kind.DIRECTIVE, Kind.OPTION_ITEM, Kind.BAD_TITLE}
_DEEPEST = 20
_LONGEST = 20_000
"""Characters that are rendered; nobody reads more in a window."""


def to_markdown(rst: str) -> str:
    """A text in RST as Markdown."""
    lines = [as_docutils_reads(line) for line in rst[:_LONGEST].splitlines()]
    return "\n\n".join(_blocks(NumberedLines(lines), 0)).strip()


def escaped(text: str) -> str:
    """Plain text as Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def _blocks(text: NumberedLines, depth: int) -> Iterator[str]:
    """The blocks of a text; the items of a list are one."""
    together, last, after_colons = list[str](), None, False
    for kind, block in nested_blocks(text):
        content = block.without_blank_ends()
        if kind in LITERAL_KINDS and not after_colons:
            kind = Kind.BLOCK_QUOTE
        rendered = _block(kind, content, depth)
        after_colons = kind is Kind.PARAGRAPH and bool(content.lines) and content.lines[-1].endswith("::")
        if together and (kind is not last or kind not in _BULLET_LISTS):
            yield "\n".join(together)
            together = []
        last = kind
        if kind in _BULLET_LISTS:
            together.append(rendered)
        elif rendered:
            yield rendered
    if together:
        yield "\n".join(together)


def _block(kind: Kind, text: NumberedLines, depth: int) -> str:
    if not text.lines or kind in _SILENT:
        return ""
    if depth > _DEEPEST or kind in _FENCED - {Kind.DIRECTIVE}:
        return fenced("\n".join(text.lines), "rst")
    if kind in LITERAL_KINDS or kind is Kind.DOCTEST_BLOCK:
        return fenced("\n".join(text.dedented().lines))
    if kind is Kind.DIRECTIVE:
        return _directive(text, depth)
    if kind is Kind.TITLE:
        title = max(text.lines, key=lambda line: len(set(line.strip())))
        return f"**{inline(title.strip())}**"
    if kind is Kind.COMMENT:
        first = text.lines[0].removeprefix("..").strip()
        rest = text.slice(1).dedented().lines
        return _paragraph([line for line in [first, *rest] if line])
    if kind is Kind.LINE_BLOCK:
        return "\\\n".join(inline(line.lstrip("| ")) for line in text.lines)
    if kind in (Kind.PARAGRAPH, Kind.REST):
        return _paragraph(text.lines)
    return _with_body(kind, text, depth)


def _with_body(kind: Kind, text: NumberedLines, depth: int) -> str:
    """A block that consists of a marker or a name, and text."""
    inner = ["\n\n".join(_blocks(body, depth + 1)) for body in bodies(kind, text)]
    body = "\n\n".join(inner)
    if kind is Kind.BLOCK_QUOTE:
        return _prefixed(body, "> ", "> ")
    if kind is Kind.BULLET_ITEM:
        return _prefixed(body, "- ", "  ")
    if kind is Kind.ENUMERATED_LIST:
        numbers = _ENUMERATOR.match(text.lines[0])
        start = int(numbers["text"]) if numbers and numbers["text"].isdigit() else 1
        items = (_prefixed(item, f"{start + index}. ", "   ") for index, item in enumerate(inner))
        return "\n".join(items)
    if kind is Kind.DEFINITION_ITEM:
        return f"**{inline(text.lines[0].strip())}**\\\n{body}"
    if kind is Kind.FIELD:
        name = _FIELD.match(text.lines[0])
        return f"**{inline(name['name'] if name else '')}:** {body}".rstrip()
    label = _FOOTNOTE.match(text.lines[0])
    return escaped(f"[{label['label']}]") + f" {body}" if label else _paragraph(text.lines)


def _directive(text: NumberedLines, depth: int) -> str:
    """An admonition's text under its name, code in its language, all else as it is written."""
    found = DIRECTIVE.match(text.lines[0])
    name = found["name"].lower() if found else ""
    if found and name in _CODE:
        content = [line for line in text.lines[1:] if not _OPTION.match(line)]
        return fenced(
            "\n".join(NumberedLines(content).dedented().lines).strip("\n"), text.lines[0][found.end() :]
        )
    if name in _ADMONITIONS:
        body = "\n\n".join(
            part for content in bodies(Kind.DIRECTIVE, text) for part in _blocks(content, depth + 1)
        )
        return f"**{name.capitalize()}:** {body}"
    return fenced("\n".join(text.lines), "rst")


def _paragraph(lines: list[str]) -> str:
    text = "\n".join(line.strip() for line in lines)
    if text.endswith("::"):
        text = text[:-2].rstrip() if text[:-2].endswith((" ", "\n")) or text == "::" else text[:-1]
    return inline(text)


def inline(text: str) -> str:
    """Inline markup as Markdown's."""
    made, at = [], 0
    for found in recognised(text):
        if found.start < at:
            continue  # nested in what is made already
        made.append(_plain(text[at : found.start]))
        made.append(_inline(found, text))
        at = found.end
    made.append(_plain(text[at:]))
    return _LIST_MARKER.sub(r"\1\\\2", "".join(made))


def _inline(found: TextMarkup, text: str) -> str:
    content = text[slice(*found.content)]
    plain = _plain(content)
    match found.kind:
        case InlineKind.EMPHASIS:
            return f"*{plain}*"
        case InlineKind.STRONG:
            return f"**{plain}**"
        case InlineKind.LITERAL:
            return _code(content)
        case InlineKind.INTERPRETED:
            shown = unescaped(content)
            return _code(shown.rpartition(" <")[0] or shown) if found.role else f"*{plain}*"
        case InlineKind.URL:
            return _link(content, content)
        case InlineKind.REFERENCE if found.target is not None and not found.is_alias:
            address = "".join(unescaped(text[slice(*found.target)]).split())
            return _link(content or address, address)
        case InlineKind.FOOTNOTE_REFERENCE | InlineKind.CITATION_REFERENCE:
            return escaped(f"[{content}]")
    return plain


def _link(shown: str, address: str) -> str:
    """A link that the user may click; any other address than the web's or a mail's stays text."""
    if re.match(r"(?:https?|mailto):[^\s<>()\\]+\Z", address):
        return f"[{_plain(shown)}]({address})"
    return _plain(shown)


def _plain(text: str) -> str:
    return escaped(unescaped(text))


def _code(text: str) -> str:
    """Code in a line, with as many backquotes as it needs."""
    text = " ".join(text.split())
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def fenced(text: str, language: str = "") -> str:
    """A code block, whatever backquotes are in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{re.sub(r'[^a-zA-Z0-9+-]', '', language)}\n{text}\n{fence}"


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if not number else rest if line else rest.rstrip()) + line for number, line in enumerate(lines)
    )
