"""The headings of specs that fill a heading of their template."""

from __future__ import annotations

from pathlib import Path

from spec_ls.features.template_uses import is_filled_at, title_at
from spec_ls.model.document import parse
from spec_ls.model.template import read_template
from spec_ls.spec import compare
from spec_ls.text import Position, Text

FILE = Path("/specs/template.rst")
TEMPLATE = read_template(
    "=====\nTitle\n=====\n\nProblem\n=======\n\n𝄞 Use\n-----\n\nTesting\n=======\n", FILE
)


def test_the_title_at_a_position() -> None:
    """On a title and on its adornment; nowhere else."""
    document = parse(TEMPLATE.text)
    titles = {line: title_at(document, Position(line, 3)) for line in (0, 1, 2, 3, 7, 8, 9, 99)}
    assert titles == {0: "Title", 1: "Title", 2: "Title", 3: None, 7: "𝄞 Use", 8: "𝄞 Use", 9: None, 99: None}


def test_headings_that_fill_a_slot() -> None:
    """A heading at the slot's place counts; the same title elsewhere in the spec, or another template's, does not."""
    text = "===\nABC\n===\n\nProblem\n=======\n\n𝄞 Use\n-----\n\nTesting\n=======\n\nProblem\n-------\n"
    spec = compare(parse(Text.of(text)), TEMPLATE)
    assert is_filled_at(spec, 4, "Problem", FILE)
    assert is_filled_at(spec, 7, "𝄞 Use", FILE)
    assert not is_filled_at(spec, 13, "Problem", FILE)
    assert not is_filled_at(spec, 4, "Problem", Path("/specs/other-template.rst"))
    builtin = read_template(str(TEMPLATE.text), "builtin:x")
    assert not is_filled_at(compare(parse(Text.of(text)), builtin), 4, "Problem", FILE)
