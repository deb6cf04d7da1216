"""docutils' answers about a text alone, without Sphinx's roles and directives, as a gate has them.

docutils is imported only when it is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spec_ls.rst.blocks import Block
from spec_ls.rst.docutils_messages import TITLE_TOO_WIDE, MessageKind, kind_of
from spec_ls.rst.kept import kept
from spec_ls.rst.settings import settings

if TYPE_CHECKING:
    from docutils import nodes

_MARKUP = re.compile("[`*|]|_(?:[^\\w]|$)")
_COSTLY = re.compile("[`*|+]|_(?:[^\\w]|$)|= ")
_MOST_COST = 3_000_000
"""Characters, times the places from which docutils may look through all; real paragraphs have 100,000."""

_LONG_WORD = re.compile(r"\S{100,}")
_MOST_FOR_WORDS = 10_000_000
"""The sum of the squares of the lengths of long words: docutils looks for addresses from each character."""

_MOST_COPIED = 20_000_000
"""Characters, times the depths at which text is indented: docutils keeps a copy for each depth."""

_MANY_OPTIONS = re.compile(r"(?:, [-+/][^,\n]+){50}")
"""Options before a description: behind each comma docutils looks through the line for an argument's end."""

_MOST_OF_A_SETTING = 20_000
"""Characters of a directive that may leave nothing visible, as ``class`` and ``meta``: those are short."""

_RELATIVE = ("ids", "names", "dupnames", "backrefs")


@kept
def leaves_visible_nodes(block: Block) -> bool:
    """True if docutils makes of the block anything that keeps a title behind it from being promoted.

    That is any node that is not ``docutils.nodes.PreBibliographic`` (``docutils.transforms.frontmatter``):
    a directive may leave nothing but a message, or a setting for later.
    """
    from docutils import nodes

    if sum(map(len, block.lines)) > _MOST_OF_A_SETTING:
        return True
    document = _parsed(block.text)
    if document is None:  # docutils gives up on some input; a gate that runs it then says nothing of titles
        return True
    return any(not isinstance(node, nodes.PreBibliographic) for node in document.children)


def has_inline_messages(paragraph: str) -> bool:
    """True if docutils has a message, of any level, on the inline markup in a paragraph, or cannot tell.

    A role that Sphinx alone knows gives one.  ``.. role::`` elsewhere in a text is not known here.
    """
    from docutils import nodes

    if not _MARKUP.search(paragraph):
        return False
    document = _parsed(_without_colons(paragraph))  # colons would ask for a literal block
    return document is None or next(document.findall(nodes.system_message), None) is not None


def same_meaning(text: str, other: str) -> bool:
    """True if docutils makes the same of two texts, but for where lines end in running text."""
    first = meaning_of(text)
    return first is not None and first == meaning_of(other)


def meaning_of(text: str, whatever_adornment: bool = False) -> list[str] | None:
    """The text's nodes, in order, as strings; running text with its white space folded.

    None where docutils gives up or would take too long.  With ``whatever_adornment``, without the messages
    that the adornment of a title is too short.
    """
    document = _parsed(text)
    if document is None:
        return None
    if whatever_adornment:
        _remove_messages(document, TITLE_TOO_WIDE)
    return _told(document)


class TableTree(NamedTuple):
    """A table as docutils reads it: the number of rows in its head, and the meaning of each row's cells."""

    head: int
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def tables_of(text: str) -> tuple[list[str], list[TableTree]] | None:
    """The meaning of a text but for what is in its tables, and these; None where docutils gives up.

    Tables in other blocks are left as they are.
    """
    from docutils import nodes

    document = _parsed(text)
    if document is None:
        return None
    found = []
    for table in list(document.findall(nodes.table)):
        if isinstance(table.parent, nodes.document | nodes.section):
            found.append(_table(table))
            table.children.clear()
            table.attributes.clear()
    return _told(document), found


def _table(table: nodes.table) -> TableTree:
    from docutils import nodes

    head = sum(1 for part in table.findall(nodes.thead) for _ in part.findall(nodes.row))
    rows = list(table.findall(nodes.row))
    return TableTree(head, tuple(tuple(_cell(entry) for entry in row.children) for row in rows))


def _cell(entry: nodes.Node) -> tuple[str, ...]:
    return (str(_own_attributes(entry)), *(part for child in entry.children for part in _told(child)))


def _told(root: nodes.Node) -> list[str]:
    """The nodes of a tree as strings."""
    from docutils import nodes

    meaning = []
    for node in root.findall():
        if isinstance(node, nodes.system_message):
            meaning.append(str(node.get("level")))
        elif isinstance(node, nodes.Text):
            verbatim = isinstance(node.parent, nodes.FixedTextElement)
            meaning.append(str(node) if verbatim else " ".join(str(node).split()))
        else:
            meaning.append(f"{type(node).__name__} {_own_attributes(node)}")
    return meaning


def _remove_messages(document: nodes.document, kinds: frozenset[MessageKind]) -> None:
    from docutils import nodes

    for message in list(document.findall(nodes.system_message)):
        if message.children and kind_of(message.children[0].astext()) in kinds:
            message.parent.remove(message)


def _own_attributes(node: nodes.Node) -> list[tuple[str, object]]:
    """An element's attributes, but for those that depend on the rest of the document."""
    attributes = getattr(node, "attributes", {})
    return sorted((name, value) for name, value in attributes.items() if value and name not in _RELATIVE)


def _parsed(text: str) -> nodes.document | None:
    """docutils' parse of a text, without transforms; ``None`` where it raises, or would take too long."""
    if len(text) * (1 + len(_COSTLY.findall(text))) > _MOST_COST:
        return None
    if sum(len(word) ** 2 for word in _LONG_WORD.findall(text)) > _MOST_FOR_WORDS:
        return None
    if len(text) * len({len(line) - len(line.lstrip()) for line in text.split("\n")}) > _MOST_COPIED:
        return None
    if _MANY_OPTIONS.search(text):
        return None
    from docutils.parsers.rst import Parser
    from docutils.utils import new_document

    document = new_document("", settings())
    try:
        Parser().parse(text, document)
    except Exception:
        return None
    return document


def _without_colons(paragraph: str) -> str:
    """A paragraph without the colons at its end, and the white space around these."""
    text = paragraph.rstrip()
    return text.rstrip(":").rstrip() if text.endswith(":") else paragraph
