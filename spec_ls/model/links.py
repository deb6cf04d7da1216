"""Links to the work that a spec is about: blueprints, bugs, stories, reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spec_ls.profiles.conventions import BLUEPRINT_LINK, WORK_LINK
from spec_ls.rst.blocks import Block, Kind
from spec_ls.rst.chunks import Chunk
from spec_ls.rst.kept import kept
from spec_ls.text import Range, line_content

BLUEPRINT = re.compile(BLUEPRINT_LINK)
_SEPARATOR = re.compile(r"[-_.]+")

_WORK = re.compile(WORK_LINK, re.VERBOSE)
_LONE_URL = re.compile(r"(?:`[^`<>]*<)?https?://\S+\Z")


def blueprint_names(text: str) -> list[str]:
    """The names of the blueprints that a text links, each once, in order."""
    return list(dict.fromkeys(found["name"] for found in BLUEPRINT.finditer(text)))


def folded_name(name: str) -> str:
    """The name of a blueprint or of a spec's file, whatever its case and separators."""
    return _SEPARATOR.sub("-", name).casefold()


@kept
def links_work(block: Block) -> bool:
    """True if a block that is visible links a blueprint, bug, story or review."""
    return block.kind is not Kind.COMMENT and bool(_WORK.search(block.text))


@kept
def chunk_links_work(chunk: Chunk) -> bool:
    """True if a chunk's text, comments included, links a blueprint, bug, story or review."""
    return any(_WORK.search(block.text) for block in chunk.blocks)


def blueprint_alone(block: Block) -> tuple[str, Range] | None:
    """The blueprint's address that is a whole paragraph, and where, counted from the block's start."""
    if block.kind is not Kind.PARAGRAPH or len(block.content) != 1:
        return None
    line = line_content(block.content[0])
    found = BLUEPRINT.fullmatch(address := line.strip())
    start = len(line) - len(line.lstrip())
    return (address, Range.of(0, start, 0, start + len(address))) if found else None


def work_link(front_matter: Iterable[Block]) -> str | None:
    """The link to replace by that of the work: the first one that is a paragraph of its own."""
    for block in front_matter:
        if block.kind is Kind.PARAGRAPH and len(block.content) == 1 and _WORK.search(block.text):
            line = block.content[0].strip()
            if _LONE_URL.match(line):
                return line
    return None
