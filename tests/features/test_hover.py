"""Hover on any text: headings of the template alone have one."""

from hypothesis import given, settings

from spec_ls.features.hover import hover
from spec_ls.model.title_similarity import title_distance
from spec_ls.text import Position, Range

from .specs import TEMPLATE, TEXTS, compared


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_hover_is_on_a_heading_of_the_template(text):
    """Wherever there is a hover, its range holds the place and the title of a slot, or nearly its title."""
    spec = compared(text)
    titles = {slot.title for slot in TEMPLATE.walk()}
    for line in range(len(spec.text.lines)):
        found = hover(spec, Position(line, 0))
        if found is not None:
            assert found.range.start.line <= line <= found.range.end.line
            assert found.title in titles
            lines = spec.text.slice(found.range).splitlines()
            assert any(title_distance(found.title, line.strip()) is not None for line in lines)


def test_an_underline_that_ends_the_text_is_part_of_its_heading():
    """The last line of a text shows the hover of its heading, with or without a line end."""
    text = "Change\n======\n\ntext\n\nTesting\n======="
    for end in ("", "\n"):
        found = hover(compared(text + end), Position(6, 3))
        assert found is not None
        assert (found.guidance, found.range) == ("How?", Range.of(5, 0, 6, 7))
