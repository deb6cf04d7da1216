"""What docutils itself says of a block.  docutils is imported only when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_ls.rst.blocks import Block
from spec_ls.rst.settings import settings

if TYPE_CHECKING:
    from docutils import nodes

_RELATIVE = ("ids", "names", "dupnames", "backrefs")


def leaves_visible_nodes(block: Block) -> bool:
    """Whether docutils makes of the block anything that keeps a title behind it from being promoted.

    That is any node that is not ``docutils.nodes.PreBibliographic`` (``docutils.transforms.frontmatter``):
    a directive may leave nothing but a message, or a setting for later.
    """
    known = block.memo.get("visible")
    if known is None:
        known = block.memo["visible"] = _ask(block.text)
    return bool(known)


def same_meaning(one: str, other: str) -> bool:
    """Whether docutils makes the same of two texts, but for where lines end in running text."""
    first, second = _shape(one), _shape(other)
    return first is not None and first == second


def _ask(text: str) -> bool:
    from docutils import nodes

    document = _parsed(text)
    if document is None:  # docutils gives up on some input; a gate that runs it then says nothing of titles
        return True
    return any(not isinstance(node, nodes.PreBibliographic) for node in document.children)


def _shape(text: str) -> list[str] | None:
    """The text's nodes, in order, as strings; running text with its white space folded."""
    from docutils import nodes

    document = _parsed(text)
    if document is None:
        return None
    shape = []
    for node in document.findall():
        if isinstance(node, nodes.system_message):
            shape.append(str(node.get("level")))
        elif isinstance(node, nodes.Text):
            verbatim = isinstance(node.parent, nodes.FixedTextElement)
            shape.append(str(node) if verbatim else " ".join(str(node).split()))
        else:
            shape.append(f"{type(node).__name__} {_settings_of(node)}")
    return shape


def _settings_of(node: nodes.Node) -> list[tuple[str, object]]:
    """An element's attributes, but for those that other places of the document decide."""
    attributes = getattr(node, "attributes", {})
    return sorted((name, value) for name, value in attributes.items() if value and name not in _RELATIVE)


def _parsed(text: str) -> nodes.document | None:
    """docutils' parse of a text, without transforms; ``None`` where it raises."""
    from docutils.parsers.rst import Parser
    from docutils.utils import new_document

    document = new_document("", settings())
    try:
        Parser().parse(text, document)
    except Exception:
        return None
    return document
