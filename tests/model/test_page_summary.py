"""What other documents need to know of a document."""

from hypothesis import given
from hypothesis import strategies as st

from spec_ls.model.document import parse
from spec_ls.model.page_summary import EntryKind, summary
from spec_ls.text import Edit, Range, Text

PAGE = """\
.. _Top Label:

====
Töp
====

See :ref:`a label <other-page>`, :ref:`Plain`, :doc:`guide`,
:doc:`the 😀 guide </install/guide>` and :doc:`two
lines <far/away>`.

.. _one:
.. _two:

Section
-------

.. toctree::
   :maxdepth: 1

   first
   A title <second>
   self

* An item with an _`inline target`.

.. _elsewhere: https://example.org

.. image:: a.png
   :name: picture
"""


def entries(page):
    """The entries of a page with the text at each place."""
    text = Text.of(page)
    return [
        (entry, text.lines[entry.line][entry.column : entry.end_column]) for entry in summary(parse(text))
    ]


def test_entries_stand_where_they_are_written():
    """Titles, labels with the title behind them, references with the place of what they name."""
    found = [(str(entry.kind), entry.name, written, entry.title) for entry, written in entries(PAGE)]
    assert found == [
        ("label", "top label", "Top Label", "Töp"),
        ("title", "Töp", "Töp", ""),
        ("ref", "other-page", "other-page", ""),
        ("ref", "plain", "Plain", ""),
        ("doc", "guide", "guide", ""),
        ("doc", "/install/guide", "/install/guide", ""),
        ("doc", "far/away", "far/away", ""),
        ("label", "one", "one", "Section"),
        ("label", "two", "two", "Section"),
        ("title", "Section", "Section", ""),
        ("toctree", "first", "first", ""),
        ("toctree", "second", "second", ""),
        ("label", "inline target", "inline target", ""),
        ("label", "picture", "picture", ""),
    ]


def test_titles_have_their_levels():
    """The outermost is 1."""
    levels = [entry.level for entry, _ in entries(PAGE) if entry.kind is EntryKind.TITLE]
    assert levels == [1, 2]


def test_a_line_is_kept_where_encodings_differ():
    """Up to the name's end, and only where it is not ASCII."""
    before = {entry.name: entry.before for entry, _ in entries(PAGE) if entry.before}
    assert before == {"Töp": "Töp", "/install/guide": ":doc:`the 😀 guide </install/guide"}


def test_summaries_after_edits_are_those_of_a_fresh_look():
    """What is kept with blocks holds after they have moved."""
    text = Text.of(PAGE)
    document = parse(text)
    summary(document)
    edited = document.after([Edit(Range.of(0, 0, 0, 0), "New.\n\n")])
    moved = [entry._replace(line=entry.line + 2) for entry in summary(document)]
    assert moved == list(summary(edited)) == list(summary(parse(Text.of("New.\n\n" + PAGE))))


@given(st.text("ab:`<>_ .\n\t=-😀\\", max_size=80))
def test_no_text_makes_it_raise(text):
    """Each entry lies in the text."""
    lines = Text.of(text).lines
    for entry in summary(parse(Text.of(text))):
        assert 0 <= entry.column <= entry.end_column <= len(lines[entry.line])
