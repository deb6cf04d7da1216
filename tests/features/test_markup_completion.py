"""Completion of directives, options, roles and of what references mean."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.features.markup_completion import MOST_CANDIDATES, complete_markup
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.text import Position, Text

HERE = Path("/docs/specs/2026.1/here.rst")
OTHERS = {
    Path(
        "/docs/specs/2026.1/near.rst"
    ): "Near\n====\n\n.. _near label:\n\nPart\n----\n\n.. _bare:\n\nText.\n",
    Path("/docs/install/far.rst"): "Far 😀\n======\n",
}


def pages():
    """The other documents of a workspace whose ``conf.py`` is in ``/docs``, those far away first."""
    found = {path: summary(parse(Text.of(text))) for path, text in reversed(OTHERS.items())}
    return LinkedPages({HERE: (), **found}, frozenset({Path("/docs")}))


def completed(marked):
    """The texts after each candidate is taken at ``$0``, by label."""
    before, _, after = marked.partition("$0")
    text = Text.of(before + after)
    start = before.rpartition("\n")[2]
    position = Position(before.count("\n"), len(start))
    found = complete_markup(parse(text), position, pages=pages, path=HERE)
    return {candidate.label: str(text.replace(candidate.edit)[0]) for candidate in found}


@pytest.mark.parametrize(
    ("marked", "label", "after"),
    [
        (".. no$0", "note", ".. note::"),
        (".. $0", "image", ".. image:: "),
        ("* An item\n\n  .. code-bl$0\n", "code-block", "* An item\n\n  .. code-block:: \n"),
        (".. |logo| im$0", "image", ".. |logo| image:: "),
        (".. no$0:: Text", "note", ".. note:: Text"),
        (".. code-block:: py$0", "python", ".. code-block:: python"),
        (".. image:: a.png\n   :al$0", "align", ".. image:: a.png\n   :align: "),
        (".. image:: a.png\n   :alt: x\n   :$0", "width", ".. image:: a.png\n   :alt: x\n   :width: "),
        (".. toctree::\n   :hid$0", "hidden", ".. toctree::\n   :hidden:"),
        (".. |x| image:: a.png\n   :al$0", "alt", ".. |x| image:: a.png\n   :alt: "),
        (".. image:: a.png\n   :align: $0", "middle", ".. image:: a.png\n   :align: middle"),
        (".. literalinclude:: a\n   :language: ya$0", "yaml", ".. literalinclude:: a\n   :language: yaml"),
        ("See :re$0", "ref", "See :ref:``"),
        ("See (:re$0`x`", "ref", "See (:ref:`x`"),
        ("See :re$0:`x`", "ref", "See :ref:`x`"),
        ("See :ref:`ne$0", "near label", "See :ref:`near label`"),
        ("See :ref:`ne$0`.", "near label", "See :ref:`near label`."),
        ("See :ref:`that <$0", "bare", "See :ref:`that <bare>`"),
        ("See :doc:`$0`", "near", "See :doc:`near`"),
        ("See :doc:`it </in$0>`", "/install/far", "See :doc:`it </install/far>`"),
        ("A `na$0\n\n.. _name of it: https://example.org\n", "name of it", None),
        ("A `$0`_ x\n\nTitle 😀\n========\n", "Title 😀", "A `Title 😀`_ x\n\nTitle 😀\n========\n"),
        (
            "See [$0\n\n.. [Knu] Book.\n.. [#note] Note.\n",
            "Knu",
            "See [Knu]_\n\n.. [Knu] Book.\n.. [#note] Note.\n",
        ),
        ("See [#n$0]_\n\n.. [#note] Note.\n", "#note", "See [#note]_\n\n.. [#note] Note.\n"),
        ("The |pr$0\n\n.. |product| replace:: X\n", "product", "The |product|\n\n.. |product| replace:: X\n"),
        ("The |$0| x", "version", "The |version| x"),
    ],
)
def test_what_is_begun_is_completed(marked, label, after):
    """Delimiters that stand there already are not written again."""
    if after is None:
        after = marked.replace("`na$0", "`name of it`_")
    assert completed(marked).get(label) == after


def test_documents_in_the_same_folder_come_first():
    """Wherever the index has them."""
    assert list(completed("See :doc:`$0")) == ["near", "/install/far"]


def test_a_label_without_a_title_needs_a_text():
    """Sphinx refers to it by no text of its own."""
    assert "bare" not in completed("See :ref:`$0")


@pytest.mark.parametrize(
    "marked",
    [
        "Plain te$0xt",
        "A time: 12:3$0",
        "``:re$0",
        "Code::\n\n   .. no$0\n",
        ".. A comment\n   .. no$0\n",
        ".. code-block:: python\n\n   x = d[$0\n",
        "A | b |$0",
        "",
    ],
)
def test_prose_and_verbatim_text_are_left_alone(marked):
    """Nothing is begun there."""
    assert completed(marked) == {}


def test_what_begins_with_the_typed_text_comes_first():
    """Then all others, among which an editor chooses while the author types on, or back."""
    labels = list(completed(".. image:: a.png\n   :al$0"))
    assert labels[:2] == ["align", "alt"]
    assert "scale" in labels[2:]


def test_a_directive_explains_itself():
    """With its argument and options, as an author would write them."""
    found = complete_markup(parse(Text.of(".. cent")), Position(0, 7))
    guidance = {candidate.label: candidate.guidance for candidate in found}
    assert guidance["note"] == ".. note::\n   :class: CLASSES\n   :name: REFERENCE-NAME\n\n   Text"


def test_many_names_are_narrowed():
    """An answer has an end."""
    text = Text.of(
        "A `\n\n" + "".join(f".. _name {number}: x.html\n" for number in range(2 * MOST_CANDIDATES))
    )
    assert len(complete_markup(parse(text), Position(0, 3))) == MOST_CANDIDATES


@given(st.text(".: `|[]<>_-a\n\t😀\r", max_size=60), st.data())
def test_no_position_makes_it_raise(text, data):
    """Edits replace text of the position's line."""
    buffer = Text.of(text)
    line = data.draw(st.integers(0, len(buffer.lines) - 1))
    position = buffer.clamp(Position(line, data.draw(st.integers(0, 60))))
    for candidate in complete_markup(parse(buffer), position):
        assert candidate.edit.range.start.line == line == candidate.edit.range.end.line
