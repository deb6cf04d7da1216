"""docutils' messages about the names of a document: targets, footnotes, citations, substitutions, references.

Nodes that share a key are in one group: docutils has the same messages about a group alone as about the whole
document's names together.  A key is a name; or it begins with a space, as no name does, and stands for what
docutils pairs or numbers by itself.

The nodes of a group that docutils noted block by block are put, in order, into a document that holds nothing
else, and docutils' own transforms look at that.  So every rule, and every word, is docutils'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spec_ls.rst.settings import settings
from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.reading import WARNING, NamedNode

if TYPE_CHECKING:
    from docutils import nodes

_KEPT_GROUPS = 4_096
"""The number of groups whose messages are remembered, in all documents together."""

ANONYMOUS = " anonymous"
SUBSTITUTIONS = " substitutions"
_NUMBERS = " numbers"
_SYMBOLS = " symbols"


def keys_of(node: nodes.Element, inside: bool) -> frozenset[str]:
    """The keys of a node; ``inside`` is true if it stands in a substitution definition."""
    if node.tagname.startswith("substitution"):
        return frozenset((SUBSTITUTIONS,))
    names: list[str] = node.get("names", [])
    found = [key for name in names for key in keys_of_name(name)]
    found += keys_of_name(node["refname"]) if "refname" in node else ()
    if inside:
        found.append(SUBSTITUTIONS)
    if node.get("anonymous"):
        found.append(ANONYMOUS)
    if "auto" in node:
        found.append(_SYMBOLS if node["auto"] == "*" else _NUMBERS)
    return frozenset(found)


def keys_of_name(name: str) -> tuple[str, ...]:
    """The keys of a name; docutils gives no number to a footnote that is a name already."""
    return (name, _NUMBERS) if name.isdigit() else (name,)


class NameMessage(NamedTuple):
    """A message about a name: docutils' level and text, and which of the nodes it is about.

    ``number`` counts the nodes given; it is ``None`` where the message is about the whole document.
    ``parsing`` is true if docutils gives it while it parses.
    """

    level: int
    text: str
    number: int | None
    parsing: bool


def title_name(title: str) -> str:
    """The reference name of a title without markup."""
    return " ".join(title.lower().split())


def grouped(members: Sequence[frozenset[str]]) -> list[list[int]]:
    """The groups in order, each as the numbers of its members; ``members`` are the keys of all members."""
    group_of: dict[str, list[int]] = {}
    for number, keys in enumerate(members):
        if not keys:
            continue
        key, *others = keys
        group = group_of.setdefault(key, [])
        for other in others:
            joining = group_of.setdefault(other, group)
            if joining is not group:
                if len(joining) > len(group):
                    group, joining = joining, group
                    group_of.update(dict.fromkeys(keys, group))
                group += joining
                group_of.update((moved, group) for number in joining for moved in members[number])
                group_of[other] = group
        group.append(number)
    return sorted(sorted(group) for group in {id(group): group for group in group_of.values()}.values())


def is_sound(names: Sequence[NamedNode | str]) -> bool:
    """True if docutils surely has no message: all is there once, and nothing is indirect."""
    nodes = [named for named in names if isinstance(named, NamedNode)]
    if not all(map(_is_plain, nodes)):
        return False
    explicit: set[str] = set()
    implicit = Counter(title for title in names if isinstance(title, str))
    for named in nodes:
        own = named.node["names"]
        if not any(method == "note_explicit_target" for method, _ in named.notes):
            implicit.update(own)
        elif explicit.isdisjoint(own):
            explicit.update(own)
        else:
            return False
    referred = {named.node["refname"] for named in nodes if "refname" in named.node}
    return all(name in explicit or implicit[name] == 1 for name in referred) and _is_balanced(nodes)


@lru_cache(_KEPT_GROUPS)
def resolve(names: tuple[NamedNode | str, ...]) -> tuple[NameMessage, ...] | None:
    """docutils' messages about names of a document, in order; a string is the name of a title.

    ``None`` where docutils fails.
    """
    with registered():
        try:
            return _resolved(names)
        except Exception:  # docutils gives up on some input; then it has no messages about it
            return None


def fill(document: nodes.document, names: Sequence[NamedNode | str]) -> list[nodes.Element]:
    """Put nodes into a document as docutils noted them; the line of each is its ordinal.

    The nodes in the document are returned, one for each name.
    """
    from docutils import nodes

    definitions: dict[int, list[nodes.Element]] = {}
    for number, named in enumerate(names, 1):  # before the nodes inside these, which docutils notes first
        if isinstance(named, NamedNode) and isinstance(named.node, nodes.substitution_definition):
            _copied(named, definitions).line = number
    filled: list[nodes.Element] = []
    for number, named in enumerate(names, 1):
        if isinstance(named, str):
            section = nodes.section(names=[named])
            _add(document, section, number)
            document.note_implicit_target(section)
            filled.append(section)
            continue
        copy = _copied(named, definitions)
        if named.inside is None:
            _add(document, copy, number, named.present)
        for method, arguments in named.notes:
            getattr(document, method)(copy, *arguments)
        filled.append(copy)
    return filled


def _is_plain(named: NamedNode) -> bool:
    """True if a node leads to no other name, and has nothing to do with substitutions."""
    node = named.node
    is_indirect = node.tagname == "target" and "refname" in node
    return (
        named.present and not named.inside and not node.tagname.startswith("substitution") and not is_indirect
    )


def _is_balanced(names: Sequence[NamedNode]) -> bool:
    """True if each node without a name, or with a number that docutils gives, has its counterpart."""
    nodes = [named.node for named in names]
    footnotes = [node for node in nodes if node.tagname == "footnote" and node.get("auto")]
    labels = {name for footnote in footnotes for name in footnote["names"]}
    missing: Counter[str] = Counter()  # how many more references than targets
    for node in nodes:
        difference = 1 if node.tagname.endswith("reference") else -1
        if node.get("anonymous"):
            missing["anonymous"] += difference
        if "auto" not in node:
            continue
        if "refname" in node:
            missing["label"] += node["refname"] not in labels
        elif not node["names"]:
            missing[f"footnote {node['auto']}"] += difference
    return not missing.pop("anonymous", 0) and all(count <= 0 for count in missing.values())


def _resolved(names: Sequence[NamedNode | str]) -> tuple[NameMessage, ...]:
    from docutils import nodes
    from docutils.transforms import references
    from docutils.utils import Reporter

    document = nodes.document(settings(), Reporter("", 5, 6, stream=False), source="")
    messages: list[tuple[nodes.system_message, bool]] = []
    parsing = True
    document.reporter.attach_observer(lambda message: messages.append((message, parsing)))
    fill(document, names)
    parsing = False
    for transform in (
        references.Substitutions,
        references.AnonymousHyperlinks,
        references.IndirectHyperlinks,
        references.Footnotes,
        references.ExternalTargets,
        references.InternalTargets,
        references.DanglingReferences,
    ):
        transform(document).apply()
    return tuple(_name_message(message, early) for message, early in messages if message["level"] >= WARNING)


def _name_message(message: nodes.system_message, parsing: bool) -> NameMessage:
    line = message.get("line")
    return NameMessage(
        message["level"], message.children[0].astext(), None if line is None else line - 1, parsing
    )


def _add(document: nodes.document, node: nodes.Element, line: int, present: bool = True) -> None:
    """Put a node into a paragraph of its own, from which docutils takes its line."""
    from docutils import nodes

    holder = nodes.paragraph("", "", node)
    holder.line = line
    if present:
        document += holder


def _copied(named: NamedNode, definitions: dict[int, list[nodes.Element]]) -> nodes.Element:
    """A copy of a node as docutils noted it; the elements in a substitution definition are in one copy."""
    from docutils import nodes

    definition, number = named.inside or (named.node, 0)
    if not isinstance(definition, nodes.substitution_definition):
        return named.node.deepcopy()
    if id(definition) not in definitions:
        definitions[id(definition)] = list(definition.deepcopy().findall(nodes.Element))
    return definitions[id(definition)][number]
