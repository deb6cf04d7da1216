"""Links to the work that a spec is about: blueprints, bugs, stories, reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.kept import kept

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


@kept
def links_work(block: Block) -> bool:
    """True if a block that is visible links a blueprint, bug, story or review."""
    return block.kind is not Kind.COMMENT and bool(_WORK.search(block.text))


def work_link(front_matter: Iterable[Block]) -> str | None:
    """The link to replace by that of the work: the first one that is a paragraph of its own."""
    for block in front_matter:
        if block.kind is Kind.PARAGRAPH and len(block.content) == 1 and _WORK.search(block.text):
            line = block.content[0].strip()
            if _LONE_URL.match(line):
                return line
    return None
