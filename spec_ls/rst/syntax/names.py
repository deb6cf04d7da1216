"""What docutils says of a whole document's names: targets, footnotes, citations, substitutions, references.

The nodes that docutils noted block by block are put, in order, into a document that holds nothing else, and
docutils' own transforms look at that.  So every rule, and every word, is docutils'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from spec_ls.rst.settings import settings
from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.readings import WARNING, Named

if TYPE_CHECKING:
    from docutils import nodes


class Complaint(NamedTuple):
    """A message about a name: docutils' level and text, and which of the nodes it is about.

    ``number`` counts the nodes given; it is ``None`` where the message is about the whole document.
    ``parsing`` tells that docutils gives it while it parses.
    """

    level: int
    text: str
    number: int | None
    parsing: bool


def title_name(title: str) -> str:
    """The reference name of a title without markup."""
    return " ".join(title.lower().split())


def is_sound(names: Sequence[Named | str]) -> bool:
    """Whether docutils surely has nothing to say: all is there once, and nothing is indirect."""
    nodes = [one for one in names if isinstance(one, Named)]
    if not all(map(_is_plain, nodes)):
        return False
    explicit: set[str] = set()
    implicit = Counter(one for one in names if isinstance(one, str))
    for one in nodes:
        own = one.node["names"]
        if not any(note == "note_explicit_target" for note, _ in one.notes):
            implicit.update(own)
        elif explicit.isdisjoint(own):
            explicit.update(own)
        else:
            return False
    wanted = _referred(nodes)
    return all(name in explicit or implicit[name] == 1 for name in wanted) and _is_balanced(nodes)


def resolve(names: Sequence[Named | str]) -> tuple[Complaint, ...] | None:
    """docutils' messages about names of a document, in order; a string is the name of a title.

    ``None`` where docutils fails.
    """
    with registered():
        try:
            return _resolved(names)
        except Exception:  # whatever it is, it is docutils' own: then it has nothing to say
            return None


def _is_plain(one: Named) -> bool:
    """Whether a node is neither indirect nor a matter of substitutions."""
    substitution = one.node.tagname.startswith("substitution")
    return one.present and not one.inside and not substitution and not _is_indirect(one)


def _referred(names: Iterable[Named]) -> set[str]:
    return {one.node["refname"] for one in names if "refname" in one.node}


def _is_indirect(one: Named) -> bool:
    """Whether a node is a target that leads to another name."""
    return one.node.tagname == "target" and "refname" in one.node


def _is_balanced(names: Sequence[Named]) -> bool:
    """Whether what has no name, or gets its number from docutils, has its counterpart."""
    labels = {
        name
        for one in names
        if one.node.tagname == "footnote" and one.node.get("auto")
        for name in one.node["names"]
    }
    missing: Counter[str] = Counter()  # how many more references than targets
    for one in names:
        node, refers = one.node, one.node.tagname.endswith("reference")
        if node.get("anonymous"):
            missing["anonymous"] += 1 if refers else -1
        if "auto" not in node:
            continue
        if "refname" in node:
            missing["label"] += node["refname"] not in labels
        elif not node["names"]:
            missing[f"footnote {node['auto']}"] += 1 if refers else -1
    return not missing.pop("anonymous", 0) and all(count <= 0 for count in missing.values())


def _resolved(names: Sequence[Named | str]) -> tuple[Complaint, ...]:
    from docutils import nodes
    from docutils.transforms import references
    from docutils.utils import Reporter

    document = nodes.document(settings(), Reporter("", 5, 6, stream=False), source="")
    messages: list[tuple[nodes.system_message, bool]] = []
    parsing = True
    document.reporter.attach_observer(lambda message: messages.append((message, parsing)))
    _fill(document, names)
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
    return tuple(_complaint(message, early) for message, early in messages if message["level"] >= WARNING)


def _complaint(message: nodes.system_message, parsing: bool) -> Complaint:
    line = message.get("line")
    return Complaint(
        message["level"], message.children[0].astext(), None if line is None else line - 1, parsing
    )


def _fill(document: nodes.document, names: Sequence[Named | str]) -> None:
    """Put nodes into a document, the line of each one its ordinal, as docutils noted them."""
    from docutils import nodes

    copies: dict[int, list[nodes.Element]] = {}
    for number, one in enumerate(names, 1):
        if isinstance(one, Named) and isinstance(one.node, nodes.substitution_definition):
            definition = _copied(one, copies)
            definition.line = number
            copies[id(one.node)] = list(definition.findall(nodes.Element))
    for number, one in enumerate(names, 1):
        if isinstance(one, str):
            copy: nodes.Element = nodes.section(names=[one])
            notes: tuple[tuple[str, tuple[str, ...]], ...] = (("note_implicit_target", ()),)
        else:
            copy, notes = _copied(one, copies), one.notes
        if isinstance(one, str) or one.inside is None:
            holder = nodes.paragraph("", "", copy)
            holder.line = number
            if isinstance(one, str) or one.present:
                document += holder
        for note, more in notes:
            getattr(document, note)(copy, *more)


def _copied(one: Named, copies: dict[int, list[nodes.Element]]) -> nodes.Element:
    """A node as it was when docutils noted it; one in a substitution definition is in that one's copy."""
    node = one.node
    if one.inside is not None:
        return copies[id(one.inside[0])][one.inside[1]]
    if id(node) in copies:
        return copies[id(node)][0]
    attributes: dict[str, Any] = {
        name: list(value) if isinstance(value, list) else value for name, value in node.attributes.items()
    }
    copy = type(node)(node.rawsource, **attributes)
    copy.extend(child.deepcopy() for child in node.children)
    return copy
