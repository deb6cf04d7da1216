"""The types and modifiers of semantic tokens: LSP's own where they fit."""

from __future__ import annotations

from enum import Enum, IntFlag

MOST_LEVELS = 6
"""Levels of titles that have a modifier; deeper ones have the last."""


class TokenType(Enum):
    """The types, by their names in the legend; their order is the legend's.

    A later one goes before an earlier one where both would cover the same text.
    """

    HEADING = "heading"
    COMMENT = "comment"
    MACRO = "macro"  # a directive's name
    PROPERTY = "property"  # the name of a field or of a directive's option
    VARIABLE = "variable"  # a reference, or with the modifier "definition" a target
    FUNCTION = "function"  # a role's name
    PARAMETER = "parameter"  # the text that a role is given
    STRING = "string"  # an inline literal, or the address in a reference
    STUB = "stub"  # a section's text that says there is nothing to say
    GUIDANCE = "guidance"  # the template's text for the author, which is to be deleted
    PLACEHOLDER = "placeholder"  # text that the template wants replaced

    __hash__ = object.__hash__


class TokenModifier(IntFlag):
    """The modifiers, as bits of a set in the order of the legend."""

    NONE = 0
    DEFINITION = 1
    LEVEL1 = 2
    LEVEL2 = 4
    LEVEL3 = 8
    LEVEL4 = 16
    LEVEL5 = 32
    LEVEL6 = 64


TYPES = tuple(type_.value for type_ in TokenType)
MODIFIERS = ("definition", *(f"level{level}" for level in range(1, MOST_LEVELS + 1)))
INDEX = {type_: index for index, type_ in enumerate(TokenType)}


def level_modifier(level: int) -> TokenModifier:
    """The modifier of a title of level 1 or deeper."""
    return TokenModifier(1 << min(level, MOST_LEVELS))
