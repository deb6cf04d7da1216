"""image-not-ascii: which templates mind images, and what is one."""

from __future__ import annotations

import pytest

from checks.marked import check, look
from checks.templates import named
from checks.tracked import TRACKED
from spec_ls.config import Config
from spec_ls.model.images import wants_ascii

ALONE = Config(select=frozenset({"image-not-ascii"}))
START = "Lights\n======\n\nText.\n\nProblem\n-------\n\n"


@pytest.mark.parametrize(
    "marked",
    [
        "«.. image:: a.png»(image-not-ascii)\n",
        "«.. figure:: a.png»(image-not-ascii)\n   :width: 3\n\n   What it shows.\n",
        "«.. |a| image:: a.png»(image-not-ascii)\n\n|a|\n",
        "- Item\n\n  «.. image:: a.png»(image-not-ascii)\n\n- .. Image:: b.png\n",
        "Text\n  «.. image:: a.png»(image-not-ascii)\n",
        ".. note::\n\n   «.. image:: a.png»(image-not-ascii)\n",
        "::\n\n  .. image:: a.png\n",
        ".. code-block:: rst\n\n   .. image:: a.png\n",
        "..\n  .. image:: a.png\n",
        ".. images:: a.png\n",
        "See ``.. image::``.\n",
        ".. code-block:: text\n\n   A --> B\n",
    ],
)
def test_what_is_an_image(marked):
    """Images and figures count wherever they are seen; verbatim text and comments do not."""
    check(START + marked, TRACKED, config=ALONE)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_where_it_points(newline):
    """The directive's first line, whatever ends it."""
    marked = f"{START}Text.\n\n- «.. image:: a.png»(image-not-ascii)\n"
    case = check(marked.replace("\n", newline), TRACKED, config=ALONE)
    assert case.findings[0].section == ("Problem",)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("If you would like to provide a diagram with your spec, ascii diagrams are required.", True),
        ("Draw diagrams in ASCII. A review shows text.", True),
        ("Use ASCII\nart, or asciiflow.", True),
        ("Diagrams are welcome. Names are ASCII.", False),
        ("Draw what you like.", False),
    ],
)
def test_which_templates_mind(words, wanted):
    """A template minds images where it asks for diagrams in ASCII."""
    assert wants_ascii(words) is wanted
    text = f"Title\n=====\n\n{words}\n\nProblem\n-------\n\nWhat?\n"
    assert named(text).ascii_diagrams is wanted
    if not wanted:
        check(START + ".. image:: a.png\n", named(text), config=ALONE)


def test_several_images():
    """One finding speaks for all."""
    for more, said in (
        ("", ""),
        (".. image:: b.png\n", ", as is another"),
        (".. image:: b.png\n\n" * 2, ", as are 2 others"),
    ):
        case = look(f"{START}.. image:: a.png\n\n{more}", TRACKED, config=ALONE)
        assert case.one("image-not-ascii").message.endswith(f"this is an image{said}")
