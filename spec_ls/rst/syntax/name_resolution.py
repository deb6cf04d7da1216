"""docutils' answer to what each use of a name in a document resolves to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spec_ls.rst.chunks import Blocks
from spec_ls.rst.sections import SectionTree
from spec_ls.rst.settings import settings
from spec_ls.rst.sphinx import registered
from spec_ls.rst.syntax.reading import UNREAD, NamedNode, Stepwise
from spec_ls.rst.syntax.reference_messages import all_members
from spec_ls.rst.syntax.references import fill
from spec_ls.rst.syntax.unit_readings import is_stopped, readings
from spec_ls.rst.syntax.work import MOST_NAMES

if TYPE_CHECKING:
    from docutils import nodes


class Resolved(NamedTuple):
    """A node with a name: docutils' name for its kind, and the ordinal of the node that it resolves to.

    ``target`` is None for what resolves to nothing in the document, and for definitions.
    """

    tag: str
    target: int | None


def resolution(blocks: Blocks, tree: SectionTree) -> Stepwise[tuple[Resolved, ...] | None]:
    """All nodes with names in a document, in order; one unit a step.

    None if docutils cannot tell, because the text is too long for it, or it fails.
    """
    read = yield from readings(blocks)
    is_unread = any(not UNREAD.mentions.isdisjoint(reading.mentions) for reading in read)
    if blocks.first_oversized is not None or is_unread or is_stopped(read):
        return None
    skipped = frozenset(blocks.headings[number] for number, _, _ in tree.skipped)
    names = all_members(blocks, read, skipped)
    if len(names) > MOST_NAMES:
        return None
    yield
    with registered():
        try:
            return _resolved(names)
        except Exception:  # docutils gives up on some input
            return None


def _resolved(names: Sequence[NamedNode | str]) -> tuple[Resolved, ...]:
    from docutils import nodes
    from docutils.transforms.references import Footnotes
    from docutils.utils import Reporter

    document = nodes.document(settings(), Reporter("", 5, 6, stream=False), source="")
    filled = fill(document, names)
    ordinals = {id(node): number for number, node in enumerate(filled)}
    wanted = [node.get("refname") for node in filled]
    anonymous = _anonymous(filled)
    Footnotes(document).apply()

    def target(node: nodes.Element, name: str | None) -> nodes.Element | None:
        if node.tagname == "substitution_reference":
            written = str(name)
            known = written in document.substitution_defs
            key = written if known else document.substitution_names.get(written.lower(), "")
            return document.substitution_defs.get(key)
        if node.get("anonymous"):
            return anonymous.get(id(node))
        if node.tagname.endswith("reference") or node.tagname == "target":
            found = document.nameids.get(name) if name else None
            return document.ids.get(node.get("refid") or found or "")
        return None

    pairs = zip(filled, wanted, strict=True)
    return tuple(Resolved(node.tagname, ordinals.get(id(target(node, name)))) for node, name in pairs)


def _anonymous(filled: Sequence[nodes.Element]) -> dict[int, nodes.Element]:
    """The targets of anonymous references, by the references' identity; none where their numbers differ."""
    found = [node for node in filled if node.get("anonymous")]
    uses = [node for node in found if node.tagname == "reference"]
    targets = [node for node in found if node.tagname == "target"]
    if len(uses) != len(targets):
        return {}
    return dict(zip(map(id, uses), targets, strict=True))
