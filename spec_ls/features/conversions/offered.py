"""The conversions that are offered at a place of a document."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress

from spec_ls.deadline import NO_DEADLINE, Deadline, OutOfTime, interrupting
from spec_ls.features.action_kinds import ActionKind
from spec_ls.features.conversions.conversion import Conversion, Request
from spec_ls.features.conversions.footnotes import sorted_footnotes
from spec_ls.features.conversions.lists import other_list
from spec_ls.features.conversions.paragraphs import wrapped_paragraph
from spec_ls.features.conversions.tables import other_table, selected_table
from spec_ls.features.conversions.titles import sized_title
from spec_ls.features.conversions.urls import named_target
from spec_ls.model.document import Document
from spec_ls.text import Range

_log = logging.getLogger(__name__)

_MOST_UNASKED = 5

_Find = Callable[[Document, Request], Iterator[Conversion]]
_CONVERSIONS: tuple[tuple[tuple[ActionKind, ...], _Find], ...] = (
    ((ActionKind.TITLE,), sized_title),
    ((ActionKind.TARGET,), named_target),
    ((ActionKind.TABLE,), selected_table),
    ((ActionKind.TABLE,), other_table),
    ((ActionKind.LIST,), other_list),
    ((ActionKind.WRAP, ActionKind.UNWRAP), wrapped_paragraph),
    ((ActionKind.FOOTNOTES,), sorted_footnotes),
)


def conversions(
    document: Document,
    range_: Range,
    limit: int,
    is_wanted: Callable[[ActionKind], bool] = lambda kind: True,
    unasked: bool = False,
    deadline: Deadline = NO_DEADLINE,
) -> list[Conversion]:
    """The conversions at a cursor or a selection that are proven before the deadline.

    ``limit`` is the length of wrapped lines.  With ``unasked`` there are few, and only those that the place
    itself asks for.  A range that is upside down or outside the text counts as the nearest one in it.
    """
    found = list[Conversion]()
    if (
        document.blocks.rest is not None
        or document.blocks.first_oversized is not None
        or not len(document.blocks)
    ):
        return found
    start, end = sorted(map(document.text.clamp, range_))
    request = Request(Range(start, end), limit, unasked)
    with suppress(OutOfTime), interrupting(deadline):
        for kinds, find in _CONVERSIONS:
            if deadline.is_over():
                break
            if any(map(is_wanted, kinds)):
                found += _contained(find, document, request)
    wanted = [conversion for conversion in found if is_wanted(conversion.kind)]
    return wanted[:_MOST_UNASKED] if unasked else wanted


def _contained(find: _Find, document: Document, request: Request) -> list[Conversion]:
    """What one of the conversions finds; a failure is logged and does not end the others."""
    try:
        return [conversion for conversion in find(document, request) if conversion.edits]
    except Exception:
        _log.exception("%s failed", find.__name__)
        return []
