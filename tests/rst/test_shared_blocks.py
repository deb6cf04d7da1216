"""Equal blocks of several texts."""

from __future__ import annotations

from spec_ls.model.document import parse
from spec_ls.rst.scan import scan
from spec_ls.rst.shared_blocks import sharing_blocks
from spec_ls.rst.syntax.messages import messages
from spec_ls.text import Text

_ONE = "Title\n=====\n\nText of *both.\n\n* an item\n"
_OTHER = "Other\n=====\n\nText of *both.\n\n* an item\n\nMore `text.\n"


def test_equal_blocks_are_one() -> None:
    """A block that an earlier text had is that one; outside of a context each text has its own."""
    with sharing_blocks():
        one, other = scan(Text.of(_ONE)), scan(Text.of(_OTHER))
    assert one.items[1] is other.items[1]
    assert scan(Text.of(_OTHER)).items[1] is not other.items[1]


def test_messages_are_those_of_blocks_that_are_not_shared() -> None:
    """docutils' messages of a text are the same, whatever was read before it."""
    texts = [Text.of(text) for text in (_ONE, _OTHER, _ONE)]
    fresh = [messages(document.blocks, document.tree) for document in map(parse, texts)]
    with sharing_blocks():
        assert [messages(document.blocks, document.tree) for document in map(parse, texts)] == fresh


def test_few_are_kept() -> None:
    """A block that no text has had for long is dropped, however many texts are read."""
    with sharing_blocks():
        first = scan(Text.of("The first text\n")).items[0]
        for number in range(30):
            scan(Text.of("".join(f"Text {number} {line}\n\n" for line in range(1_000))))
        assert scan(Text.of("The first text\n")).items[0] is not first


def test_documents_of_equal_texts_are_one() -> None:
    """A text that is read twice has one document; after many other lines it is read anew."""
    with sharing_blocks():
        first = parse(Text.of(_ONE))
        assert parse(Text.of(_ONE)) is first
        assert parse(Text.of(_OTHER)) is not first
        for number in range(30):
            parse(Text.of("".join(f"Text {number} {line}\n\n" for line in range(1_000))))
        again = parse(Text.of(_ONE))
        assert again is not first
        assert again == first
    assert parse(Text.of(_ONE)) is not parse(Text.of(_ONE))
