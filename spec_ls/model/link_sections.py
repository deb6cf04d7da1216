"""Sections of references: link targets and footnotes are what they hold."""

from __future__ import annotations

import re

from spec_ls.model.title_similarity import folded_title
from spec_ls.rst.blocks import Block, Kind

_TITLE = re.compile(r"(?:.* )?(?:reference|link|footnote)")
_KINDS = frozenset({Kind.TARGET, Kind.ANONYMOUS_TARGET, Kind.FOOTNOTE, Kind.CITATION})


def is_link_section(title: str) -> bool:
    """True if a section with this title is one of references."""
    return _TITLE.fullmatch(folded_title(title)) is not None


def is_reference(block: Block) -> bool:
    """True if a block is a link's target, a footnote or a citation; internal targets lead nowhere."""
    return block.kind in _KINDS and not block.is_internal_target
