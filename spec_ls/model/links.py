"""Links to the work that a spec is about: blueprints, bugs, stories, reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_ls.rst.blocks import Block, Kind

BLUEPRINT = re.compile(r"https?://blueprints\.launchpad\.net/[\w.+-]+/\+spec/(?P<name>[\w.+-]*\w)")
"""The URL of a blueprint; its last part is the blueprint's name."""

_WORK = re.compile(
    r"""
    https?://
    (?: (?: blueprints | bugs ) \.launchpad\.net/
      | launchpad\.net/ (?: bugs/ | [^\s/]+/\+ )
      | storyboard\.openstack\.org/
      | review\.open (?: dev | stack ) \.org/
      | [\w.-]+ / [^\s>]{0,200} (?: issues | pull | bugs? | show_bug ) \b
    )
    """,
    re.VERBOSE,
)
_LONE_URL = re.compile(r"(?:`[^`<>]*<)?https?://\S+\Z")


def blueprint_names(text: str) -> list[str]:
    """The names of the blueprints that a text links, each once, in order."""
    return list(dict.fromkeys(found["name"] for found in BLUEPRINT.finditer(text)))


def links_work(block: Block) -> bool:
    """Whether a block that is seen links a blueprint, bug, story or review; kept with the block."""
    kept = block.memo.get("links work")
    if kept is None:
        kept = block.kind is not Kind.COMMENT and bool(_WORK.search(block.text))
        block.memo["links work"] = kept
    return bool(kept)


def work_link(preamble: Iterable[Block]) -> str | None:
    """The link that a template has where its author is to put one: in a paragraph of its own."""
    for block in preamble:
        if block.kind is Kind.PARAGRAPH and len(block.content) == 1 and _WORK.search(block.text):
            line = block.content[0].strip()
            if _LONE_URL.match(line):
                return line
    return None
