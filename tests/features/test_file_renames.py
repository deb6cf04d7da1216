"""References to files that are renamed."""

from pathlib import Path

import pytest

from spec_ls.features.file_renames import renamed
from spec_ls.model.document import parse
from spec_ls.model.linked_pages import LinkedPages
from spec_ls.model.page_summary import summary
from spec_ls.text import Text

TEXTS = {
    "/doc/index.rst": ".. toctree::\n\n   specs/a\n   specs/b.rst\n   /specs/c\n",
    "/doc/specs/a.rst": "See :doc:`b`, :doc:`that </specs/c>`, :doc:`../index` and :doc:`gone`.\n",
    "/doc/specs/b.rst": "See :doc:`a`.\n",
    "/doc/specs/c.rst": "Nothing.\n",
}
PAGES = LinkedPages(
    {Path(path): summary(parse(Text.of(text))) for path, text in TEXTS.items()}, frozenset({Path("/doc")})
)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (
            "specs/a.rst",
            "specs/new.rst",
            {("/doc/index.rst", "specs/a"): "specs/new", ("/doc/specs/b.rst", "a"): "new"},
        ),
        (
            "specs/b.rst",
            "old/b.rst",
            {
                ("/doc/index.rst", "specs/b.rst"): "old/b.rst",
                ("/doc/specs/a.rst", "b"): "../old/b",
                ("/doc/specs/b.rst", "a"): "../specs/a",
            },
        ),
        (
            "specs/c.rst",
            "specs/d.rst",
            {("/doc/index.rst", "/specs/c"): "/specs/d", ("/doc/specs/a.rst", "/specs/c"): "/specs/d"},
        ),
        (
            "specs",
            "proposals",
            {
                ("/doc/index.rst", "specs/a"): "proposals/a",
                ("/doc/index.rst", "specs/b.rst"): "proposals/b.rst",
                ("/doc/index.rst", "/specs/c"): "/proposals/c",
                ("/doc/specs/a.rst", "/specs/c"): "/proposals/c",
            },
        ),
        ("other.rst", "another.rst", {}),
    ],
)
def test_references_follow_the_file(old, new, changes):
    """In the form that they have: relative or not, with a suffix or without; also those of the file itself."""
    found = renamed(PAGES, {Path("/doc", old): Path("/doc", new)})
    assert {(str(place.path), place.entry.name): name for place, name in found} == changes
