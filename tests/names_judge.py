"""The names that docutils finds in a text, and what each use resolves to, to compare ours with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst import Parser
from docutils.transforms.references import Footnotes
from docutils.utils import new_document

from spec_ls.model.document import parse
from spec_ls.model.names import definition_of, occurrences
from spec_ls.model.occurrence import NameKind, Occurrence
from spec_ls.rst.settings import settings
from spec_ls.rst.sphinx import registered
from spec_ls.text import Text

_EMBEDDED_ALIAS = re.compile(r"<[^<>]*(?<!\\)_>`__?$")


class Definition(NamedTuple):
    """A definition: its kind, its name, and its ordinal among those of the same kind and name."""

    kind: NameKind
    name: str
    ordinal: int


class Use(NamedTuple):
    """A use with the definition that it resolves to."""

    kind: NameKind
    name: str
    definition: Definition | None


def _read(text: str) -> nodes.document | None:
    """docutils' tree of a text; None where it gives up."""
    document = new_document("", settings())
    with registered():
        try:
            Parser().parse(text, document)
        except Exception:
            return None
    return document


def docutils_uses(text: str) -> Counter[Use] | None:
    """The uses in a text with what docutils resolves them to; None where it gives up."""
    document = _read(text)
    if document is None:
        return None
    elements = list(document.findall(nodes.Element))
    anonymous = [node for node in elements if isinstance(node, nodes.reference) and node.get("anonymous")]
    targets = [node for node in elements if isinstance(node, nodes.target) and node.get("anonymous")]
    uses = [node for node in elements if _is_use(node)]
    kept = [(node, *_kind_and_name(node)) for node in uses]  # before a transform takes the names away
    definitions = _definitions(elements)
    Footnotes(document).apply()
    found: Counter[Use] = Counter()
    for node, kind, name in kept:
        target = document.names.get(name)
        if kind is NameKind.SUBSTITUTION_REFERENCE:
            target = _substitution(document, node["refname"])
        elif "refid" in node:
            target = document.ids[node["refid"]]
        elif kind is NameKind.REFERENCE and not name:
            paired = len(anonymous) == len(targets)
            target = targets[[id(one) for one in anonymous].index(id(node))] if paired else None
        found[Use(kind, name, definitions.get(id(target)))] += 1
    return found


def resolved_in_order(text: str) -> tuple[list[tuple[str, int | None]], list[str]] | None:
    """Each use with the ordinal of what it resolves to, and the kinds of all nodes; None where docutils gives up.

    Markup in titles does not count.

    Ordinals count all nodes that can be resolved to, in the order of the document.
    """
    document = _read(text)
    if document is None:
        return None
    elements = list(document.findall(nodes.Element))
    for node in elements:
        if isinstance(node, nodes.system_message) and node.parent is not None:
            node.parent.remove(node)  # such as the remark that a target has the name of a title
    everything = document.findall(nodes.Element)
    tags = [node.tagname for node in everything if not isinstance(node.parent, nodes.title)]
    uses = [(node, *_kind_and_name(node)) for node in elements if _is_use(node)]
    definitions = {
        id(node): number
        for number, node in enumerate(node for node in elements if _definition_kind(node) is not None)
    }
    targets = [node for node in elements if isinstance(node, nodes.target) and node.get("anonymous")]
    Footnotes(document).apply()
    found: list[tuple[str, int | None]] = []
    anonymous = iter(targets)
    for node, kind, name in uses:
        target = document.names.get(name)
        if kind is NameKind.SUBSTITUTION_REFERENCE:
            target = _substitution(document, node["refname"])
        elif "refid" in node:
            target = document.ids[node["refid"]]
        elif kind is NameKind.REFERENCE and not name:
            target = next(anonymous, None)
        found.append((kind.value, definitions.get(id(target))))
    return found, tags


def our_uses(text: str) -> Counter[Use]:
    """The uses that we find in a text, but for those of Sphinx's labels, with what they resolve to."""
    document = parse(Text.of(text))
    found = occurrences(document)
    ordinals = _ordinals(found)
    return Counter(
        Use(
            use.kind,
            use.name,
            ordinals.get(definition) if (definition := definition_of(document, use)) else None,
        )
        for use in found
        if not use.is_definition and use.kind is not NameKind.LABEL_REFERENCE
    )


def _ordinals(found: Iterable[Occurrence]) -> dict[Occurrence, Definition]:
    counts: Counter[tuple[NameKind, str]] = Counter()
    ordinals = {}
    for name in found:
        if name.is_definition:
            ordinals[name] = Definition(name.kind, name.name, counts[name.kind, name.name])
            counts[name.kind, name.name] += 1
    return ordinals


def _is_use(node: nodes.Element) -> bool:
    if isinstance(node, nodes.reference):
        return "refname" in node or bool(node.get("anonymous"))
    if isinstance(node, nodes.target):  # an alias in a reference is that reference's, too
        return "refname" in node and node.rawsource.startswith(("..", "__"))
    return isinstance(
        node, (nodes.footnote_reference, nodes.citation_reference, nodes.substitution_reference)
    )


def _kind_and_name(node: nodes.Element) -> tuple[NameKind, str]:
    name = node.get("refname", "")
    if isinstance(node, nodes.footnote_reference):
        return NameKind.FOOTNOTE_REFERENCE, name
    if isinstance(node, nodes.citation_reference):
        return NameKind.CITATION_REFERENCE, name
    if isinstance(node, nodes.substitution_reference):
        return NameKind.SUBSTITUTION_REFERENCE, name
    if isinstance(node, nodes.reference) and (
        _EMBEDDED_ALIAS.search(node.rawsource) or (node.children and isinstance(node[0], nodes.image))
    ):
        return NameKind.ALIAS, name
    return NameKind.ALIAS if isinstance(node, nodes.target) else NameKind.REFERENCE, name


def _definitions(elements: Iterable[nodes.Element]) -> dict[int, Definition]:
    counts: Counter[tuple[NameKind, str]] = Counter()
    found = {}
    for node in elements:
        kind = _definition_kind(node)
        if kind is None:
            continue
        for name in [*node["names"], *node["dupnames"]] or [""]:
            found[id(node)] = Definition(kind, name, counts[kind, name])
            counts[kind, name] += 1
    return found


def _definition_kind(node: nodes.Element) -> NameKind | None:
    if isinstance(node, nodes.target):
        if node.get("anonymous"):
            return NameKind.ANONYMOUS_TARGET
        if node.rawsource.startswith("_`"):
            return NameKind.INLINE_TARGET
        return NameKind.TARGET if node.rawsource.startswith("..") else NameKind.EMBEDDED_TARGET
    kinds: dict[type[Any], NameKind] = {
        nodes.section: NameKind.SECTION,
        nodes.footnote: NameKind.FOOTNOTE,
        nodes.citation: NameKind.CITATION,
        nodes.substitution_definition: NameKind.SUBSTITUTION,
    }
    if type(node) in kinds:
        return kinds[type(node)]
    if not node["names"] and not node["dupnames"]:
        return None
    return NameKind.CONTENTS if "contents" in node["classes"] else NameKind.NAME_OPTION


def _substitution(document: nodes.document, name: str) -> nodes.Element | None:
    key = name if name in document.substitution_defs else document.substitution_names.get(name.lower())
    return document.substitution_defs.get(key)
