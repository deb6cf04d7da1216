"""The English of docutils' messages: the one place that knows it.

docutils gives its messages no codes, and rewords them from one version to the next.  ``kind_of`` maps a text
to a ``MessageKind``; all other modules work with kinds.  Covered is what docutils' parser and the transforms
of its standalone reader say at level 2 (warning) and above with the settings of ``rst/settings.py``, from
docutils 0.21 to 0.23.  Sources: ``docutils.parsers.rst`` (``states``, ``tableparser``, ``roles``,
``directives``), ``docutils.nodes``, ``docutils.transforms`` (``frontmatter``, ``misc``, ``references``).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class MessageKind(Enum):
    """The subject of a message of docutils; ``OTHER`` is any message that is not known here.

    The value holds regular expressions, of which one matches at the start of the message.
    """

    # titles
    TITLE_UNDERLINE_TOO_SHORT = ("Title underline too short",)
    TITLE_OVERLINE_TOO_SHORT = ("Title overline too short",)
    TITLE_OVERLINE_MISMATCH = ("Title overline & underline mismatch",)
    TITLE_WITHOUT_UNDERLINE = ("Missing matching underline",)
    TITLE_INCOMPLETE = ("Incomplete section title",)
    TITLE_INVALID = ("Invalid section title or transition marker",)
    UNEXPECTED_SECTION_TITLE = ("Unexpected section title",)
    INCONSISTENT_TITLE_STYLE = (
        "Inconsistent title style",
        "Title level inconsistent",  # 0.21
    )
    SECTION_LEVEL_NOT_USABLE = (r"A level \d+ section cannot be used here",)
    # transitions
    TRANSITION_AT_START = (
        "Transition at the start of the",
        "Document or section may not begin",  # until 0.22
    )
    TRANSITION_AT_END = (
        "Transition at the end of the",
        "Document may not end with",  # until 0.22
    )
    ADJACENT_TRANSITIONS = ("At least one body element (?:should|must) separate",)
    NESTED_TRANSITION = ("Transition (?:only valid as|must be) child",)
    # indentation and blank lines
    UNEXPECTED_INDENTATION = ("Unexpected indentation",)
    BLOCK_QUOTE_UNINDENT = ("Block quote ends without",)
    BULLET_LIST_UNINDENT = ("Bullet list ends without",)
    DEFINITION_LIST_UNINDENT = ("Definition list ends without",)
    ENUMERATED_LIST_UNINDENT = ("Enumerated list ends without",)
    EXPLICIT_MARKUP_UNINDENT = ("Explicit markup ends without",)
    FIELD_LIST_UNINDENT = ("Field list ends without",)
    LINE_BLOCK_UNINDENT = ("Line block ends without",)
    LITERAL_BLOCK_UNINDENT = ("Literal block ends without",)
    OPTION_LIST_UNINDENT = ("Option list ends without",)
    TABLE_WITHOUT_BLANK_LINE = ("Blank line required after table",)
    # body elements
    LITERAL_BLOCK_EXPECTED = ("Literal block expected",)
    LITERAL_BLOCK_QUOTING = ("Inconsistent literal block quoting",)
    MALFORMED_TABLE = ("Malformed table",)
    MALFORMED_OPTION_MARKER = ("Invalid option list marker",)
    LINE_TOO_LONG = (r"Line \d+ exceeds the line-length-limit",)
    # explicit markup
    MALFORMED_TARGET = ("malformed hyperlink target",)
    MALFORMED_SUBSTITUTION_DEFINITION = ("malformed substitution definition",)
    SUBSTITUTION_WITHOUT_CONTENT = ('Substitution definition ".*" missing contents',)
    SUBSTITUTION_EMPTY_OR_INVALID = ('Substitution definition ".*" empty or invalid',)
    SUBSTITUTION_ILLEGAL_ELEMENT = (
        "Substitution definition contains illegal element",  # 0.21
        "Problematic content in substitution definition",
        "Anonymous references are not supported in",
        "References to auto-numbered and auto-symbol",
        r"Targets \(names and identifiers\) are not",
    )
    FOOTNOTE_CONTENT_EXPECTED = ("Footnote content expected",)
    CITATION_CONTENT_EXPECTED = ("Citation content expected",)
    # directives
    UNKNOWN_DIRECTIVE = ("Unknown directive type",)
    INVALID_DIRECTIVE = ('Error in ".*" directive',)
    INVALID_DIRECTIVE_VALUE = (
        'Invalid (?:class attribute value|argument) for ".*"',
        "Invalid (?:character code|meta directive)",
        "Error parsing meta tag attribute",
        'The "file" and "url" options may not',
        '".*" directive (?:arguments not valid|requires arguments)',
        '".*" directive may not both specify',
        ":number-lines: with non-integer start",
    )
    DIRECTIVE_CONTENT_EXPECTED = (
        "Content block expected for the",
        'The ".*" directive (?:requires content|is empty)',
    )
    INVALID_DIRECTIVE_CONTENT = (
        "Error parsing content block for",
        "Error with CSV data in",
        "Figure caption must be a paragraph",
        "Insufficient data supplied",
        "No table data detected",
        r"\d+ (?:header row|stub column)\(s\) specified",
        '".*" widths do not match the number of columns',
    )
    INVALID_DIRECTIVE_CONTEXT = (
        'Invalid context: the ".*" directive',
        'The ".*" (?:directive|option) may not be used with',
    )
    DIRECTIVE_WITHOUT_ELEMENT = ("No suitable element following",)
    FILE_NOT_READ = (r'"[\w-]+" directive disabled', "File and URL access deactivated")
    # inline markup
    INLINE_EMPHASIS_NO_END = ("Inline emphasis start-string",)
    INLINE_STRONG_NO_END = ("Inline strong start-string",)
    INLINE_LITERAL_NO_END = ("Inline literal start-string",)
    INLINE_INTERPRETED_TEXT_NO_END = ("Inline interpreted text or phrase",)
    INLINE_SUBSTITUTION_NO_END = ("Inline substitution_reference start",)
    INLINE_TARGET_NO_END = ("Inline target start-string",)
    UNKNOWN_ROLE = ("Unknown interpreted text role",)
    UNIMPLEMENTED_ROLE = ('Interpreted text role ".*" not implemented',)
    RAW_ROLE_WITHOUT_FORMAT = (r"No format \(Writer name\) is associated",)
    MULTIPLE_ROLES = ("Multiple roles in interpreted text",)
    ROLE_OF_REFERENCE = ("Mismatch: both interpreted text role",)
    INVALID_PEP_NUMBER = ("PEP number must be",)
    INVALID_RFC_NUMBER = ("RFC number must be",)
    # names
    UNKNOWN_TARGET_NAME = ("Unknown target name",)
    DUPLICATE_TARGET_NAME = ("Duplicate target name, cannot be used",)
    DUPLICATE_EXPLICIT_TARGET = ("Duplicate explicit target name",)
    DUPLICATE_SUBSTITUTION_DEFINITION = ("Duplicate substitution definition name",)
    DUPLICATE_ID = ("Duplicate ID",)
    INDIRECT_TARGET = ("Indirect hyperlink target",)
    ANONYMOUS_MISMATCH = ("Anonymous hyperlink mismatch",)
    UNDEFINED_SUBSTITUTION = ("Undefined substitution referenced",)
    CIRCULAR_SUBSTITUTION = ("Circular substitution definition",)
    TOO_MANY_NUMBERED_FOOTNOTE_REFERENCES = ("Too many autonumbered footnote",)
    TOO_MANY_SYMBOL_FOOTNOTE_REFERENCES = ("Too many symbol footnote",)
    # bibliographic fields
    EMPTY_BIBLIOGRAPHIC_FIELD = ("Cannot extract empty bibliographic field",)
    COMPOUND_BIBLIOGRAPHIC_FIELD = ('Bibliographic field ".*"\nmust contain',)
    MALFORMED_AUTHORS_FIELD = ('Cannot extract ".*" from bibliographic',)
    DUPLICATE_BIBLIOGRAPHIC_FIELD = ('There can only be one ".*" field',)

    OTHER = ()


TITLE_TOO_WIDE = frozenset({MessageKind.TITLE_UNDERLINE_TOO_SHORT, MessageKind.TITLE_OVERLINE_TOO_SHORT})
"""A title is wider than its adornment; docutils takes it for a title all the same."""

ABOUT_OTHER_PLACES = frozenset(
    {
        MessageKind.UNKNOWN_TARGET_NAME,
        MessageKind.INDIRECT_TARGET,
        MessageKind.ANONYMOUS_MISMATCH,
        MessageKind.UNDEFINED_SUBSTITUTION,
        MessageKind.TOO_MANY_NUMBERED_FOOTNOTE_REFERENCES,
        MessageKind.TOO_MANY_SYMBOL_FOOTNOTE_REFERENCES,
    }
)
"""A reference needs a target, footnote or definition, which may stand anywhere in the document."""

ABOUT_TEXT_TO_COME = frozenset(
    {
        MessageKind.TITLE_INCOMPLETE,
        MessageKind.TRANSITION_AT_END,
        MessageKind.LITERAL_BLOCK_EXPECTED,
        MessageKind.MALFORMED_TABLE,
        MessageKind.FOOTNOTE_CONTENT_EXPECTED,
        MessageKind.CITATION_CONTENT_EXPECTED,
        MessageKind.DIRECTIVE_CONTENT_EXPECTED,
        MessageKind.INVALID_DIRECTIVE_CONTENT,
    }
)
"""Something is expected that may follow where the text ends."""

ABOUT_INLINE_END = frozenset(
    {
        MessageKind.INLINE_EMPHASIS_NO_END,
        MessageKind.INLINE_STRONG_NO_END,
        MessageKind.INLINE_LITERAL_NO_END,
        MessageKind.INLINE_INTERPRETED_TEXT_NO_END,
        MessageKind.INLINE_SUBSTITUTION_NO_END,
        MessageKind.INLINE_TARGET_NO_END,
    }
)
"""Inline markup is not ended before its paragraph is."""

ABOUT_ADORNMENT = TITLE_TOO_WIDE | {MessageKind.TITLE_OVERLINE_MISMATCH}
"""A title's adornment and its text, both there, do not fit each other."""

