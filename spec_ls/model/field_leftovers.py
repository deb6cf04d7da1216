"""Values of a header that its template has to be replaced, or to be left out, and that are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_ls.dates import only_reading, read_form
from spec_ls.model.field_outline import FieldOutline, FilledSlot
from spec_ls.model.field_slots import FieldSlot, is_number_to_replace, says_to_leave_blank

_YOURS = re.compile(r"\byour\b", re.IGNORECASE)


def leftover_fields(fields: FieldOutline) -> Iterator[FilledSlot]:
    """The fields that still have the template's value, in the order of the text.

    Real names stand in templates as examples, and their owners write documents, too: such a name is left
    over only where the template's date or number is still there as well, and the document is still open.
    """
    filled = sorted((*fields.found, *fields.doubles), key=lambda pair: pair.field.start)
    left = [pair for pair in filled if fields.is_placeholder(*pair)]
    is_copied = fields.is_open and any(_is_day(slot) or _is_number(slot) for _, slot in left)
    for pair in left:
        if is_copied or _is_stand_in(pair.slot):
            yield pair


def _is_stand_in(slot: FieldSlot) -> bool:
    """True for a placeholder that is no real value: a form, a choice, a word to the author."""
    text = slot.placeholder or ""
    is_form = read_form(text.strip("*<> ")) is not None and only_reading(text) is None
    is_choice = text not in slot.values and sum(value in text for value in slot.values) > 1
    says = says_to_leave_blank(text) or _YOURS.search(text) is not None
    return is_form or is_choice or says or _is_number(slot)


def _is_number(slot: FieldSlot) -> bool:
    return slot.placeholder is not None and is_number_to_replace(slot.placeholder)


def _is_day(slot: FieldSlot) -> bool:
    return slot.placeholder is not None and only_reading(slot.placeholder) is not None
