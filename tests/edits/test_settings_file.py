"""A code that is added to ``ignore`` in a settings file."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_ls.edits.settings_file import with_ignored
from spec_ls.text import Text, apply_edits

SHARED = ("tool", "spec-ls")


def written(text, table=()):
    """The text with the code ``b``; None if it is not written."""
    edits = with_ignored(text, table, "b")
    return None if edits is None else str(apply_edits(Text.of(text), edits))


@pytest.mark.parametrize(
    ("text", "table", "expected"),
    [
        ('ignore = ["a"]\n', (), 'ignore = ["a", "b"]\n'),
        ("ignore = []  # none\r\nx = 1\r\n", (), 'ignore = ["b"]  # none\r\nx = 1\r\n'),
        ('ignore = ["a",]\n', (), 'ignore = ["a", "b"]\n'),
        ('ignore = [\n  "a",  # why\n]\n', (), 'ignore = [\n  "a",  # why\n  "b",\n]\n'),
        ('ignore = [\n  "a"  # why\n]\n', (), 'ignore = [\n  "a",  # why\n  "b"\n]\n'),
        ("ignore = [\n  'a'\n]\n", (), "ignore = [\n  'a',\n  \"b\"\n]\n"),
        ('ignore = ["]#,"]\n', (), 'ignore = ["]#,", "b"]\n'),
        ("", (), 'ignore = ["b"]\n'),
        ("# mine\n", (), 'ignore = ["b"]\n# mine\n'),
        (
            "x = '''\nignore = [\n'''\nignore = ['a']\n",
            (),
            "x = '''\nignore = [\n'''\nignore = ['a', \"b\"]\n",
        ),
        ("x = 1", (), 'x = 1\nignore = ["b"]'),
        (
            "x = 1\n\n# of paths\n[[paths]]\npath = 'y'\nignore = []\n",
            (),
            "x = 1\nignore = [\"b\"]\n\n# of paths\n[[paths]]\npath = 'y'\nignore = []\n",
        ),
        (
            "[project]\nignore = []\n[tool.spec-ls]  # 𝄞\nx = 1\n",
            SHARED,
            '[project]\nignore = []\n[tool.spec-ls]  # 𝄞\nignore = ["b"]\nx = 1\n',
        ),
        (
            "[tool.x]\nignore = ['a']\n[tool.'spec-ls']\nignore = ['a']\n",
            SHARED,
            "[tool.x]\nignore = ['a']\n[tool.'spec-ls']\nignore = ['a', \"b\"]\n",
        ),
    ],
)
def test_a_code_is_added(text, table, expected):
    """It stands behind those that are there, and everything else stays as it is."""
    assert written(text, table) == expected


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ('ignore = ["b"]\n', ()),
        ('ignore = "a"\n', ()),
        ("ignore = [1\n", ()),
        ("x = '''\nignore = [\n", ()),
        ("ignore = [1]\n", ()),
        ("[project]\n", SHARED),
        ("tool.spec-ls.ignore = ['a']\n", SHARED),
        ("tool = {spec-ls = {x = 1}}\n", SHARED),
        ("tool = 1\n", SHARED),
    ],
)
def test_what_is_not_certain_is_not_written(text, table):
    """Broken files, codes that are there, and forms that nobody expects are left alone."""
    assert written(text, table) is None


LINES = st.lists(
    st.sampled_from(
        ["ignore = ['a']", "ignore = [", "  'a',", "'c' # d", "]", "# e", "x = 1", "[tool.spec-ls]", "[[paths]]", '"""', "y = '''", ""]
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from([(), SHARED]))
def test_nothing_that_stands_there_is_lost(lines, table):
    """Whatever the file, all of its lines' text is still there, in order, and its settings are the same but one."""
    text = "\n".join(lines)
    now = written(text, table)
    if now is not None:
        rest = iter(now)
        assert all(character in rest for character in text)
        before, after = tomllib.loads(text), tomllib.loads(now)
        for key in table:
            before, after = before[key], after[key]
        assert after == {**before, "ignore": [*before.get("ignore", []), "b"]}
