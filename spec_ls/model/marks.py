"""Which blocks of a document say something that more than their own section is about."""

from __future__ import annotations

from dataclasses import dataclass

from spec_ls.model.comments import disabled, template_of
from spec_ls.model.pictures import pictures
from spec_ls.model.template import Template
from spec_ls.rst.blocks import Block, Kind, renumbered

POSTED = "Posting to get preliminary feedback on the scope of this spec"
"""How an author says that the spec ends here for now, in templates that offer it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Indices of blocks, in order.

    ``posts``: where the author stops for preliminary feedback; ``suppressions``: comments that switch
    findings off; ``templates``: those that choose a template; ``pictures``: blocks with images;
    ``echoes``: those that still say what the template says.
    """

    posts: list[int]
    suppressions: list[int]
    templates: list[int]
    pictures: list[int]
    echoes: list[int]

    def renumbered(self, start: int, old_end: int, fresh: Marks, delta: int) -> Marks:
        """The marks after the blocks ``[start, old_end)`` gave way to others, whose marks are ``fresh``."""
        pairs = zip(_lists(self), _lists(fresh), strict=True)
        return Marks(*(renumbered(old, start, old_end, new, delta) for old, new in pairs))


def marks(items: tuple[Block, ...], base: int, template: Template | None) -> Marks:
    """The marks of blocks, whose indices are counted from ``base``."""
    found = Marks([], [], [], [], [])
    for index, block in enumerate(items, base):
        if _is_post(block):
            found.posts.append(index)
        if disabled(block) is not None:
            found.suppressions.append(index)
        if template_of(block) is not None:
            found.templates.append(index)
        if pictures(block):
            found.pictures.append(index)
        if template is not None and template.wording.echoes(block):
            found.echoes.append(index)
    return found


def _lists(one: Marks) -> tuple[list[int], ...]:
    return one.posts, one.suppressions, one.templates, one.pictures, one.echoes


def _is_post(block: Block) -> bool:
    """Whether a paragraph says that the author stops here, and nothing else."""
    if block.kind is not Kind.PARAGRAPH or len(block.content) > 2:
        return False
    return " ".join(block.text.split()).rstrip(".") == POSTED