ABOUT_TITLE_TEXT = ABOUT_ADORNMENT | {MessageKind.UNEXPECTED_SECTION_TITLE}
"""docutils gives the line of a title's text, or that of an adornment beside it."""

UNDERLINE_MISSING = frozenset({MessageKind.TITLE_WITHOUT_UNDERLINE, MessageKind.TITLE_INCOMPLETE})
"""An overline has a title below it that lacks the underline; docutils gives the overline's line."""

BLANK_LINE_MISSING = frozenset(
    {
        MessageKind.UNEXPECTED_INDENTATION,
        MessageKind.BLOCK_QUOTE_UNINDENT,
        MessageKind.BULLET_LIST_UNINDENT,
        MessageKind.DEFINITION_LIST_UNINDENT,
        MessageKind.ENUMERATED_LIST_UNINDENT,
        MessageKind.EXPLICIT_MARKUP_UNINDENT,
        MessageKind.FIELD_LIST_UNINDENT,
        MessageKind.LINE_BLOCK_UNINDENT,
        MessageKind.LITERAL_BLOCK_UNINDENT,
        MessageKind.OPTION_LIST_UNINDENT,
        MessageKind.TABLE_WITHOUT_BLANK_LINE,
    }
)
"""Two constructs follow each other without the blank line that is due before the line that docutils gives."""

