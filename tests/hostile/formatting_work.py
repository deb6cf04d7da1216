"""What an editor may ask of the formatter, as functions to be timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any


def formatting_work(spec: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Formatting a whole spec, characters typed in its middle, and nesting an item there; each by name."""
    from spec_ls.features.formatting.nesting import nest_item
    from spec_ls.features.formatting.on_type import on_type
    from spec_ls.features.formatting.whole import formatting
    from spec_ls.rst.syntax.reading import run_to_end
    from spec_ls.text import Position

    middle = len(spec.text.lines) // 2
    position = Position(middle, len(spec.text.lines[middle]))
    yield "format", lambda: run_to_end(formatting(spec.document, spec.config))
    for character in "\n |=":
        yield "on type", partial(on_type, spec.document, position, character, spec.config)
    yield "nest", lambda: nest_item(spec.document, middle)
