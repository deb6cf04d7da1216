"""What a hover says of a header's field: whether it is asked for, its form, its values, the template's text."""

import pytest
from checks.marked import look
from checks.templates import named

from spec_ls.config import Config
from spec_ls.features.field_hover import hover_field
from spec_ls.field_rules import FieldDemand, FieldRule, HeaderKind, HeaderRules
from spec_ls.text import Position

TEMPLATE = named(
    "Title\n#####\n\n:Status: <status>\n:Created: <date in YYYY-MM-DD>\n:Resolution: <url>\n:Author: <names>\n\n"
    "First\n=====\n\nWhat is it?\n"
)
TEXT = "Cache\n#####\n\n:Status: Draft\n:Created: 2024-01-02\n:Resolution: x\n:Author: Ada,\n  Bob\n:Own: y\n\nFirst\n=====\n\nT.\n"
RULES = HeaderRules(
    kind=HeaderKind.FIELDS,
    status="Status",
    fields=(
        FieldRule("Status", required=FieldDemand.USE, values=("Draft", "Final")),
        FieldRule("Created", required=FieldDemand.USE, date="YYYY-MM-DD"),
        FieldRule("Resolution", required_with=("Final", "Rejected")),
        FieldRule("Author"),
    ),
)


@pytest.mark.parametrize(
    ("line", "summary", "guidance"),
    [
        (3, "required field", "One of Draft, Final.\n\nThe template has:\n\n::\n\n   <status>"),
        (4, "required field: a date in the form YYYY-MM-DD", "The template has:\n\n::\n\n   <date in YYYY-MM-DD>"),
        (5, "optional field", "Required when the status is Final or Rejected.\n\nThe template has:\n\n::\n\n   <url>"),
        (7, "optional field", "The template has:\n\n::\n\n   <names>"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_field(line, summary, guidance):
    """On each of its lines."""
    spec = look(TEXT, TEMPLATE, None, Config(header=RULES)).spec
    hover = hover_field(spec, Position(line, 1))
    assert hover is not None
    assert (hover.summary, hover.guidance) == (summary, guidance)
    assert hover.range.start.line <= line <= hover.range.end.line


@pytest.mark.parametrize("line", [0, 8, 9, 12])
def test_nothing_is_said_elsewhere(line):
    """Neither of a field that the template does not have, nor beside the header."""
    spec = look(TEXT, TEMPLATE, None, Config(header=RULES)).spec
    assert hover_field(spec, Position(line, 1)) is None
