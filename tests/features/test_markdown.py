"""RST as Markdown, beside what a reader of CommonMark would see."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_ls.features.markdown import to_markdown
from spec_ls.model.template import read_template
from spec_ls.profiles import conventions

TEMPLATES = sorted(Path(conventions.__file__).parent.glob("*.rst"))
assert TEMPLATES


@pytest.mark.parametrize(
    ("rst", "markdown"),
    [
        ("Who *does* **what**, and ``why``?", "Who *does* **what**, and `why`?"),
        ("Write <your name>, a_b and 2 * 3.", r"Write \<your name\>, a\_b and 2 \* 3."),
        (
            "See `the docs <https://example.org/a_b>`_, https://example.org and `here`_.",
            r"See [the docs](https://example.org/a_b), [https://example.org](https://example.org) and here.",
        ),
        ("`bad <javascript:alert(1)>`_", "bad"),
        ("Use :ref:`it <label>` or `title`, [1]_ and |x|.", r"Use `it` or *title*, \[1\] and x."),
        ("``a ` b`` and ``\\``", "``a ` b`` and `\\`"),
        ("* one\n\n  more\n* two\n\n  - inner\n", "- one\n\n  more\n- two\n\n  - inner"),
        ("3. three\n4. four\n", "3. three\n4. four"),
        ("term\n  Its text.\n", "**term**\\\nIts text."),
        ("Code::\n\n  a = ``b``\n\n   c\n", "Code:\n\n```\na = ``b``\n\n c\n```"),
        ("::\n\n  ```\n", "````\n```\n````"),
        ("Text.\n\n  A quote\n  of two lines.\n", "Text.\n\n> A quote\n> of two lines."),
        ("| a\n| b\n", "a\\\nb"),
        (":field: value\n", "**field:** value"),
        (".. note:: Be *kind*.\n", "**Note:** Be *kind*."),
        (".. code-block:: python\n   :linenos:\n\n   x = 1\n", "```python\nx = 1\n```"),
        (".. image:: https://example.org/a.png\n", "```rst\n.. image:: https://example.org/a.png\n```"),
        (".. A comment that\n   guides.\n", "A comment that\nguides."),
        (".. _target: https://example.org\n", ""),
        ("== ==\na  b\n== ==\n", "```rst\n== ==\na  b\n== ==\n```"),
        ("2019. A year.\n- No list.\n", "2019\\. A year.\n\\- No list."),
        (".. [1] A note.\n", r"\[1\] A note."),
        ("", ""),
    ],
)
def test_rst_reads_the_same_as_markdown(rst, markdown):
    """Each construct; what Markdown lacks stays RST in a code block."""
    assert to_markdown(rst) == markdown


@given(st.text("*_`<>[]|:. \\-+#1a\n\t!&~", max_size=80))
def test_no_text_makes_it_raise_or_lets_html_through(text):
    """Outside of code no bracket stands alone."""
    made = to_markdown(text)
    outside = []
    fence = None
    for line in made.split("\n"):
        stripped = line.strip("> -")
        if fence is None and stripped.startswith("```"):
            fence = stripped[: len(stripped) - len(stripped.lstrip("`"))]
        elif fence is not None and stripped == fence:
            fence = None
        elif fence is None:
            outside.append(line)
    plain = "\n".join(outside)
    assert "<script" not in plain


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_all_guidance_of_our_templates_is_rendered(path):
    """Each word of it is there."""
    for slot in read_template(path.read_text("utf-8"), "").walk():
        made = to_markdown(slot.guidance).replace("\\", "")
        for word in slot.guidance.split():
            if word.isalnum():
                assert word in made
