"""The text of a section that nobody has written yet."""

from __future__ import annotations

import re
from functools import lru_cache

from spec_ls.config import LineRule
from spec_ls.model.core_sections import is_core
from spec_ls.model.document import parse
from spec_ls.model.licences import LEGAL
from spec_ls.model.template import Slot
from spec_ls.model.template_text import is_dedication
from spec_ls.rst.blocks import Block
from spec_ls.rst.docutils_messages import ABOUT_OTHER_PLACES, kind_of
from spec_ls.rst.syntax.messages import messages
from spec_ls.spec import Spec
from spec_ls.text import Text, line_content, split_lines

STUB = "None"
"""The text of a section that is not core until its author writes more."""

_FOOTNOTE = re.compile(r"\s*\[(?:\d+|#\w*|\*)\]_(?!\w)")
_NAMES = re.compile(r"[\w`\]|]_(?!\w)|^\.\. (?:_|\[|\|)", re.MULTILINE)
"""A reference, or the definition of a name: in the spec, its other end may be missing or there already."""


def body_of(spec: Spec, slot: Slot, guided: bool = False) -> list[str]:
    """The lines of a section that nobody has written yet: ``None``, or the template's text of a core section.

    The template's text is a finding until the author writes something else.  Where it has none that would be
    one, a core section has no lines, and the finding is that it is empty.  If ``guided``, all sections have
    the template's text, if docutils can read it by itself.
    """
    if guided and slot.guidance and _is_sound(slot.guidance):
        return [line_content(line) for line in split_lines(slot.guidance)]
    if dedication := _dedication(slot):
        return dedication
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


def _dedication(slot: Slot) -> list[str]:
    """The lines of the text in a section on copyright that authors leave as it is, without its footnotes."""
    if not LEGAL.search(slot.title):
        return []
    blocks = [block for block in parse(Text.of(slot.guidance)).blocks if is_dedication(block, slot.path)]
    text = "".join(_FOOTNOTE.sub("", block.text) for block in blocks)
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
