"""docutils' word on a conversion: does the whole text say what it said, but for what the conversion is for?"""

from __future__ import annotations

import re
from collections import Counter

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.transforms.references import Footnotes
from docutils.utils import new_document

from spec_ls.features.action_kinds import ActionKind
from spec_ls.rst.settings import settings

_START = "Enumerated list start value"


def read(text: str) -> nodes.document | None:
    """docutils' tree of a text; None where docutils gives up."""
    document = new_document("", settings())
    try:
        Parser().parse(text, document)
    except Exception:
        return None
    return document


def broken_promise(kind: ActionKind, before: str, after: str) -> str | None:
    """What docutils finds in the text after a conversion that it should not; None if nothing."""
    old, new = read(before), read(after)
    if old is None or new is None:
        return "docutils gives up"
    if kind in (ActionKind.WRAP, ActionKind.UNWRAP):
        return _unless(told(old) == told(new), "the tree differs")
    if kind is ActionKind.LIST:
        return _unless(_without_lists(old) == _without_lists(new), "more than a list differs")
    if kind is ActionKind.TABLE:
        return _of_table(old, new)
    if kind is ActionKind.TITLE:
        count = [sum(1 for _ in tree.findall(nodes.title)) for tree in (old, new)]
        return _unless(count[0] <= count[1] <= count[0] + 1, "other titles")
    if kind is ActionKind.TARGET:
        return _unless(_links(old) == _links(new), "other links")
    return _unless(_footnotes(old) == _footnotes(new), "other footnotes")


def told(tree: nodes.Node) -> list[tuple[str, str]]:
    """The nodes of a tree in order, running text with its white space folded."""
    found = []
    for node in tree.findall():
        if isinstance(node, nodes.system_message):
            found.append(("message", str(node["level"])))
        elif isinstance(node, nodes.Text):
            verbatim = isinstance(node.parent, nodes.FixedTextElement)
            found.append(("text", str(node) if verbatim else " ".join(str(node).split())))
        else:
            found.append((type(node).__name__, str(node.attributes.get("refuri", ""))))
    return found


def _unless(holds: bool, problem: str) -> str | None:
    return None if holds else problem


def _without_lists(tree: nodes.document) -> list[tuple[str, str]]:
    for message in list(tree.findall(nodes.system_message)):
        if _START in message.astext():
            message.parent.remove(message)
    kinds = {"enumerated_list": "list", "bullet_list": "list"}
    return [(kinds.get(kind, kind), text) for kind, text in told(tree)]


def _of_table(old: nodes.document, new: nodes.document) -> str | None:
    """A table in place of another one has its cells; one in place of text has its words."""
    before, after = (list(tree.findall(nodes.table)) for tree in (old, new))
    if len(before) == len(after):
        return _unless(
            [_cells(table) for table in before] == [_cells(table) for table in after], "other cells"
        )
    for message in [node for tree in (old, new) for node in tree.findall(nodes.system_message)]:
        message.parent.remove(message)  # it has line numbers
    words = [Counter(re.findall(r"[^\W_]+", tree.astext())) for tree in (old, new)]
    return _unless(len(after) == len(before) + 1 and words[0] == words[1], "other words in the table")


def _cells(table: nodes.table) -> list[list[list[tuple[str, str]]]]:
    return [[told(entry) for entry in row.children] for row in table.findall(nodes.row)]


def _links(tree: nodes.document) -> tuple[list[str], int]:
    """Where references lead to, and the number of paragraphs."""
    targets = {
        name: target["refuri"]
        for target in tree.findall(nodes.target)
        for name in target["names"]
        if "refuri" in target
    }
    references = tree.findall(nodes.reference)
    leads = [node.get("refuri") or targets.get(node.get("refname", ""), "") for node in references]
    return leads, sum(1 for _ in tree.findall(nodes.paragraph))


def _footnotes(tree: nodes.document) -> tuple[list[str], Counter[str]]:
    """The text of the footnote that each reference resolves to, and all footnotes' texts."""
    Footnotes(tree).apply()
    notes = {note_id: note for note in tree.findall(nodes.footnote) for note_id in note["ids"]}
    inside = {
        id(reference) for note in notes.values() for reference in note.findall(nodes.footnote_reference)
    }
    references = [node for node in tree.findall(nodes.footnote_reference) if id(node) not in inside]
    bodies = [_body(notes[node["refid"]]) if node.get("refid") in notes else "" for node in references]
    return bodies, Counter(map(_body, notes.values()))


def _body(note: nodes.footnote) -> str:
    """A footnote's text without its label, and without labels of others."""
    parts = (
        node
        for child in note.children
        if not isinstance(child, nodes.label)
        for node in child.findall(nodes.Text)
    )
    return " ".join(str(node) for node in parts if not isinstance(node.parent, nodes.footnote_reference))
