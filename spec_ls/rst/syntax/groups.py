"""Which names have to do with one another: docutils says of each group what it says of all of them together.

Nodes that share a key are in one group.  A key is a name; or it begins with a space, as no name does, and
stands for what docutils pairs or numbers by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes

ANONYMOUS = " anonymous"
SUBSTITUTIONS = " substitutions"
_NUMBERS = " numbers"
_SYMBOLS = " symbols"


def keys_of(node: nodes.Element, inside: bool) -> frozenset[str]:
    """The keys of a node; ``inside`` tells that it stands in a substitution definition."""
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


def closed(keys: set[str], links: Iterable[frozenset[str]]) -> set[str]:
    """All keys of the groups that some keys belong to; ``links`` are the keys of nodes with several."""
    found, rest = set(keys), list(links)
    while met := [link for link in rest if not found.isdisjoint(link)]:
        rest = [link for link in rest if found.isdisjoint(link)]
        found.update(*met)
    return found


def grouped(members: Sequence[frozenset[str]]) -> list[list[int]]:
    """The numbers of members by group, each in order; a member is given by its keys."""
    group_of: dict[str, list[int]] = {}
    for number, keys in enumerate(members):
        met = {id(group): group for key in keys if (group := group_of.get(key)) is not None}
        group = max(met.values(), key=len, default=[])
        moved = [one for other in met.values() if other is not group for one in other]
        group += [*moved, number]
        for key in (*keys, *(key for one in moved for key in members[one])):
            group_of[key] = group
    return [sorted(group) for group in {id(group): group for group in group_of.values()}.values()]
