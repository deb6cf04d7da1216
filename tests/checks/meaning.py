"""What docutils makes of a text: its nodes, to be the same after a fix that is not about content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree

_SETTINGS: dict[str, Any] = {
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": None,
    "file_insertion_enabled": False,
    "_disable_config": True,
}

_NUMBERED = {"ids", "names", "dupnames", "backrefs", "refid", "source", "anonymous"}
"""Attributes that depend on what stands before a node."""


def doctree(text: str) -> nodes.document:
    """What docutils makes of a text, titles promoted."""
    return publish_doctree(text, settings_overrides=_SETTINGS)


def titles(text: str) -> list[str]:
    """The top sections' titles as source text."""
    return [child[0].rawsource for child in doctree(text).children if isinstance(child, nodes.section)]


def shape(text: str) -> list[tuple[str, str]]:
    """The nodes of a text in order, each with its attributes or text; white space of running text is folded."""
    return list(_shape(doctree(text)))


def parts(text: str) -> Counter[tuple[str, str]]:
    """The nodes of a text without their order."""
    return Counter(shape(text))


def complaints(text: str) -> int:
    """How many errors docutils reports."""
    return sum(node["level"] >= 3 for node in doctree(text).findall(nodes.system_message))


def _shape(node: nodes.Node) -> Iterator[tuple[str, str]]:
    if not isinstance(node, nodes.system_message):
        yield _told(node)
        for child in node.children:
            yield from _shape(child)


def _told(node: nodes.Node) -> tuple[str, str]:
    if isinstance(node, nodes.Element):
        named = {key: value for key, value in node.attributes.items() if value and key not in _NUMBERED}
        return node.tagname, str(sorted(named.items()))
    verbatim = isinstance(node.parent, nodes.FixedTextElement)
    return "text", str(node) if verbatim else " ".join(str(node).split())
