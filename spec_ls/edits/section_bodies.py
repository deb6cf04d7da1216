"""The text of a section that nobody has written yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from spec_ls.config import LineRule
from spec_ls.model.core_sections import is_core
from spec_ls.model.document import parse
from spec_ls.model.licences import LEGAL
from spec_ls.model.link_sections import is_link_section, is_reference
from spec_ls.model.slot import Slot
from spec_ls.model.template_text import is_dedication
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.docutils_messages import ABOUT_OTHER_PLACES, kind_of
from spec_ls.rst.syntax.messages import messages
from spec_ls.spec import Spec
from spec_ls.text import Text, line_content, split_lines

STUB = "None"
"""The text of a section that is not core until its author writes more."""

_FOOTNOTE = re.compile(r"\s*\[(\d+|#\w*|\*)\]_(?!\w)")
_FOOTNOTE_LABEL = re.compile(r"\.\. \[(\d+|#\w+)\]")
_NAMES = re.compile(r"[\w`\]|]_(?!\w)|^\.\. (?:_|\[|\|)", re.MULTILINE)
"""A reference, or the definition of a name: in the spec, its other end may be missing or there already."""


def body_of(spec: Spec, slot: Slot, guided: bool = False, beside: Iterable[Slot] = ()) -> list[str]:
    """The lines of a section that nobody has written yet: ``None``, or the template's text of a core section.

    The template's text is a finding until the author writes something else.  Where it has none that would be
    one, a core section has no lines, and the finding is that it is empty.  If ``guided``, all sections have
    the template's text, if docutils can read it by itself.  References that authors leave as the template
    has them are kept, and footnotes to those that come into the spec with the slots ``beside`` this one.
    """
    if guided and slot.guidance and _is_sound(slot.guidance):
        return [line_content(line) for line in split_lines(slot.guidance)]
    if kept := _references(spec, slot) or _dedication(slot, _footnotes(spec, beside)):
        return kept
    if not is_core(slot, spec.template, spec.config.core):
        return [STUB]
    blocks = tuple(parse(Text.of(slot.guidance)).blocks)
    if not any(_is_found(spec, block) for block in blocks):
        return []
    if not all(_fits(spec, block) for block in blocks):
        blocks = tuple(block for block in blocks if _stands_alone(spec, block))
    lines = [line_content(line).rstrip() for block in blocks for line in block.lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _references(spec: Spec, slot: Slot) -> list[str]:
    """The lines of a section that holds footnotes and targets alone, none of which is to be replaced.

    None where the spec has such blocks of its own: their names may be the same.
    """
    if not is_link_section(slot.title):
        return []
    blocks = [block for block in parse(Text.of(slot.guidance)).blocks if block.kind is not Kind.BLANK]
    are_kept = all(is_reference(block) and not _is_found(spec, block) for block in blocks)
    if not are_kept or spec.blocks.where(is_reference):
        return []
    return [line_content(line).rstrip() for line in split_lines(slot.guidance.rstrip())] if blocks else []


def _footnotes(spec: Spec, slots: Iterable[Slot]) -> frozenset[str]:
    """The labels of the footnotes that come with the references of slots."""
    lines = (line for slot in slots for line in _references(spec, slot))
    return frozenset(found[1] for line in lines if (found := _FOOTNOTE_LABEL.match(line)))


def _dedication(slot: Slot, footnotes: frozenset[str]) -> list[str]:
    """The lines of the text in a section on copyright that authors leave as it is, with these footnotes."""
    if not LEGAL.search(slot.title):
        return []
    blocks = [block for block in parse(Text.of(slot.guidance)).blocks if is_dedication(block, slot.path)]
    text = "".join(
        _FOOTNOTE.sub(lambda found: found[0] if found[1] in footnotes else "", block.text) for block in blocks
    )
    return [line_content(line).rstrip() for line in split_lines(text.rstrip())] if text.strip() else []


@lru_cache(maxsize=256)  # completion asks it of each core section, again and again
def _is_sound(guidance: str) -> bool:
    """True if docutils has nothing to say of a text, but for names that the rest of the template defines."""
    document = parse(Text.of(guidance))
    found = messages(document.blocks, document.tree).found
    return all(kind_of(message.problem.text) in ABOUT_OTHER_PLACES for message in found)


def _is_found(spec: Spec, block: Block) -> bool:
    """True if a finding says that the block is still the template's."""
    own = spec.template.own_text
    return own.is_advice(block) or bool(own.to_replace(block))


def _stands_alone(spec: Spec, block: Block) -> bool:
    return _is_found(spec, block) and _fits(spec, block) and not block.text.rstrip().endswith("::")


def _fits(spec: Spec, block: Block) -> bool:
    """True if a block brings no name, no overlong line and no message of docutils' into a spec."""
    limit = None if spec.config.line_rule is LineRule.OFF else spec.config.max_line_length
    is_long = limit is not None and any(len(line_content(line)) > limit for line in block.content)
    return not is_long and not _NAMES.search(block.text) and _is_sound(block.text)
