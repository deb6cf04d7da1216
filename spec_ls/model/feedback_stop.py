"""How an author says that a spec ends here for now, to get feedback, in templates that offer it."""

from __future__ import annotations

from spec_ls.rst.blocks import Block, Kind
from spec_ls.text import Text

SENTENCE = "Posting to get preliminary feedback on the scope of this spec"


def is_feedback_stop(block: Block) -> bool:
    """True for a paragraph that says that the author stops here, and nothing else."""
    if block.kind is not Kind.PARAGRAPH or len(block.content) > 2:
        return False
    return " ".join(block.text.split()).rstrip(".") == SENTENCE


def offers_stop(template: Text) -> bool:
    """True if a template gives its authors that sentence, wherever its lines end."""
    return SENTENCE in " ".join(str(template).split())
