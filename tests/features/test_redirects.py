"""Lines of redirects that name files which are renamed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.features.redirects import renamed_redirects
from spec_ls.text import Text, apply_edits

FILE = Path("/repo/specs/older/redirects")
TEXT = "approved/a.rst ../implemented/a.rst\nb.rst\t implemented/𝄞b.rst \n\nodd line with words\nc.rst ../gone/c.rst"


@pytest.mark.parametrize(
    ("old", "new", "line", "changed"),
    [
        ("older/implemented/a.rst", "older/implemented/z.rst", 0, "approved/a.rst ../implemented/z.rst"),
        ("older/implemented/a.rst", "gone/a.rst", 0, "approved/a.rst ../../gone/a.rst"),
        ("older/implemented/𝄞b.rst", "newer/b.rst", 1, "b.rst\t ../newer/b.rst "),
        ("gone", "dropped", 4, "c.rst ../dropped/c.rst"),
        ("older/approved/a.rst", "older/x.rst", None, ""),
        ("older", "old", None, ""),
    ],
)
def test_a_redirect_leads_to_the_new_place(old, new, line, changed):
    """Relative to the folder of the place that it leads from; that one, and a file that moves along, stay."""
    text, top = Text.of(TEXT), Path("/repo/specs")
    edits = tuple(renamed_redirects(FILE, text, {top / old: top / new}))
    lines = TEXT.split("\n")
    if line is not None:
        lines[line] = changed
    assert str(apply_edits(text, edits)) == "\n".join(lines)


@given(st.text(alphabet="a./ \t\n\0𝄞", max_size=40))
def test_any_text_has_edits_in_it(text):
    """However broken the file is."""
    read = Text.of(text)
    apply_edits(read, tuple(renamed_redirects(FILE, read, {Path("/repo/specs/older/a"): Path("/x")})))
