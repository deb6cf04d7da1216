"""What a document leads to."""

from pathlib import Path

import pytest

from spec_ls.features.links import links
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.text import Text

HERE = Path("/repo/specs/2026.1/here.rst")
OTHER = Path("/repo/specs/2026.1/other.rst")
PAGES = LinkedPages({HERE: (), OTHER: summary(parse(Text.of("The Other\n=========\n")))})

BUG = "https://bugs.launchpad.net/bugs/1234567"


def found(text, other_text=""):
    """The links in a text: what is written, and where it leads."""
    document = parse(Text.of(text))
    lines = document.text.lines
    return {
        lines[start.line][start.column : end.column]: str(target)
        for (start, end), target, _ in links(document, HERE, PAGES, other_text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See :doc:`other`, :doc:`nowhere`.", {"other": str(OTHER)}),
        (".. toctree::\n\n   it <other>\n   /gone\n", {"other": str(OTHER)}),
        (
            "😀 :pep:`8` and :rfc:`RFC <2822#section-3>`",
            {
                "8": "https://peps.python.org/pep-0008/",
                "RFC <2822#section-3>": "https://datatracker.ietf.org/doc/html/rfc2822",
            },
        ),
        (
            "After PEP 8 and RFC-2119.",
            {
                "PEP 8": "https://peps.python.org/pep-0008/",
                "RFC-2119": "https://datatracker.ietf.org/doc/html/rfc2119",
            },
        ),
        ("* An item\n\n  .. include:: ../shared/a.inc\n", {"../shared/a.inc": "/repo/specs/shared/a.inc"}),
        (".. |x| image:: /_static/x.png\n", {"/_static/x.png": "/repo/specs/2026.1/_static/x.png"}),
        (".. image:: https://example.org/x.png\n", {}),
        ("``PEP 8`` `PEP 8`_ https://example.org/PEP-8\n\n.. PEP 8\n\n::\n\n  PEP 8\n", {}),
        ("Bug 1234567 is elsewhere.", {}),
        ("Bug #1234567, as https://bugs.launchpad.net/x tells.", {"Bug #1234567": BUG}),
        ("No number, and page 7 alone.", {}),
    ],
)
def test_links_lead_where_their_words_say(text, expected):
    """Roles, words with a number, documents, files; not code, nor what leads somewhere itself."""
    assert found(text) == expected


def test_a_tracker_that_the_template_mentions_counts():
    """Most templates ask for the blueprint's address."""
    assert found("LP: #1234567", "https://blueprints.launchpad.net/nova/+spec/x") == {"LP: #1234567": BUG}


def test_a_link_says_what_it_leads_to():
    """A document by its title."""
    (link,) = links(parse(Text.of(":doc:`other`")), HERE, PAGES)
    assert link.about == "The Other"