ABOUT_DIRECTIVE = frozenset(
    {
        MessageKind.UNKNOWN_DIRECTIVE,
        MessageKind.INVALID_DIRECTIVE,
        MessageKind.INVALID_DIRECTIVE_VALUE,
        MessageKind.DIRECTIVE_CONTENT_EXPECTED,
        MessageKind.INVALID_DIRECTIVE_CONTENT,
        MessageKind.INVALID_DIRECTIVE_CONTEXT,
        MessageKind.DIRECTIVE_WITHOUT_ELEMENT,
    }
)
"""A directive is wrong; docutils gives a line of it, or one somewhat behind."""

LEFT_TO_SPHINX_BY_DOC8 = frozenset(
    {
        MessageKind.UNKNOWN_ROLE,
        MessageKind.UNKNOWN_DIRECTIVE,
        MessageKind.UNDEFINED_SUBSTITUTION,
        MessageKind.SUBSTITUTION_ILLEGAL_ELEMENT,
    }
)
"""doc8 passes over these (source: ``doc8.checks.CheckValidity.SPHINX_IGNORES_REGEX``)."""


@lru_cache(maxsize=1_000)
def kind_of(text: str) -> MessageKind:
    """The kind of a message, by its text (the first child of docutils' ``system_message``)."""
    return next((kind for pattern, kind in _PATTERNS if pattern.match(text)), MessageKind.OTHER)


def without_reference_to_ids(text: str) -> str:
    """A message without docutils' hint at an attribute that only its own output has."""
    return _REFERENCE_TO_IDS.sub("", text)


def quoted_name(text: str) -> str:
    """The first name in quotes in a message; empty where there is none."""
    match = _QUOTED.search(text)
    return match[1] if match else ""


def unknown_option(text: str) -> str:
    """The option in a message about one that a directive does not have; empty for other messages."""
    match = _UNKNOWN_OPTION.search(text)
    return match[1] if match else ""


# Messages that spec-ls gives itself, in the words of docutils 0.23.

TRANSITION_AT_END = "Transition at the end of the document."
ADJACENT_TRANSITIONS = "At least one body element should separate transitions."
NESTED_TRANSITION = "Transition only valid as child of <document> or <section>."


def transition_at_start(parent: str) -> str:
    """The message about a transition that nothing stands before; ``parent``: ``document`` or ``section``."""
    return f"Transition at the start of the {parent}."


def inconsistent_title_style(level: int, new_level: int) -> str:
    """The message about a title more than one level below the section that it stands in."""
    return f"Inconsistent title style: skip from level {level} to {new_level}."


def directive_without_element(name: str) -> str:
    """The message about a directive for the next element, where none follows."""
    return f'No suitable element following "{name}" directive'


def line_too_long(number: int) -> str:
    """The message about a line, counted from 1, that docutils does not read for its length."""
    return f"Line {number} exceeds the line-length-limit."


_PATTERNS = [(re.compile(pattern), kind) for kind in MessageKind for pattern in kind.value]
_REFERENCE_TO_IDS = re.compile(r'\s+See "backrefs" attribute for IDs\.')
_QUOTED = re.compile('"([^"]*)"')
_UNKNOWN_OPTION = re.compile(r'\AError in ".*" directive:\s+unknown option: "([^"]*)"')
