"""Hovers on uses of names, marked in the text."""

from __future__ import annotations

import pytest

from spec_ls.features.name_hover import hover_name
from spec_ls.model.document import parse
from spec_ls.text import Position, Text

HOVERS = {
    "a target with an address": ("See $foo_.\n\n.. _Foo: http://x\n\nb\n", "target Foo: line 3", "http://x"),
    "an indirect target": ("$a_\n\n.. _a: b_\n.. _b: `a c`_\n.. _a c: x\n   y\n", "target a: line 3", "xy"),
    "a circle": ("$a_\n\n.. _a: b_\n.. _b: a_\n", "target a: line 3", ".. _a: b_"),
    "a reference with an address": ("$a_\n\n`A <b>`_\n", "target in a reference A: line 3", "b"),
    "an internal target": ("`$a b`_\n\n.. _a b:\n.. _c:\n\nText\nof it.\n\nNo more\n", "target a b: line 3", "Text\nof it."),
    "a target before a title": ("$foo_\n\n.. _foo:\n\nT 𝄞\n===\n\nText\n", "target foo: line 3", "T 𝄞\n===\n\nText"),
    "a section": ("A\n=\n\na\n\nb\n\nB\n=\n\n$A_\n", "section A: line 1", "A\n=\n\na"),
    "a footnote": ("[$#a]_\r\n\r\n.. [#a] One\r\n\r\n   two.\r\n", "footnote a: line 3", ".. [#a] One\n\n   two."),
    "a numbered footnote": ("[$#]_\n\n.. [#] One\n", "footnote: line 3", ".. [#] One"),
    "a substitution": ("|$x|\n\n- a\n\n  .. |x| replace::\n     y\n", "substitution definition x: line 5", ".. |x| replace::\n   y"),
    "an inline target": ("$a_\n\n- B _`a` c\n  d\n- e\n", "inline target a: line 3", "B _`a` c\nd"),
    "a long text": ("$a_\n\n.. _a:\n\n" + "b\n" * 30, "target a: line 3", "b\n" * 20 + "..."),
}  # fmt: skip


@pytest.mark.parametrize("name", HOVERS)
def test_the_text_of_a_definition(name: str) -> None:
    """A hover names the definition and its line, and shows its text, not more than a few lines."""
    marked, said, text = HOVERS[name]
    document = parse(Text.of(marked.replace("$", "", 1)))
    before = marked[: marked.index("$")].split("\n")
    found = hover_name(document, Position(len(before) - 1, len(before[-1])))
    assert found is not None
    assert (f"{found.title}: {found.summary}", found.guidance) == (said, text)


def test_no_text() -> None:
    """There is none on a definition, on a use of nothing, and beside names."""
    document = parse(Text.of("a_ b c_\n\n.. _a: x\n"))
    assert hover_name(document, Position(0, 1)) is not None
    assert [hover_name(document, Position(*place)) for place in ((0, 3), (0, 5), (2, 5), (9, 9))] == [
        None
    ] * 4
